package views

import (
	"strings"

	"aigaq/internal/cases"
)

// brief is an answer in one line, for the cell of a list.
func (p Page) brief(f cases.Field) string {
	switch v := f.Value().(type) {
	case *string:
		return p.briefText(f, *v)
	case *cases.Text3:
		return cut(v.In(p.lang()))
	case *cases.Date:
		return p.shortDate(*v)
	case *cases.Coded:
		return p.briefCode(f, v.Code)
	case *cases.CodedList:
		return p.codes(f.List, v.Codes)
	case *cases.Tri:
		if *v == "" {
			return ""
		}
		return p.tri(*v)
	case *cases.Number:
		if v.Given {
			return p.number(int(v.N))
		}
	case *cases.Ref:
		return p.briefRef(*v)
	case *cases.Links:
		return p.briefLinks(v.List())
	}
	return ""
}

func (p Page) briefText(f cases.Field, s string) string {
	if f.Type == cases.TypeCode {
		return p.briefCode(f, s)
	}
	return cut(s)
}

func (p Page) briefCode(f cases.Field, code string) string {
	if code == "" {
		return ""
	}
	return p.term(f.List, code)
}

func (p Page) codes(list string, codes []string) string {
	var out []string
	for _, code := range codes {
		out = append(out, p.term(list, code))
	}
	return strings.Join(out, ", ")
}

func (p Page) briefRef(r cases.Ref) string {
	if r.Hidden {
		return p.t("answer.hidden")
	}
	if !r.Given() {
		return ""
	}
	return cut(p.refTitle(r))
}

func (p Page) briefLinks(links []cases.Link) string {
	var out []string
	for i, l := range links {
		if i == 3 {
			out = append(out, "…")
			break
		}
		out = append(out, p.briefRef(l.To))
	}
	return strings.Join(out, ", ")
}

// cut shortens a text for a cell.
func cut(s string) string { return shortened(marked(strings.ReplaceAll(s, "\n", " ")), 80) }

func shortened(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return strings.TrimSpace(string(runes[:limit-1])) + "…"
}

// langText is a text with the language that it is in.
type langText struct{ Lang, Text string }

// inAll gives the texts of a trilingual answer that are filled, the reader's language first.
func inAll(t cases.Text3, lang string) []langText {
	all := []langText{{"en", t.En}, {"ru", t.Ru}, {"kk", t.Kk}}
	var out []langText
	for _, own := range []bool{true, false} {
		for _, one := range all {
			if (one.Lang == lang) == own && one.Text != "" {
				out = append(out, one)
			}
		}
	}
	return out
}

// rowLang is the language that a row of a repeated question says it is in; empty where it says none.
func rowLang(row []cases.Field) string {
	for _, f := range row {
		if code, ok := f.Value().(*string); ok && f.Code == "language" && len(*code) == 2 {
			return *code
		}
	}
	return ""
}

// disagree tells whether sources state different things about one field.
func disagree(list []cases.Citation) bool {
	first := ""
	for _, c := range list {
		s := strings.ToLower(strings.TrimSpace(c.States))
		switch {
		case s == "":
		case first == "":
			first = s
		case s != first:
			return true
		}
	}
	return false
}

// namesFor gives the titles of the records that an answer names by number only.
func namesFor(f cases.Field, heads map[string]cases.Head) cases.Field {
	for _, r := range f.Refs() {
		if h, ok := heads[r.Number]; ok {
			r.Title, r.Kind = h.Title, h.Kind
		}
	}
	return f
}
