package web

import (
	"context"
	"errors"
	"net/http"
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
	p := v.page()
	p.Path = "/login"
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
	page := views.SignInForm{Name: form.Get("name"), Next: local(form.Get("next"))}
	address := v.RealIP()
	if page.Minutes = s.tries.wait(page.Name, address); page.Minutes > 0 {
		v.Response().Header().Set("Retry-After", strconv.Itoa(60*page.Minutes))
		return s.drawSignIn(v, http.StatusTooManyRequests, page)
	}
	var session string
	err = s.alone(v.ctx(), func() error {
		session, _, err = s.Store.Accounts().SignIn(v.ctx(), page.Name, form.Get("password"))
		return err
	})
	if errors.Is(err, store.ErrRefused) {
		s.tries.failed(page.Name, address)
		page.Refused = true
		return s.drawSignIn(v, http.StatusUnauthorized, page)
	}
	if err != nil {
		return err
	}
	s.tries.passed(page.Name, address)
	return v.enter(session, page.Next)
}

// enter ends the session that the browser had, if any, and begins the new one.
func (v *visit) enter(session, next string) error {
	if v.session != "" {
		if err := v.s.Store.Accounts().SignOut(v.ctx(), v.session); err != nil {
			return err
		}
	}
	v.setSession(session)
	return v.to(next)
}

// alone waits for one of the places in which a password is checked. Whoever waits longer than their request may take
// is told to come back.
func (s *Server) alone(ctx context.Context, check func() error) error {
	select {
	case s.hashing <- struct{}{}:
	case <-ctx.Done():
		return &tooMany{minutes: 1}
	}
	defer func() { <-s.hashing }()
	return check()
}

// signOut ends the session on the server and clears what the browser keeps.
func (s *Server) signOut(v *visit) error {
	if err := s.Store.Accounts().SignOut(v.ctx(), v.session); err != nil {
		return err
	}
	v.dropSession()
	return v.to("/login")
}
