package web

import (
	"crypto/rand"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// mostTyped is how large a form may be that is kept when its session has ended, in bytes.
const mostTyped = 256 << 10

// typedKey is the field of a form that was kept and is sent again: the token of what can be forgotten now.
const typedKey = "typed"

// keeps tells whether what is sent to a route is kept when its session has ended or is not fresh. Forms of the own
// account are not: they hold passwords and codes.
func (r route) keeps() bool {
	if r.method != http.MethodPost || strings.HasPrefix(r.path, "/api/") || strings.HasPrefix(r.path, "/account") {
		return false
	}
	return r.fresh || r.who.name == writers().name
}

// askWhoTyped keeps what was typed and asks, in its place, who sends it.
func (s *Server) askWhoTyped(v *visit) error {
	if next := v.keepTyped(); next != "" {
		return s.drawSignIn(v, http.StatusUnauthorized, views.SignInForm{Next: next})
	}
	return s.askWho(v)
}

// askFreshTyped keeps what was typed and sends whoever sent it to prove once more who they are.
func (s *Server) askFreshTyped(v *visit) error {
	if next := v.keepTyped(); next != "" {
		return v.Redirect(http.StatusSeeOther, "/login/again?next="+url.QueryEscape(next))
	}
	return errNotFresh
}

// keepTyped keeps the posted form and gives the address under which it comes back; empty where there is nothing to
// keep or no room.
func (v *visit) keepTyped() string {
	kind, _, _ := mime.ParseMediaType(v.Request().Header.Get("Content-Type"))
	length := v.Request().ContentLength
	if kind != "application/x-www-form-urlencoded" || length <= 0 || length > mostTyped {
		return ""
	}
	form, err := v.form()
	if err != nil || !worthKeeping(form) {
		return ""
	}
	form.Del(typedKey)
	token, err := v.s.Store.Accounts().Stash(v.ctx(), v.s.cookie(v.Request()), v.markBrowser(), network(v.RealIP()), store.Stashed{Path: v.here(), Form: form})
	if err != nil {
		if !errors.Is(err, store.ErrNotStashed) {
			v.s.Log.Error("keep a form", "request", v.id, "error", err)
		}
		return ""
	}
	return "/typed/" + token
}

// typedCookie is the name of the cookie by which a browser is known again that sent a form without a session.
func (s *Server) typedCookie() string {
	if s.Secure {
		return "__Host-typed"
	}
	return "typed"
}

// browserMark is what the browser is known by; empty where it has no mark.
func (v *visit) browserMark() string {
	c, err := v.Request().Cookie(v.s.typedCookie())
	if err != nil {
		return ""
	}
	return c.Value
}

// markBrowser gives the browser a mark to be known by, for as long as it is open, unless it has one.
func (v *visit) markBrowser() string {
	if mark := v.browserMark(); mark != "" || v.signedIn {
		return mark
	}
	mark := rand.Text()
	v.SetCookie(&http.Cookie{
		Name: v.s.typedCookie(), Value: mark, Path: "/", Secure: v.s.Secure, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	return mark
}

// worthKeeping tells whether anything was typed, and nothing that must not be kept.
func worthKeeping(form url.Values) bool {
	typed := false
	for key, values := range form {
		if slices.Contains([]string{"password", "again", "fresh", "code", "passphrase"}, key) {
			return false
		}
		typed = typed || strings.Join(values, "") != ""
	}
	return typed
}

// typed shows a form that was kept, to be sent again by the button. Opening it changes nothing.
func (s *Server) typed(v *visit) error {
	token := v.Param("token")
	kept, err := s.Store.Accounts().Stashed(v.ctx(), v.user.ID, v.browserMark(), token)
	if err != nil {
		return err
	}
	page := views.TypedPage{Action: kept.Path, Token: token, At: kept.At}
	for key, values := range kept.Form {
		for _, one := range values {
			page.Fields = append(page.Fields, views.Typed{Name: key, Value: clean(one)})
		}
	}
	slices.SortStableFunc(page.Fields, func(a, b views.Typed) int { return strings.Compare(a.Name, b.Name) })
	path, _, _ := strings.Cut(strings.TrimPrefix(kept.Path, "/"), "/")
	for _, k := range cases.Kinds() {
		if k.Path == path {
			page.Kind = k
		}
	}
	return v.draw(http.StatusOK, views.SendAgain(v.page(), page))
}

// withTyped does what a route is for, and forgets the kept form that was sent again with it.
func (s *Server) withTyped(v *visit, do handler) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	token := form.Get(typedKey)
	form.Del(typedKey)
	if err := do(v); err != nil || token == "" {
		return err
	}
	if err := s.Store.Accounts().DropStash(v.ctx(), token); err != nil {
		s.Log.Error("forget a kept form", "request", v.id, "error", err)
	}
	return nil
}
