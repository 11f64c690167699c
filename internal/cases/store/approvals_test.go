package store

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// asked has a reader ask for an export of some size.
func (h *house) asked(name string, size int) cases.Approval {
	h.Helper()
	a, err := h.Approvals().Ask(h.ctx(), h.users[name], people(size))
	h.must(err)
	return a
}

// people is an export of people of some size.
func people(size int) cases.Ask {
	return cases.Ask{Kind: cases.ApproveExport, What: "/people.csv", Size: size, Purpose: "research"}
}

// later moves the clock of a house.
func (h *house) later(d time.Duration) {
	was := h.Store.now
	h.Store.now = func() time.Time { return was().Add(d) }
}

func TestAnApprovalIsRefused(t *testing.T) { // R34
	onBoth(t, func(h *house) {
		door := h.Approvals()
		own := h.asked("chief", 2000)
		if err := door.Decide(h.ctx(), h.users["chief"], own.Code, true, ""); !errors.Is(err, cases.ErrForbidden) {
			t.Errorf("somebody decided about their own: %v", err)
		}
		a := h.asked("reader", 2000)
		for _, name := range []string{"aliya", "boss", "auditor", "intake"} {
			if err := door.Decide(h.ctx(), h.users[name], a.Code, true, ""); !errors.Is(err, cases.ErrNotFound) {
				t.Errorf("%s decided: %v", name, err)
			}
		}
		if err := door.Decide(h.ctx(), h.users["reader"], a.Code, true, ""); !errors.Is(err, cases.ErrForbidden) {
			t.Errorf("the asker decided: %v", err)
		}
		if err := door.Decide(h.ctx(), h.users["chief"], a.Code, false, " "); !errors.As(err, new(cases.Problems)) {
			t.Errorf("no without a reason: %v", err)
		}
		if _, err := door.Use(h.ctx(), h.users["reader"], people(2000)); !errors.Is(err, ErrNotApproved) {
			t.Errorf("used before it was decided: %v", err)
		}
		h.must(door.Decide(h.ctx(), h.users["chief"], a.Code, false, "too many"))
		if err := door.Decide(h.ctx(), h.users["chief"], a.Code, true, ""); !errors.As(err, new(cases.Problems)) {
			t.Errorf("decided twice: %v", err)
		}
		if _, err := door.Use(h.ctx(), h.users["reader"], people(2000)); !errors.Is(err, ErrNotApproved) {
			t.Errorf("used though refused: %v", err)
		}
	})
}

func TestAnApprovalAllowsOneActOnce(t *testing.T) { // R34, R59
	onBoth(t, func(h *house) {
		door := h.Approvals()
		use := func(name, what string, size int) error {
			ask := people(size)
			ask.What = what
			_, err := door.Use(h.ctx(), h.users[name], ask)
			return err
		}
		press := people(1000)
		press.Purpose = "press"
		a := h.asked("reader", 1000)
		if again := h.asked("reader", 1000); again.Code != a.Code {
			t.Error("asking twice made two")
		}
		h.must(door.Decide(h.ctx(), h.users["chief"], a.Code, true, ""))
		for what, err := range map[string]error{
			"by somebody else": use("aliya", a.What, 1000), "another query": use("reader", a.What+"?sex=female", 1000), "grown": use("reader", a.What, 1101),
		} {
			if !errors.Is(err, ErrNotApproved) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if _, err := door.Use(h.ctx(), h.users["reader"], press); !errors.Is(err, ErrNotApproved) {
			t.Errorf("for another purpose: %v", err)
		}
		h.must(use("reader", a.What, 1100))
		if err := use("reader", a.What, 1000); !errors.Is(err, ErrNotApproved) {
			t.Errorf("used twice: %v", err)
		}
		a = h.asked("reader", 1000)
		h.must(door.Decide(h.ctx(), h.users["chief"], a.Code, true, ""))
		h.later(25 * time.Hour)
		if err := use("reader", a.What, 1000); !errors.Is(err, ErrNotApproved) {
			t.Errorf("used a day later: %v", err)
		}
	})
}

// An approval ends with the standing of either of the two: of whoever asked, and of whoever agreed, who may have been
// found out.
func TestAnApprovalEndsWithTheStandingOfThoseWhoMadeIt(t *testing.T) { // R28, R34
	onBoth(t, func(h *house) {
		ends := map[string]func(code, name string) error{
			"disabled": func(_, name string) error { return h.Accounts().Disable(h.ctx(), "cli", name) },
			"reset":    func(code, _ string) error { _, err := h.Accounts().Reset(h.ctx(), "cli", code); return err },
			"another role": func(code, _ string) error {
				_, err := h.Accounts().SetStanding(h.ctx(), "cli", code, cases.Standing{Role: cases.Researcher})
				return err
			},
		}
		for what, end := range ends {
			for _, whose := range []string{"asker", "decider"} {
				asker, decider := h.newcomer(cases.Staff), h.newcomer(cases.Coordinator)
				a, err := h.Approvals().Ask(h.ctx(), asker, people(1000))
				h.must(err)
				h.must(h.Approvals().Decide(h.ctx(), decider, a.Code, true, ""))
				gone := map[string]cases.User{"asker": asker, "decider": decider}[whose]
				h.must(end(gone.Code, gone.Name))
				if what == "disabled" && whose == "asker" {
					h.must(h.Accounts().Enable(h.ctx(), "cli", gone.Code))
				}
				if n, err := h.Approvals().Ready(h.ctx(), asker); err != nil || n != 0 {
					t.Errorf("%s of the %s: %d are still to be used: %v", what, whose, n, err)
				}
				if _, err := h.Approvals().Use(h.ctx(), asker, people(1000)); !errors.Is(err, ErrNotApproved) {
					t.Errorf("used after the %s was %s: %v", whose, what, err)
				}
			}
		}
	})
}

// newcomer adds an account of a role.
func (h *house) newcomer(role cases.Role) cases.User {
	h.Helper()
	code, _ := newSecret()
	account, err := h.Accounts().Add(h.ctx(), "cli", "n"+strings.ToLower(code[:8]), role, nil)
	h.must(err)
	return account.User
}

func TestAnApprovalIsUsedOnceUnderARace(t *testing.T) { // R34
	onBoth(t, func(h *house) {
		a := h.asked("reader", 1000)
		h.must(h.Approvals().Decide(h.ctx(), h.users["chief"], a.Code, true, ""))
		var all sync.WaitGroup
		got := make(chan error, 20)
		for range 20 {
			all.Go(func() {
				_, err := h.Approvals().Use(h.ctx(), h.users["reader"], people(1000))
				got <- err
			})
		}
		all.Wait()
		close(got)
		used := 0
		for err := range got {
			if err == nil {
				used++
			}
		}
		if used != 1 {
			t.Errorf("used %d times", used)
		}
	})
}

func TestApprovalsAreSeenByWhoeverAskedAndWhoeverDecides(t *testing.T) {
	onBoth(t, func(h *house) {
		door := h.Approvals()
		a := h.asked("reader", 1000)
		h.asked("chief", 1000)
		for name, want := range map[string]int{"chief": 2, "reader": 1, "aliya": 0, "boss": 0} {
			list, err := door.List(h.ctx(), h.users[name])
			h.must(err)
			if len(list) != want {
				t.Errorf("%s sees %d, want %d", name, len(list), want)
			}
		}
		if n, err := door.Waiting(h.ctx(), h.users["chief"]); err != nil || n != 1 {
			t.Errorf("%d wait for the coordinator, %v", n, err)
		}
		h.account("Reader 2", cases.Coordinator)
		if got, err := door.Get(h.ctx(), h.users["Reader 2"], a.Code); err != nil || !got.SameName {
			t.Errorf("a second account of the same name is not noticed: %+v, %v", got, err)
		}
		for _, code := range []string{"", "none", "\x00", "\xff"} {
			if _, err := door.Get(h.ctx(), h.users["chief"], code); !errors.Is(err, cases.ErrNotFound) {
				t.Errorf("%q: %v", code, err)
			}
		}
	})
}

func TestAskingSaysWhatIsWrong(t *testing.T) {
	onBoth(t, func(h *house) {
		for _, ask := range []cases.Ask{{}, {Purpose: "none"}, {Purpose: "press", Why: strings.Repeat("ә", longestWhy+1)}, {Purpose: "press", Why: "\x00"}} {
			if _, err := h.Approvals().Ask(h.ctx(), h.users["reader"], ask); !errors.As(err, new(cases.Problems)) {
				t.Errorf("%.30v: %v", ask, err)
			}
		}
	})
}
