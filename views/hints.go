package views

import (
	"strconv"
	"strings"

	"aigaq/internal/cases"
)

// PickKey begins the keys of a form that say who is meant by a name that was typed; PickNew is the answer that it is
// somebody who is not on record yet, PickLeave that nothing is said yet.
const (
	PickKey   = "pick."
	PickNew   = "new"
	PickLeave = "leave"
)

// Hint are the people on record who may be meant by a name in one line of a form. It posts, besides the line itself,
// pick.{Key} (a number, new or leave), pick.{Key}.name (the name that the question was about), .born and .sex.
type Hint struct {
	Key    string // of the line: victim.0; in the quick entry who
	Name   string // as typed
	Choice string
	Born   string // what is known of somebody new, as typed
	Sex    string
	Alike  []cases.Alike
	Heads  map[string]cases.Head // of the event that the form names
}

// choice is what stands chosen: where nobody is alike, that it is somebody new.
func (h Hint) choice() string {
	if h.Choice == "" && (len(h.Alike) == 0 || h.quick()) {
		return PickNew
	}
	return h.Choice
}

// quick tells whether the question is that of the quick entry, which saves at once what nobody said anything about.
func (h Hint) quick() bool { return !strings.Contains(h.Key, ".") }

func (h Hint) said(p Page) string {
	if len(h.Alike) == 0 {
		return p.t("hints.none", "name", h.Name)
	}
	return p.n("hints.found", len(h.Alike), "name", h.Name)
}

func (h Hint) id(i int) string { return PickKey + h.Key + "." + strconv.Itoa(i) }

// called is how somebody on record is called, with the other forms of the name.
func (p Page) called(a cases.Alike) string {
	if len(a.Names) == 0 {
		return p.headTitle(a.Head)
	}
	return strings.Join(a.Names[:min(len(a.Names), 4)], " · ")
}

// fills is what the box of a line holds once somebody is chosen.
func (p Page) fills(a cases.Alike) string { return a.Head.Number + " " + p.headTitle(a.Head) }

// tag is one thing that two people have in common or not, in words.
type tag struct{ Text, State string }

// tags are the things by which somebody on record may be told from another: what agrees, what differs, and what is
// known of them alone. That they were named in no record of an event says nothing.
func (p Page) tags(a cases.Alike, heads map[string]cases.Head) []tag {
	var out []tag
	for _, c := range a.Points {
		if c.Field == "names" && c.State != cases.PointUnknown { // the names themselves stand beside
			out = append(out, tag{p.t("point.names." + c.State), c.State})
			continue
		}
		value := p.pointValue(c, a.Born, heads)
		if value == "" || c.Field == "names" || c.Field == "event" && c.State != cases.PointSame {
			continue
		}
		out = append(out, tag{p.t("point."+c.State, "what", p.t("point.field."+c.Field), "value", value), c.State})
	}
	return out
}

func (p Page) pointValue(c cases.Compared, born cases.Date, heads map[string]cases.Head) string {
	switch c.Field {
	case "born":
		if born.Known() {
			return p.shortDate(born)
		}
	case "sex", "region":
		if c.Theirs != "" {
			return p.term(c.Field, c.Theirs)
		}
	case "event":
		if h, ok := heads[c.Theirs]; ok {
			return p.headTitle(h)
		}
		return c.Theirs
	}
	return c.Theirs
}

// why gives the reasons in words, what speaks for it before what speaks against it.
func (p Page) why(reasons []cases.Reason) string {
	var with, against []string
	for _, r := range reasons {
		switch s := p.reasonText(r); {
		case s == "":
		case r.Against:
			against = append(against, s)
		default:
			with = append(with, s)
		}
	}
	return strings.Join(append(with, against...), "; ")
}
