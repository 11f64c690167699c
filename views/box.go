package views

import (
	"slices"
	"strconv"
	"strings"

	"aigaq/internal/cases"
)

// box is one question of a form: the field, the key of its answer, how it was filled, what is wrong with it.
type box struct {
	Page
	Kind   string // the kind, or the code of the rows that the question is part of: whose labels it has
	List   string // the kind whose terms of a vocabulary are offered
	Name   string
	Field  cases.Field
	In     cases.Input
	Bad    cases.Problems
	Cite   string        // begin a citation of this field
	Fields []cases.Field // those that a citation can be about
	Hints  map[string]Hint
}

func (b box) title() string          { return b.label(b.Kind, b.Field.Code) }
func (b box) help() string           { return b.hint(b.Kind, b.Field.Code) }
func (b box) get() string            { return b.In.Get(b.Name) }
func (b box) at(s string) string     { return b.Name + "." + s }
func (b box) now(part string) string { return b.In.Get(b.at(part)) }

// sub is a question of one row of this one.
func (b box) sub(row int, f cases.Field) box {
	b.Name = b.Name + "." + strconv.Itoa(row) + "." + f.Code
	b.Kind, b.Field = b.Field.Code, f
	return b
}

// rows gives the numbers of the rows to draw: those that are filled, then two empty ones.
func (b box) rows() []int {
	rows := b.In.Indices(b.Name)
	rows = slices.DeleteFunc(rows, func(i int) bool { return b.In.Under(b.Name+"."+strconv.Itoa(i)).Blank() && !b.wrongRow(i) })
	next := 0
	if len(rows) > 0 {
		next = rows[len(rows)-1] + 1
	}
	return append(rows, next, next+1)
}

func (b box) wrongRow(i int) bool { return anyUnder(b.Name+"."+strconv.Itoa(i), b.Bad) }

// row is the key of a part of a row.
func (b box) row(i int, part string) string { return b.Name + "." + strconv.Itoa(i) + "." + part }

// filled tells whether anything is answered.
func (b box) filled() bool {
	for key := range b.In {
		if (key == b.Name || strings.HasPrefix(key, b.Name+".")) && b.In.Get(key) != "" {
			return true
		}
	}
	return false
}

// option is one answer to choose.
type option struct {
	Code, Label string
	On          bool
}

// options gives the answers of a coded question: its terms, the answers that every such question accepts, and one
// that is given but no longer offered.
func (b box) options() []option {
	given := b.given()
	var out []option
	seen := map[string]bool{}
	add := func(code, label string) {
		if !seen[code] {
			out = append(out, option{code, label, slices.Contains(given, code)})
			seen[code] = true
		}
	}
	if b.Book != nil {
		for _, t := range b.Book.Terms(b.Field.List, b.List) {
			add(t.Code, t.Label(b.lang()))
		}
	}
	if b.Field.Type != cases.TypeCode {
		add(cases.Unknown, b.t("answer.unknown"))
		add(cases.NotApplicable, b.t("answer.not_applicable"))
	}
	for _, code := range given {
		if code != "" {
			add(code, b.term(b.Field.List, code))
		}
	}
	return out
}

func (b box) given() []string {
	var out []string
	for _, v := range b.In[b.Name] {
		for _, code := range strings.Split(v, "|") {
			out = append(out, strings.TrimSpace(code))
		}
	}
	return out
}

// few tells whether the answers are few enough to stand beside each other.
func few(options []option) bool { return len(options) <= 8 }

// listID names the datalist of records of some kinds.
func listID(kinds []string) string { return "list-" + strings.Join(kinds, "-") }

// offer is one datalist of a form.
type offer struct {
	ID    string
	Heads []cases.Head
}

// offers gives every datalist that the references of a form need, each once.
func offers(fields []cases.Field, heads map[string][]cases.Head) []offer {
	var out []offer
	for _, f := range fields {
		if len(f.Kinds) == 0 {
			continue
		}
		one := offer{ID: listID(f.Kinds)}
		if slices.ContainsFunc(out, func(o offer) bool { return o.ID == one.ID }) {
			continue
		}
		for _, kind := range f.Kinds {
			one.Heads = append(one.Heads, heads[kind]...)
		}
		out = append(out, one)
	}
	return out
}
