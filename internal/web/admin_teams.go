package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"aigaq/internal/cases"
	"aigaq/views"
)

// teams lists the teams, each with a form for its names.
func (s *Server) teams(v *visit) error { return s.drawTeams(v, http.StatusOK, views.TeamsPage{}) }

func (s *Server) drawTeams(v *visit, status int, page views.TeamsPage) error {
	p := v.page()
	p.Path, p.Flash = "/admin/teams", v.flash()
	return v.draw(status, views.Teams(p, page))
}

// addTeam adds a team; a code that is taken is refused.
func (s *Server) addTeam(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	team := teamOf(form)
	if _, taken := v.desk.Book().Term("team", team.Code); taken {
		return s.drawTeams(v, http.StatusUnprocessableEntity, views.TeamsPage{Typed: team, Problems: cases.Wrong("code", "taken")})
	}
	return s.setTeam(v, team, "")
}

// renameTeam gives a team other names. Its code never changes.
func (s *Server) renameTeam(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	team := teamOf(form)
	team.Code = v.Param("team")
	if _, known := v.desk.Book().Term("team", team.Code); !known {
		return cases.ErrNotFound
	}
	return s.setTeam(v, team, team.Code)
}

func teamOf(form url.Values) cases.Term {
	return cases.Term{List: "team", Code: clean(form.Get("code")), En: clean(form.Get("en")), Ru: clean(form.Get("ru")), Kk: clean(form.Get("kk"))}
}

func (s *Server) setTeam(v *visit, team cases.Term, editing string) error {
	err := s.Store.Keeper().AddTeam(v.ctx(), v.user.Code, team.Code, team.En, team.Ru, team.Kk)
	var problems cases.Problems
	if errors.As(err, &problems) {
		return s.drawTeams(v, http.StatusUnprocessableEntity, views.TeamsPage{Typed: team, Editing: editing, Problems: problems})
	}
	if err != nil {
		return err
	}
	return v.to("/admin/teams?said=changed")
}

// standingsAsked lists the roles that wait for a second administrator.
func (s *Server) standingsAsked(v *visit) error { return s.drawAsks(v, http.StatusOK, nil) }

func (s *Server) drawAsks(v *visit, status int, problems cases.Problems) error {
	asks, err := s.Store.Accounts().Asks(v.ctx())
	if err != nil {
		return err
	}
	p := v.page()
	p.Path, p.Flash = "/admin/approvals", v.flash()
	return v.draw(status, views.StandingsAsked(p, views.StandingsAskedPage{Asks: asks, Problems: problems}))
}

// decideStanding gives the role, or leaves the account as it is.
func (s *Server) decideStanding(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(v.Param("ask"), 10, 64)
	if err != nil {
		return cases.ErrNotFound
	}
	answer := form.Get("decision")
	if answer != "grant" && answer != "refuse" {
		return s.drawAsks(v, http.StatusUnprocessableEntity, cases.Wrong("", "required"))
	}
	err = s.Store.Accounts().Decide(v.ctx(), v.user.Code, id, answer == "grant")
	var problems cases.Problems
	if errors.As(renamed(err, "role", ""), &problems) { // there is no box for it on this page
		return s.drawAsks(v, http.StatusUnprocessableEntity, problems)
	}
	if err != nil {
		return err
	}
	return v.to("/admin/approvals?said=changed")
}
