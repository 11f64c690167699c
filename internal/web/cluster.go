package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/views"
)

// stoodFor gives the address of the page that stands for a record that was merged, with a word about why the reader is
// there; empty where it stands for itself, or where the reader asks for it alone.
func (v *visit) stoodFor(h *cases.Head) string {
	if h.MergedInto == "" || v.QueryParam("alone") == "1" {
		return ""
	}
	return address(h.MergedInto) + "?merged=" + url.QueryEscape(h.Number)
}

// cluster adds to the page of a person what else is recorded of them. Each record that the page shows something of is
// opened like any other.
func (v *visit) cluster(page *views.RecordPage) error {
	h := page.Record.Base()
	if h.MergedInto == "" && len(h.MergedNumbers) == 0 {
		return nil
	}
	found, err := v.desk.Cluster(v.ctx(), h.Number)
	if err != nil {
		return err
	}
	page.Cluster = &found
	if h.MergedInto != "" {
		return nil
	}
	for _, m := range found.Members {
		if m.Person.Level == cases.Restricted && !v.desk.Purpose().Given() {
			return cases.ErrNoPurpose
		}
		if err := v.opened(&m.Person.Head); err != nil {
			return err
		}
	}
	page.Came = slices.IndexFunc(found.Members, func(m cases.Member) bool { return m.Person.Number == v.QueryParam("merged") }) >= 0
	page.Left = v.leftAsEdited()
	return nil
}

// leftAsEdited are the fields that an undone merge left as they had been edited since. The address carries codes alone.
func (v *visit) leftAsEdited() (out []string) {
	for _, code := range strings.Split(v.QueryParam("left"), ",") {
		if f, ok := cases.FieldOf(&cases.Person{}, code); ok && f.Takeable() {
			out = append(out, code)
		}
	}
	return out
}

// askUnmerge asks why a merge is to be taken back, and says what becomes of the two records.
func (s *Server) askUnmerge(v *visit) error {
	page, err := v.mergeOf()
	if err != nil {
		return err
	}
	return v.draw(http.StatusOK, views.Unmerge(v.page(), page))
}

// mergeOf gives the merge of the record of the address; cases.ErrNotFound where it was merged into none that the reader
// sees.
func (v *visit) mergeOf() (page views.UnmergePage, err error) {
	v.kind = cases.KindByCode("person")
	number, _ := v.number()
	r, err := v.look(number)
	if err != nil {
		return page, err
	}
	found, err := v.desk.Cluster(v.ctx(), number)
	if err != nil {
		return page, err
	}
	at := slices.IndexFunc(found.Members, func(m cases.Member) bool { return m.Person.Number == r.Base().Number })
	if at < 0 || found.Members[at].Into == "" {
		return page, cases.ErrNotFound
	}
	page.Member, page.Root = found.Members[at], found.Root
	if !v.desk.Scope().MayWrite(&page.Member.Person.Head) || !v.desk.Scope().MayWrite(&page.Root) {
		return page, cases.ErrForbidden
	}
	if err := v.purposed(page.Root.Number); err != nil {
		return page, err
	}
	return page, v.opened(r.Base())
}

// unmerge takes a merge back.
func (s *Server) unmerge(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	page, err := v.mergeOf()
	if err != nil {
		return err
	}
	page.Why = strings.TrimSpace(clean(form.Get("why")))
	saved, left, err := v.desk.Unmerge(v.ctx(), cases.Unmerge{Keep: page.Member.Into, Absorbed: page.Member.Person.Number, Why: page.Why})
	switch {
	case errors.As(err, &page.Problems):
		return v.draw(http.StatusUnprocessableEntity, views.Unmerge(v.page(), page))
	case errors.Is(err, cases.ErrFull):
		page.Problems = diskFull()
		return v.draw(http.StatusInsufficientStorage, views.Unmerge(v.page(), page))
	case err != nil:
		return err
	}
	v.witness(saved.Head)
	to := address(saved.Number) + "?said=unmerged"
	if len(left) > 0 {
		to += "&left=" + url.QueryEscape(strings.Join(left, ","))
	}
	return v.to(to)
}

// consentsOfAll gives what a person consents to by all records of them: one that declines outweighs one that agrees, as
// in what is given away.
func (v *visit) consentsOfAll(page *views.RecordPage) ([]views.ConsentLine, error) {
	lines, err := v.consents(page.Record.(*cases.Person))
	if err != nil || page.Cluster == nil || page.Record.Base().MergedInto != "" {
		return lines, err
	}
	for _, m := range page.Cluster.Members {
		more, err := v.consents(m.Person)
		if err != nil {
			return nil, err
		}
		for i := range more {
			if i < len(lines) && outweighs(more[i].State, lines[i].State) {
				lines[i] = more[i]
			}
		}
	}
	return lines, nil
}

func outweighs(state, other string) bool {
	weight := func(s string) int {
		switch {
		case slices.Contains(cases.Declines(), s):
			return 2
		case slices.Contains(cases.Agreed(), s):
			return 1
		}
		return 0
	}
	return weight(state) > weight(other)
}

// aroundPerson adds the other records of a person, what they consent to, and how many others may be the same.
func (v *visit) aroundPerson(page *views.RecordPage) error {
	if err := v.cluster(page); err != nil {
		return err
	}
	var err error
	if page.Consents, err = v.consentsOfAll(page); err != nil {
		return err
	}
	if page.Namings, err = v.desk.NamingsOf(v.ctx(), page.Record.Base().Number); err != nil {
		return err
	}
	pairs, err := v.desk.PairsOf(v.ctx(), page.Record.Base().Number)
	page.Duplicates = len(pairs)
	return err
}
