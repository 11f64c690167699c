package views

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"aigaq/internal/cases"
)

// section is one group of fields in the order in which they are listed.
type section struct {
	Group  string
	Fields []cases.Field
}

// sections puts fields under their groups; groups stand in the order in which they first occur, and the main one is
// always first.
func sections(fields []cases.Field) []section {
	out := []section{{}}
	for _, f := range fields {
		i := slices.IndexFunc(out, func(s section) bool { return s.Group == f.Group })
		if i < 0 {
			out = append(out, section{Group: f.Group})
			i = len(out) - 1
		}
		out[i].Fields = append(out[i].Fields, f)
	}
	return out
}

// fields gives the questions that the reader may answer. A secret one is left out for those without secrets, and so
// is a reference to a record that they may not see: an empty box would take it away.
func (v FormPage) fields(p Page) []cases.Field {
	return slices.DeleteFunc(cases.Fields(v.Record), func(f cases.Field) bool {
		ref, isRef := f.Value().(*cases.Ref)
		return f.IsComputed || f.IsSecret && !p.Scope.Secrets || isRef && ref.Hidden
	})
}

func (v FormPage) box(p Page, f cases.Field) box {
	return box{Page: p, Kind: v.Kind.Code, List: v.Kind.Code, Name: f.Code, Field: f, In: v.Input, Bad: v.Problems,
		Cite: v.Cite, Fields: v.fields(p), Hints: v.Hints}
}

// open tells whether a group of the form is unfolded: the first and the last always, others when they hold an answer
// or a problem.
func (v FormPage) open(p Page, s section) bool {
	if s.Group == "" || s.Group == "handling" || s.Group == "sources" && v.Cite != "" {
		return true
	}
	return slices.ContainsFunc(s.Fields, func(f cases.Field) bool {
		b := v.box(p, f)
		return b.filled() || anyUnder(f.Code, v.Problems)
	})
}

// title is the heading of the form.
func (v FormPage) title(p Page) string {
	if v.Number == "" {
		return p.t("kind." + v.Kind.Code + ".new")
	}
	return p.t("form.edit", "title", p.title(v.Kind.Code, v.Record.Base().Title), "number", v.Number)
}

// action is where the form is posted.
func (v FormPage) action() string {
	if v.Number == "" {
		return "/" + v.Kind.Path + "/new"
	}
	return "/" + v.Kind.Path + "/" + v.Number + "/edit"
}

// back is where the form leads without saving.
func (v FormPage) back() string {
	if v.Number == "" {
		return "/" + v.Kind.Path
	}
	return "/" + v.Kind.Path + "/" + v.Number
}

// citedField is the field that a row of the citations names: as filled, or in the first empty row the one that a
// citation was begun for.
func (b box) citedField(n, row int) string {
	if s := b.In.Get(b.row(row, "field")); s != "" {
		return s
	}
	if n == len(b.rows())-2 {
		return b.Cite
	}
	return ""
}

// citable are the fields that a citation can be about, and the given one even where it is not among them.
func (b box) citable(given string) []option {
	var out []option
	for _, f := range b.Fields {
		if f.Type != cases.TypeCited {
			out = append(out, option{f.Code, b.label(b.Kind, f.Code), f.Code == given})
		}
	}
	if given != "" && !slices.ContainsFunc(out, func(o option) bool { return o.On }) {
		out = append(out, option{given, b.filterName(b.Kind, given), true})
	}
	return out
}

// Chosen takes the fields out of an input for which choose.{code} says that theirs is kept, and the choices
// themselves.
func Chosen(in cases.Input) cases.Input {
	theirs := map[string]bool{}
	for key := range in {
		if code, ok := strings.CutPrefix(key, "choose."); ok && in.Get(key) == "theirs" {
			theirs[code] = true
		}
	}
	out := maps.Clone(in)
	maps.DeleteFunc(out, func(key string, _ []string) bool {
		code, _, _ := strings.Cut(key, ".")
		return theirs[code] || code == "choose"
	})
	return out
}

// plain writes a version for a hidden box.
func plain(n int64) string { return strconv.FormatInt(n, 10) }
