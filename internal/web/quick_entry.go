package web

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// quickEntry is what the five answers become: people, a source and an act.
type quickEntry struct {
	kind   *cases.Kind
	book   *cases.Book
	lang   string
	victim string // the number of somebody known already
	people []cases.Change
	source *cases.Change
	sent   cases.Input // of the act
	where  string      // a place as it was typed
	made   string      // the number of somebody who was entered by name
}

// readQuick reads the answers. What happened is asked for here; that there is a date is asked when the act is saved, and
// here as well where nothing could be saved, so that both are told at once.
func (v *visit) readQuick(form url.Values) (*quickEntry, cases.Problems) {
	in := cases.Input(form)
	e := &quickEntry{book: v.desk.Book(), lang: v.words.Lang(), sent: cases.Input{}}
	e.when(in)
	if e.kind = cases.KindByCode(in.Get("what")); e.kind == nil || !e.kind.Act {
		bad := cases.Wrong("what", "required")
		if len(e.sent) == 0 {
			bad = append(cases.Wrong("when", "required"), bad...)
		}
		return nil, bad
	}
	if event := in.Get("event"); event != "" {
		e.sent["event"] = []string{event}
	}
	if f, ok := cases.FieldOf(e.kind.New(), "type"); ok && f.Type == cases.TypeChoice {
		e.sent["type"] = []string{cases.Unknown}
	}
	e.told(in)
	if e.where = in.Get("where"); !cases.LooksLikeNumber(e.where) {
		e.where = in.Get("where_text")
	}
	if number, ok := numberBefore(e.where); ok {
		e.where = number
	}
	return e, e.who(in, v.words.T("quick.name_unknown"))
}

// when takes the date: one of two days by name, or boxes of which any may be empty.
func (e *quickEntry) when(in cases.Input) {
	switch in.Get("when") {
	case "today":
		e.sent["from"] = []string{e.book.Today}
	case "yesterday":
		if day, err := time.Parse(time.DateOnly, e.book.Today); err == nil {
			e.sent["from"] = []string{day.AddDate(0, 0, -1).Format(time.DateOnly)}
		}
	default:
		for _, part := range []string{"day", "month", "year", "clock"} {
			if s := in.Get("when." + part); s != "" {
				e.sent["from."+part] = []string{s}
			}
		}
	}
}

// who takes a name, the number of somebody known, or how many people are not known by name. Nobody at all is one
// person whose name is not known.
func (e *quickEntry) who(in cases.Input, unnamed string) cases.Problems {
	name, count := in.Get("who"), in.Get("unnamed")
	if one := namedIn(url.Values(in), "who", name); cases.LooksLikeNumber(one.choice) {
		name = one.choice
	}
	if number, ok := numberBefore(name); ok {
		e.victim, name = number, ""
	} else if name != "" {
		e.addPerson(cases.Input{"names.0.value": {name}}, "")
	}
	if count == "" && name == "" && e.victim == "" {
		count = "1"
	}
	if count == "" || count == "0" {
		return nil
	}
	n, err := strconv.Atoi(count)
	if err != nil || n < 1 {
		return cases.Wrong("unnamed", "not_a_number", "value", count)
	}
	unit := "group"
	if n == 1 {
		unit = "individual"
	}
	// A person without a name is unlikely and has to be kept with a reason; here the reason is known.
	e.addPerson(cases.Input{"unit": {unit}, "group_size": {count}}, unnamed)
	return nil
}

// numberBefore takes the number off what a box of records holds once one was picked: "PER-605128 Name".
func numberBefore(s string) (string, bool) {
	first, _, _ := strings.Cut(s, " ")
	return cases.CleanNumber(first), cases.LooksLikeNumber(first)
}

func (e *quickEntry) addPerson(sent cases.Input, reason string) {
	e.people = append(e.people, cases.Change{Kind: cases.KindByCode("person"), Sent: sent, Reason: reason})
}

// told makes a source of how it is known. Its title is open, so it says the way and the day only; who called is secret.
func (e *quickEntry) told(in cases.Input) {
	how, phone := in.Get("how"), in.Get("phone")
	if how == "" && phone == "" {
		return
	}
	if how == "" {
		how = cases.Unknown
	}
	title := e.book.Today
	if term, ok := e.book.Term("source_type", how); ok {
		title = term.Label(e.lang) + ", " + title
	}
	sent := cases.Input{"title": {title}, "type": {how}, "received": {e.book.Today}}
	if phone != "" {
		sent["remarks"] = []string{phone}
	}
	e.source = &cases.Change{Kind: cases.KindByCode("source"), Sent: sent}
}

// placeQuick finds the place that was chosen or typed. A name that no place bears is kept in words: where the person
// was taken from, or in the account.
func (v *visit) placeQuick(e *quickEntry) error {
	switch {
	case e.where == "":
		return nil
	case cases.LooksLikeNumber(e.where):
		e.sent["place"] = []string{e.where}
		return nil
	}
	heads, err := v.desk.Suggest(v.ctx(), clean(e.where), []string{"place"}, quickOffered)
	if err != nil {
		return err
	}
	var exact []string
	for _, h := range heads {
		if bears(h.Title, e.where) {
			exact = append(exact, h.Number)
		}
	}
	code := "account"
	if _, ok := cases.FieldOf(e.kind.New(), "taken_from"); ok {
		code = "taken_from"
	}
	if len(exact) == 1 {
		code, e.where = "place", exact[0]
	}
	e.sent[code] = []string{e.where}
	return nil
}

func bears(t cases.Title, name string) bool {
	return strings.EqualFold(t.Full, name) || strings.EqualFold(t.Ru, name) || strings.EqualFold(t.Kk, name)
}

// save keeps everything in one transaction. It may run again from the beginning, so it changes nothing but the
// number of whoever is entered.
func (e *quickEntry) save(a *store.Acts) error {
	sent := cases.Input{}
	for key, values := range e.sent {
		sent[key] = values
	}
	if e.victim != "" {
		sent["victim"] = []string{e.victim}
	}
	for _, change := range e.people {
		saved, err := a.Save(change)
		if err != nil {
			return asked(err, "who", map[string]string{"group_size": "unnamed"})
		}
		if change.Sent.Touches("names") {
			e.made = saved.Number
		}
		sent["victim"] = append(sent["victim"][:len(sent["victim"]):len(sent["victim"])], saved.Number)
	}
	if e.source != nil {
		saved, err := a.Save(*e.source)
		if err != nil {
			return asked(err, "how", map[string]string{"remarks": "phone"})
		}
		sent["citations.0.source"] = []string{saved.Number}
	}
	saved, err := a.Save(cases.Change{Kind: e.kind, Sent: sent})
	if err != nil {
		return asked(err, "what", map[string]string{
			"from": "when", "place": "where", "taken_from": "where_text", "account": "where_text", "event": "event", "victim": "who",
		})
	}
	a.Answer(saved)
	return nil
}

// asked gives the problems of a record under the names of the questions that were asked.
func asked(err error, otherwise string, names map[string]string) error {
	var problems cases.Problems
	if !errors.As(err, &problems) {
		return err
	}
	out := make(cases.Problems, len(problems))
	for i, p := range problems {
		code, _, _ := strings.Cut(p.Field, ".")
		p.Field = otherwise
		if name, ok := names[code]; ok {
			p.Field = name
		}
		out[i] = p
	}
	return out
}
