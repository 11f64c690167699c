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
	switch path := v.Action; {
	case strings.HasSuffix(path, "/consent"):
		return p.t("page.consent")
	case strings.HasSuffix(path, "/access"), strings.HasSuffix(path, "/access/end"):
		return p.t("page.access")
	case v.Kind != nil:
		return p.one(v.Kind.Code)
	case path == "/new":
		return p.t("page.quick")
	case strings.HasPrefix(path, "/admin/"):
		return p.t("nav.admin")
	case strings.HasPrefix(path, "/approvals/"):
		return p.t("page.approvals")
	case strings.HasPrefix(path, "/erasures/"):
		return p.t("page.erasures")
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

// about names what the boxes of the form belong to, where that is not the record in its address.
func (v TypedPage) about() string {
	switch {
	case strings.HasSuffix(v.Action, "/access"):
		return "share"
	case strings.HasSuffix(v.Action, "/consent"):
		return "consent"
	}
	return ""
}

// label names an answer as its form did.
func (v TypedPage) label(p Page, name string) string {
	about, own := v.about(), name == "reason" || name == "keep_reason"
	first, _, _ := strings.Cut(name, ".")
	switch {
	case about != "" && p.Words.Has("field."+about+"."+first):
		return p.t("field." + about + "." + first)
	case v.Kind != nil && about == "" && !own:
		return p.nameOf(v.Kind.Code, name)
	case p.Words.Has("typed.field." + name):
		return p.t("typed.field." + name)
	case p.Words.Has("typed.field." + first):
		return p.t("typed.field." + first)
	}
	return name
}

// value is an answer as it is read: one that was chosen from a vocabulary by its name there.
func (v TypedPage) value(p Page, one Typed) string {
	if v.Kind == nil || v.about() != "" {
		return v.chosen(p, one)
	}
	for _, f := range cases.Fields(cases.Blank(v.Kind)) {
		if f.Code == one.Name && f.List != "" {
			return p.term(f.List, one.Value)
		}
	}
	return one.Value
}

// chosen is an answer of a form of its own, which offers a few vocabularies.
func (v TypedPage) chosen(p Page, one Typed) string {
	lists := map[string]string{"purpose": "consent_purpose", "state": "consent_state"}
	if list := lists[one.Name]; list != "" && v.about() == "consent" {
		return p.term(list, one.Value)
	}
	if one.Name == "role" && p.Words.Has("role_of."+one.Value) {
		return p.t("role_of." + one.Value)
	}
	return one.Value
}
