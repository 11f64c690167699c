package web

import (
	"errors"
	"net/http"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// account shows the reader's own account.
func (s *Server) account(v *visit) error { return s.drawAccount(v, http.StatusOK, nil) }

func (s *Server) drawAccount(v *visit, status int, problems cases.Problems) error {
	own, err := s.Store.Accounts().ByName(v.ctx(), v.user.Name)
	if err != nil {
		return err
	}
	p := v.page()
	p.Path, p.Flash = "/account", v.flash()
	return v.draw(status, views.Account(p, views.AccountPage{HasPassword: own.HasPassword, Problems: problems}))
}

// accountLanguage keeps the language with the account, and in this browser.
func (s *Server) accountLanguage(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	lang := form.Get("lang")
	if !isLanguage(lang) {
		return s.drawAccount(v, http.StatusUnprocessableEntity, cases.Wrong("lang", "unknown_code", "value", lang))
	}
	if err := s.Store.Accounts().SetLanguage(v.ctx(), v.user, lang); err != nil {
		return err
	}
	v.keepLanguage(lang)
	return v.to("/account?said=changed")
}

// accountPassword sets a new password. Whoever has one must know it; the sessions elsewhere end with it.
func (s *Server) accountPassword(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	if form.Get("fresh") != form.Get("again") {
		return s.drawAccount(v, http.StatusUnprocessableEntity, cases.Wrong("again", "not_the_same"))
	}
	if minutes := s.tries.takeCode("again " + v.user.Code); minutes > 0 {
		return &tooMany{minutes}
	}
	session, err := s.changePassword(v, form.Get("password"), form.Get("fresh"))
	var problems cases.Problems
	if errors.As(err, &problems) {
		return s.drawAccount(v, http.StatusUnprocessableEntity, problems)
	}
	if err != nil {
		return err
	}
	s.tries.passedCode("again " + v.user.Code)
	return v.enter(session, "/account?said=changed")
}

// changePassword checks the old password, sets the new one and ends every session; it gives a fresh one.
func (s *Server) changePassword(v *visit, old, fresh string) (string, error) {
	accounts := s.Store.Accounts()
	own, err := accounts.ByName(v.ctx(), v.user.Name)
	if err != nil {
		return "", err
	}
	if own.HasPassword {
		checked, _, err := accounts.SignIn(v.ctx(), v.user.Name, old)
		if errors.Is(err, store.ErrRefused) {
			return "", cases.Wrong("password", "wrong_password")
		}
		if err != nil {
			return "", err
		}
		if err := accounts.SignOut(v.ctx(), checked); err != nil {
			return "", err
		}
	}
	if err := accounts.SetPassword(v.ctx(), v.user.Code, v.user.ID, fresh); err != nil {
		return "", renamed(err, "password", "fresh")
	}
	if err := accounts.EndSessions(v.ctx(), v.user.Code, v.user.ID); err != nil {
		return "", err
	}
	session, _, err := accounts.SignIn(v.ctx(), v.user.Name, fresh)
	return session, err
}

// endSessions signs the reader out everywhere, here too.
func (s *Server) endSessions(v *visit) error {
	if err := s.Store.Accounts().EndSessions(v.ctx(), v.user.Code, v.user.ID); err != nil {
		return err
	}
	v.dropSession()
	return v.to("/login")
}

// renamed gives problems of one field under another name, where two forms call it differently.
func renamed(err error, from, to string) error {
	var problems cases.Problems
	if !errors.As(err, &problems) {
		return err
	}
	out := make(cases.Problems, len(problems))
	for i, p := range problems {
		if p.Field == from {
			p.Field = to
		}
		out[i] = p
	}
	return out
}
