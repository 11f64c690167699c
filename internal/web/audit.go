package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"aigaq/internal/cases"
	"aigaq/views"
)

// audit shows the audit log without content, newest first. That it was read is an entry of its own.
func (s *Server) audit(v *visit) error {
	page := views.AuditPage{Address: v.query()}
	status := http.StatusOK
	q, err := s.logQueryOf(page.Address)
	if errors.As(err, &page.Problems) {
		status = http.StatusUnprocessableEntity
	} else if page.Log, err = v.desk.Log(v.ctx(), q); err != nil {
		return err
	}
	if page.Actors, err = v.desk.Actors(v.ctx()); err != nil {
		return err
	}
	if page.Chain, err = s.Store.Keeper().Checked(v.ctx()); err != nil {
		return err
	}
	if page.Watchers, err = s.Store.Keeper().Watchers(v.ctx()); err != nil {
		return err
	}
	page.Key, page.Now = s.Store.Keeper().VerifyingKey(), time.Now()
	v.desk.Noted(v.ctx(), "audit", "")
	p := v.page()
	p.Flash = v.flash()
	return v.draw(status, views.Audit(p, page))
}

// verifyAudit has the whole log verified beside everything else; the page shows what was found.
func (s *Server) verifyAudit(v *visit) error {
	s.Store.Keeper().CheckSoon(v.user.Code)
	return v.to("/audit")
}

// logQueryOf reads the filters of the log out of an address.
func (s *Server) logQueryOf(address url.Values) (cases.LogQuery, error) {
	q := cases.LogQuery{Person: address.Get("person"), Record: address.Get("record"), Area: address.Get("area"), Outcome: address.Get("outcome")}
	var problems cases.Problems
	if q.Area != "" && !slices.Contains(cases.Areas(), q.Area) {
		problems = append(problems, cases.Wrong("area", "unknown_code", "value", clean(q.Area))...)
	}
	if q.Outcome != "" && q.Outcome != cases.LogDone && q.Outcome != cases.LogRefused {
		problems = append(problems, cases.Wrong("outcome", "unknown_code", "value", clean(q.Outcome))...)
	}
	if !utf8.ValidString(q.Person) || strings.Contains(q.Person, "\x00") {
		q.Person = "-" // nobody is called so
	}
	var bad cases.Problems
	q.From, bad = s.momentOf(address, "from", false)
	problems = append(problems, bad...)
	q.To, bad = s.momentOf(address, "to", true)
	problems = append(problems, bad...)
	q.Before, _ = strconv.ParseInt(address.Get("before"), 10, 64) // what is no entry asks for the newest
	if problems != nil {
		return q, problems
	}
	return q, nil
}

// momentOf reads a day, or a minute of a day, by the clock of the pages. An end is the end of that day or minute.
func (s *Server) momentOf(address url.Values, key string, end bool) (time.Time, cases.Problems) {
	text := strings.TrimSpace(address.Get(key))
	if text == "" {
		return time.Time{}, nil
	}
	for layout, length := range map[string]time.Duration{
		"2006-01-02T15:04": time.Minute, "2006-01-02T15:04:05": time.Second, time.DateOnly: 0,
	} {
		t, err := time.ParseInLocation(layout, text, s.Zone)
		switch {
		case err != nil:
			continue
		case end && length == 0:
			return t.AddDate(0, 0, 1), nil
		case end:
			return t.Add(length), nil
		}
		return t, nil
	}
	return time.Time{}, cases.Wrong(key, "not_a_moment", "value", clean(text))
}
