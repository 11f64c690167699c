package web

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/views"
)

// askConsent shows what a person consents to and takes one more consent or withdrawal.
func (s *Server) askConsent(v *visit) error {
	p, err := v.consentOf()
	if err != nil {
		return err
	}
	return v.drawConsent(http.StatusOK, views.ConsentPage{Person: p, Version: p.Version, Input: cases.Input{}})
}

// consentOf gives the person of the address to somebody who may record their consent.
func (v *visit) consentOf() (*cases.Person, error) {
	v.kind = cases.KindByCode("person")
	number, _ := v.number()
	r, err := v.open(number)
	if err != nil {
		return nil, err
	}
	if !v.desk.Scope().MayWrite(r.Base()) {
		return nil, cases.ErrForbidden
	}
	return r.(*cases.Person), nil
}

func (v *visit) drawConsent(status int, page views.ConsentPage) (err error) {
	if page.Token == "" {
		page.Token = newID()
	}
	if page.Lines, err = v.consents(page.Person); err != nil {
		return err
	}
	if page.Confirm {
		if page.Hides, err = v.desk.HangsOn(v.ctx(), page.Person.Number); err != nil {
			return err
		}
	}
	p := v.page()
	p.Path, p.Flash = address(page.Person.Number)+"/consent", v.flash()
	return v.draw(status, views.Consent(p, page))
}

// consents gives what a person consents to now, purpose by purpose, and who recorded it, as the history has it; nothing
// to a reader who does not see the answer.
func (v *visit) consents(p *cases.Person) ([]views.ConsentLine, error) {
	if p.Hidden["consent"] || !v.desk.Scope().Secrets {
		return nil, nil
	}
	entries, err := v.desk.History(v.ctx(), p.Number)
	if err != nil {
		return nil, err
	}
	var out []views.ConsentLine
	for _, purpose := range cases.ConsentPurposes() {
		line := views.ConsentLine{Purpose: purpose}
		var asked bool
		if line.Consent, asked = p.ConsentTo(purpose); asked {
			if e, ok := recorded(entries, line.Consent); ok {
				line.By, line.At = e.Actor, e.At
			}
		}
		out = append(out, line)
	}
	return out, nil
}

// recorded finds the entry with which a row about consent came in: the newest that has it in the new answer alone.
func recorded(entries []cases.Entry, row cases.Consent) (cases.Entry, bool) {
	for _, e := range entries {
		for _, c := range e.Changes {
			if c.Field == "consent" && slices.Contains(cases.ConsentsIn(c.New), row) && !slices.Contains(cases.ConsentsIn(c.Old), row) {
				return e, true
			}
		}
	}
	return cases.Entry{}, false
}

// saveConsent keeps one more row of a person's consents. A withdrawal of the consent to be kept is asked about once
// more, since it hides the person at once.
func (s *Server) saveConsent(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	p, err := v.consentOf()
	if err != nil {
		return err
	}
	page := views.ConsentPage{Person: p, Version: versionOf(form.Get("version")), Token: form.Get("token"), Input: typedConsent(form)}
	if page.Problems = incomplete(page.Input); page.Problems != nil {
		return v.drawConsent(http.StatusUnprocessableEntity, page)
	}
	taking := page.Input.Get("purpose") == cases.ConsentInternal && page.Input.Get("state") == cases.ConsentWithdrawn
	if taking && form.Get("confirmed") != "yes" {
		page.Confirm = true
		return v.drawConsent(http.StatusOK, page)
	}
	return s.keepConsent(v, page)
}

func (s *Server) keepConsent(v *visit, page views.ConsentPage) error {
	row := maps.Clone(page.Input)
	delete(row, "reason")
	sent, key := page.Person.WithTyped(row)
	reason := strings.TrimSpace(page.Input.Get("reason"))
	if reason == "" {
		reason = v.words.T("consent.reason") // what is unlikely about the rest of the record was kept before
	}
	saved, err := v.desk.Save(v.ctx(), v.sentKey(page.Token), cases.Change{Kind: v.kind, Number: page.Person.Number,
		Version: page.Version, Sent: sent, Reason: reason})
	var problems cases.Problems
	var stale *cases.Stale
	switch {
	case errors.As(err, &problems):
		for _, one := range problems {
			one.Field = strings.TrimPrefix(one.Field, key+".")
			page.Problems = append(page.Problems, one)
		}
		return v.drawConsent(http.StatusUnprocessableEntity, page)
	case errors.Is(err, cases.ErrFull):
		page.Problems = diskFull()
		return v.drawConsent(http.StatusInsufficientStorage, page)
	case errors.As(err, &stale):
		page.Version, page.Token, page.Problems = stale.Current.Base().Version, "", cases.Wrong("", "changed_meanwhile")
		return v.drawConsent(http.StatusConflict, page)
	case err != nil:
		return err
	}
	v.witness(saved.Head)
	if saved.Withdrawn {
		return v.to(erasureOf(saved))
	}
	return v.to(address(saved.Number) + "/consent?said=" + doneAs(saved))
}

// erasureOf is where a withdrawal is explained to whoever recorded it.
func erasureOf(saved cases.Saved) string { return "/erasures/" + url.PathEscape(saved.Number) }

// typedConsent reads the form's answers.
func typedConsent(form url.Values) cases.Input {
	in := cases.Input{}
	for _, key := range []string{"purpose", "state", "on.day", "on.month", "on.year", "taken_by", "note", "reason"} {
		if form.Has(key) {
			in.Set(key, clean(form.Get(key)))
		}
	}
	return in
}

// incomplete names what must be chosen.
func incomplete(in cases.Input) (out cases.Problems) {
	for _, key := range []string{"purpose", "state"} {
		if in.Get(key) == "" {
			out = append(out, cases.Wrong(key, "required")...)
		}
	}
	return out
}
