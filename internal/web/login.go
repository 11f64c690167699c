package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"aigaq/internal/cases/store"
	"aigaq/views"
)

// askSignIn shows the sign-in page, or sends on whoever is signed in already.
func (s *Server) askSignIn(v *visit) error {
	next := local(v.QueryParam("next"))
	if v.signedIn {
		return v.to(next)
	}
	return s.drawSignIn(v, http.StatusOK, views.SignInForm{Next: next})
}

func (s *Server) drawSignIn(v *visit, status int, form views.SignInForm) error {
	if form.Next == "/" {
		form.Next = ""
	}
	empty, err := s.noUsers(v.ctx())
	if err != nil {
		return err
	}
	form.NoUsers = empty
	form.Out = v.QueryParam("said") == "out"
	p := v.page()
	p.Path = "/login"
	if form.Next != "" {
		p.Path += "?next=" + url.QueryEscape(form.Next)
	}
	return v.draw(status, views.SignIn(p, form))
}

// noUsers tells whether there is no account yet; once there is one, it is not asked again.
func (s *Server) noUsers(ctx context.Context) (bool, error) {
	if s.peopled.Load() {
		return false, nil
	}
	all, err := s.Store.Accounts().List(ctx)
	if err != nil {
		return false, err
	}
	s.peopled.Store(len(all) > 0)
	return len(all) == 0, nil
}

// signIn takes name and password. Unknown, wrong and disabled get one answer.
func (s *Server) signIn(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	page := views.SignInForm{Name: form.Get("username"), Next: local(form.Get("next"))}
	address := v.RealIP()
	if page.Minutes = s.tries.take(page.Name, address); page.Minutes > 0 {
		v.Response().Header().Set("Retry-After", strconv.Itoa(60*page.Minutes))
		return s.drawSignIn(v, http.StatusTooManyRequests, page)
	}
	secret, session, err := s.accounts(v).SignIn(v.ctx(), page.Name, form.Get("password"))
	if errors.Is(err, store.ErrRefused) {
		page.Refused = true
		return s.drawSignIn(v, http.StatusUnauthorized, page)
	}
	if err != nil {
		return err
	}
	s.tries.passed(page.Name, address)
	return v.enter(secret, afterwards(session, page.Next))
}

// afterwards is where somebody goes on to who has opened a session: to what is still asked of them, if anything is.
func afterwards(session store.Session, next string) string {
	switch session.Stage {
	case store.StageFactor:
		return "/login/factor?next=" + url.QueryEscape(next)
	case store.StageEnrol:
		return "/account/factors?next=" + url.QueryEscape(next)
	}
	return next
}

// accounts is the door to accounts for whoever asks.
func (s *Server) accounts(v *visit) *store.Accounts {
	return s.Store.Accounts().From(shortened(v.RealIP()), s.Factors)
}

// enter ends the session that the browser had, if any, and begins the new one.
func (v *visit) enter(secret, next string) error {
	if v.secret != "" {
		if err := v.s.Store.Accounts().SignOut(v.ctx(), v.secret); err != nil {
			return err
		}
	}
	v.setSession(secret)
	return v.to(next)
}

// signOut ends the session on the server and clears what the browser keeps.
func (s *Server) signOut(v *visit) error {
	if err := s.Store.Accounts().SignOut(v.ctx(), v.secret); err != nil {
		return err
	}
	v.dropSession()
	return v.to("/login?said=out")
}

// swept is an empty style sheet that the page after signing out asks for. A browser keeps the page that it leaves, as
// it stands, for going back; what it was told with the answer to signing out came before that. By the time it asks for
// this it keeps the page, and is told to drop it.
func (s *Server) swept(v *visit) error {
	v.Response().Header().Set("Clear-Site-Data", `"cache"`)
	return v.Blob(http.StatusOK, "text/css; charset=utf-8", nil)
}
