package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
)

func TestAResetTakesEverythingAway(t *testing.T) { // R9, R13
	onBoth(t, func(h *house) {
		seed, _ := h.seeded()
		secret, err := h.Accounts().Pass(h.ctx(), h.waiting("aliya"), Proof{Code: h.oneTime(seed, 0)})
		h.must(err)
		_, codes, err := h.Accounts().RenewCodes(h.ctx(), secret)
		h.must(err)
		waits, err := h.Accounts().Invite(h.ctx(), "cli", h.users["aliya"].ID, InvitePassword, time.Hour)
		h.must(err)
		half := h.waiting("aliya")
		link, err := h.Accounts().Reset(h.ctx(), "cli", h.users["aliya"].Code)
		h.must(err)
		if _, err := h.Accounts().Pass(h.ctx(), half, Proof{Recovery: codes[0]}); !errors.Is(err, ErrRefused) {
			h.Errorf("a recovery code after a reset: %v", err)
		}
		if _, _, err := h.Accounts().SignIn(h.ctx(), "aliya", goodPassword); !errors.Is(err, ErrRefused) {
			h.Errorf("the password of before: %v", err)
		}
		if _, _, err := h.Accounts().Accept(h.ctx(), waits, goodPassword); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("a link of before: %v", err)
		}
		_, s, err := h.Accounts().From("", true).Accept(h.ctx(), link, goodPassword)
		if err != nil || s.Stage != StageEnrol {
			h.Errorf("the new link opens %+v, %v", s, err)
		}
		h.must(h.Accounts().Disable(h.ctx(), "cli", "aliya"))
		if _, err := h.Accounts().Reset(h.ctx(), "cli", h.users["aliya"].Code); problem(err, "") != "account_disabled" {
			h.Errorf("resetting a disabled account: %v", err)
		}
		h.verify()
	})
}

func TestLinksThatSignInDoNotGoRoundTheSecondFactor(t *testing.T) { // R5, R9, R11
	onBoth(t, func(h *house) {
		invite := func(kind string) string {
			link, err := h.Accounts().Invite(h.ctx(), "cli", h.users["aliya"].ID, kind, time.Hour)
			h.must(err)
			return link
		}
		strict := h.Accounts().From("", true)
		link := invite(InviteSignIn)
		if _, err := strict.Invited(h.ctx(), link); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("where factors are required, the link opens: %v", err)
		}
		if _, _, err := strict.Accept(h.ctx(), link, ""); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("where factors are required, the link signs in: %v", err)
		}
		_, err := h.Accounts().GrantTOTP(h.ctx(), "cli", h.users["aliya"])
		h.must(err)
		for _, kind := range []string{InviteSignIn, InvitePassword} {
			_, s, err := h.Accounts().Accept(h.ctx(), invite(kind), goodPassword)
			if err != nil || s.Stage != StageFactor {
				h.Errorf("a link of kind %s opens %+v, %v", kind, s, err)
			}
		}
		waits := invite(InvitePassword)
		h.must(h.Accounts().SetPassword(h.ctx(), "cli", h.users["aliya"].ID, goodPassword))
		if _, _, err := h.Accounts().Accept(h.ctx(), waits, goodPassword); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("a link that was out when the password was set: %v", err)
		}
	})
}

func TestHalfASessionIsShort(t *testing.T) { // R5, R17
	onBoth(t, func(h *house) {
		seed, c := h.seeded()
		half := h.waiting("aliya")
		for _, p := range []Proof{{}, {Password: goodPassword}, {Passkey: &Passkey{Credential: []byte("made up")}, Verified: true}} {
			if _, err := h.Accounts().Pass(h.ctx(), half, p); !errors.Is(err, ErrRefused) {
				h.Errorf("%+v: %v", p, err)
			}
		}
		if _, err := h.Accounts().Again(h.ctx(), half, Proof{Password: goodPassword, Code: h.oneTime(seed, 0)}); !errors.Is(err, ErrRefused) {
			h.Errorf("half a session is made fresh: %v", err)
		}
		c.pass(10*time.Minute + time.Second)
		if h.alive(half) {
			h.Error("it waits for more than ten minutes")
		}
	})
}

func TestSessionsAreListedAndEnded(t *testing.T) { // R19, R102
	onBoth(t, func(h *house) {
		c := h.clocked()
		h.password("aliya", goodPassword)
		a := h.Accounts().From("192.0.2.0/24", false)
		in := func() (string, Session) {
			secret, s, err := a.SignIn(h.ctx(), "aliya", goodPassword)
			h.must(err)
			c.pass(time.Second)
			return secret, s
		}
		one, first := in()
		two, _ := in()
		three, _ := in()
		if got, err := a.Sessions(h.ctx(), h.users["aliya"]); err != nil || len(got) != 3 || got[2].ID != first.ID || got[0].Network != "192.0.2.0/24" {
			h.Errorf("listed: %+v, %v", got, err)
		}
		if err := a.EndSession(h.ctx(), h.users["west"], first.ID); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("somebody else ends it: %v", err)
		}
		h.must(a.EndSession(h.ctx(), h.users["aliya"], first.ID))
		if h.alive(one) || !h.alive(two) || !h.alive(three) {
			h.Error("the wrong one ended")
		}
		h.must(a.EndOthers(h.ctx(), two))
		if !h.alive(two) || h.alive(three) {
			h.Error("the others live, or this one does not")
		}
		c.pass(61 * time.Minute)
		h.must(a.forget())
		h.everyCell(func(table, value string) {
			if strings.Contains(value, "192.0.2.") {
				h.Errorf("%s holds the network of a session that ended", table)
			}
		})
		h.verify()
	})
}

func TestThereIsNoAccountToBeginWith(t *testing.T) { // R2
	s, err := Open(t.Context(), Options{Dir: t.TempDir(), Ring: testRing})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if all, err := s.Accounts().List(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("accounts of a new folder: %+v, %v", all, err)
	}
	for _, one := range [][2]string{{"admin", "admin"}, {"admin", "password"}, {"root", "root"}, {"aigaq", "aigaq"}, {"", ""}, {"admin", ""}} {
		if _, _, err := s.Accounts().SignIn(t.Context(), one[0], one[1]); !errors.Is(err, ErrRefused) {
			t.Errorf("%v: %v", one, err)
		}
	}
}
