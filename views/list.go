package views

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"aigaq/internal/cases"
)

// columns are the fields that a list shows: what a kind can be sorted and counted by, and what tells its records
// apart. The event is left out, for most lists are of one event.
func columns(k *cases.Kind) []cases.Field {
	if k == nil {
		return nil
	}
	var out []cases.Field
	for _, f := range cases.Fields(k.New()) {
		tells := f.IsRequired && (f.Type == cases.TypeRef || f.Type == cases.TypeChoice) && f.Code != k.Subject
		if (tells || f.IsSorted || f.IsDimension) && f.Code != "event" {
			out = append(out, f)
		}
	}
	return out
}

// filters are the questions that a list can be narrowed by.
func filters(k *cases.Kind) []cases.Field {
	if k == nil {
		k = &cases.Kind{New: func() cases.Record { return &cases.Detention{} }}
	}
	var out []cases.Field
	for _, f := range cases.Fields(k.New()) {
		everywhere := f.Code == "event" || f.Code == "region" || f.Code == "status"
		if f.Code == "level" || f.IsDimension && (k.Code != "" || everywhere) {
			out = append(out, f)
		}
	}
	return out
}

// FilterCodes names the fields that a kind's list offers as filters, besides q, from and to.
func FilterCodes(k *cases.Kind) []string {
	var out []string
	for _, f := range filters(k) {
		out = append(out, f.Code)
	}
	return out
}

// notFilters are keys of a list's address that narrow nothing.
var notFilters = []string{"sort", "after", "per", "first", "lang", "done"}

// notKnown is the value of a filter that finds records without an answer.
const notKnown = "-"

// applied is one condition in force, with the address of the list without it.
type applied struct{ Name, Value, Href string }

func (v ListPage) path() string { return listPath(v.Kind) }

func (v ListPage) code() string {
	if v.Kind == nil {
		return ""
	}
	return v.Kind.Code
}

// applied lists the conditions in force in a steady order.
func (v ListPage) applied(p Page) []applied {
	var keys []string
	for key := range v.Address {
		if !slices.Contains(notFilters, key) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	var out []applied
	for _, key := range keys {
		for _, value := range v.Address[key] {
			if value != "" {
				out = append(out, applied{p.filterName(v.code(), key), p.filterValue(v.Kind, key, value, v.Heads),
					without(v.path(), v.Address, key, value)})
			}
		}
	}
	return out
}

// filterName names a condition; one that is not understood is called as it was sent.
func (p Page) filterName(kind, key string) string {
	for _, known := range []string{"field." + kind + "." + key, "filter." + key, "field." + key} {
		if p.Words.Has(known) && (kind == "" || !strings.HasPrefix(known, "filter.") || !p.Words.Has("field."+key)) {
			return p.t(known)
		}
	}
	return key
}

// filterValue names the value of a condition.
func (p Page) filterValue(k *cases.Kind, key, value string, heads map[string]cases.Head) string {
	if value == notKnown {
		return p.t("counts.not_known")
	}
	if h, ok := heads[value]; ok {
		return p.headTitle(h)
	}
	switch key {
	case "month":
		return p.monthName(value)
	case "region_now":
		return p.term("region", value)
	case "kind":
		if cases.KindByCode(value) != nil {
			return p.many(value)
		}
	}
	if k == nil {
		return p.dimension(key, value, heads)
	}
	if f, ok := cases.FieldOf(k.New(), key); ok {
		return p.coded(f, value)
	}
	return value
}

// coded names a value of a coded or yes-or-no field.
func (p Page) coded(f cases.Field, value string) string {
	if f.Type == cases.TypeTri {
		return p.tri(cases.Tri(value))
	}
	if f.List != "" {
		return p.term(f.List, value)
	}
	return value
}

// range writes which rows of how many a page shows.
func (v ListPage) span(p Page) string {
	n := len(v.List.Records)
	total := p.n("unit.record", v.List.Total)
	if v.List.People > 0 {
		total = p.t("list.and", "a", total, "b", p.n("unit.person", v.List.People))
	}
	if n == 0 || v.First == 0 {
		return total
	}
	return p.t("list.span", "first", v.First, "last", v.First+n-1, "total", total)
}

// next is the address of the next page; empty on the last one.
func (v ListPage) next() string {
	if v.List == nil || v.List.Next == "" {
		return ""
	}
	pairs := []string{"after", v.List.Next}
	if v.First > 0 {
		pairs = append(pairs, "first", strconv.Itoa(v.First+len(v.List.Records)))
	}
	return changed(v.path(), v.Address, pairs...)
}

// sorting is the address of the list sorted by a column: forwards, and backwards where it is so already.
func (v ListPage) sorting(code string) string {
	if v.Query.Sort == code {
		code = "-" + code
	}
	return changed(v.path(), v.Address, "sort", code)
}

// sorted tells a screen reader how a column is sorted.
func (v ListPage) sorted(code string) string {
	switch v.Query.Sort {
	case code:
		return "ascending"
	case "-" + code:
		return "descending"
	}
	return "none"
}

// file is the address of the same rows in another form.
func (v ListPage) file(ext string) string {
	return changed(v.path()+"."+ext, v.Address)
}

// rest are the parts of the address that the filter form does not ask for and must not lose: further values of a
// key, and conditions it has no box for.
func (v ListPage) rest() [][2]string {
	asked := append(FilterCodes(v.Kind), "q", "from", "to")
	if v.Kind == nil {
		asked = append(asked, "kind")
	}
	var out [][2]string
	for key, list := range v.Address {
		for i, value := range list {
			if key == "after" || key == "first" || key == "lang" || i == 0 && slices.Contains(asked, key) {
				continue
			}
			out = append(out, [2]string{key, value})
		}
	}
	slices.SortFunc(out, func(a, b [2]string) int { return strings.Compare(a[0]+a[1], b[0]+b[1]) })
	return out
}

// filterOptions gives the values that a filter offers.
func (p Page) filterOptions(k *cases.Kind, f cases.Field, address url.Values, heads map[string]cases.Head) []option {
	given := address.Get(f.Code)
	var out []option
	add := func(code, label string) { out = append(out, option{code, label, code == given}) }
	switch {
	case f.Type == cases.TypeTri:
		for _, code := range cases.TriAnswers() {
			add(code, p.t("answer."+code))
		}
	case f.Type == cases.TypeRef:
		for _, h := range p.sortedHeads(heads, f.Kinds) {
			add(h.Number, p.headTitle(h))
		}
	default:
		b := box{Page: p, Kind: codeOf(k), List: codeOf(k), Name: f.Code, Field: f, In: cases.Input{}}
		for _, o := range b.options() {
			add(o.Code, o.Label)
		}
	}
	if given != "" && !slices.ContainsFunc(out, func(o option) bool { return o.Code == given }) {
		add(given, p.filterValue(k, f.Code, given, heads))
	}
	return out
}

func codeOf(k *cases.Kind) string {
	if k == nil {
		return ""
	}
	return k.Code
}

// sortedHeads gives those of some kinds by their titles, so that a page is drawn the same each time. Numbers are drawn at
// random and order only those of one title.
func (p Page) sortedHeads(heads map[string]cases.Head, kinds []string) []cases.Head {
	var out []cases.Head
	for _, h := range heads {
		if slices.Contains(kinds, h.Kind) {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b cases.Head) int {
		return cmp.Or(strings.Compare(p.headTitle(a), p.headTitle(b)), strings.Compare(a.Number, b.Number))
	})
	return out
}

// cellOf is the field of one record for a column of the list.
func cellOf(r cases.Record, code string) cases.Field { return fieldOf(r, code) }

// listTitle is the heading of a list.
func (p Page) listTitle(k *cases.Kind) string {
	if k == nil {
		return p.t("nav.records")
	}
	return p.many(k.Code)
}

// kindOptions offers every kind.
func (p Page) kindOptions(given string) []option {
	var out []option
	for _, k := range cases.Kinds() {
		out = append(out, option{k.Code, p.many(k.Code), k.Code == given})
	}
	return out
}
