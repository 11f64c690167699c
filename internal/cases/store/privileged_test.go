package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

func TestAPrivilegedNoteIsForCounselAlone(t *testing.T) { // R23 R24 R31
	onBoth(t, func(h *house) {
		h.account("second", cases.Lawyer, "almaty")
		n := h.notedCase()
		for name := range h.users {
			_, err := h.desk(name).Get(h.ctx(), n.Number)
			if name == "lawyer" && err != nil || name != "lawyer" && !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("%s opens the note: %v", name, err)
			}
			h.wantNoNote(name, n)
		}
		h.verify()
	})
}

// wantNoNote fails the test when lists, searches, counts or what points to the case show the note to anybody but
// counsel.
func (h *house) wantNoNote(name string, n noted) {
	h.Helper()
	d := h.desk(name)
	list, err := d.List(h.ctx(), cases.Query{Kind: "note"})
	h.must(err)
	found, err := d.Suggest(h.ctx(), "plan", nil, 10)
	h.must(err)
	want := 0
	if name == "lawyer" {
		want = 1
	}
	if list.Total != want || len(found) != want {
		h.Errorf("%s: %d in the list, %d found, want %d", name, list.Total, len(found), want)
	}
	counts, err := d.Counts(h.ctx(), cases.CountQuery{Unit: cases.UnitRecords, By: []string{"kind"}})
	h.must(err)
	if strings.Contains(fmt.Sprint(counts.Cells), "note") {
		h.Errorf("%s counts notes: %v", name, counts.Cells)
	}
}

func TestNobodyMakesThemselvesCounsel(t *testing.T) { // R34
	onBoth(t, func(h *house) {
		h.account("second", cases.Lawyer, "almaty")
		n := h.notedCase()
		r, err := h.desk("lawyer").Get(h.ctx(), n.Number)
		h.must(err)
		number := r.(*cases.Note).Case.Number
		add := change("case", "counsel", "lawyer", "counsel", "second")
		add.Number, add.Version = number, 1
		if _, err := h.desk("second").Save(h.ctx(), "", add); problem(err, "counsel") != "own_access" {
			h.Errorf("a lawyer who adds themselves: %v", err)
		}
		if _, err := h.desk("second").Save(h.ctx(), "", change("note", "case", number, "text", "mine")); problem(err, "case") != "not_counsel" {
			h.Errorf("a note by a lawyer who is no counsel: %v", err)
		}
		_, err = h.desk("lawyer").Save(h.ctx(), "", add)
		h.must(err)
		if _, err := h.desk("second").Get(h.ctx(), n.Number); err != nil {
			h.Errorf("counsel that counsel added: %v", err)
		}
		h.must(h.Accounts().Disable(h.ctx(), "cli", "second"))
		h.verify()
	})
}

func TestALevelSentWithANoteOpensNothing(t *testing.T) { // R35
	onBoth(t, func(h *house) {
		n := h.notedCase()
		open := change("note", "level", "public", "team", "west", "text", "opened")
		open.Number, open.Version = n.Number, 1
		_, err := h.desk("lawyer").Save(h.ctx(), "", open)
		h.must(err)
		if _, err := h.desk("chief").Get(h.ctx(), n.Number); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("a coordinator opens it: %v", err)
		}
		if _, err := h.desk("chief").Save(h.ctx(), "", change("organisation", "name", "A made-up body", "level", "privileged")); problem(err, "level") != "unknown_code" {
			h.Errorf("another kind at that level: %v", err)
		}
	})
}

func TestOnlyNotesArePrivileged(t *testing.T) { // R31 R34
	onBoth(t, func(h *house) {
		n := h.notedCase()
		r, err := h.desk("lawyer").Get(h.ctx(), n.Number)
		h.must(err)
		number := r.(*cases.Note).Case.Number
		sent := []string{"case", number, "from", "2022-03-01", "type", "hearing", "due", "2022-04-01"}
		if _, err := h.desk("lawyer").Save(h.ctx(), "", change("step", append(sent, "level", "privileged")...)); problem(err, "level") != "unknown_code" {
			h.Errorf("counsel hides a new step from the coordinators: %v", err)
		}
		step := h.put("chief", "step", sent...)
		hide := change("step", "level", "privileged")
		hide.Number, hide.Version = step.Number, 1
		if _, err := h.desk("lawyer").Save(h.ctx(), "", hide); problem(err, "level") != "unknown_code" {
			h.Errorf("counsel hides somebody else's step from the coordinators: %v", err)
		}
		if _, err := h.desk("chief").Get(h.ctx(), step.Number); err != nil {
			h.Errorf("a coordinator has lost a step: %v", err)
		}
	})
}

func TestANoteWithoutACaseIsRefusedOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		_, err := h.desk("lawyer").Save(h.ctx(), "", change("note", "text", "mine"))
		var bad cases.Problems
		if !errors.As(err, &bad) || len(bad) != 1 || bad[0].Field != "case" || bad[0].Key != "required" {
			h.Errorf("a note without a case: %v", err)
		}
	})
}
