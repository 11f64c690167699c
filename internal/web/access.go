package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"aigaq/internal/cases"
	"aigaq/views"
)

// access says who sees a record: to those who work on it, not to whoever merely entered it or reads it.
func (s *Server) access(v *visit) error {
	number, _ := v.number()
	r, err := v.own(number)
	if err != nil {
		return err
	}
	return v.drawAccess(http.StatusOK, r, views.AccessPage{})
}

// own gives a record that the reader works on: who may write it, other than volunteers at intake.
func (v *visit) own(number string) (cases.Record, error) {
	r, err := v.look(number)
	if err != nil {
		return nil, err
	}
	if v.user.Role == cases.Intake || !v.desk.Scope().MayWrite(r.Base()) {
		return nil, cases.ErrForbidden
	}
	return r, nil
}

func (v *visit) drawAccess(status int, r cases.Record, page views.AccessPage) (err error) {
	if err := v.opened(r.Base()); err != nil {
		return err
	}
	page.Kind, page.Record = v.kind, r
	page.Decides = cases.MayShare(v.user, r.Base())
	number := r.Base().Number
	if page.Shares, err = v.desk.Shares(v.ctx(), number); err != nil {
		return err
	}
	if page.Decides {
		if page.Offered, err = v.colleagues(); err != nil {
			return err
		}
	}
	if n, ok := r.(*cases.Note); ok {
		if page.Counsel, err = v.counselOf(n); err != nil {
			return err
		}
	}
	if page.Touched, err = v.desk.Touched(v.ctx(), number); err != nil {
		return err
	}
	p := v.page()
	p.Path = address(number) + "/access"
	p.Flash = v.flash()
	return v.draw(status, views.Access(p, page))
}

func (v *visit) colleagues() ([]views.Colleague, error) {
	list, err := v.desk.Colleagues(v.ctx())
	var out []views.Colleague
	for _, c := range list {
		out = append(out, views.Colleague(c))
	}
	return out, err
}

// counselOf gives the accounts that read a note: the counsel of its case.
func (v *visit) counselOf(n *cases.Note) ([]string, error) {
	r, err := v.desk.Get(v.ctx(), n.Case.Number)
	if errors.Is(err, cases.ErrNotFound) {
		return []string{v.user.Name}, nil // who reads the note is counsel, be the case hidden from them or not
	}
	if err != nil {
		return nil, err
	}
	return r.(*cases.Case).Counsel.Codes, nil
}

// sharesNow gives to whom a record is open beside its team, as far as the reader may know.
func (v *visit) sharesNow(number string) ([]cases.Share, error) {
	all, err := v.desk.Shares(v.ctx(), number)
	return slices.DeleteFunc(all, func(s cases.Share) bool { return !s.Open }), err
}

// share opens a record to a colleague for a time.
func (s *Server) share(v *visit) error {
	number, _ := v.number()
	r, err := v.own(number)
	if err != nil {
		return err
	}
	form, err := v.form()
	if err != nil {
		return err
	}
	days, _ := strconv.Atoi(form.Get("days")) // what is no number is none of the choices
	ask := cases.Sharing{Account: form.Get("account"), Days: days, Writes: form.Get("writes") == "yes", Why: form.Get("why")}
	err = v.desk.Share(v.ctx(), number, ask)
	var problems cases.Problems
	if errors.As(err, &problems) {
		ask.Account, ask.Why = clean(ask.Account), clean(ask.Why)
		return v.drawAccess(http.StatusUnprocessableEntity, r, views.AccessPage{Ask: ask, Problems: problems})
	}
	if err != nil {
		return err
	}
	return v.to(address(number) + "/access?said=shared")
}

// endShare takes a share back before its time.
func (s *Server) endShare(v *visit) error {
	number, _ := v.number()
	if _, err := v.own(number); err != nil {
		return err
	}
	form, err := v.form()
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(form.Get("share"), 10, 64)
	if err != nil {
		return cases.ErrNotFound
	}
	if err := v.desk.EndShare(v.ctx(), number, id); err != nil {
		return err
	}
	return v.to(address(number) + "/access?said=unshared")
}
