package store

import (
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"gorm.io/gorm"
)

// How many saves share a transaction at most, and how long one may gather before it is committed: the bound keeps a
// queue of slow saves from holding everybody's answer.
const (
	groupSize = 64
	groupTime = 50 * time.Millisecond
)

var errClosed = errors.New("the store is closed")

// writer is the one place from which the database is written. Saves that wait share one transaction, each in a
// savepoint of its own: the fsync is shared, each caller is answered after it, and one that fails rolls back alone.
// No caller's context reaches the transaction, since a statement cancelled inside a savepoint would end it for all.
type writer struct {
	db     *gorm.DB
	pinned *pinned
	engine engine
	gather bool
	jobs   chan *job
	ended  chan struct{}
	mu     sync.RWMutex
	closed bool
}

// job is one write and where its answer goes.
type job struct {
	run  func(tx *gorm.DB) error
	err  error
	done chan struct{}
}

func newWriter(pool *sql.DB, gather bool, e engine) (*writer, error) {
	p := &pinned{pool: pool}
	db, err := gorm.Open(e.dialector(p), gormConfig(false))
	if err != nil {
		return nil, fmt.Errorf("open the database for writing: %w", err)
	}
	w := &writer{db: db, pinned: p, engine: e, gather: gather, jobs: make(chan *job, groupSize), ended: make(chan struct{})}
	go w.loop()
	return w, nil
}

// do runs a write and returns after it is on the disk, or with the reason why nothing of it is.
func (w *writer) do(run func(tx *gorm.DB) error) error {
	j := &job{run: run, done: make(chan struct{})}
	w.mu.RLock()
	if w.closed {
		w.mu.RUnlock()
		return errClosed
	}
	w.jobs <- j
	w.mu.RUnlock()
	<-j.done
	return w.engine.translate(j.err)
}

// stop answers what waits and ends the loop.
func (w *writer) stop() {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.jobs)
	}
	w.mu.Unlock()
	<-w.ended
}

func (w *writer) loop() {
	defer close(w.ended)
	for first := range w.jobs {
		group := []*job{first}
		for w.gather && len(group) < groupSize {
			next, ok := w.waiting()
			if !ok {
				break
			}
			group = append(group, next)
		}
		for len(group) > 0 {
			group = w.commit(group)
		}
	}
}

// waiting takes a job that is already there.
func (w *writer) waiting() (*job, bool) {
	select {
	case j, ok := <-w.jobs:
		return j, ok
	default:
		return nil, false
	}
}

// commit runs a group in one transaction and answers it. It gives back the jobs for which the time was up.
func (w *writer) commit(group []*job) (rest []*job) {
	if len(group) == 1 {
		w.alone(group[0])
		return nil
	}
	began := time.Now()
	if err := w.pinned.begin(w.db, w.engine.beginning()); err != nil {
		return answer(group, err)
	}
	for i, j := range group {
		if i > 0 && time.Since(began) > groupTime {
			group, rest = group[:i], group[i:]
			break
		}
		if alive := savepoint(w.db, j); !alive {
			w.rollback()
			w.oneByOne(group)
			return nil
		}
	}
	if err := w.db.Exec("COMMIT").Error; err != nil {
		w.rollback()
		for _, j := range group {
			if j.err == nil {
				j.err = fmt.Errorf("commit: %w", err)
			}
		}
	}
	return append(answer(group, nil), rest...)
}

// savepoint runs one job in its own savepoint, and tells whether the transaction around it still lives.
func savepoint(tx *gorm.DB, j *job) (alive bool) {
	if tx.Exec("SAVEPOINT one").Error != nil {
		return false
	}
	j.err = guarded(j.run, tx)
	if j.err != nil && tx.Exec("ROLLBACK TO SAVEPOINT one").Error != nil {
		return false
	}
	return tx.Exec("RELEASE SAVEPOINT one").Error == nil
}

// oneByOne is what happens when one save brought the shared transaction down: each gets one of its own.
func (w *writer) oneByOne(group []*job) {
	for _, j := range group {
		w.alone(j)
	}
}

func (w *writer) alone(j *job) {
	defer close(j.done)
	if j.err = w.pinned.begin(w.db, w.engine.beginning()); j.err != nil {
		return
	}
	if j.err = guarded(j.run, w.db); j.err != nil {
		w.rollback()
		return
	}
	if err := w.db.Exec("COMMIT").Error; err != nil {
		w.rollback()
		j.err = fmt.Errorf("commit: %w", err)
	}
}

// rollback ends a transaction without a trace. Where even that fails, the connection is dropped, and with it the
// transaction.
func (w *writer) rollback() {
	if w.db.Exec("ROLLBACK").Error != nil {
		w.pinned.drop()
	}
}

// answer tells every job of a group its result; a non-nil error is everybody's.
func answer(group []*job, err error) []*job {
	for _, j := range group {
		if err != nil {
			j.err = err
		}
		close(j.done)
	}
	return nil
}

// guarded keeps a panic in one save from taking the writer, and with it everybody's saves, down.
func guarded(run func(tx *gorm.DB) error, tx *gorm.DB) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a save: %v\n%s", p, debug.Stack())
		}
	}()
	return run(tx)
}
