package web

import (
	"errors"
	"net/http"
	"net/url"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// admin lists the accounts.
func (s *Server) admin(v *visit) error {
	lines, err := s.Store.Accounts().Lines(v.ctx())
	if err != nil {
		return err
	}
	asks, err := s.Store.Accounts().Asks(v.ctx())
	if err != nil {
		return err
	}
	p := v.page()
	p.Flash = v.flash()
	return v.draw(http.StatusOK, views.Accounts(p, views.AccountsPage{Accounts: lines, Asks: len(asks)}))
}

// askNewcomer shows the form of a new account.
func (s *Server) askNewcomer(v *visit) error {
	return s.drawNewcomer(v, http.StatusOK, views.NewcomerPage{Lang: v.words.Lang()})
}

func (s *Server) drawNewcomer(v *visit, status int, page views.NewcomerPage) error {
	p := v.page()
	p.Path = "/admin/users/new"
	return v.draw(status, views.Newcomer(p, page))
}

// addNewcomer adds an account and shows its one-time link, this once.
func (s *Server) addNewcomer(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	page := views.NewcomerPage{Name: clean(form.Get("name")), Standing: standingOf(form), Lang: form.Get("lang")}
	if !isLanguage(page.Lang) {
		page.Problems = cases.Wrong("lang", "unknown_code", "value", clean(page.Lang))
		return s.drawNewcomer(v, http.StatusUnprocessableEntity, page)
	}
	code, link, err := s.Store.Accounts().Admit(v.ctx(), v.user.Code, store.Newcomer{Name: form.Get("name"), Standing: page.Standing, Lang: page.Lang})
	if errors.Is(err, store.ErrTaken) {
		err = cases.Wrong("name", "taken")
	}
	if errors.As(err, &page.Problems) {
		return s.drawNewcomer(v, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	if link == "" {
		return v.to("/admin/users/" + code + "?said=asked")
	}
	return s.drawLink(v, code, link)
}

// standingOf reads a role and teams as they were sent.
func standingOf(form url.Values) cases.Standing {
	return cases.Standing{Role: cases.Role(clean(form.Get("role"))), Teams: form["teams"]}
}

// drawLink shows a one-time link to whoever made it. It is not kept, so it is shown in the answer to the form itself.
func (s *Server) drawLink(v *visit, code, link string) error {
	line, err := s.Store.Accounts().Line(v.ctx(), code)
	if err != nil {
		return err
	}
	p := v.page()
	p.Path = "/admin/users/" + code
	return v.draw(http.StatusOK, views.OneTimeLink(p, views.LinkPage{Account: line, Link: v.origin() + "/invite/" + link}))
}

// origin is the address of this server as its reader sees it.
func (v *visit) origin() string {
	if v.s.Secure {
		return "https://" + v.Request().Host
	}
	return "http://" + v.Request().Host
}
