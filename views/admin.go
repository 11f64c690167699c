package views

import (
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/i18n"
)

// AccountsPage lists the accounts.
type AccountsPage struct {
	Accounts []cases.AccountLine
	Asks     int // roles that wait for a second administrator
}

// NewcomerPage posts name, role, teams (several) and lang to /admin/users.
type NewcomerPage struct {
	Name string
	cases.Standing
	Lang     string
	Problems cases.Problems
}

// LinkPage shows a one-time link, once.
type LinkPage struct {
	Account cases.AccountLine
	Link    string
}

// AdminAccountPage is one account. It posts role and teams to its address with /standing, and nothing to /disable,
// /enable, /reset, /sessions/end and /tokens/revoke.
type AdminAccountPage struct {
	Account  cases.AccountLine
	Typed    cases.Standing
	Self     bool // it is the reader's own, which they cannot change
	Problems cases.Problems
}

func (v AdminAccountPage) at(act string) string { return accountAddress(v.Account) + "/" + act }

func accountAddress(a cases.AccountLine) string { return "/admin/users/" + a.Code }

// SeesPage says what an account may see, in words.
type SeesPage struct {
	Account cases.AccountLine
	Scope   cases.Scope
}

// TeamsPage lists the teams. It posts code, en, ru and kk to /admin/teams, and the names to /admin/teams/CODE.
type TeamsPage struct {
	Typed    cases.Term // as sent back
	Editing  string     // the team whose names were sent back; empty: a new one
	Problems cases.Problems
}

// StandingsAskedPage lists the roles that wait for a second administrator. It posts decision (grant, refuse) to
// /admin/approvals/ID.
type StandingsAskedPage struct {
	Asks     []cases.StandingAsk
	Problems cases.Problems
}

// mayDecide tells whether the reader is neither who asked nor who it is about.
func (p Page) mayDecide(a cases.StandingAsk) bool {
	return p.User.Code != a.ByCode && p.User.Code != a.Account.Code
}

func (p Page) role(r cases.Role) string { return p.t("role_of." + string(r)) }

// roles are those that can be given, with what each is for.
func (p Page) roles(chosen cases.Role) []option {
	var out []option
	for _, r := range cases.Roles() {
		out = append(out, option{string(r), p.role(r), r == chosen})
	}
	return out
}

func (p Page) teamOptions(chosen []string) []option {
	var out []option
	if p.Book != nil {
		for _, t := range p.Book.Terms("team", "") {
			out = append(out, option{t.Code, t.Label(p.lang()), slices.Contains(chosen, t.Code)})
		}
	}
	return out
}

func (p Page) languageOptions(chosen string) []option {
	var out []option
	for _, l := range i18n.Languages() {
		out = append(out, option{l.Code, l.Name, l.Code == chosen})
	}
	return out
}

// teamNames names teams in one line.
func (p Page) teamNames(codes []string) string {
	if len(codes) == 0 {
		return p.t("account.no_team")
	}
	var names []string
	for _, c := range codes {
		names = append(names, p.term("team", c))
	}
	return strings.Join(names, ", ")
}

// standing names a role with its teams, if any.
func (p Page) standing(s cases.Standing) string {
	if len(s.Teams) == 0 {
		return p.role(s.Role)
	}
	return p.role(s.Role) + "; " + p.teamNames(s.Teams)
}

// levelNames names levels in one line, from open to closed.
func (p Page) levelNames(codes []string) string {
	var names []string
	for _, c := range codes {
		names = append(names, p.term("level", c))
	}
	return strings.Join(names, ", ")
}

// sight says what a scope opens, a sentence a thing.
func (v SeesPage) sight(p Page) []string {
	s := v.Scope
	if s.Nothing() {
		return []string{p.t("sees.nothing")}
	}
	var out []string
	if s.AllTeams {
		out = append(out, p.t("sees.all_teams", "levels", p.levelNames(s.Levels)))
	} else if len(s.Teams) > 0 {
		out = append(out, p.t("sees.teams", "teams", p.teamNames(s.Teams), "levels", p.levelNames(s.Levels)))
	} else {
		out = append(out, p.t("sees.no_team"))
	}
	if len(s.Shared) > 0 {
		out = append(out, p.t("sees.shared", "levels", p.levelNames(s.Shared)))
	}
	if s.Creator != 0 {
		out = append(out, p.t("sees.own"))
	}
	if v.Account.Role == cases.Lawyer {
		out = append(out, p.t("sees.counsel"))
	}
	return append(out, p.t("sees.shares"), p.t("sees.secrets_"+yesNo(s.Secrets)), p.t("sees.writes_"+yesNo(s.Writes)))
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// stateClass marks a state that wants attention.
func stateClass(state string) string {
	switch state {
	case cases.Active:
		return "tag status-confirmed"
	case cases.Invited:
		return "tag status-unreviewed"
	}
	return "tag status-refuted"
}
