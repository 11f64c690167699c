package store

import (
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// R102: what holds a network, or opens a door, does not outlive its use.
func TestSweepTakesAwayWhatIsOver(t *testing.T) {
	onBoth(t, func(h *house) {
		token, err := h.Accounts().Invite(h.ctx(), "cli", h.users["aliya"].ID, InviteSignIn, time.Hour)
		h.must(err)
		session, _, err := h.Accounts().Accept(h.ctx(), token, "")
		h.must(err)
		if _, err := h.desk("aliya").Save(h.ctx(), "a token", change("person", "names.0.value", "Вымысел Айдар")); err != nil {
			h.Fatal(err)
		}
		swept, err := h.Keeper().Sweep(h.ctx())
		h.must(err)
		if swept != (Swept{Invitations: 1}) {
			h.Errorf("at once: %+v", swept)
		}
		if _, err := h.Accounts().Session(h.ctx(), session); err != nil {
			h.Errorf("the session that is in use is gone: %v", err)
		}
		real := h.Store.now
		h.Store.now = func() time.Time { return real().Add(31 * 24 * time.Hour) }
		if swept, err = h.Keeper().Sweep(h.ctx()); err != nil || swept != (Swept{Sessions: 1, Tokens: 1}) {
			h.Errorf("a month later: %+v, %v", swept, err)
		}
		head, err := h.Keeper().Head(h.ctx())
		h.must(err)
		if swept, err = h.Keeper().Sweep(h.ctx()); err != nil || swept != (Swept{}) {
			h.Errorf("again: %+v, %v", swept, err)
		}
		if after, err := h.Keeper().Head(h.ctx()); err != nil || after != head {
			h.Errorf("a sweep of nothing was entered: %v", err)
		}
		for _, table := range []string{"sessions", "invitations", "sent"} {
			var n int
			h.must(h.read.Raw("SELECT COUNT(*) FROM " + table).Row().Scan(&n))
			if n != 0 {
				h.Errorf("%d rows are left in %s", n, table)
			}
		}
		h.verify()
	})
}

func TestAVerificationIsEnteredAndRemembered(t *testing.T) { // R62 R65
	onBoth(t, func(h *house) {
		if v, err := h.Keeper().Checked(h.ctx()); err != nil || !v.At.IsZero() || v.Sound() {
			h.Errorf("before any: %+v, %v", v, err)
		}
		h.person("aliya", "Вымысел Айдар")
		if !h.Keeper().CheckSoon(h.users["auditor"].Code) {
			h.Error("it did not begin")
		}
		h.Store.checking.ended.Wait()
		v, err := h.Keeper().Checked(h.ctx())
		h.must(err)
		head, err := h.Keeper().Head(h.ctx())
		h.must(err)
		if !v.Sound() || v.Running || v.Size != head.Size-1 || v.Records != 1 || len(v.Root) != 64 {
			h.Errorf("found %+v at %+v", v, head)
		}
		h.reopen()
		if again, err := h.Keeper().Checked(h.ctx()); err != nil || again != v {
			h.Errorf("after a start it says %+v, want %+v (%v)", again, v, err)
		}
		h.must(h.run("UPDATE records SET level = 'public'"))
		if _, err := h.Keeper().Check(h.ctx(), "cli", nil); err == nil {
			h.Error("a changed record was not found")
		}
		if v, err = h.Keeper().Checked(h.ctx()); err != nil || v.Sound() || v.Place != PlaceRecord || !strings.HasPrefix(v.Where, "PER-") {
			h.Errorf("broken, it says %+v, %v", v, err)
		}
		if got := h.logged("auditor", cases.LogQuery{Area: cases.AreaKeys}); strings.Join(got, " ") != "audit.verify audit.verify.failed" {
			h.Errorf("entered %v", got)
		}
	})
}
