package web

import (
	"errors"
	"net/http"

	"aigaq/internal/cases"
	"aigaq/views"
)

// approvals lists what waits for a second person, and what the reader asked for.
func (s *Server) approvals(v *visit) error {
	return s.drawApprovals(v, http.StatusOK, "", "", nil)
}

// drawApprovals draws the list; what was typed about one is drawn again beside what is wrong with it.
func (s *Server) drawApprovals(v *visit, status int, code, reason string, problems cases.Problems) error {
	list, err := s.Store.Approvals().List(v.ctx(), v.user)
	if err != nil {
		return err
	}
	page := views.ApprovalsPage{Refused: code, Reason: reason, Problems: problems}
	for _, a := range list {
		line := views.ApprovalLine{Approval: a, Own: a.Asker == v.user.ID, Decides: cases.Approves(v.user) && a.Asker != v.user.ID}
		if o, err := outgoingAt(a.What); err == nil && a.Kind == cases.ApproveExport {
			leaving := v.leaving(o, a.Size)
			line.Leaving = &leaving
			line.Href = exportPage(o, stated{purpose: a.Purpose})
		}
		line.Holds = s.Store.Approvals().Allows(a, a.Size)
		page.Lines = append(page.Lines, line)
	}
	p := v.page()
	p.Path, p.Flash = "/approvals", v.flash()
	return v.draw(status, views.Approvals(p, page))
}

// askApproval asks a second person for an export.
func (s *Server) askApproval(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	a, err := v.asked(form)
	if err != nil {
		return err
	}
	if len(a.problems) > 0 {
		return v.drawExport(http.StatusUnprocessableEntity, a)
	}
	_, err = s.Store.Approvals().Ask(v.ctx(), v.user, cases.Ask{
		Kind: cases.ApproveExport, What: a.address(), Size: a.load.Rows, Purpose: a.stated.purpose, Why: a.stated.why,
	})
	if err != nil {
		return err
	}
	return v.to("/approvals?said=asked_second")
}

// decideApproval says yes or no to what somebody else asked for.
func (s *Server) decideApproval(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	code, decision := v.Param("code"), form.Get("decision")
	if decision != cases.Approved && decision != cases.Declined {
		return s.drawApprovals(v, http.StatusUnprocessableEntity, code, form.Get("reason"), cases.Wrong("", "decision_required"))
	}
	err = s.Store.Approvals().Decide(v.ctx(), v.user, code, decision == cases.Approved, form.Get("reason"))
	if problems := (cases.Problems)(nil); errors.As(err, &problems) {
		return s.drawApprovals(v, http.StatusUnprocessableEntity, code, form.Get("reason"), problems)
	}
	if err != nil {
		return err
	}
	return v.to("/approvals?said=decided")
}

// waiting are the numbers of the home page about approvals: what waits for the reader to decide, and what the reader
// may download.
func (v *visit) waiting() ([]views.Tally, error) {
	var out []views.Tally
	n, err := v.s.Store.Approvals().Waiting(v.ctx(), v.user)
	if err != nil {
		return nil, err
	}
	if n > 0 {
		out = append(out, views.Tally{Key: "home.approvals", N: n, Href: "/approvals"})
	}
	if n, err = v.s.Store.Erasures().Waiting(v.ctx(), v.user); err != nil {
		return nil, err
	}
	if n > 0 {
		out = append(out, views.Tally{Key: "home.erasures", N: n, Href: "/erasures"})
	}
	if n, err = v.s.Store.Approvals().Ready(v.ctx(), v.user); n > 0 {
		out = append(out, views.Tally{Key: "home.approved", N: n, Href: "/approvals"})
	}
	return out, err
}
