package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"aigaq/internal/cases"
	"aigaq/views"
)

// answersOf takes a form's own keys away; what is left are answers, and codes that no field has are refused. Keys that
// say who is meant by a name are no answers either.
func answersOf(form url.Values) cases.Input {
	in := cases.Input{}
	for key, values := range form {
		if !slices.Contains([]string{"token", "version", "reason", "keep_reason", "lang", "again", "cite", "said"}, key) && !strings.HasPrefix(key, pick) {
			in[key] = values
		}
	}
	return in
}

// askNew shows an empty form. Answers in the address fill it: /detentions/new?victim=PER-605128&event=EVT-310774.
func (s *Server) askNew(v *visit) error {
	r := cases.Begun(v.kind, v.user)
	problems := cases.Lay(r, cases.Change{Kind: v.kind, Sent: answersOf(v.query()), Unread: true}, v.desk.Book(), v.desk.Scope().Secrets)
	if err := v.entitle(r); err != nil {
		return err
	}
	return v.drawForm(http.StatusOK, views.FormPage{
		Kind: v.kind, Record: r, Input: cases.Typed(r), Problems: problems, Cite: v.QueryParam("cite"),
	})
}

// askEdit shows the form of a record as it is.
func (s *Server) askEdit(v *visit) error {
	number, _ := v.number()
	r, err := v.look(number)
	if err != nil {
		return err
	}
	if !v.desk.Scope().MayWrite(r.Base()) {
		return cases.ErrForbidden
	}
	if err := v.opened(r.Base()); err != nil {
		return err
	}
	return v.drawForm(http.StatusOK, views.FormPage{
		Kind: v.kind, Record: r, Number: number, Version: r.Base().Version, Input: cases.Typed(r), Cite: v.QueryParam("cite"),
	})
}

// drawForm adds a fresh token, unless the form was sent back, and records to offer.
func (v *visit) drawForm(status int, form views.FormPage) error {
	if form.Token == "" {
		form.Token = newID()
	}
	suggested, err := v.offered(cases.Fields(form.Record))
	if err != nil {
		return err
	}
	form.Suggested = suggested
	p := v.page()
	p.Path = formAddress(form.Kind, form.Number)
	if v.reads() {
		p.Path = v.here()
	}
	return v.draw(status, views.Form(p, form))
}

func formAddress(k *cases.Kind, number string) string {
	if number == "" {
		return "/" + k.Path + "/new"
	}
	return "/" + k.Path + "/" + number + "/edit"
}

// recordsOffered is how many records of a kind a form offers before anything is typed.
const recordsOffered = 8

// offered gives the most recently used records of the kinds that the fields refer to.
func (v *visit) offered(fields []cases.Field) (map[string][]cases.Head, error) {
	out := map[string][]cases.Head{}
	for _, f := range fields {
		for _, kind := range f.Kinds {
			if _, done := out[kind]; done || f.IsSecret && !v.desk.Scope().Secrets {
				continue
			}
			heads, err := v.desk.Suggest(v.ctx(), "", []string{kind}, recordsOffered)
			if err != nil {
				return nil, err
			}
			out[kind] = heads
		}
	}
	return out, nil
}

// entitle gives the references of a record that was filled from an address their titles.
func (v *visit) entitle(r cases.Record) error {
	var refs []*cases.Ref
	var numbers []string
	for _, f := range cases.Fields(r) {
		for _, ref := range f.Refs() {
			if ref.Number != "" {
				refs, numbers = append(refs, ref), append(numbers, ref.Number)
			}
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	heads, err := v.desk.Resolve(v.ctx(), numbers)
	for _, ref := range refs {
		if h, ok := heads[ref.Number]; ok {
			ref.Title = h.Title
		}
	}
	return err
}

// versionOf reads the version that a writer started from; what is no number is version 0, which is never current.
func versionOf(s string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
