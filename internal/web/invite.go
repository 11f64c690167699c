package web

import (
	"errors"
	"net/http"

	"aigaq/internal/cases"
	"aigaq/views"
)

// askInvited opens a one-time link. Opening changes nothing, for mail programs open links too; the button does.
func (s *Server) askInvited(v *visit) error { return s.drawInvited(v, http.StatusOK, nil) }

func (s *Server) drawInvited(v *visit, status int, problems cases.Problems) error {
	token := v.Param("token")
	invited, err := s.accounts(v).Invited(v.ctx(), token)
	if err != nil {
		return err
	}
	return v.draw(status, views.Invitation(v.page(), views.InvitationPage{
		Token: token, Name: invited.Name, Kind: invited.Kind, Problems: problems,
	}))
}

// acceptInvited uses the link up: it sets the password where the link is for that, and signs in.
func (s *Server) acceptInvited(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	invited, err := s.accounts(v).Invited(v.ctx(), v.Param("token"))
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
