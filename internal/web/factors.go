package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/boombuler/barcode/qr"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// factors offers the kinds of second factor. Who must enrol one sees nothing else until they have.
func (s *Server) factors(v *visit) error {
	f, err := s.Store.Accounts().Factors(v.ctx(), v.session.User)
	if err != nil {
		return err
	}
	p := v.page()
	return v.draw(http.StatusOK, views.Factors(p, views.FactorsPage{TOTP: f.TOTP, Must: !v.signedIn}))
}

// beginTOTP makes a seed for one-time codes.
func (s *Server) beginTOTP(v *visit) error {
	err := s.accounts(v).BeginTOTP(v.ctx(), v.session.User)
	var problems cases.Problems
	if errors.As(err, &problems) {
		return v.to("/account")
	}
	if err != nil {
		return err
	}
	return v.to("/account/factors/totp")
}

// askTOTP shows the seed that waits, and asks for a code of it.
func (s *Server) askTOTP(v *visit) error { return s.drawTOTP(v, http.StatusOK, nil) }

func (s *Server) drawTOTP(v *visit, status int, problems cases.Problems) error {
	seed, err := s.Store.Accounts().PendingTOTP(v.ctx(), v.session.User)
	if errors.Is(err, cases.ErrNotFound) {
		return v.to("/account/factors")
	}
	if err != nil {
		return err
	}
	address := store.TOTPAddress(s.keys.Config.RPID, v.session.User.Name, seed)
	drawn, size, err := drawCode(address)
	if err != nil {
		return err
	}
	p := v.page()
	p.Path = "/account/factors/totp"
	return v.draw(status, views.EnrolTOTP(p, views.TOTPPage{
		Seed: seed, Drawn: drawn, Size: size, Problems: problems,
	}))
}

// drawCode gives a square code as the path of a drawing, and how many dots wide it is.
func drawCode(text string) (path string, size int, err error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", 0, fmt.Errorf("draw a code: %w", err)
	}
	size = code.Bounds().Dx()
	var b strings.Builder
	for y := range size {
		for x := range size {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return b.String(), size, nil
}

// confirmTOTP takes a first code, with which the seed counts.
func (s *Server) confirmTOTP(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	who := "confirm " + v.session.User.Code
	if minutes := s.tries.takeCode(who); minutes > 0 {
		return &tooMany{minutes}
	}
	secret, codes, err := s.accounts(v).ConfirmTOTP(v.ctx(), v.secret, form.Get("code"))
	var problems cases.Problems
	switch {
	case errors.As(err, &problems):
		return s.drawTOTP(v, http.StatusUnprocessableEntity, problems)
	case errors.Is(err, cases.ErrNotFound):
		return v.to("/account/factors")
	case err != nil:
		return err
	}
	s.tries.passedCode(who)
	return s.enrolled(v, secret, codes)
}

// enrolled goes on with the session's new secret: it shows recovery codes where some were made, which happens once.
func (s *Server) enrolled(v *visit, secret string, codes []string) error {
	v.setSession(secret)
	if len(codes) == 0 {
		return v.to("/account?said=changed")
	}
	p := v.page()
	p.Path = "/account"
	return v.draw(http.StatusOK, views.Codes(p, views.CodesPage{Codes: codes}))
}

func (s *Server) askEnrolPasskey(v *visit) error {
	return s.drawEnrolPasskey(v, http.StatusOK, views.PasskeyPage{})
}

func (s *Server) drawEnrolPasskey(v *visit, status int, page views.PasskeyPage) error {
	p := v.page()
	p.Path = "/account/factors/passkey"
	return v.draw(status, views.EnrolPasskey(p, page))
}

// enrolPasskey takes what an authenticator made.
func (s *Server) enrolPasskey(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	var codes []string
	secret := ""
	made, err := s.made(v, form)
	if err == nil {
		secret, codes, err = s.accounts(v).AddPasskey(v.ctx(), v.secret, made)
	}
	if errors.Is(err, store.ErrRefused) || errors.Is(err, store.ErrTaken) {
		err = cases.Wrong("passkey", "wrong_passkey")
	}
	var problems cases.Problems
	if errors.As(err, &problems) {
		return s.drawEnrolPasskey(v, http.StatusUnprocessableEntity, views.PasskeyPage{Name: form.Get("passkey_name"), Problems: problems})
	}
	if err != nil {
		return err
	}
	return s.enrolled(v, secret, codes)
}

func (s *Server) removeTOTP(v *visit) error {
	secret, err := s.accounts(v).RemoveTOTP(v.ctx(), v.secret)
	return s.changed(v, secret, err)
}

func (s *Server) removePasskey(v *visit) error {
	id, err := strconv.ParseInt(v.Param("id"), 10, 64)
	if err != nil {
		return cases.ErrNotFound
	}
	secret, err := s.accounts(v).RemovePasskey(v.ctx(), v.secret, id)
	return s.changed(v, secret, err)
}

// changed goes on after a change of one's own account.
func (s *Server) changed(v *visit, secret string, err error) error {
	var problems cases.Problems
	if errors.As(err, &problems) {
		return s.drawAccount(v, http.StatusUnprocessableEntity, problems)
	}
	if err != nil {
		return err
	}
	v.setSession(secret)
	return v.to("/account?said=changed")
}

func (s *Server) renewCodes(v *visit) error {
	secret, codes, err := s.accounts(v).RenewCodes(v.ctx(), v.secret)
	if err != nil {
		return s.changed(v, secret, err)
	}
	return s.enrolled(v, secret, codes)
}

// seenNotices keeps that the reader has read what was changed about their account.
func (s *Server) seenNotices(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	upTo, err := strconv.ParseInt(form.Get("up_to"), 10, 64)
	if err != nil {
		return v.to("/")
	}
	if err := s.Store.Accounts().SeeNotices(v.ctx(), v.user, upTo); err != nil {
		return err
	}
	return v.to("/")
}

// endSession ends one of the reader's sessions.
func (s *Server) endSession(v *visit) error {
	id, err := url.PathUnescape(v.Param("id"))
	if err != nil {
		return cases.ErrNotFound
	}
	if err := s.Store.Accounts().EndSession(v.ctx(), v.user, id); err != nil {
		return err
	}
	if id == v.session.ID {
		v.dropSession()
		return v.to("/login?said=out")
	}
	return v.to("/account?said=changed")
}
