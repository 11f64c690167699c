package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// askExport is the page that says what would leave and asks what for.
func (s *Server) askExport(v *visit) error {
	o, err := outgoingAt(v.QueryParam("of"))
	if err != nil {
		return err
	}
	a := wanted{outgoing: o, stated: v.stated()}
	if a.stated.purpose == "" {
		a.stated.purpose = v.approvedFor(o)
	}
	if a.load, err = v.load(o, a.stated.purpose); err != nil {
		return v.drawRefused(a, err)
	}
	if a.load.matters() && !v.fresh() {
		return v.to(againThen(a))
	}
	if a.stated.purpose != "" && !v.known(a.stated.purpose) {
		a.problems = cases.Wrong("purpose", "unknown_code", "value", a.stated.purpose)
		return v.drawExport(http.StatusUnprocessableEntity, a)
	}
	return v.drawExport(http.StatusOK, a)
}

// takeExport gives the file that was asked for on the page.
func (s *Server) takeExport(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	a, err := v.asked(form)
	if err != nil {
		return err
	}
	if len(a.problems) > 0 || a.load.Left > 0 && form.Get("left") != strconv.Itoa(a.load.Left) {
		return v.drawExport(http.StatusUnprocessableEntity, a)
	}
	if a.load.matters() && !v.fresh() {
		return v.to(againThen(a))
	}
	err = v.give(a.outgoing, a.load, a.stated, true)
	if errors.Is(err, store.ErrNotApproved) {
		a.problems = cases.Wrong("", "not_approved")
		return v.drawExport(http.StatusUnprocessableEntity, a)
	}
	return err
}

// wanted is a file with its weight and what it is for.
type wanted struct {
	outgoing
	load     load
	stated   stated
	problems cases.Problems
}

// againThen leads through a fresh sign-in back to the page of an export.
func againThen(a wanted) string {
	return "/login/again?next=" + url.QueryEscape(exportPage(a.outgoing, a.stated))
}

// asked reads the page's form.
func (v *visit) asked(form url.Values) (a wanted, err error) {
	if a.outgoing, err = outgoingAt(form.Get("of")); err != nil {
		return a, err
	}
	a.stated = stated{form.Get("purpose"), form.Get("why")}
	a.load, err = v.load(a.outgoing, a.stated.purpose)
	if errors.As(err, &a.problems) {
		return a, nil
	}
	if err != nil {
		return a, err
	}
	a.problems = v.s.Store.Approvals().Check(cases.Ask{Purpose: a.stated.purpose, Why: a.stated.why})
	return a, nil
}

func (v *visit) drawExport(status int, a wanted) error {
	o, l := a.outgoing, a.load
	page := views.ExportPage{Leaving: v.leaving(o, l.Rows), Of: o.address(), Restricted: l.Restricted, Left: l.Left,
		Purpose: a.stated.purpose, Why: a.stated.why, Alone: v.s.ExportAlone, Problems: a.problems}
	if err := v.secondPerson(&page, o, l); err != nil {
		return err
	}
	return v.draw(status, views.Export(v.page(), page))
}

// secondPerson finds out whether the export needs one, and how far that is.
func (v *visit) secondPerson(page *views.ExportPage, o outgoing, l load) error {
	if o.form == formCounts {
		return nil
	}
	taken, err := v.desk.Taken(v.ctx())
	if err != nil {
		return err
	}
	page.Taken, page.NeedsTwo = taken, taken+l.Rows > v.s.ExportAlone
	if !page.NeedsTwo {
		return nil
	}
	found, err := v.s.Store.Approvals().Find(v.ctx(), v.user, cases.ApproveExport, o.address())
	if errors.Is(err, cases.ErrNotFound) {
		return nil
	}
	page.Approval = &found
	page.Allowed = found.Purpose == page.Purpose && v.s.Store.Approvals().Allows(found, l.Rows)
	return err
}

// approvedFor is the purpose for which the reader asked for a file before; empty where they did not.
func (v *visit) approvedFor(o outgoing) string {
	found, err := v.s.Store.Approvals().Find(v.ctx(), v.user, cases.ApproveExport, o.address())
	if err != nil {
		return ""
	}
	return found.Purpose
}

// drawRefused draws the page of a file that must not leave for its purpose; other errors it gives back.
func (v *visit) drawRefused(a wanted, err error) error {
	if !errors.As(err, &a.problems) || a.form != formRecord {
		return err
	}
	return v.drawExport(http.StatusUnprocessableEntity, a)
}

// leaving says in words what a file holds.
func (v *visit) leaving(o outgoing, rows int) views.Leaving {
	filters := cases.Filters{}
	if o.form != formLists {
		filters = queryOf(o.kind, o.query).Filters
	}
	heads, err := v.named(filters)
	if err != nil {
		v.s.Log.Error("read the titles of a filter", "request", v.id, "error", err)
	}
	return views.Leaving{Form: o.form, Kind: o.kind, Number: o.number, Ending: o.ending, Rows: rows, Address: o.query, Heads: heads}
}
