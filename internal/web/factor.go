package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// askFactor asks for the second factor of somebody whose password was right.
func (s *Server) askFactor(v *visit) error {
	if v.signedIn {
		return v.to("/")
	}
	return s.drawFactor(v, http.StatusOK, views.FactorPage{Next: local(v.QueryParam("next"))})
}

func (s *Server) drawFactor(v *visit, status int, page views.FactorPage) error {
	f, err := s.Store.Accounts().Factors(v.ctx(), v.session.User)
	if err != nil {
		return err
	}
	page.TOTP, page.Passkeys, page.Codes = f.TOTP, len(f.Passkeys) > 0, f.Codes > 0
	p := v.page()
	p.Path = "/login/factor?next=" + url.QueryEscape(page.Next)
	return v.draw(status, views.Factor(p, page))
}

// passFactor takes the second factor: a one-time code, a recovery code or a passkey.
func (s *Server) passFactor(v *visit) error {
	if v.signedIn {
		return v.to("/")
	}
	form, err := v.form()
	if err != nil {
		return err
	}
	who := "factor " + v.session.User.Code
	if minutes := s.tries.takeCode(who); minutes > 0 {
		return &tooMany{minutes}
	}
	page := views.FactorPage{Next: local(form.Get("next"))}
	proof, err := s.proof(v, forFactor, form)
	secret := ""
	if err == nil {
		secret, err = s.accounts(v).Pass(v.ctx(), v.secret, proof)
	}
	if errors.Is(err, store.ErrRefused) {
		page.Problems = wrongProof(askedFor(form))
		return s.drawFactor(v, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	s.tries.passedCode(who)
	v.setSession(secret)
	return v.to(page.Next)
}

// failedAs is how the log names what a passkey failed at.
func failedAs(purpose string) string {
	if purpose == forAgain {
		return "login.again.failed"
	}
	return "login.factor.failed"
}

// proof reads from a form what somebody shows.
func (s *Server) proof(v *visit, purpose string, form url.Values) (store.Proof, error) {
	if form.Get("response") != "" {
		_, proof, err := s.shown(v, purpose, form)
		if errors.Is(err, store.ErrRefused) {
			err = s.Store.Accounts().PasskeyRefused(v.ctx(), v.session.User.Code, failedAs(purpose))
		}
		return proof, err
	}
	return store.Proof{Password: form.Get("password"), Code: form.Get("code"), Recovery: form.Get("recovery")}, nil
}

// askedFor names the box that a factor was typed into.
func askedFor(form url.Values) string {
	switch {
	case form.Get("response") != "":
		return "passkey"
	case form.Get("recovery") != "":
		return "recovery"
	}
	return "code"
}

func (s *Server) askPasskeyFactor(v *visit) error {
	return s.askPasskey(v, forFactor, protocol.VerificationPreferred)
}

// byPasskey stands for the name where attempts without one are counted; no account can have it.
const byPasskey = "\tpasskey"

// passkeySignIn signs somebody in by a passkey alone.
func (s *Server) passkeySignIn(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	page := views.SignInForm{Next: local(form.Get("next"))}
	if minutes := s.tries.take(byPasskey, v.RealIP()); minutes > 0 {
		page.Minutes = minutes
		return s.drawSignIn(v, http.StatusTooManyRequests, page)
	}
	secret := ""
	user, proof, err := s.shown(v, forSignIn, form)
	if err == nil {
		secret, _, err = s.accounts(v).SignInPasskey(v.ctx(), user, proof)
	}
	if errors.Is(err, store.ErrRefused) {
		err = s.Store.Accounts().PasskeyRefused(v.ctx(), user.Code, "login.failed")
	}
	if errors.Is(err, store.ErrRefused) {
		page.Refused = true
		return s.drawSignIn(v, http.StatusUnauthorized, page)
	}
	if err != nil {
		return err
	}
	s.tries.passed(byPasskey, v.RealIP())
	return v.enter(secret, page.Next)
}

// wrongProof says that what was shown does not do. Waiting for the next code is advice about one-time codes alone.
func wrongProof(box string) cases.Problems {
	key, own := map[string]string{"recovery": "wrong_recovery", "passkey": "wrong_passkey"}[box]
	if !own {
		key = "wrong_code"
	}
	return cases.Wrong(box, key)
}
