package store

import (
	"context"
	"sync"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Entries that are no saves, such as openings and searches, are written within this time of the act, many at once.
const (
	noteEvery = time.Second
	noteQueue = 1024
)

// pageNote is an entry that waits to be written.
type pageNote struct {
	actor, action, object string
	detail                detail
}

// notebook gathers the entries of reading, so that a page does not wait for the disk. Its queue is bounded: when it is
// full, whoever reads waits.
type notebook struct {
	store *Store
	queue chan pageNote
	ended sync.WaitGroup
}

func newNotebook(s *Store) *notebook {
	return &notebook{store: s, queue: make(chan pageNote, noteQueue)}
}

func (n *notebook) start() { n.ended.Go(n.loop) }

// stop writes what still waits.
func (n *notebook) stop() {
	close(n.queue)
	n.ended.Wait()
}

func (n *notebook) loop() {
	checkpoint := time.NewTicker(time.Minute)
	defer checkpoint.Stop()
	for {
		select {
		case first, open := <-n.queue:
			if !open {
				return
			}
			n.gather(first)
		case <-checkpoint.C:
			// A checkpoint that fails is signed a minute later; nothing is lost by it.
			_ = n.store.Keeper().Checkpoint(context.Background())
		}
	}
}

// gather waits for more until the time is up, and writes them in slices.
func (n *notebook) gather(first pageNote) {
	notes := []pageNote{first}
	timer := time.NewTimer(noteEvery)
	defer timer.Stop()
	for len(notes) < groupSize {
		select {
		case next, open := <-n.queue:
			if !open {
				n.write(notes)
				return
			}
			notes = append(notes, next)
		case <-timer.C:
			n.write(notes)
			return
		}
	}
	n.write(notes)
}

func (n *notebook) write(notes []pageNote) error {
	return n.store.writer.do(func(tx *gorm.DB) error {
		for _, one := range notes {
			if _, err := n.store.enter(tx, one.actor, one.action, one.object, one.detail); err != nil {
				return err
			}
		}
		return nil
	})
}

// Noted enters into the audit log, within a second, that the user did something which changes no record: opened,
// searched, listed. What says what it was about: a record's number, a query.
func (d *Desk) Noted(ctx context.Context, action, what string) {
	select {
	case d.store.notes.queue <- d.note(ctx, action, what):
	case <-ctx.Done():
	}
}

// NotedNow does the same, and returns after the entry is on the disk: before an export or a restricted record leaves.
func (d *Desk) NotedNow(ctx context.Context, action, what string) error {
	return d.store.notes.write([]pageNote{d.note(ctx, action, what)})
}

// note makes the entry. Where it is about a record in scope, the entry bears the record's uid.
func (d *Desk) note(ctx context.Context, action, what string) pageNote {
	one := pageNote{actor: d.user.Code, action: action, detail: detail{What: what}}
	if cases.LooksLikeNumber(what) {
		var uid string
		source := d.from("records")
		row := d.store.read.WithContext(ctx).Raw("SELECT uid FROM "+source.sql+" WHERE number = ?",
			append(source.args, cases.CleanNumber(what))...).Row()
		if row != nil && row.Scan(&uid) == nil {
			one.object = uid
		}
		one.detail = detail{Number: cases.CleanNumber(what)}
	}
	return one
}
