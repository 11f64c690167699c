package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

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
	if err := s.mayGuess(who, form); err != nil {
		return err
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

// mayGuess counts an attempt with what can be guessed. A passkey cannot: one that does not hold is counted when that is
// known, so that nobody is kept from using theirs by what others tried before.
func (s *Server) mayGuess(who string, form url.Values) error {
	if form.Get("response") != "" {
		return nil
	}
	if minutes := s.tries.takeCode(who); minutes > 0 {
		return &tooMany{minutes}
	}
	return nil
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
		if !errors.Is(err, store.ErrRefused) {
			return proof, err
		}
		if minutes := s.tries.takeCode("passkey " + v.session.User.Code); minutes > 0 {
			return proof, &tooMany{minutes}
		}
		return proof, s.Store.Accounts().PasskeyRefused(v.ctx(), v.session.User.Code, failedAs(purpose))
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
const byPasskey = "\x00passkey"

// passkeySignIn signs somebody in by a passkey alone.
func (s *Server) passkeySignIn(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	secret := ""
	user, proof, err := s.shown(v, forSignIn, form)
	if err == nil {
		secret, _, err = s.accounts(v).SignInPasskey(v.ctx(), user, proof)
	}
	if errors.Is(err, store.ErrRefused) {
		return s.refusePasskey(v, user, views.SignInForm{Next: local(form.Get("next"))})
	}
	if err != nil {
		return err
	}
	return v.enter(secret, local(form.Get("next")))
}

// refusePasskey answers a passkey that does not hold, and enters it: once it was too often, it is answered alone.
func (s *Server) refusePasskey(v *visit, user cases.User, page views.SignInForm) error {
	if page.Minutes = s.tries.take(byPasskey, v.RealIP()); page.Minutes > 0 {
		v.Response().Header().Set("Retry-After", strconv.Itoa(60*page.Minutes))
		return s.drawSignIn(v, http.StatusTooManyRequests, page)
	}
	err := s.Store.Accounts().PasskeyRefused(v.ctx(), user.Code, "login.failed")
	if !errors.Is(err, store.ErrRefused) {
		return err
	}
	page.Refused = true
	return s.drawSignIn(v, http.StatusUnauthorized, page)
}

// wrongProof says that what was shown does not do. Waiting for the next code is advice about one-time codes alone.
func wrongProof(box string) cases.Problems {
	key, own := map[string]string{"recovery": "wrong_recovery", "passkey": "wrong_passkey"}[box]
	if !own {
		key = "wrong_code"
	}
	return cases.Wrong(box, key)
}
