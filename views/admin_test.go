package views

import (
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/i18n"
)

func lineSample(role cases.Role, state string) cases.AccountLine {
	return cases.AccountLine{
		User:  cases.User{ID: 7, Code: "u-7", Name: "Ойдан Шығарылған", Role: role, Teams: []string{"almaty"}},
		State: state, Sessions: 2, Tokens: 1, Asks: 1, Created: time.Unix(1_700_000_000, 0),
	}
}

func TestPagesOfAdministrationHoldTogether(t *testing.T) {
	wrong := append(cases.Wrong("role", "unknown_code", "value", "root"), cases.Wrong("", "not_yourself")...)
	for _, l := range i18n.Languages() {
		p := page(t, l.Code)
		p.User = cases.User{ID: 1, Code: "u-1", Role: cases.Admin}
		for _, state := range []string{cases.Invited, cases.Active, cases.Disabled} {
			for _, role := range append(cases.Roles(), cases.NoRole) {
				line := lineSample(role, state)
				draw(t, AdminAccount(p, AdminAccountPage{Account: line, Typed: cases.Standing{Role: role}, Problems: wrong}))
				draw(t, AdminAccount(p, AdminAccountPage{Account: line, Self: true}))
				draw(t, Sees(p, SeesPage{Account: line, Scope: cases.ScopeOf(line.User)}))
				draw(t, Accounts(p, AccountsPage{Accounts: []cases.AccountLine{line}, Asks: 1}))
			}
		}
		line := lineSample(cases.Staff, cases.Active)
		draw(t, Newcomer(p, NewcomerPage{Name: "x", Problems: wrong}))
		draw(t, OneTimeLink(p, LinkPage{Account: line, Link: "https://example.org/invite/x"}))
		draw(t, Teams(p, TeamsPage{Typed: cases.Term{Code: "almaty", En: "x"}, Editing: "almaty", Problems: cases.Wrong("kk", "required")}))
		draw(t, Teams(p, TeamsPage{Typed: cases.Term{Code: "A b"}, Problems: cases.Wrong("code", "not_a_code")}))
		draw(t, StandingsAsked(p, StandingsAskedPage{Asks: []cases.StandingAsk{
			{ID: 1, Standing: cases.Standing{Role: cases.Auditor}, Account: line, By: "boss", ByCode: "u-1"},
			{ID: 2, Standing: cases.Standing{Role: cases.Admin, Teams: []string{"almaty"}}, Account: line, By: "other", ByCode: "u-2"},
		}, Problems: cases.Wrong("", "not_yourself")}))
	}
}

func TestAKeptFormIsGivenBackWhole(t *testing.T) {
	for _, l := range i18n.Languages() {
		p := page(t, l.Code)
		d := draw(t, SendAgain(p, TypedPage{Action: "/people", Token: "t1", Kind: cases.KindByCode("person"), Fields: []Typed{
			{"names.0.value", `<b>"Асан"</b>`}, {"sex", "male"}, {"reason", "x\r\ny"}, {"agency", "a"}, {"agency", "b"},
		}}))
		sent := d.submitted()
		if sent.Get("names.0.value") != `<b>"Асан"</b>` || len(sent["agency"]) != 2 || sent.Get("typed") != "t1" {
			t.Errorf("%s: it is sent again as %v", l.Code, sent)
		}
		if !strings.Contains(sent.Get("reason"), "\n") {
			t.Errorf("%s: lines are lost: %q", l.Code, sent.Get("reason"))
		}
	}
}
