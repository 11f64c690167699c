package views

import (
	"strings"
	"time"

	"aigaq/internal/cases"
)

// TypedPage is a form that was kept because its session had ended. It posts Fields, and Token as typed, to Action.
type TypedPage struct {
	Action string
	Token  string
	At     time.Time
	Kind   *cases.Kind // what the form is about; nil: not a record's form, or the quick entry
	Fields []Typed
}

// Typed is one answer as it was typed.
type Typed struct{ Name, Value string }

// isKept tells whether an address is that of a form that was kept.
func isKept(address string) bool { return strings.HasPrefix(address, "/typed/") }

// what names the form.
func (v TypedPage) what(p Page) string {
	switch {
	case v.Kind != nil:
		return p.one(v.Kind.Code)
	case v.Action == "/new":
		return p.t("page.quick")
	}
	return v.Action
}

// shown are the answers that somebody typed: empty ones and those that steer the form stay out.
func (v TypedPage) shown() []Typed {
	var out []Typed
	for _, one := range v.Fields {
		if strings.TrimSpace(one.Value) != "" && one.Name != "token" && one.Name != "version" && one.Name != "then" {
			out = append(out, one)
		}
	}
	return out
}

// label names an answer where a record's form asked for it.
func (v TypedPage) label(p Page, name string) string {
	if v.Kind == nil || name == "reason" || name == "keep_reason" {
		if key := "typed.field." + name; p.Words.Has(key) {
			return p.t(key)
		}
		return name
	}
	return p.nameOf(v.Kind.Code, name)
}

// value is an answer as it is read: one that was chosen from a vocabulary by its name there.
func (v TypedPage) value(p Page, one Typed) string {
	if v.Kind == nil {
		return one.Value
	}
	for _, f := range cases.Fields(cases.Blank(v.Kind)) {
		if f.Code == one.Name && f.List != "" {
			return p.term(f.List, one.Value)
		}
	}
	return one.Value
}
