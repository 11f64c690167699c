package views

import (
	"strconv"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/i18n"
)

// t gives a text of the catalogue.
func (p Page) t(key string, args ...any) string { return p.Words.T(key, args...) }

// n gives a text in the plural form of a number.
func (p Page) n(key string, n int, args ...any) string { return p.Words.N(key, n, args...) }

// number writes a whole number as the language does, without a place to break the line.
func (p Page) number(n int) string { return p.Words.Number(n) }

// lang is the language of the page.
func (p Page) lang() string { return p.Words.Lang() }

// label names a field; what a kind calls otherwise has a label of its own.
func (p Page) label(kind, code string) string {
	if own := "field." + kind + "." + code; p.Words.Has(own) {
		return p.t(own)
	}
	return p.t("field." + code)
}

// hint is the sentence under a label; most fields need none.
func (p Page) hint(kind, code string) string {
	for _, key := range []string{"hint." + kind + "." + code, "hint." + code} {
		if p.Words.Has(key) {
			return p.t(key)
		}
	}
	return ""
}

// group names a section of the form and of the page.
func (p Page) group(code string) string {
	if code == "" {
		code = "main"
	}
	return p.t("group." + code)
}

// one and many name a kind.
func (p Page) one(kind string) string  { return p.t("kind." + kind + ".one") }
func (p Page) many(kind string) string { return p.t("kind." + kind + ".other") }

// term names a coded answer, be it of a vocabulary or one of those that every question accepts.
func (p Page) term(list, code string) string {
	if p.Book != nil {
		if t, ok := p.Book.Term(list, code); ok {
			return t.Label(p.lang())
		}
	}
	switch code {
	case cases.Unknown, cases.NotApplicable:
		return p.t("answer." + code)
	}
	return code
}

// tri names the answer to a yes-or-no question.
func (p Page) tri(v cases.Tri) string {
	switch v {
	case cases.Yes, cases.No, cases.Unknown, cases.NotApplicable:
		return p.t("answer." + string(v))
	}
	return p.t("answer.not_asked")
}

// Wrong says in words what a problem is, for answers that are no pages.
func Wrong(words *i18n.Words, one cases.Problem) string { return Page{Words: words}.wrong(one) }

// wrong says what a problem is. Dates and numbers among its arguments are written as the language does.
func (p Page) wrong(one cases.Problem) string {
	key := "wrong." + one.Key
	if !p.Words.Has(key) {
		return p.t("wrong.any", "key", one.Key)
	}
	var args []any
	for name, value := range one.Args {
		args = append(args, name, p.argument(one, value))
	}
	return p.t(key, args...)
}

func (p Page) argument(one cases.Problem, value string) any {
	if strings.HasPrefix(one.Key, "before_") || one.Key == "in_future" {
		if d, bad := cases.ParseDate(value); bad == "" {
			return p.date(d)
		}
	}
	switch one.Key {
	case "out_of_range", "too_long", "too_many_rows":
		if n, err := strconv.Atoi(value); err == nil {
			return n
		}
	}
	return value
}

// nameOf names the field of a problem: names.0.value is the value of the first of the names.
func (p Page) nameOf(kind, field string) string {
	parts := strings.Split(field, ".")
	label := p.filterName(kind, parts[0])
	if len(parts) < 3 {
		return label
	}
	row, err := strconv.Atoi(parts[1])
	if err != nil {
		return label
	}
	return label + " " + strconv.Itoa(row+1) + ": " + p.partName(parts[0], parts[2])
}

// partName names a part of a row: of a repeated question, a link or a citation.
func (p Page) partName(rows, part string) string {
	switch {
	case p.Words.Has("field." + rows + "." + part):
		return p.t("field." + rows + "." + part)
	case rows == "citations":
		return p.t("cite." + part)
	}
	return p.t("form." + map[string]string{"to": "link_to", "certainty": "certainty", "note": "note_short"}[part])
}

// title is how a record is called on a page; one whose names are not for the reader is called by its kind.
func (p Page) title(kind string, t cases.Title) string {
	if s := t.In(p.lang()); s != "" {
		return marked(s)
	}
	return p.one(kind)
}

// headTitle is how a record is called by its head.
func (p Page) headTitle(h cases.Head) string { return p.title(h.Kind, h.Title) }

// refTitle is how the record is called that a reference points to.
func (p Page) refTitle(r cases.Ref) string {
	if s := r.Title.In(p.lang()); s != "" {
		return marked(s)
	}
	if k := kindOfRef(r); k != nil {
		return p.one(k.Code)
	}
	return marked(r.Typed)
}

func kindOfRef(r cases.Ref) *cases.Kind {
	if k := cases.KindByCode(r.Kind); k != nil {
		return k
	}
	return cases.KindByNumber(r.Number)
}
