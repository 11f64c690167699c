package store

import (
	"errors"
	"testing"
	"time"

	"aigaq/internal/cases"
)

func TestAnInvitationOpensOnce(t *testing.T) { // R11
	onBoth(t, func(h *house) {
		link, err := h.Accounts().Invite(h.ctx(), "cli", h.users["aliya"].ID, InvitePassword, time.Hour)
		h.must(err)
		if _, _, err := h.Accounts().Accept(h.ctx(), link, "too short"); problem(err, "password") != "password_short" {
			h.Errorf("a weak password: %v", err)
		}
		if in, err := h.Accounts().Invited(h.ctx(), link); err != nil || in.Name != "aliya" || in.Kind != InvitePassword {
			h.Errorf("after a refused password the link opens %+v, %v", in, err)
		}
		won := make([]error, 4)
		atOnce(len(won), func(i int) { _, _, won[i] = h.Accounts().Accept(h.ctx(), link, goodPassword) })
		opened := 0
		for _, err := range won {
			if err == nil {
				opened++
			} else if !errors.Is(err, cases.ErrNotFound) {
				h.Error(err)
			}
		}
		if opened != 1 {
			h.Errorf("one link opened %d times", opened)
		}
		if _, err := h.Accounts().Invited(h.ctx(), link); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("a used link: %v", err)
		}
		h.signIn("aliya", goodPassword)
		h.verify()
	})
}

func TestInvitationsThatDoNotHold(t *testing.T) { // R11
	onBoth(t, func(h *house) {
		c := h.clocked()
		refused := func(name, link string) {
			h.Helper()
			if _, _, err := h.Accounts().Accept(h.ctx(), link, goodPassword); !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("%s: %v", name, err)
			}
		}
		invite := func(who string, life time.Duration) string {
			h.Helper()
			link, err := h.Accounts().Invite(h.ctx(), "cli", h.users[who].ID, InviteSignIn, life)
			h.must(err)
			return link
		}
		refused("a link that never was", "made up")
		late, long := invite("aliya", time.Hour), invite("aliya", 1000*time.Hour)
		c.pass(time.Hour)
		refused("a late link", late)
		c.pass(23 * time.Hour)
		refused("a link that was to live longer than a day", long)
		gone := invite("west", time.Hour)
		h.must(h.Accounts().Disable(h.ctx(), "cli", "west"))
		refused("the link of a disabled account", gone)
		if _, err := h.Accounts().Invite(h.ctx(), "cli", h.users["west"].ID, InviteSignIn, time.Hour); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("inviting a disabled account: %v", err)
		}
		session, s, err := h.Accounts().Accept(h.ctx(), invite("aliya", time.Hour), "")
		h.must(err)
		if s.User.Name != "aliya" || !h.alive(session) {
			h.Errorf("a good link opens a session of %q", s.User.Name)
		}
	})
}
