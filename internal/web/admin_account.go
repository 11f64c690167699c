package web

import (
	"errors"
	"net/http"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// adminAccount shows one account as administrators see it.
func (s *Server) adminAccount(v *visit) error {
	line, err := s.Store.Accounts().Line(v.ctx(), v.Param("user"))
	if err != nil {
		return err
	}
	return s.drawAdminAccount(v, http.StatusOK, views.AdminAccountPage{Account: line, Typed: cases.Standing{Role: line.Role, Teams: line.Teams}})
}

func (s *Server) drawAdminAccount(v *visit, status int, page views.AdminAccountPage) error {
	p := v.page()
	p.Path, p.Flash = "/admin/users/"+page.Account.Code, v.flash()
	page.Self = page.Account.Code == v.user.Code
	return v.draw(status, views.AdminAccount(p, page))
}

// sees explains what an account may see, in words and without showing any of it.
func (s *Server) sees(v *visit) error {
	line, err := s.Store.Accounts().Line(v.ctx(), v.Param("user"))
	if err != nil {
		return err
	}
	return v.draw(http.StatusOK, views.Sees(v.page(), views.SeesPage{Account: line, Scope: cases.ScopeOf(line.User)}))
}

// setStanding gives an account a role and teams, or asks another administrator to.
func (s *Server) setStanding(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	to, code := standingOf(form), v.Param("user")
	asked, err := s.Store.Accounts().SetStanding(v.ctx(), v.user.Code, code, to)
	if err != nil {
		return s.refusedAct(v, err, &to)
	}
	if asked {
		return v.to("/admin/users/" + code + "?said=asked")
	}
	return v.to("/admin/users/" + code + "?said=changed")
}

// refusedAct shows the account again with what was refused, and what was typed where that was a role and teams.
func (s *Server) refusedAct(v *visit, err error, typed *cases.Standing) error {
	var problems cases.Problems
	if !errors.As(err, &problems) {
		return err
	}
	line, err := s.Store.Accounts().Line(v.ctx(), v.Param("user"))
	if err != nil {
		return err
	}
	page := views.AdminAccountPage{Account: line, Typed: cases.Standing{Role: line.Role, Teams: line.Teams}, Problems: problems}
	if typed != nil {
		page.Typed = *typed
	}
	return s.drawAdminAccount(v, http.StatusUnprocessableEntity, page)
}

// act makes a handler of something that an administrator does to an account by a button.
func (s *Server) act(do func(a *store.Accounts, v *visit, code string) error) handler {
	return func(v *visit) error {
		code := v.Param("user")
		if err := do(s.Store.Accounts(), v, code); err != nil {
			return s.refusedAct(v, err, nil)
		}
		return v.to("/admin/users/" + code + "?said=changed")
	}
}

func disable(a *store.Accounts, v *visit, code string) error {
	line, err := a.Line(v.ctx(), code)
	if err != nil {
		return err
	}
	return a.Disable(v.ctx(), v.user.Code, line.Name)
}

func enable(a *store.Accounts, v *visit, code string) error {
	return a.Enable(v.ctx(), v.user.Code, code)
}

func endAccountSessions(a *store.Accounts, v *visit, code string) error {
	line, err := a.Line(v.ctx(), code)
	if err != nil {
		return err
	}
	return a.EndSessions(v.ctx(), v.user.Code, line.ID)
}

func revokeTokens(a *store.Accounts, v *visit, code string) error {
	return a.RevokeTokens(v.ctx(), v.user.Code, code)
}

// resetAccount begins an account anew and shows the link for it, this once.
func (s *Server) resetAccount(v *visit) error {
	code := v.Param("user")
	link, err := s.Store.Accounts().Reset(v.ctx(), v.user.Code, code)
	if err != nil {
		return s.refusedAct(v, err, nil)
	}
	return s.drawLink(v, code, link)
}
