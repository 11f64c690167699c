package web

import (
	"errors"
	"net/http"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// askInvited opens a one-time link. Opening changes nothing, for mail programs open links too; the button does.
func (s *Server) askInvited(v *visit) error { return s.drawInvited(v, http.StatusOK, nil) }

func (s *Server) drawInvited(v *visit, status int, problems cases.Problems) error {
	token := v.Param("token")
	invited, err := s.invited(v)
	if err != nil {
		return err
	}
	return v.draw(status, views.Invitation(v.page(), views.InvitationPage{
		Token: token, Name: invited.Name, Kind: invited.Kind, Problems: problems,
	}))
}

// invited tells what the link of the address opens. One that opens nothing is entered: it may have been read by somebody
// else on its way.
func (s *Server) invited(v *visit) (store.Invitation, error) {
	invited, err := s.accounts(v).Invited(v.ctx(), v.Param("token"))
	if !errors.Is(err, cases.ErrNotFound) {
		return invited, err
	}
	if failed := s.callers.noted(v.ctx(), s.Store); failed != nil {
		return invited, failed
	}
	return invited, err
}

// acceptInvited uses the link up: it sets the password where the link is for that, and signs in.
func (s *Server) acceptInvited(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	invited, err := s.invited(v)
	if err != nil {
		return err
	}
	if invited.Kind == "password" && form.Get("password") != form.Get("again") {
		return s.drawInvited(v, http.StatusUnprocessableEntity, cases.Wrong("again", "not_the_same"))
	}
	secret, session, err := s.accounts(v).Accept(v.ctx(), v.Param("token"), form.Get("password"))
	var problems cases.Problems
	if errors.As(err, &problems) {
		return s.drawInvited(v, http.StatusUnprocessableEntity, problems)
	}
	if err != nil {
		return err
	}
	return v.enter(secret, afterwards(session, "/"))
}
