package web

import (
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// A form may name somebody by a name instead of a number. Then it says with keys of its own who is meant:
// pick.victim.0 is the number of somebody on record, or new for somebody who is to be entered with the act;
// pick.victim.0.name is the name that this was said of, .born and .sex what is known of somebody new. What was said of
// another name counts for nothing: the name was changed since.
const pick = views.PickKey

// namedLine is one line of a form that names somebody without a number.
type namedLine struct {
	field     cases.Field
	key, box  string // victim.0, and where the name was typed: victim.0.to
	name      string
	choice    string
	born, sex string
}

// naming is what a form says of people by name.
type naming struct {
	asked    []namedLine           // nobody said who is meant
	newcomer []namedLine           // are to be entered
	hints    map[string]views.Hint // by key: what is shown beside the line
	twins    *views.Hint           // of a person who is entered: who is on record already
}

// settle finds out who is meant by the names in a form. It puts the numbers of those who were chosen into the answers;
// who has to be asked about, and who is to be entered, is left as it was typed.
func (v *visit) settle(change *cases.Change, form url.Values) (*naming, error) {
	who := &naming{hints: map[string]views.Hint{}}
	change.Sent = maps.Clone(change.Sent)
	if change.Kind.Code == "person" && change.Number == "" {
		if err := v.twins(who, change.Sent, form); err != nil {
			return nil, err
		}
	}
	for _, one := range lines(change.Kind, change.Sent, form) {
		switch {
		case cases.LooksLikeNumber(one.choice):
			change.Sent[one.box] = []string{cases.CleanNumber(one.choice)}
		case one.choice == views.PickNew:
			who.newcomer = append(who.newcomer, one)
		default:
			if err := v.ask(who, one, change.Sent); err != nil {
				return nil, err
			}
		}
	}
	return who, nil
}

// lines gives the lines that name somebody without a number, and brings values that stand alone into lines, which is
// where a form shows them.
func lines(k *cases.Kind, in cases.Input, form url.Values) []namedLine {
	var out []namedLine
	for _, f := range cases.Fields(cases.Blank(k)) {
		if !f.AsksWho() {
			continue
		}
		inLines(in, f.Code)
		for _, i := range in.Indices(f.Code) {
			key := f.Code + "." + strconv.Itoa(i)
			one := namedIn(form, key, in.Get(key+".to"))
			if one.name != "" && !numbered(one.name) {
				one.field, one.box = f, key+".to"
				out = append(out, one)
			}
		}
	}
	return out
}

// namedIn reads what a form says of one name.
func namedIn(form url.Values, key, name string) namedLine {
	one := namedLine{key: key, name: clean(name)}
	if strings.TrimSpace(clean(form.Get(pick+key+".name"))) == one.name {
		get := func(part string) string { return strings.TrimSpace(clean(form.Get(pick + key + part))) }
		one.choice, one.born, one.sex = get(""), get(".born"), get(".sex")
	}
	return one
}

// inLines turns the values of a field that stand alone into lines after those there are.
func inLines(in cases.Input, code string) {
	next := 0
	if rows := in.Indices(code); len(rows) > 0 {
		next = rows[len(rows)-1] + 1
	}
	for _, s := range in[code] {
		if strings.TrimSpace(s) != "" {
			in[code+"."+strconv.Itoa(next)+".to"] = []string{s}
			next++
		}
	}
	if _, sent := in[code]; sent {
		in[code] = []string{""}
	}
}

// numbered tells whether a box of records holds a number, with or without a title behind it.
func numbered(s string) bool {
	_, first := numberBefore(s)
	return first || cases.LooksLikeNumber(s)
}

// ask looks for the likely people, and lets a name pass that can mean one record alone.
func (v *visit) ask(who *naming, one namedLine, in cases.Input) error {
	hint, err := v.hintOf(one, in)
	if err != nil {
		return err
	}
	plain, err := v.plain(one, hint.Alike)
	if plain || err != nil {
		return err
	}
	v.desk.Noted(v.ctx(), "suggest", one.name)
	who.asked = append(who.asked, one)
	who.hints[one.key] = hint
	return nil
}

// plain tells whether a name needs no question: one record is called exactly so and nobody else is as likely, or
// nobody is alike and it may be the name of something else than a person.
func (v *visit) plain(one namedLine, alike []cases.Alike) (bool, error) {
	heads, err := v.desk.Suggest(v.ctx(), one.name, one.field.Kinds, quickOffered)
	if err != nil {
		return false, err
	}
	others := slices.ContainsFunc(heads, func(h cases.Head) bool { return h.Kind != "person" })
	exact := slices.DeleteFunc(heads, func(h cases.Head) bool { return !bears(h.Title, one.name) })
	likely := slices.DeleteFunc(slices.Clone(alike), func(a cases.Alike) bool { return a.Score < store.Likely })
	switch {
	case len(exact) == 1:
		return len(likely) == 0 || len(likely) == 1 && likely[0].Head.Number == exact[0].Number, nil
	case len(exact) == 0:
		return others && len(alike) == 0, nil
	}
	return false, nil
}

// saving keeps the record and whoever is entered with it, in one transaction. While somebody has to be asked about,
// nothing is kept; whatever else is wrong is said at once.
func (who *naming) saving(change cases.Change) func(*store.Acts) error {
	return func(a *store.Acts) error {
		sent := maps.Clone(change.Sent)
		for _, one := range who.newcomer {
			saved, err := a.Save(one.newcomer(change))
			if err != nil {
				return asked(err, one.box, nil)
			}
			sent[one.box] = []string{saved.Number}
		}
		act := change
		act.Sent = sent
		saved, err := a.Save(act)
		if len(who.asked) > 0 {
			return who.open(err)
		}
		if err == nil && who.twins != nil {
			return errTwins
		}
		if err == nil {
			a.Answer(saved)
		}
		return err
	}
}

// newcomer is the person who is entered: as the act, of its team and level. Nobody asked them for consent yet.
func (one namedLine) newcomer(act cases.Change) cases.Change {
	sent := cases.Input{"names.0.value": {one.name}}
	sent.Set("born", one.born)
	sent.Set("sex", one.sex)
	for _, code := range []string{"team", "level"} {
		if values, ok := act.Sent[code]; ok {
			sent[code] = values
		}
	}
	return cases.Change{Kind: cases.KindByCode("person"), Sent: sent, Reason: act.Reason}
}

// open says of whom nobody said who is meant, and what else is wrong.
func (who *naming) open(err error) error {
	var rest, out cases.Problems
	if err != nil && !errors.As(err, &rest) {
		return err
	}
	for _, one := range who.asked {
		out = append(out, cases.Wrong(one.box, "who_is_meant", "name", one.name)...)
		rest = slices.DeleteFunc(rest, func(p cases.Problem) bool {
			return p.Field == one.field.Code && p.Args["value"] == one.name && (p.Key == "unknown_record" || p.Key == "ambiguous")
		})
	}
	return append(out, rest...)
}
