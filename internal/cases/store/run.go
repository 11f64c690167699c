package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// How often a run says that it goes on, and after how long a silent one is held to have ended with its program.
const (
	runBeat  = time.Second
	runLease = time.Minute
)

// FindDuplicates looks through everybody for people who may be one, beside all other work, and keeps the pairs. by is who
// wants it, for the log. progress may be nil; it is told about once a second how many comparisons are done of how many.
// One run goes on at a time: cases.ErrRunning is the answer to a second. Ending the context stops it; what is in the
// queue stays there.
func (k *Keeper) FindDuplicates(ctx context.Context, by string, progress func(done, total int)) (cases.Run, error) {
	id, err := k.store.beginRun(by)
	if err != nil {
		return cases.Run{}, err
	}
	return k.store.run(ctx, id, by, progress)
}

// LookAgain begins a run in the background and returns at once. Coordinators alone may: a run is about everybody.
func (d *Desk) LookAgain(context.Context) error {
	if d.user.Role != cases.Coordinator {
		return cases.ErrForbidden
	}
	id, err := d.store.beginRun(d.user.Code)
	if err != nil {
		return err
	}
	d.store.matching.beside(func(ctx context.Context) { _, _ = d.store.run(ctx, id, cases.SystemActor, nil) }) // how it ended is kept
	return nil
}

// StopRun ends the run that goes on, wherever it does, within a second or two.
func (d *Desk) StopRun(context.Context) error {
	if d.user.Role != cases.Coordinator {
		return cases.ErrForbidden
	}
	return d.store.writer.do(func(tx *gorm.DB) error {
		res := tx.Exec("UPDATE runs SET stop = 1 WHERE ended = 0 AND stop = 0")
		if res.Error != nil || res.RowsAffected == 0 {
			return wrapped("stop a run", res.Error)
		}
		_, err := d.store.enter(tx, d.user.Code, "pair.run.stop", "", detail{})
		return err
	})
}

// LastRun gives the newest run; cases.ErrNotFound where there was none. How many people there are and were found is for
// coordinators alone, since a run is about everybody.
func (d *Desk) LastRun(ctx context.Context) (cases.Run, error) {
	if !d.comparesPeople() {
		return cases.Run{}, cases.ErrForbidden
	}
	r, beat, err := newestRun(d.store.read.WithContext(ctx))
	if err != nil {
		return cases.Run{}, err
	}
	if r.Ended.IsZero() && d.store.now().Sub(beat) > runLease {
		r.Ended, r.Failed = beat, cases.RunFailed
	}
	if d.user.Role != cases.Coordinator {
		r.People, r.Compared, r.Found, r.Cut, r.Done, r.Total = 0, 0, 0, 0, 0, 0
	}
	return r, nil
}

func newestRun(tx *gorm.DB) (r cases.Run, beat time.Time, err error) {
	found := false
	c := clause{sql: `SELECT r.id, r.began, r.beat, r.ended, COALESCE(u.name, r.begun_by), r.done, r.total, r.people, r.compared, r.found, r.cut, r.failed
FROM runs r LEFT JOIN users u ON u.code = r.begun_by ORDER BY r.id DESC LIMIT 1`}
	err = query(tx, c, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(&r.ID, moment{&r.Began}, moment{&beat}, orNever{&r.Ended}, &r.By, &r.Done, &r.Total, &r.People, &r.Compared,
			&r.Found, &r.Cut, &r.Failed)
	})
	if err == nil && !found {
		return r, beat, cases.ErrNotFound
	}
	return r, beat, wrapped("read the newest run", err)
}

// beginRun takes the one place that there is for a run.
func (s *Store) beginRun(by string) (id int64, err error) {
	err = s.writer.do(func(tx *gorm.DB) error {
		now := s.now()
		err := tx.Exec("UPDATE runs SET ended = beat, failed = ? WHERE ended = 0 AND beat < ?", cases.RunFailed, now.Add(-runLease).UnixMicro()).Error
		if err != nil {
			return err
		}
		going, err := number(tx, clause{sql: "SELECT COUNT(*) FROM runs WHERE ended = 0"})
		if err != nil {
			return err
		}
		if going > 0 {
			return cases.ErrRunning
		}
		err = tx.Raw("INSERT INTO runs (began, beat, begun_by) VALUES (?,?,?) RETURNING id", now.UnixMicro(), now.UnixMicro(), by).Row().Scan(&id)
		if err != nil {
			return err
		}
		_, err = s.enter(tx, by, "pair.run", fmt.Sprintf("run:%d", id), detail{})
		return err
	})
	if err != nil && !errors.Is(err, cases.ErrRunning) {
		return 0, fmt.Errorf("begin to look for duplicates: %w", err)
	}
	return id, err
}

// run is the work of a run that has begun, and its end.
func (s *Store) run(ctx context.Context, id int64, by string, progress func(done, total int)) (cases.Run, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := &pace{}
	beaten := make(chan struct{})
	go func() {
		defer close(beaten)
		s.beats(ctx, cancel, id, p, progress)
	}()
	giveBack := takeRoom()
	result, err := s.lookThrough(ctx, p)
	giveBack()
	cancel()
	<-beaten
	result.ID = id
	if progress != nil && err == nil {
		progress(int(p.total.Load()), int(p.total.Load()))
	}
	switch {
	case errors.Is(err, context.Canceled):
		result.Failed = cases.RunStopped
	case err != nil:
		result.Failed = cases.RunFailed
	}
	if ended := s.endRun(result, by, p); err == nil {
		err = ended
	}
	return result, wrapped("look for duplicates", err)
}

// runMemory is how much memory a run may have the program take: 100,000 people want about half of it.
const runMemory = 360 << 20

// takeRoom lets the program take more memory than a server otherwise wants, for a run; where it had no limit, there is one
// meanwhile. The memory goes back to the machine afterwards.
func takeRoom() (giveBack func()) {
	was := debug.SetMemoryLimit(runMemory)
	return func() {
		debug.SetMemoryLimit(was)
		debug.FreeOSMemory()
	}
}

// beats says that the run goes on and how far it is, and stops it where somebody asked for that.
func (s *Store) beats(ctx context.Context, cancel context.CancelFunc, id int64, p *pace, progress func(done, total int)) {
	every := time.NewTicker(runBeat)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
		done, total := p.done.Load(), p.total.Load()
		stop := 0
		err := s.writer.do(func(tx *gorm.DB) error {
			return tx.Raw("UPDATE runs SET beat = ?, done = ?, total = ? WHERE id = ? RETURNING stop", s.now().UnixMicro(), done, total, id).Row().Scan(&stop)
		})
		if err == nil && stop != 0 {
			cancel()
		}
		if progress != nil {
			progress(int(done), int(total))
		}
	}
}

func (s *Store) endRun(r cases.Run, by string, p *pace) error {
	return s.writer.do(func(tx *gorm.DB) error {
		now := s.now().UnixMicro()
		err := tx.Exec("UPDATE runs SET ended = ?, beat = ?, done = ?, total = ?, people = ?, compared = ?, found = ?, cut = ?, failed = ? WHERE id = ?",
			now, now, p.done.Load(), p.total.Load(), r.People, r.Compared, r.Found, r.Cut, r.Failed, r.ID).Error
		if err != nil {
			return err
		}
		action := "pair.run.end"
		if r.Failed != "" {
			action = "pair.run.failed"
		}
		what := fmt.Sprintf("%d people, %d comparisons, %d pairs", r.People, r.Compared, r.Found)
		_, err = s.enter(tx, by, action, fmt.Sprintf("run:%d", r.ID), detail{What: what})
		return err
	})
}
