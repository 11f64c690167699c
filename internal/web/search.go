package web

import (
	"errors"
	"net/http"
	"slices"
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

// search finds people by the likeness of their names and everything by the words of its texts. A number leads to its
// record at once.
func (s *Server) search(v *visit) error {
	text := strings.TrimSpace(clean(v.QueryParam("q")))
	if cases.LooksLikeNumber(text) {
		if _, err := v.desk.Get(v.ctx(), cases.CleanNumber(text)); err == nil {
			return v.to(address(cases.CleanNumber(text)))
		}
	}
	page := views.SearchPage{Text: text, Short: utf8.RuneCountInString(text) < searchShort, Address: v.query()}
	status, err := http.StatusOK, error(nil)
	if !page.Short {
		page.Groups, err = v.desk.Look(v.ctx(), searchQuery(text, v), searchPer)
		if errors.As(err, &page.Problems) {
			status, err = http.StatusUnprocessableEntity, nil
		}
		if err != nil {
			return err
		}
		v.desk.Noted(v.ctx(), "search", text)
	}
	if page.Heads, err = v.filterHeads(cases.Filters{"event": v.query()["event"]}); err != nil {
		return err
	}
	p := v.page()
	p.Search = text
	return v.draw(status, views.Search(p, page))
}

// searchQuery is what a search is narrowed by: a kind, a region, an event.
func searchQuery(text string, v *visit) cases.Query {
	q := cases.Query{Text: text, Kind: v.QueryParam("kind"), Filters: cases.Filters{}}
	for _, key := range []string{"region", "event"} {
		if value := v.QueryParam(key); value != "" {
			q.Filters[key] = []string{value}
		}
	}
	return q
}

// suggestion is one record offered while somebody types.
type suggestion struct {
	Number string `json:"number"`
	Title  string `json:"title"`
	Kind   string `json:"kind"`
	Why    string `json:"why,omitempty"` // why a person is offered, in the language of whoever types
}

// suggest offers records by a part of their name as JSON: q, and kinds (repeated or with commas).
func (s *Server) suggest(v *visit) error {
	var kinds []string
	for _, part := range append(v.QueryParams()["kinds"], v.QueryParams()["kind"]...) {
		kinds = append(kinds, strings.FieldsFunc(part, func(r rune) bool { return r == ',' })...)
	}
	text := strings.TrimSpace(clean(v.QueryParam("q")))
	hits, err := v.suggested(text, kinds)
	if err != nil {
		return err
	}
	if text != "" {
		v.desk.Noted(v.ctx(), "suggest", text)
	}
	p := v.page()
	out := make([]suggestion, len(hits))
	for i, hit := range hits {
		h := hit.Head
		out[i] = suggestion{Number: h.Number, Title: h.Title.In(v.words.Lang()), Kind: h.Kind, Why: views.Why(p, hit.Reasons)}
		if out[i].Title == "" { // a name that is not for this reader
			out[i].Title = v.words.T("kind." + h.Kind + ".one")
		}
	}
	return v.JSON(http.StatusOK, out)
}

// suggested gives the people whose names are most like what is typed, and then what else holds it.
func (v *visit) suggested(text string, kinds []string) ([]cases.Hit, error) {
	var out []cases.Hit
	if text != "" && (len(kinds) == 0 || slices.Contains(kinds, "person")) {
		people, err := v.desk.FindPeople(v.ctx(), text, suggestions)
		if err != nil {
			return nil, err
		}
		out = people
	}
	heads, err := v.desk.Suggest(v.ctx(), text, kinds, suggestions)
	for _, h := range heads {
		if !slices.ContainsFunc(out, func(o cases.Hit) bool { return o.Head.Number == h.Number }) {
			out = append(out, cases.Hit{Head: h})
		}
	}
	return out[:min(len(out), suggestions)], err
}
