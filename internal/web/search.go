package web

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"aigaq/internal/cases"
	"aigaq/views"
)

const (
	searchShort = 2 // characters below which a search would find nearly everything
	searchPer   = 5 // records shown of each kind
	suggestions = 10
)

// search finds records by a part of a name, title or number. A number leads to its record at once.
func (s *Server) search(v *visit) error {
	text := strings.TrimSpace(clean(v.QueryParam("q")))
	if cases.LooksLikeNumber(text) {
		if _, err := v.desk.Get(v.ctx(), cases.CleanNumber(text)); err == nil {
			return v.to(address(cases.CleanNumber(text)))
		}
	}
	page := views.SearchPage{Text: text, Short: utf8.RuneCountInString(text) < searchShort}
	if !page.Short {
		groups, err := v.found(text)
		if err != nil {
			return err
		}
		page.Groups = groups
		v.desk.Noted(v.ctx(), "search", text)
	}
	p := v.page()
	p.Search = text
	return v.draw(http.StatusOK, views.Search(p, page))
}

// found gives what was found, by kind.
func (v *visit) found(text string) ([]views.SearchGroup, error) {
	var out []views.SearchGroup
	for _, k := range cases.Kinds() {
		list, err := v.desk.List(v.ctx(), cases.Query{Kind: k.Code, Text: text, Per: searchPer})
		if err != nil {
			return nil, err
		}
		if list.Total == 0 {
			continue
		}
		group := views.SearchGroup{Kind: k, Total: list.Total}
		for _, r := range list.Records {
			group.Heads = append(group.Heads, *r.Base())
		}
		out = append(out, group)
	}
	return out, nil
}

// suggestion is one record offered while somebody types.
type suggestion struct {
	Number string `json:"number"`
	Title  string `json:"title"`
	Kind   string `json:"kind"`
}

// suggest offers records by a part of their name as JSON: q, and kinds (repeated or with commas).
func (s *Server) suggest(v *visit) error {
	var kinds []string
	for _, part := range append(v.QueryParams()["kinds"], v.QueryParams()["kind"]...) {
		kinds = append(kinds, strings.FieldsFunc(part, func(r rune) bool { return r == ',' })...)
	}
	text := strings.TrimSpace(clean(v.QueryParam("q")))
	heads, err := v.desk.Suggest(v.ctx(), text, kinds, suggestions)
	if err != nil {
		return err
	}
	if text != "" {
		v.desk.Noted(v.ctx(), "suggest", text)
	}
	out := make([]suggestion, len(heads))
	for i, h := range heads {
		out[i] = suggestion{Number: h.Number, Title: h.Title.In(v.words.Lang()), Kind: h.Kind}
		if out[i].Title == "" { // a name that is not for this reader
			out[i].Title = v.words.T("kind." + h.Kind + ".one")
		}
	}
	return v.JSON(http.StatusOK, out)
}
