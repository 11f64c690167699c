package store

import (
	"context"
	"slices"
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
	actor, action string
	scope         cases.Scope
	detail        detail
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
	var swept time.Time
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
			_ = n.store.Accounts().forget() // likewise
			if now := time.Now(); now.Sub(swept) > sweepEvery {
				swept = now
				_, _ = n.store.Keeper().Sweep(context.Background()) // what stays is swept a day later
			}
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
				n.keep(notes)
				return
			}
			notes = append(notes, next)
		case <-timer.C:
			n.keep(notes)
			return
		}
	}
	n.keep(notes)
}

// keep writes entries of reading. Where all together cannot be written, each is tried by itself, so that one does not
// take the others with it.
func (n *notebook) keep(notes []pageNote) {
	if n.write(notes) == nil {
		return
	}
	for _, one := range notes {
		_ = n.write([]pageNote{one}) // the disk is full: writes are refused, and what was read is not known
	}
}

func (n *notebook) write(notes []pageNote) error {
	return n.store.writer.do(func(tx *gorm.DB) error {
		known, err := headsOfNotes(tx, notes)
		if err != nil {
			return err
		}
		acts := make([]act, len(notes))
		for i, one := range notes {
			acts[i] = act{one.actor, one.action, one.object(known[one.detail.Number]), one.detail}
		}
		_, err = n.store.enterAll(tx, acts)
		return err
	})
}

// headsOfNotes reads the heads of the records that notes are about, by number.
func headsOfNotes(tx *gorm.DB, notes []pageNote) (map[string]*cases.Head, error) {
	var numbers []string
	for _, one := range notes {
		if n := one.detail.Number; n != "" && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	out := map[string]*cases.Head{}
	if len(numbers) == 0 {
		return out, nil
	}
	for len(numbers)&(len(numbers)-1) != 0 {
		numbers = append(numbers, numbers[0]) // a power of two: few different statements to prepare
	}
	found, err := headsWhere(tx, in("records.number", numbers))
	for _, h := range found {
		out[h.Number] = h
	}
	return out, err
}

// Noted enters into the audit log, within a second, that the user did something which changes no record: opened,
// searched, listed. What says what it was about: a record's number, a query.
func (d *Desk) Noted(ctx context.Context, action, what string) {
	if d.store.noNotes {
		return
	}
	select {
	case d.store.notes.queue <- d.note(action, what):
	case <-ctx.Done():
	}
}

// NotedNow does the same, and returns after the entry is on the disk: before an export or a restricted record leaves.
func (d *Desk) NotedNow(_ context.Context, action, what string) error {
	return d.store.notes.write([]pageNote{d.note(action, what)})
}

// note makes the entry.
func (d *Desk) note(action, what string) pageNote {
	one := pageNote{actor: d.user.Code, action: action, scope: d.scope, detail: detail{What: what, Purpose: d.purpose.Code, Reason: d.purpose.Why}}
	if cases.LooksLikeNumber(what) {
		one.detail.What, one.detail.Number = "", cases.CleanNumber(what)
	}
	return one
}

// object is the uid of the record that a note is about, where it is about one in scope. Who was refused is told to
// auditors with the record that they asked for, though they learn nothing of it.
func (n pageNote) object(h *cases.Head) string {
	if h == nil || n.action != "refused" && !n.scope.Sees(h) {
		return ""
	}
	return h.UID
}
