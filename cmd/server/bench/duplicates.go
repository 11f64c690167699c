package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
	"aigaq/internal/cases/store"
)

// How many people are looked through, and how many of them come from three lists of the same length. Three of five rows
// of the later lists are somebody of an earlier one, in another spelling.
const (
	lookedThrough = 100_000
	fromLists     = 60_000
	onLists       = 60 // in a hundred
)

// duplicates measures looking through everybody for people who may be one, and how fast two are compared.
func (b *bench) duplicates(ctx context.Context) error {
	f, err := newFolder(filepath.Join(b.scratch, "duplicates"))
	if err != nil {
		return err
	}
	c := newCrowd()
	c.lists = &lists{}
	if _, err := f.peopled(ctx, "", c, lookedThrough); err != nil {
		return err
	}
	st, err := f.open(ctx, "", false)
	if err != nil {
		return err
	}
	db, err := f.rawOf("")
	if err != nil {
		return errors.Join(err, st.Close())
	}
	err = b.lookThrough(ctx, st, db, c.lists.copies)
	if err == nil {
		err = b.queueAs(ctx, st)
	}
	b.compareForAWhile()
	return errors.Join(err, db.Close(), st.Close())
}

func (b *bench) lookThrough(ctx context.Context, st *store.Store, db *sql.DB, copies [][2]int) error {
	debug.FreeOSMemory()
	self := child{process: &exec.Cmd{Process: selfProcess()}}
	if err := self.forget(); err != nil {
		return err
	}
	began := time.Now()
	run, err := st.Keeper().FindDuplicates(ctx, "bench", func(done, total int) {
		if total > 0 {
			say("  %d %%", done*100/total)
		}
	})
	if err != nil {
		return err
	}
	took := time.Since(began)
	_, peak, err := self.resident()
	if err != nil {
		return err
	}
	found, err := foundOf(ctx, db, copies)
	if err != nil {
		return err
	}
	data := fmt.Sprintf("%d people, %d of them from 3 lists", run.People, fromLists)
	b.add(row{operation: "look through everybody for duplicates", data: data,
		ours:  fmt.Sprintf("%s, peak %.0f MB; %d comparisons, %d pairs", short(took), peak, run.Compared, run.Found),
		asked: "< 5 min, < 500 MB", ok: yes(took < 5*time.Minute && peak < 500)})
	b.add(row{operation: "people named twice who are found", data: fmt.Sprintf("%d rows of somebody else's list", len(copies)),
		ours: fmt.Sprintf("%.1f %%", 100*float64(found)/float64(max(1, len(copies))))})
	return nil
}

// queueAs measures the queue of each reader who works with it, and the number on the first page.
func (b *bench) queueAs(ctx context.Context, st *store.Store) error {
	return eachReader(ctx, st, cases.Researcher, func(who string, desk *store.Desk) error {
		var pages, counts times
		for range 20 {
			began := time.Now()
			if _, _, err := desk.Pairs(ctx, "", "", 50); err != nil {
				return err
			}
			pages = append(pages, time.Since(began))
			began = time.Now()
			if _, err := desk.OpenPairs(ctx); err != nil {
				return err
			}
			counts = append(counts, time.Since(began))
		}
		b.add(row{operation: "first page of the queue, as " + who, data: fmt.Sprintf("%d people", lookedThrough), ours: pages.String()})
		b.add(row{operation: "how many pairs wait, as " + who, data: fmt.Sprintf("%d people", lookedThrough), ours: counts.String()})
		return nil
	})
}

// foundOf counts which of some pairs are in the queue.
func foundOf(ctx context.Context, db *sql.DB, copies [][2]int) (n int, err error) {
	there := map[[2]int]bool{}
	_, err = rowsOf(ctx, db, "SELECT a || '.' || b FROM pairs", func(cells []string) error {
		var p [2]int
		_, err := fmt.Sscanf(cells[0], "%d.%d", &p[0], &p[1])
		there[p] = true
		return err
	})
	for _, p := range copies {
		if there[p] {
			n++
		}
	}
	return n, err
}

// compareForAWhile compares people of one surname, each with each, on one core.
func (b *bench) compareForAWhile() {
	c := newCrowd()
	perName := map[string][]names.Person{}
	for i := range 20_000 {
		h := c.next(i + 1)
		p := names.Person{Sex: h.sex, Born: names.Span{From: h.born, To: h.born}}
		for _, form := range h.forms() {
			p.Names = append(p.Names, names.Parse(form))
		}
		perName[h.surname] = append(perName[h.surname], p)
	}
	n, began := 0, busy()
	for busy()-began < 3*time.Second {
		for _, list := range perName {
			for i := range list {
				for j := range list[:i] {
					names.Compare(list[i], list[j])
					n++
				}
			}
		}
	}
	each := float64(n) / (busy() - began).Seconds()
	b.add(row{operation: "compare two people", data: "one core, up to 2 forms of each name", ours: fmt.Sprintf("%.0f pairs/s", each),
		asked: "≥ 100000/s", ok: yes(each >= 100_000)})
}

// busy is how long the cores have worked for this program, collecting memory included: what else the machine does is left
// out.
func busy() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // never fails for oneself, by its documentation
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// lists remembers who is on an earlier list, and which people are copies of whom.
type lists struct {
	earlier []human
	copies  [][2]int
}

// again gives somebody of an earlier list as another list writes them: a new person of the record all the same.
func (l *lists) again(d dice, h human) human {
	if h.id <= lookedThrough-fromLists {
		return h
	}
	if len(l.earlier) > 0 && d.chance(onLists) {
		was := l.earlier[d.IntN(len(l.earlier))]
		l.copies = append(l.copies, [2]int{was.id, h.id})
		id := h.id
		h = was
		h.id, h.latin = id, false
		h.written = d.pick(latin(h.name()), h.given+" "+h.surname, h.surname+" "+firstOf(h.given, 1)+".", d.mistake(h.surname)+" "+h.given,
			strings.ToUpper(h.name()))
		if d.chance(50) {
			h.born = ""
		}
		return h
	}
	if h.id%3 != 0 { // the last list is written by nobody after it
		l.earlier = append(l.earlier, h)
	}
	return h
}

func selfProcess() *os.Process {
	p, err := os.FindProcess(os.Getpid())
	if err != nil {
		panic(err) // never fails on Unix, by its documentation
	}
	return p
}
