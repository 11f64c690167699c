package views

import (
	"slices"

	"aigaq/internal/cases"
)

// quickKinds are what the short entry can log, in the order in which they are offered.
var quickKinds = [...]string{"detention", "death", "ill_treatment", "harassment"}

// quickSources are how what is logged may be known.
var quickSources = [...]string{"victim_testimony", "relative_testimony", "witness_testimony", "media_report"}

// whats are the boxes that ask what happened.
func (v QuickPage) whats(p Page) []option {
	var out []option
	for _, code := range quickKinds {
		out = append(out, option{code, p.one(code), v.Input.Get("what") == code})
	}
	return out
}

// hows are the boxes that ask how it is known.
func (v QuickPage) hows(p Page) []option {
	var out []option
	for _, code := range quickSources {
		out = append(out, option{code, p.term("source_type", code), v.Input.Get("how") == code})
	}
	return out
}

// whens are the boxes that ask when it happened.
func (v QuickPage) whens(p Page) []option {
	var out []option
	for _, code := range []string{"today", "yesterday", "other"} {
		out = append(out, option{code, p.t("quick.when." + code), v.Input.Get("when") == code})
	}
	return out
}

// wheres are the last places used, and another one.
func (v QuickPage) wheres(p Page) []option {
	var out []option
	for _, h := range v.Places[:min(len(v.Places), 5)] {
		out = append(out, option{h.Number, p.headTitle(h), v.Input.Get("where") == h.Number})
	}
	if len(out) > 0 {
		out = append(out, option{"other", p.t("quick.where.other"), v.Input.Get("where") == "other"})
	}
	return out
}

// of gives the records of one kind that are offered.
func (v QuickPage) of(kind string) []cases.Head {
	return slices.DeleteFunc(slices.Clone(v.Offered), func(h cases.Head) bool { return h.Kind != kind })
}

// whenBoxes fills the boxes of another day.
func (v QuickPage) whenBoxes() dateBoxes {
	b := boxesOf(v.Input, "when")
	if v.Input.Get("when") != "" && b.Month+b.Day == "" && b.Year == v.Input.Get("when") {
		return dateBoxes{}
	}
	return b
}

// events are the events to add to; the likeliest is chosen until another one is.
func (v QuickPage) events(p Page) []option {
	given, asked := v.Input.Get("event"), false
	if _, ok := v.Input["event"]; ok {
		asked = true
	}
	var out []option
	for i, h := range v.Events {
		out = append(out, option{h.Number, p.headTitle(h), h.Number == given || !asked && i == 0})
	}
	return out
}
