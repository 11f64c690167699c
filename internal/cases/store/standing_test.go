package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// enters fails unless something made exactly the entries named, in that order.
func (h *house) enters(what string, do func(), actions ...string) {
	h.Helper()
	before, err := h.Keeper().Head(h.ctx())
	h.must(err)
	do()
	entries, err := h.Keeper().Entries(h.ctx(), before.Size-1, 100)
	h.must(err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Action)
	}
	if !slices.Equal(got, actions) {
		h.Errorf("%s entered %v, want %v", what, got, actions)
	}
}

// administrators makes boss and another administrator who have signed in.
func (h *house) administrators() {
	h.Helper()
	h.account("second", cases.Admin)
	for _, name := range []string{"boss", "second"} {
		h.come(name)
	}
}

// come opens a session for somebody by a link.
func (h *house) come(name string) string {
	h.Helper()
	link, err := h.Accounts().Invite(h.ctx(), "cli", h.users[name].ID, InviteSignIn, time.Hour)
	h.must(err)
	secret, _, err := h.Accounts().Accept(h.ctx(), link, "")
	h.must(err)
	return secret
}

func (h *house) line(name string) cases.AccountLine {
	h.Helper()
	x, err := h.Accounts().Line(h.ctx(), h.users[name].Code)
	h.must(err)
	return x
}

func (h *house) code(name string) string { return h.users[name].Code }

func (h *house) notices(name string) []string {
	h.Helper()
	var keys []string
	h.must(h.read.Raw("SELECT key FROM notices WHERE account = ? ORDER BY id", h.users[name].ID).Scan(&keys).Error)
	return keys
}

func TestNobodyChangesTheirOwnStanding(t *testing.T) { // R34
	onBoth(t, func(h *house) {
		h.administrators()
		for name, do := range map[string]func() error{
			"role": func() error {
				_, err := h.Accounts().SetStanding(h.ctx(), h.code("boss"), h.code("boss"), cases.Standing{Role: cases.Coordinator})
				return err
			},
			"teams": func() error {
				_, err := h.Accounts().SetStanding(h.ctx(), h.code("boss"), h.code("boss"), cases.Standing{Role: cases.Admin, Teams: []string{"almaty"}})
				return err
			},
			"reset": func() error { _, err := h.Accounts().Reset(h.ctx(), h.code("boss"), h.code("boss")); return err },
			"out":   func() error { return h.Accounts().Disable(h.ctx(), h.code("boss"), "boss") },
			"in":    func() error { return h.Accounts().Enable(h.ctx(), h.code("boss"), h.code("boss")) },
		} {
			h.enters(name, func() {
				if err := do(); problem(err, "") != "not_yourself" {
					h.Errorf("%s: %v", name, err)
				}
			})
		}
		if x := h.line("boss"); x.Role != cases.Admin || len(x.Teams) != 0 {
			h.Errorf("boss is now %+v", x)
		}
	})
}

func TestARaisedRoleIsGivenByTwoAdministrators(t *testing.T) { // R34
	onBoth(t, func(h *house) {
		h.administrators()
		accounts := h.Accounts()
		boss, second, aliya := h.code("boss"), h.code("second"), h.code("aliya")
		for _, role := range []cases.Role{cases.Coordinator, cases.Auditor, cases.Admin} {
			h.enters("asking", func() {
				asked, err := accounts.SetStanding(h.ctx(), boss, aliya, cases.Standing{Role: role})
				if err != nil || !asked {
					h.Fatalf("%s: asked %v, %v", role, asked, err)
				}
			}, "account.standing_ask")
		}
		if x := h.line("aliya"); x.Role != cases.Staff || x.Asks != 1 {
			h.Fatalf("while it is asked: %+v", x)
		}
		asks, err := accounts.Asks(h.ctx())
		h.must(err)
		if len(asks) != 1 || asks[0].By != "boss" || asks[0].Role != cases.Admin || asks[0].Account.Name != "aliya" {
			h.Fatalf("the questions are %+v", asks)
		}
		id := asks[0].ID
		h.enters("deciding oneself", func() {
			if err := accounts.Decide(h.ctx(), boss, id, true); problem(err, "") != "not_yourself" {
				h.Errorf("whoever asked: %v", err)
			}
			if err := accounts.Decide(h.ctx(), aliya, id, true); problem(err, "") != "not_yourself" {
				h.Errorf("whoever it is about: %v", err)
			}
		})
		session := h.come("aliya")
		errs := make([]error, 4)
		h.enters("granting at once", func() {
			atOnce(len(errs), func(i int) { errs[i] = accounts.Decide(h.ctx(), second, id, true) })
		}, "account.standing_grant")
		granted := 0
		for _, err := range errs {
			if err == nil {
				granted++
			} else if !errors.Is(err, cases.ErrNotFound) {
				h.Error(err)
			}
		}
		if x := h.line("aliya"); granted != 1 || x.Role != cases.Admin || x.Asks != 0 || h.alive(session) {
			h.Errorf("granted %d times; now %+v", granted, x)
		}
		_, err = accounts.SetStanding(h.ctx(), boss, h.code("west"), cases.Standing{Role: cases.Auditor})
		h.must(err)
		asks, err = accounts.Asks(h.ctx())
		h.must(err)
		h.enters("refusing", func() { h.must(accounts.Decide(h.ctx(), second, asks[0].ID, false)) }, "account.standing_refuse")
		if x := h.line("west"); x.Role != cases.Staff || x.Asks != 0 {
			h.Errorf("after a refusal: %+v", x)
		}
		h.verify()
	})
}

func TestQuestionsLapse(t *testing.T) { // R34
	onBoth(t, func(h *house) {
		c := h.clocked()
		h.administrators()
		ask := func() int64 {
			h.Helper()
			_, err := h.Accounts().SetStanding(h.ctx(), h.code("boss"), h.code("aliya"), cases.Standing{Role: cases.Auditor})
			h.must(err)
			asks, err := h.Accounts().Asks(h.ctx())
			h.must(err)
			return asks[0].ID
		}
		gone := func(name string, id int64) {
			h.Helper()
			if err := h.Accounts().Decide(h.ctx(), h.code("second"), id, true); !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("%s: %v", name, err)
			}
		}
		old := ask()
		c.pass(7*24*time.Hour + time.Minute)
		gone("after seven days", old)
		changed := ask()
		_, err := h.Accounts().SetStanding(h.ctx(), h.code("second"), h.code("aliya"), cases.Standing{Role: cases.Intake})
		h.must(err)
		gone("after another change", changed)
		out := ask()
		h.must(h.Accounts().Disable(h.ctx(), h.code("second"), "boss"))
		gone("once whoever asked is shut out", out)
	})
}

func TestTheOnlyAdministratorGivesARaisedRoleInTheOpen(t *testing.T) { // R34
	onBoth(t, func(h *house) {
		h.come("boss")
		h.account("never came", cases.Admin)
		h.enters("alone", func() {
			asked, err := h.Accounts().SetStanding(h.ctx(), h.code("boss"), h.code("aliya"), cases.Standing{Role: cases.Auditor})
			if err != nil || asked {
				h.Fatalf("asked %v, %v", asked, err)
			}
		}, "account.standing_alone")
		h.enters("adding alone", func() {
			_, link, err := h.Accounts().Admit(h.ctx(), h.code("boss"), Newcomer{Name: "another chief", Standing: cases.Standing{Role: cases.Coordinator}})
			if err != nil || link == "" {
				h.Fatalf("link %q, %v", link, err)
			}
		}, "account.add_alone")
		if got := h.notices("chief"); !slices.Equal(got, []string{"raised_alone", "raised_alone"}) {
			h.Errorf("the coordinator was told %v", got)
		}
		h.enters("an ordinary role", func() {
			_, err := h.Accounts().SetStanding(h.ctx(), h.code("boss"), h.code("aliya"), cases.Standing{Role: cases.Staff, Teams: []string{"west", "almaty", "west"}})
			h.must(err)
		}, "account.standing")
		if x := h.line("aliya"); x.Role != cases.Staff || !slices.Equal(x.Teams, []string{"almaty", "west"}) {
			h.Errorf("now %+v", x)
		}
		h.enters("nothing changed", func() {
			_, err := h.Accounts().SetStanding(h.ctx(), h.code("boss"), h.code("aliya"), cases.Standing{Role: cases.Staff, Teams: []string{"almaty", "west"}})
			h.must(err)
		})
	})
}

func TestARaisedNewcomerHasNothingUntilTwoAgree(t *testing.T) { // R34
	onBoth(t, func(h *house) {
		h.administrators()
		var code, link string
		h.enters("adding", func() {
			var err error
			code, link, err = h.Accounts().Admit(h.ctx(), h.code("boss"), Newcomer{Name: "new chief", Standing: cases.Standing{Role: cases.Coordinator}, Lang: "kk"})
			h.must(err)
		}, "account.add", "account.standing_ask")
		x, err := h.Accounts().Line(h.ctx(), code)
		h.must(err)
		if link != "" || x.Role != cases.NoRole || !cases.ScopeOf(x.User).Nothing() || x.State != cases.Invited || x.Lang != "kk" {
			h.Fatalf("link %q, account %+v", link, x)
		}
		asks, err := h.Accounts().Asks(h.ctx())
		h.must(err)
		h.must(h.Accounts().Decide(h.ctx(), h.code("second"), asks[0].ID, true))
		if x, err = h.Accounts().Line(h.ctx(), code); err != nil || x.Role != cases.Coordinator {
			h.Errorf("granted: %+v, %v", x, err)
		}
	})
}

func TestRefusedStandings(t *testing.T) {
	onBoth(t, func(h *house) {
		h.come("boss")
		for _, c := range []struct {
			name       string
			to         cases.Standing
			field, key string
		}{
			{"no role", cases.Standing{}, "role", "unknown_code"},
			{"a made up role", cases.Standing{Role: "root"}, "role", "unknown_code"},
			{"the role of nobody", cases.Standing{Role: cases.NoRole}, "role", "unknown_code"},
			{"a made up team", cases.Standing{Role: cases.Staff, Teams: []string{"moon"}}, "teams", "unknown_code"},
			{"a team of bytes", cases.Standing{Role: cases.Staff, Teams: []string{"a\xff"}}, "teams", "not_utf8"},
			{"a zero byte", cases.Standing{Role: cases.Staff, Teams: []string{"a\x00"}}, "teams", "not_utf8"},
		} {
			_, err := h.Accounts().SetStanding(h.ctx(), h.code("boss"), h.code("aliya"), c.to)
			if problem(err, c.field) != c.key {
				h.Errorf("%s: %v", c.name, err)
			}
			if _, _, err = h.Accounts().Admit(h.ctx(), h.code("boss"), Newcomer{Name: "someone", Standing: c.to}); problem(err, c.field) != c.key {
				h.Errorf("adding with %s: %v", c.name, err)
			}
		}
		for _, code := range []string{"none", "\xff", "a\x00"} {
			if _, err := h.Accounts().SetStanding(h.ctx(), h.code("boss"), code, cases.Standing{Role: cases.Staff}); !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("account %q: %v", code, err)
			}
		}
	})
}

func TestAChangeOfRoleEndsWhatWasOpen(t *testing.T) { // R11, R16
	onBoth(t, func(h *house) {
		h.come("boss")
		link, err := h.Accounts().Invite(h.ctx(), "cli", h.users["aliya"].ID, InviteSignIn, time.Hour)
		h.must(err)
		session := h.come("aliya")
		_, err = h.Accounts().SetStanding(h.ctx(), h.code("boss"), h.code("aliya"), cases.Standing{Role: cases.Staff, Teams: []string{"west"}})
		h.must(err)
		if h.alive(session) {
			h.Error("the session outlives a change of teams")
		}
		if _, err := h.Accounts().Invited(h.ctx(), link); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("the link outlives a change of teams: %v", err)
		}
	})
}
