package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// crowd makes some people as somebody.
func (h *house) crowd(name string, n int) {
	h.Helper()
	for i := range n {
		h.put(name, "person", "names.0.value", fmt.Sprintf("Вымышленный %d", i))
	}
}

// carried exports all people as somebody and gives their numbers as they left.
func (h *house) carried(name string, t cases.Takeaway) (numbers []string, err error) {
	h.Helper()
	t.What, t.Purpose = "/people.csv", "casework"
	if t.Rows == 0 {
		w, err := h.For(h.users[name]).Weigh(h.ctx(), cases.Query{Kind: "person"})
		h.must(err)
		t.Rows = w.Rows
	}
	x, err := h.For(h.users[name]).Export(h.ctx(), t)
	if err != nil {
		return nil, err
	}
	out := x.Writer(io.Discard)
	err = x.Each(h.ctx(), cases.Query{Kind: "person"}, func(r cases.Record) error {
		numbers = append(numbers, r.Base().Number)
		_, err := io.WriteString(out, r.Base().Number+"\n")
		return err
	})
	if err != nil {
		return numbers, errors.Join(err, x.Cut())
	}
	return numbers, x.Done()
}

// entriesOf gives the actions of the log in order, with those of exports alone.
func (h *house) exportLeaves() (out []audit.Leaf, details []*exportDetail) {
	h.Helper()
	rows, err := h.Store.read.Raw("SELECT e.body, d.detail FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq ORDER BY e.seq").Rows()
	h.must(err)
	defer rows.Close()
	for rows.Next() {
		var body, text []byte
		h.must(rows.Scan(&body, &text))
		leaf, d, err := exportEntry(body, text)
		h.must(err)
		if d != nil {
			out, details = append(out, leaf), append(details, d)
		}
	}
	h.must(rows.Err())
	return out, details
}

func TestAnExportIsEnteredBeforeAndAfter(t *testing.T) { // R59, R62
	onBoth(t, func(h *house) {
		h.crowd("aliya", 7)
		numbers, err := h.carried("aliya", cases.Takeaway{Why: "for a report"})
		h.must(err)
		leaves, details := h.exportLeaves()
		if len(leaves) != 2 || leaves[0].Action != "export" || leaves[1].Action != "export.done" {
			t.Fatalf("%d entries: %+v", len(leaves), leaves)
		}
		if leaves[0].Purpose != "casework" || details[0].Rows != 7 || len(leaves[0].Files) != 0 || details[0].ID != details[1].ID {
			t.Errorf("the first is %+v, %+v", leaves[0], details[0])
		}
		if len(leaves[1].Files) != 1 || details[1].Rows != 7 || details[1].Bytes != 7*11 {
			t.Errorf("the second is %+v, %+v", leaves[1], details[1])
		}
		var ids []int64
		h.must(unpackIDs(details[1].IDs, func(id int64) { ids = append(ids, id) }))
		if len(ids) != len(numbers) || !slices.IsSortedFunc(ids, func(a, b int64) int { return int(b - a) }) {
			t.Errorf("the rows are %v", ids)
		}
		with, err := h.For(h.users["aliya"]).ExportsWith(h.ctx(), numbers[3])
		h.must(err)
		if len(with) != 1 || with[0].Action != "export.done" {
			t.Errorf("the record left in %+v", with)
		}
		h.verify()
	})
}

func TestAnExportEndsWithTheRights(t *testing.T) { // R28, R29
	for name, revoke := range map[string]func(h *house) error{
		"disabled": func(h *house) error { return h.Accounts().Disable(h.ctx(), "cli", "aliya") },
		"another role": func(h *house) error {
			return h.Store.writer.db.Exec("UPDATE users SET role = 'intake' WHERE name = 'aliya'").Error
		},
		"another team": func(h *house) error {
			return h.Store.writer.db.Exec("DELETE FROM user_teams WHERE account = ?", h.users["aliya"].ID).Error
		},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(h *house) {
				h.crowd("aliya", 3)
				x, err := h.For(h.users["aliya"]).Export(h.ctx(), cases.Takeaway{What: "/people.csv", Rows: 3})
				h.must(err)
				h.must(revoke(h))
				left := 0
				err = x.Each(h.ctx(), cases.Query{Kind: "person"}, func(cases.Record) error { left++; return nil })
				if !errors.Is(err, cases.ErrForbidden) || left != 0 {
					t.Errorf("%d rows left, %v", left, err)
				}
				h.must(x.Cut())
				if leaves, details := h.exportLeaves(); len(leaves) != 2 || leaves[1].Action != "export.cut" || details[1].Rows != 0 {
					t.Errorf("the log holds %+v", leaves)
				}
			})
		})
	}
}

func TestAnExportStopsWhereItMustNotGoOn(t *testing.T) { // R28
	onBoth(t, func(h *house) {
		h.crowd("aliya", 3)
		ended := errors.New("the session ended")
		if n, err := h.carried("aliya", cases.Takeaway{Still: func(context.Context) error { return ended }}); !errors.Is(err, ended) || len(n) != 0 {
			t.Errorf("%d rows left, %v", len(n), err)
		}
		h.crowd("aliya", 20)
		if _, err := h.carried("aliya", cases.Takeaway{Rows: 5}); !errors.Is(err, errGrown) {
			t.Errorf("an export grew without end: %v", err)
		}
	})
}

func TestExportsInPiecesCountTogether(t *testing.T) { // R34, R59
	onBoth(t, func(h *house) {
		h.crowd("aliya", 4)
		_, err := h.carried("aliya", cases.Takeaway{Alone: 10})
		h.must(err)
		_, err = h.carried("aliya", cases.Takeaway{Alone: 10})
		h.must(err)
		if n, err := h.For(h.users["aliya"]).Taken(h.ctx()); err != nil || n != 8 {
			t.Errorf("%d were taken, %v", n, err)
		}
		for _, spend := range []bool{false, true} {
			if _, err = h.carried("aliya", cases.Takeaway{Alone: 10, Spend: spend}); !errors.Is(err, ErrNotApproved) {
				t.Errorf("a third piece left: %v", err)
			}
		}
		if leaves, _ := h.exportLeaves(); len(leaves) != 4 {
			t.Errorf("what was refused is entered as an export: %d entries", len(leaves))
		}
		a, err := h.Approvals().Ask(h.ctx(), h.users["aliya"], cases.Ask{Kind: cases.ApproveExport, What: "/people.csv", Size: 4, Purpose: "casework"})
		h.must(err)
		h.must(h.Approvals().Decide(h.ctx(), h.users["chief"], a.Code, true, ""))
		_, err = h.carried("aliya", cases.Takeaway{Alone: 10, Spend: true})
		h.must(err)
		if _, details := h.exportLeaves(); details[4].Approval != a.Code {
			t.Errorf("the entry does not name the approval: %+v", details[4])
		}
		if _, err = h.carried("aliya", cases.Takeaway{Alone: 10, Spend: true}); !errors.Is(err, ErrNotApproved) {
			t.Errorf("one approval let two exports leave: %v", err)
		}
		h.later(25 * time.Hour)
		_, err = h.carried("aliya", cases.Takeaway{Alone: 10})
		h.must(err)
	})
}

func TestTheMarkNamesTheExport(t *testing.T) { // R60
	onBoth(t, func(h *house) {
		h.crowd("aliya", 81)
		first, err := h.carried("aliya", cases.Takeaway{})
		h.must(err)
		second, err := h.carried("chief", cases.Takeaway{})
		h.must(err)
		if slices.Equal(first, second) || len(first) != 81 {
			t.Fatal("two exports have the same order")
		}
		some := slices.DeleteFunc(slices.Clone(first), func(n string) bool { return n[len(n)-1] < '2' }) // about a fifth
		for name, numbers := range map[string][]string{"aliya": some, "chief": second} {
			marks, err := h.Keeper().Marks(h.ctx(), "cli", numbers)
			h.must(err)
			if len(marks) != 2 || marks[0].Actor != name || !marks[0].Matches(2) || marks[0].Agree != marks[0].Pairs || marks[1].Matches(2) {
				t.Errorf("%s: %+v", name, marks)
			}
		}
		slices.Sort(some)
		for _, numbers := range [][]string{some, {}, {"PER-1"}, {first[0], first[1]}} {
			marks, err := h.Keeper().Marks(h.ctx(), "cli", numbers)
			h.must(err)
			for _, m := range marks {
				if m.Matches(len(marks)) {
					t.Errorf("%d numbers match %+v", len(numbers), m)
				}
			}
		}
	})
}

func TestTheMarkIsFoundAfterACrash(t *testing.T) { // R60
	onBoth(t, func(h *house) {
		h.crowd("aliya", 120)
		x, err := h.For(h.users["aliya"]).Export(h.ctx(), cases.Takeaway{What: "/people.csv", Rows: 120})
		h.must(err)
		var numbers []string
		h.must(x.Each(h.ctx(), cases.Query{Kind: "person"}, func(r cases.Record) error {
			numbers = append(numbers, r.Base().Number)
			return nil
		}))
		marks, err := h.Keeper().Marks(h.ctx(), "cli", numbers)
		h.must(err)
		if len(marks) != 1 || !marks[0].Cut || !marks[0].Matches(1) {
			t.Errorf("%+v", marks)
		}
	})
}

func TestWeighingCountsWhatTheReaderSees(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		h.put("aliya", "person", "names.0.value", "Вымышленная", "level", cases.Restricted)
		h.put("west", "person", "names.0.value", "Вымышленная", "level", cases.Restricted, "team", "west")
		h.put("aliya", "person", "names.0.value", "Вымышленная", "level", cases.Internal)
		for name, want := range map[string]cases.Weight{"chief": {Rows: 3, Restricted: 2}, "aliya": {Rows: 2, Restricted: 1}, "reader": {Rows: 1}} {
			if w, err := h.For(h.users[name]).Weigh(h.ctx(), cases.Query{Kind: "person"}); err != nil || w != want {
				t.Errorf("%s: %+v, %v", name, w, err)
			}
		}
		if _, err := h.For(h.users["aliya"]).Weigh(h.ctx(), cases.Query{Filters: cases.Filters{"nonsense": {"1"}}}); !errors.As(err, new(cases.Problems)) {
			t.Errorf("an unknown filter: %v", err)
		}
	})
}

func TestWhatWasSearchedForIsNotKeptWithAnExport(t *testing.T) { // R69
	for in, want := range map[string]string{
		"/people.csv?q=%D2%9A%D2%B1&sex=female": "/people.csv?q=%2A&sex=female", "/people.csv": "/people.csv", "/people.csv?sex=male": "/people.csv?sex=male",
	} {
		if got := withoutText(in); got != want {
			t.Errorf("%s became %s", in, got)
		}
	}
}
