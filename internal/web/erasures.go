package web

import (
	"errors"
	"net/http"

	"aigaq/internal/cases"
	"aigaq/views"
)

// erasures lists what was withdrawn: to coordinators all, to others what they recorded.
func (s *Server) erasures(v *visit) error {
	list, err := s.Store.Erasures().List(v.ctx(), v.user)
	if err != nil {
		return err
	}
	p := v.page()
	p.Flash = v.flash()
	return v.draw(http.StatusOK, views.Erasures(p, views.ErasuresPage{Erasures: list}))
}

// erasure shows one withdrawal, without anything of what was withdrawn.
func (s *Server) erasure(v *visit) error {
	return s.drawErasure(v, http.StatusOK, views.ErasurePage{})
}

func (s *Server) drawErasure(v *visit, status int, page views.ErasurePage) (err error) {
	number, _ := v.number()
	if page.Erasure, err = s.Store.Erasures().Get(v.ctx(), v.user, number); err != nil {
		return err
	}
	page.Decides = cases.Approves(v.user)
	page.Erases = page.Decides && page.Asker != v.user.ID
	p := v.page()
	p.Path, p.Flash = "/erasures/"+number, v.flash()
	return v.draw(status, views.Erasure(p, page))
}

// takeBack undoes a withdrawal.
func (s *Server) takeBack(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	number, _ := v.number()
	err = s.Store.Erasures().TakeBack(v.ctx(), v.user, number, form.Get("reason"))
	return s.decided(v, err, views.ErasurePage{Reason: clean(form.Get("reason"))}, "restored")
}

// erase removes for good what somebody else recorded as withdrawn.
func (s *Server) erase(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	if form.Get("sure") != "yes" {
		return s.decided(v, cases.Wrong("sure", "required"), views.ErasurePage{}, "")
	}
	number, _ := v.number()
	cleaned, err := s.Store.Erasures().Erase(v.ctx(), v.user, number)
	if err == nil && !cleaned {
		return s.decided(v, nil, views.ErasurePage{}, "erased_uncleaned")
	}
	return s.decided(v, err, views.ErasurePage{}, "erased")
}

// decided goes on to the page of the withdrawal, or shows it again with what is wrong.
func (s *Server) decided(v *visit, err error, page views.ErasurePage, said string) error {
	if errors.As(err, &page.Problems) {
		return s.drawErasure(v, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	number, _ := v.number()
	return v.to("/erasures/" + number + "?said=" + said)
}
