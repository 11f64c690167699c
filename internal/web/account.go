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
	f, err := s.Store.Accounts().Factors(v.ctx(), v.user)
	if err != nil {
		return err
	}
	sessions, err := s.Store.Accounts().Sessions(v.ctx(), v.user)
	if err != nil {
		return err
	}
	page := views.AccountPage{HasPassword: own.HasPassword, Problems: problems, TOTP: f.TOTP, TOTPSince: f.TOTPSince, Codes: f.Codes}
	for _, one := range f.Passkeys {
		page.Passkeys = append(page.Passkeys, views.OwnPasskey{ID: one.ID, Name: one.Name, Created: one.Created, Used: one.Used})
	}
	for _, one := range sessions {
		page.Sessions = append(page.Sessions, views.OwnSession{
			ID: one.ID, Network: one.Network, Began: one.Created, Seen: one.Seen, Here: one.ID == v.session.ID,
		})
	}
	p := v.page()
	p.Path, p.Flash = "/account", v.flash()
	return v.draw(status, views.Account(p, page))
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
	secret, err := s.accounts(v).ChangePassword(v.ctx(), v.secret, form.Get("password"), form.Get("fresh"))
	if errors.Is(err, store.ErrRefused) {
		return s.drawAccount(v, http.StatusUnprocessableEntity, cases.Wrong("password", "wrong_password"))
	}
	if err == nil {
		s.tries.passedCode("again " + v.user.Code)
	}
	return s.changed(v, secret, renamed(err, "password", "fresh"))
}

// endSessions signs the reader out everywhere else.
func (s *Server) endSessions(v *visit) error {
	if err := s.Store.Accounts().EndOthers(v.ctx(), v.secret); err != nil {
		return err
	}
	return v.to("/account?said=changed")
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
