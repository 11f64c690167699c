package web

import (
	"net/http"
	"slices"
	"strconv"

	"aigaq/internal/cases"
	"aigaq/views"
)

// auditPer is how many entries a page of the audit log shows.
const auditPer = 100

// audit shows the audit log without content, newest first; ?before= gives the entries before one.
func (s *Server) audit(v *visit) error {
	head, err := s.Store.Keeper().Head(v.ctx())
	if err != nil {
		return err
	}
	before, err := strconv.ParseInt(v.QueryParam("before"), 10, 64)
	if err != nil || before < 0 || before > head.Size {
		before = head.Size
	}
	entries, err := s.entriesBefore(v, before)
	if err != nil {
		return err
	}
	v.desk.Noted(v.ctx(), "audit", "")
	page := views.AuditPage{Entries: entries}
	if n := len(entries); n > 0 && entries[n-1].Seq > 0 {
		page.Older = entries[n-1].Seq
	}
	return v.draw(http.StatusOK, views.Audit(v.page(), page))
}

// entriesBefore gives the entries just before a place in the log, newest first. Places count from 0.
func (s *Server) entriesBefore(v *visit, before int64) ([]cases.Entry, error) {
	from := max(0, before-auditPer)
	entries, err := s.Store.Keeper().Entries(v.ctx(), from-1, int(before-from))
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e cases.Entry) bool { return e.Seq >= before })
	slices.Reverse(entries)
	return entries, nil
}
