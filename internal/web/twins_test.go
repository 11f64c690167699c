package web

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// twin is one of two sites into which the same visible records are entered, in the same order and at the same moments.
// In one of them hidden records are put between.
type twin struct {
	*site
	hides    bool
	lite     bool // on SQLite
	now      time.Time
	labels   []string          // of the visible records, in the order of entry
	numbers  map[string]string // by label, hidden ones too
	known    map[string]string // the label by number, the visible ones alone
	labelled *strings.Replacer
	given    int // answers with something in them
	followed int // of them those on a later page
	browsers map[string]*browser
	programs map[string]*client
}

// outsiders see none of the hidden records: some are of other teams, one is of none, one sees nothing restricted.
var outsiders = []string{"aliya", "second", "reader", "intake"}

func newTwin(t *testing.T, o store.Options, hides bool) *twin {
	t.Helper()
	w := &twin{hides: hides, lite: o.URL == "", now: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), numbers: map[string]string{}, known: map[string]string{},
		browsers: map[string]*browser{}, programs: map[string]*client{}}
	o.Now = func() time.Time { return w.now }
	w.site = siteOn(t, o)
	account, err := w.store.Accounts().Add(w.ctx(), "cli", "second", cases.Lawyer, []string{"almaty"})
	w.must(err)
	w.users["second"] = account.User
	w.fill()
	w.now = w.now.Add(time.Hour)
	for _, name := range outsiders {
		w.browsers[name], w.programs[name] = w.as(name).stating("casework"), w.program(name)
	}
	return w
}

// seen enters a visible record. A value of @label is the number of the record with that label.
func (w *twin) seen(label, who, kind string, pairs ...string) {
	w.Helper()
	w.now = w.now.Add(time.Minute)
	saved := w.put(who, kind, w.filled(pairs)...)
	w.labels = append(w.labels, label)
	w.numbers[label] = saved.Number
	w.known[strings.ToLower(saved.Number)], w.known[saved.UID] = label, "uid of "+label
}

// hidden enters a record that no outsider may know of, in the one site that has such.
func (w *twin) hidden(label, who, kind string, pairs ...string) {
	w.Helper()
	if !w.hides {
		return
	}
	if kind != "note" {
		pairs = append(pairs, "level", cases.Restricted, "team", "west")
	}
	w.numbers[label] = w.put(who, kind, w.filled(pairs)...).Number
}

// gone enters somebody whom everybody would see, and what happened to them, and takes their consent back.
func (w *twin) gone() {
	w.Helper()
	if !w.hides {
		return
	}
	p := w.put("chief", "person", w.filled([]string{"names.0.value", "Qanarygone", "sex", "female", "level", "public"})...)
	w.put("chief", "detention", w.filled([]string{"victim", p.Number, "from", "2022-01-06", "event", "@gathering", "place", "@yard", "region", "KZ-71",
		"stated_reason", "qanarygone", "level", "public"})...)
	_, err := w.desk("chief").Save(w.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: p.Number, Version: 1, Reason: "asked for it",
		Sent: cases.Input(values("consent.0.purpose", "internal", "consent.0.state", "withdrawn"))})
	w.must(err)
}

func (w *twin) filled(pairs []string) []string {
	out := make([]string, len(pairs))
	for i, one := range pairs {
		if label, ok := strings.CutPrefix(one, "@"); ok {
			if one = w.numbers[label]; one == "" {
				w.Fatalf("no record has the label %s", label)
			}
		}
		out[i] = one
	}
	return out
}

var labelIn = regexp.MustCompile(`@[a-z]+`)

// at is an address in which labels stand for numbers.
func (w *twin) at(path string) string {
	return labelIn.ReplaceAllStringFunc(path, func(label string) string { return w.numbers[label[1:]] })
}

// fill enters records of every kind, seen by different outsiders, and hidden ones of every kind between them: apart, and
// tied to what is visible.
func (w *twin) fill() {
	w.Helper()
	w.hidden("hplace", "chief", "place", "name.en", "Qanaryplace", "type", "city")
	w.seen("yard", "chief", "place", "name.en", "A made-up yard", "type", "city", "level", "public")
	w.seen("gathering", "chief", "event", "title.en", "A made-up gathering", "from", "2022-01-05", "level", "public")
	w.hidden("hevent", "chief", "event", "title.en", "Qanaryevent", "from", "2022-01-05")
	w.hidden("hsource", "chief", "source", "title", "Qanarysource", "type", "official_statement")
	w.seen("statement", "chief", "source", "title", "A made-up statement", "type", "official_statement", "level", "public")
	w.seen("report", "aliya", "source", "title", "A made-up report", "type", "official_statement", "team", "almaty")
	w.hidden("hbody", "chief", "organisation", "name.en", "Qanarybody")
	w.seen("body", "chief", "organisation", "name.en", "A made-up body", "level", "public")
	w.seen("older", "chief", "event", "title.en", "An older made-up gathering", "from", "2021-12-16", "level", "public")
	w.seen("ours", "aliya", "event", "title.en", "A made-up gathering of ours", "from", "2022-01-07", "team", "almaty")
	w.people()
	w.acts()
	w.cases()
	w.rest()
}

func (w *twin) people() {
	w.Helper()
	w.seen("first", "aliya", "person", "names.0.value", "Vymyshlennaya Ashyq", "sex", "female", "born", "1990", "level", "public")
	w.hidden("hperson", "chief", "person", "names.0.value", "Qanaryperson", "sex", "female", "born", "1990", "relative.0.to", "@first")
	w.seen("other", "aliya", "person", "names.0.value", "Vymyshlenny Basqa", "sex", "male", "born", "1985-03", "team", "almaty")
	w.seen("taken", "intake", "person", "names.0.value", "Vymyshlenny Qabyldangan", "sex", "male", "level", "internal")
	w.hidden("hsecond", "chief", "person", "names.0.value", "Vymyshlennaya Qanarysecond", "sex", "male")
	w.seen("fourth", "chief", "person", "names.0.value", "Vymyshlenny Tortinshi", "level", "public")
}

func (w *twin) acts() {
	w.Helper()
	w.seen("held", "aliya", "detention", "victim", "@first", "from", "2022-01-05", "event", "@gathering", "place", "@yard", "region", "KZ-75",
		"type", "det_police", "stated_reason", "a made-up reason", "level", "public", "citations.0.source", "@statement", "citations.0.states", "so it says")
	w.hidden("hheld", "chief", "detention", "victim", "@first", "from", "2022-01-05", "to", "2022-02-01", "event", "@gathering", "place", "@yard",
		"region", "KZ-75", "type", "det_police", "stated_reason", "qanarywords reason", "citations.0.source", "@statement")
	w.hidden("hother", "chief", "detention", "victim", "@hperson", "from", "2022-01-08", "event", "@gathering", "region", "KZ-79", "alleged_perpetrator.0.to", "@body")
	w.seen("again", "aliya", "detention", "victim", "@other", "from", "2022-01-06", "event", "@gathering", "place", "@yard", "region", "KZ-75", "team", "almaty")
	w.gone()
	w.seen("later", "chief", "detention", "victim", "@fourth", "from", "2022-01", "event", "@older", "region", "KZ-71", "level", "public")
	w.hidden("hthird", "chief", "detention", "victim", "@hsecond", "from", "2021-12-17", "event", "@hevent", "place", "@hplace", "region", "KZ-71")
	w.seen("entered", "intake", "detention", "victim", "@taken", "from", "2022-01-09", "event", "@gathering", "level", "internal")
	for _, k := range []struct{ kind, code, value string }{
		{"death", "type", ""}, {"ill_treatment", "type", "ill_type"}, {"harassment", "type", "harassment_type"},
	} {
		more := []string{}
		if k.value != "" {
			more = append(more, k.code, w.term(k.value, k.kind))
		}
		w.hidden("h"+k.kind+"before", "chief", k.kind, append(more, "victim", "@fourth", "from", "2022-01-05", "event", "@gathering")...)
		w.seen("s"+strings.ReplaceAll(k.kind, "_", ""), "aliya", k.kind, append(more, "victim", "@first", "from", "2022-01-07", "event", "@gathering", "level", "public")...)
		w.hidden("h"+k.kind, "chief", k.kind, append(more, "victim", "@first", "from", "2022-01-05", "event", "@gathering", "region", "KZ-75")...)
		w.seen("t"+strings.ReplaceAll(k.kind, "_", ""), "aliya", k.kind, append(more, "victim", "@other", "from", "2022-01-08", "team", "almaty")...)
	}
}

func (w *twin) cases() {
	w.Helper()
	step := w.term("step_type", "step")
	w.seen("tried", "lawyer", "case", "accused", "@first", "from", "2022-02-01", "type", "criminal", "event", "@gathering", "file_no", "2", "level", "public")
	w.hidden("hcase", "chief", "case", "accused", "@first", "from", "2022-02-02", "type", "criminal", "event", "@gathering", "follows.0.to", "@tried", "file_no", "1")
	w.hidden("hnote", "lawyer", "note", "case", "@tried", "subject", "Qanarynote", "text", "qanarynote")
	w.seen("fined", "aliya", "case", "accused", "@other", "from", "2022-02-03", "type", "criminal", "team", "almaty", "file_no", "1")
	w.seen("questioned", "lawyer", "step", "case", "@tried", "from", "2022-02-05", "type", step, "due", "2026-04-01", "task", "made-up task", "level", "public")
	w.hidden("hstep", "chief", "step", "case", "@tried", "from", "2022-02-04", "type", step, "due", "2026-03-20", "task", "qanarytask")
	w.hidden("hstepof", "chief", "step", "case", "@hcase", "from", "2022-02-04", "type", step, "due", "2026-03-21", "task", "qanarytask")
	w.seen("heard", "aliya", "step", "case", "@fined", "from", "2022-02-06", "type", step, "due", "2026-04-02", "task", "made-up task too", "team", "almaty")
	w.seen("noted", "second", "case", "accused", "@fourth", "from", "2022-02-07", "type", "criminal", "level", "internal", "team", "almaty")
	w.hidden("hstepnoted", "chief", "step", "case", "@noted", "from", "2022-02-08", "type", step, "due", "2026-03-22", "task", "qanarytask")
	w.seen("counsel", "second", "note", "case", "@noted", "subject", "A made-up subject", "text", "a made-up note")
}

func (w *twin) rest() {
	w.Helper()
	figure := []string{"metric", "detained", "stated", "9,900", "from", "2022-01-15", "event", "@gathering"}
	w.seen("stated", "chief", "figure", append(figure, "value", "9900", "issuer", "@body", "source", "@statement", "level", "public")...)
	w.hidden("hfigure", "chief", "figure", append(figure, "value", "12000", "issuer", "@hbody", "source", "@hsource")...)
	w.seen("claimed", "aliya", "figure", append(figure, "value", "9000", "issuer", "@body", "source", "@report", "team", "almaty")...)
	w.seen("square", "chief", "assembly", "title.en", "A made-up rally", "from", "2022-01-04", "event", "@gathering", "level", "public")
	w.hidden("hsquare", "chief", "assembly", "title.en", "Qanaryrally", "from", "2022-01-04", "event", "@gathering", "organiser.0.to", "@body")
	w.seen("march", "aliya", "assembly", "title.en", "A made-up march", "from", "2022-01-03", "team", "almaty")
	w.seen("union", "aliya", "organisation", "name.en", "A made-up union", "team", "almaty")
	w.seen("hall", "aliya", "place", "name.en", "A made-up hall", "type", "city", "team", "almaty")
	w.hidden("hlast", "chief", "person", "names.0.value", "Qanarylast")
}

// term is the first term of a vocabulary for a kind.
func (w *twin) term(list, kind string) string {
	w.Helper()
	terms := w.desk("chief").Book().Terms(list, kind)
	if len(terms) == 0 {
		w.Fatalf("the list %s has no term for %s", list, kind)
	}
	return terms[0].Code
}
