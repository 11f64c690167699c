package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// askAgain asks whoever is signed in to prove once more who they are, before something that matters.
func (s *Server) askAgain(v *visit) error {
	return s.drawAgain(v, http.StatusOK, views.AgainPage{Next: local(v.QueryParam("next"))})
}

func (s *Server) drawAgain(v *visit, status int, page views.AgainPage) error {
	own, err := s.Store.Accounts().ByName(v.ctx(), v.user.Name)
	if err != nil {
		return err
	}
	f, err := s.Store.Accounts().Factors(v.ctx(), v.user)
	if err != nil {
		return err
	}
	page.Name, page.HasPassword = own.Name, own.HasPassword
	page.TOTP, page.Passkeys, page.Codes = f.TOTP, len(f.Passkeys) > 0, f.Codes > 0
	page.Nothing = s.Demo && !own.HasPassword && !f.Any()
	p := v.page()
	p.Path = "/login/again?next=" + url.QueryEscape(page.Next)
	return v.draw(status, views.Again(p, page))
}

// again takes the proof and gives the session a new id.
func (s *Server) again(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	page := views.AgainPage{Next: local(form.Get("next"))}
	if err := s.mayGuess("again "+v.user.Code, form); err != nil {
		return err
	}
	secret, err := s.proveAgain(v, form)
	if errors.Is(err, store.ErrRefused) {
		page.Problems = cases.Wrong("password", "wrong_proof")
		return s.drawAgain(v, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	s.tries.passedCode("again " + v.user.Code)
	v.setSession(secret)
	return v.to(page.Next)
}

// proveAgain holds what was sent against the account. Accounts of a demonstration that came by a link have nothing to
// prove themselves with, so nothing is asked of them.
func (s *Server) proveAgain(v *visit, form url.Values) (string, error) {
	if s.Demo && form.Get("nothing") != "" {
		return s.accounts(v).Vouch(v.ctx(), v.secret)
	}
	proof, err := s.proof(v, forAgain, form)
	if err != nil {
		return "", err
	}
	return s.accounts(v).Again(v.ctx(), v.secret, proof)
}

func (s *Server) askPasskeyAgain(v *visit) error {
	return s.askPasskey(v, forAgain, protocol.VerificationRequired)
}

// askFresh sends a browser to prove who it is, and from there back: to the page itself, or to the one from which its
// form was posted.
func (s *Server) askFresh(v *visit) error {
	next := v.here()
	if v.Request().Method != http.MethodGet {
		next = s.pageAbove(v.Request().URL.Path)
	}
	return v.Redirect(http.StatusSeeOther, "/login/again?next="+url.QueryEscape(next))
}

// pageAbove is the nearest address above one that is a page: what cannot be opened was posted from there.
func (s *Server) pageAbove(path string) string {
	for path != "/" && path != "" {
		if s.isPage(path) {
			return path
		}
		path = path[:strings.LastIndexByte(path, '/')]
	}
	return "/"
}

func (s *Server) isPage(path string) bool {
	for _, r := range s.echo.Routes() {
		if r.Method == http.MethodGet && sameShape(r.Path, path) {
			return true
		}
	}
	return false
}

// sameShape tells whether an address is one of a route's: part by part the same, but for parts that the route leaves
// open.
func sameShape(route, path string) bool {
	want, got := strings.Split(route, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], ":") {
			return false
		}
	}
	return true
}
