package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"aigaq/internal/cases/store"
)

// cookieName is the session cookie's name. The prefix makes browsers insist on https, on this host and on the root
// path. Over plain http, which is served on loopback only, a cookie marked Secure is taken by Chromium and Firefox
// for localhost but not by Safari nor for every loopback name, and the prefix is not without the mark; so both are
// left out there.
func (s *Server) cookieName() string {
	if s.Secure {
		return "__Host-aigaq"
	}
	return "aigaq"
}

// cookie gives what the session cookie holds; empty where there is none.
func (s *Server) cookie(r *http.Request) string {
	c, err := r.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return c.Value
}

// setSession gives the browser its session, for as long as it is open. Strict keeps the cookie from every request
// that another site starts; one-time links still work, because it is their page's own button that signs in.
func (v *visit) setSession(session string) {
	v.SetCookie(&http.Cookie{
		Name: v.s.cookieName(), Value: session, Path: "/", Secure: v.s.Secure, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
}

// dropSession takes the session out of the browser, and everything else that it keeps of us.
func (v *visit) dropSession() {
	v.SetCookie(&http.Cookie{
		Name: v.s.cookieName(), Path: "/", MaxAge: -1, Secure: v.s.Secure, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	v.Response().Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
}

// identify finds out who asks and in which language: the API by its token, pages by their cookie.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		v := visitOf(c, s)
		var err error
		switch path := c.Request().URL.Path; {
		case v.api():
			err = v.byToken()
		case path != "/healthz" && !strings.HasPrefix(path, "/static/"):
			err = v.bySession()
		}
		if err != nil {
			return err
		}
		if v.signedIn {
			if err := v.takeDesk(); err != nil {
				return err
			}
		}
		v.chooseWords()
		return next(c)
	}
}

func (v *visit) bySession() error {
	secret := v.s.cookie(v.Request())
	if secret == "" {
		return nil
	}
	session, err := v.s.Store.Accounts().Session(v.ctx(), secret)
	if errors.Is(err, store.ErrRefused) {
		return nil
	}
	if err != nil {
		return err
	}
	v.session, v.secret = session, secret
	if session.Whole() {
		v.user, v.signedIn = session.User, true
	}
	return nil
}

// fresh tells whether whoever asks proved within the last five minutes who they are. Programs prove it with every
// request.
func (v *visit) fresh() bool { return v.api() || v.session.Fresh }

// byToken knows an API client by its bearer token. Reading needs the scope read, everything else write.
func (v *visit) byToken() error {
	token, ok := strings.CutPrefix(v.Request().Header.Get("Authorization"), "Bearer ")
	if !ok {
		return nil
	}
	user, scopes, err := v.s.Store.Accounts().Token(v.ctx(), strings.TrimSpace(token))
	if errors.Is(err, store.ErrRefused) {
		return v.s.strangers.noted(v.ctx(), v.s.Store)
	}
	if err != nil {
		return err
	}
	need := "write"
	if v.reads() {
		need = "read"
	}
	if !slices.Contains(scopes, need) {
		v.s.Store.For(user).Noted(v.ctx(), "refused", "token without "+need)
		return echo.ErrForbidden
	}
	v.user, v.signedIn, v.scopes = user, true, scopes
	return nil
}
