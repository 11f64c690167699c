package store

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"aigaq/internal/cases"
)

const goodPassword = "seven green kettles sing"

// clock is a clock that a test moves, in the microseconds in which times are kept.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time       { return time.UnixMicro(c.at.Load()) }
func (c *clock) pass(d time.Duration) { c.at.Add(d.Microseconds()) }

// clocked opens the store again with a clock of the test's own.
func (h *house) clocked() *clock {
	h.Helper()
	c := &clock{}
	c.at.Store(time.Now().UnixMicro())
	h.options.Now = c.now
	h.reopen()
	return c
}

func (h *house) password(name, password string) {
	h.Helper()
	h.must(h.Accounts().SetPassword(h.ctx(), "cli", h.users[name].ID, password))
}

func (h *house) signIn(name, password string) string {
	h.Helper()
	session, s, err := h.Accounts().SignIn(h.ctx(), name, password)
	h.must(err)
	if s.User.ID != h.users[name].ID || session == "" {
		h.Fatalf("%s signs in as %+v", name, s)
	}
	return session
}

// alive tells whether a session holds; any answer but yes and the one refusal fails the test.
func (h *house) alive(session string) bool {
	h.Helper()
	_, err := h.Accounts().Session(h.ctx(), session)
	if err != nil && !errors.Is(err, ErrRefused) {
		h.Fatal(err)
	}
	return err == nil
}

func TestSignInRefusesAllAlike(t *testing.T) {
	onBoth(t, func(h *house) {
		h.password("aliya", goodPassword)
		h.password("west", goodPassword)
		h.must(h.Accounts().Disable(h.ctx(), "cli", "west"))
		before, err := h.Keeper().Head(h.ctx())
		h.must(err)
		tries := []struct{ name, who, password string }{
			{"unknown name", "nobody", goodPassword},
			{"wrong password", "aliya", goodPassword + "!"},
			{"no password sent", "aliya", ""},
			{"disabled account", "west", goodPassword},
			{"account without a password", "lawyer", ""},
			{"a zero byte in the name", "aliya\x00", goodPassword},
		}
		for _, c := range tries {
			session, s, err := h.Accounts().SignIn(h.ctx(), c.who, c.password)
			if err != ErrRefused || session != "" || s.ID != "" {
				h.Errorf("%s: %q, %+v, %v", c.name, session, s, err)
			}
		}
		after, err := h.Keeper().Head(h.ctx())
		h.must(err)
		if after.Size != before.Size+int64(len(tries)) {
			h.Errorf("%d refusals make %d entries", len(tries), after.Size-before.Size)
		}
		if !h.alive(h.signIn("aliya", goodPassword)) {
			h.Error("the right name and password open nothing")
		}
		h.verify()
	})
}

func TestOnlyTheWholePasswordCounts(t *testing.T) { // R3
	onBoth(t, func(h *house) {
		long := strings.Repeat("қыз-жібек ", 13)[:128]
		h.password("aliya", long+"a")
		if _, _, err := h.Accounts().SignIn(h.ctx(), "aliya", long+"b"); !errors.Is(err, ErrRefused) {
			h.Errorf("a password that differs at its end: %v", err)
		}
		h.signIn("aliya", long+"a")
		var hash string
		h.must(h.read.Raw("SELECT password FROM users WHERE id = ?", h.users["aliya"].ID).Row().Scan(&hash))
		if !strings.HasPrefix(hash, "$argon2id$v=19$m=65536,t=3,") {
			h.Errorf("the hash is made as %q", hash[:min(len(hash), 30)])
		}
	})
}

func TestWeakPasswordsAreRefused(t *testing.T) { // R3 R4
	onBoth(t, func(h *house) {
		for _, c := range []struct{ password, key string }{
			{"", "password_short"},
			{"kettles!42x", "password_short"},
			{"қызжібек123", "password_short"},
			{strings.Repeat("ab cd ef ", 30), "password_long"},
			{"seven green \xff kettles", "password_long"},
			{"Bloodyjanuary2022", "password_common"},
			{"kibhr12345678", "password_common"},
			{"Password1234!", "password_common"},
			{"пароль123456", "password_common"},
			{"aliyaaliyaaliya", "password_common"},
			{"Aliya1234567", "password_common"},
			{"aaaaaaaaaaaaaaaa", "password_common"},
		} {
			err := h.Accounts().SetPassword(h.ctx(), "cli", h.users["aliya"].ID, c.password)
			if problem(err, "password") != c.key {
				h.Errorf("%q: %v, want %s", c.password, err, c.key)
			}
		}
		a, err := h.Accounts().ByName(h.ctx(), "aliya")
		h.must(err)
		if a.HasPassword {
			h.Error("a refused password was kept")
		}
	})
}

func TestSessionsEnd(t *testing.T) { // R17
	onBoth(t, func(h *house) {
		h.password("aliya", goodPassword)
		c := h.clocked()
		idle := h.signIn("aliya", goodPassword)
		c.pass(30 * time.Minute)
		if !h.alive(idle) {
			h.Error("a session ends before it was idle for half an hour")
		}
		c.pass(30*time.Minute + time.Second)
		if h.alive(idle) {
			h.Error("a session lives though it was idle for half an hour")
		}

		used := h.signIn("aliya", goodPassword)
		for range 36 {
			c.pass(20 * time.Minute)
			if !h.alive(used) {
				h.Fatal("a session in use ends within twelve hours")
			}
		}
		c.pass(time.Second)
		if h.alive(used) {
			h.Error("a session lives for more than twelve hours")
		}

		jumped := h.signIn("aliya", goodPassword)
		c.pass(-time.Hour)
		if h.alive(jumped) {
			h.Error("a clock that jumps back makes a session longer")
		}
	})
}

func TestWhatEndsASession(t *testing.T) {
	onBoth(t, func(h *house) {
		h.password("aliya", goodPassword)
		for _, c := range []struct {
			name string
			do   func(session string) error
		}{
			{"signing out", func(s string) error { return h.Accounts().SignOut(h.ctx(), s) }},
			{"ending all", func(string) error { return h.Accounts().EndSessions(h.ctx(), "cli", h.users["aliya"].ID) }},
			{"a new password", func(string) error {
				return h.Accounts().SetPassword(h.ctx(), "cli", h.users["aliya"].ID, goodPassword)
			}},
			{"disabling", func(string) error { return h.Accounts().Disable(h.ctx(), "cli", "aliya") }},
		} {
			session := h.signIn("aliya", goodPassword)
			if !h.alive(session) {
				h.Fatalf("%s: the session does not hold before", c.name)
			}
			h.must(c.do(session))
			if h.alive(session) {
				h.Errorf("%s leaves the session alive", c.name)
			}
		}
		if h.alive("") || h.alive("made up") {
			h.Error("a session that never was holds")
		}
		h.verify()
	})
}

func TestAccountsThatCannotBeAdded(t *testing.T) {
	onBoth(t, func(h *house) {
		add := func(name string, role cases.Role, teams ...string) error {
			_, err := h.Accounts().Add(h.ctx(), "cli", name, role, teams)
			return err
		}
		for _, name := range []string{"aliya", " ALIYA ", "Aliya"} {
			if err := add(name, cases.Staff); !errors.Is(err, ErrTaken) {
				h.Errorf("a second %q: %v", name, err)
			}
		}
		if err := add(" ", cases.Staff); problem(err, "name") != "required" {
			h.Errorf("no name: %v", err)
		}
		if err := add("new", "king"); problem(err, "role") != "unknown_code" {
			h.Errorf("no such role: %v", err)
		}
		if err := add("new", cases.Staff, "nowhere"); problem(err, "team") != "unknown_code" {
			h.Errorf("no such team: %v", err)
		}
		if _, err := h.Accounts().ByName(h.ctx(), "new"); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("a refused account is there: %v", err)
		}
	})
}

func TestTokens(t *testing.T) {
	onBoth(t, func(h *house) {
		secret, err := h.Accounts().AddToken(h.ctx(), "cli", h.users["aliya"].ID, "a program", []string{"read"})
		h.must(err)
		u, scopes, err := h.Accounts().Token(h.ctx(), secret)
		if err != nil || u.Name != "aliya" || len(scopes) != 1 || scopes[0] != "read" {
			h.Errorf("the token is %q's for %v: %v", u.Name, scopes, err)
		}
		if _, err := h.Accounts().AddToken(h.ctx(), "cli", h.users["aliya"].ID, "b", []string{"rule"}); problem(err, "scope") != "unknown_code" {
			h.Errorf("a scope that there is not: %v", err)
		}
		h.must(h.Accounts().RevokeToken(h.ctx(), "cli", "a program"))
		for _, s := range []string{secret, "", "made up"} {
			if _, _, err := h.Accounts().Token(h.ctx(), s); !errors.Is(err, ErrRefused) {
				h.Errorf("token %.4q: %v", s, err)
			}
		}
		if err := h.Accounts().RevokeToken(h.ctx(), "cli", "a program"); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("revoked twice: %v", err)
		}
	})
}
