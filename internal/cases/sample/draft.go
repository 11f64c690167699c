package sample

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"aigaq/internal/cases"
)

// The event that nearly every record is tied to, and the two that a few are.
const (
	january   = "@e-january"
	zhanaozen = "@e-zhanaozen"
	vigil     = "@e-vigil"
)

// draft collects the entries in the order in which they can be saved: what is referred to comes first.
type draft struct {
	Options
	rng     *rand.Rand
	entries []entry
	names   *names
	towns   map[string]town
	people  []someone
	told    map[string]string // who gave a testimony: the person's key, the source's
	held    []episode
}

// town is a town with the places of detention made up for it.
type town struct {
	region     string
	facilities []string
}

// entries gives the whole sample, the same for the same options.
func entries(o Options) ([]entry, error) {
	list, err := readNames()
	if err != nil {
		return nil, err
	}
	d := &draft{Options: o, rng: rand.New(rand.NewPCG(2022, 1)), names: list, towns: map[string]town{}, told: map[string]string{}}
	for _, part := range []func() error{
		d.table("organisations.csv", "organisation", ""),
		d.table("places.csv", "place", ""),
		d.file("release.json", ""),
		d.file("events.json", ""),
		d.table("publications.csv", "source", january),
		d.file("release_figures.json", january),
		d.table("figures.csv", "figure", january),
		d.file("lists.json", ""),
		d.file("people.json", ""),
		d.makePeople,
		d.file("sources.json", ""),
		d.makeTestimonies,
		d.file("deaths.json", ""),
		d.file("twin.json", ""),
		d.makeDetentions,
		d.makeCases,
		d.makeIllTreatment,
		d.makeHarassment,
	} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return d.entries, nil
}

func (d *draft) file(name, event string) func() error {
	return func() error {
		list, err := readJSON(name)
		d.addAll(list, event)
		return err
	}
}

func (d *draft) table(name, kind, event string) func() error {
	return func() error {
		list, err := readTable(name, kind)
		d.addAll(list, event)
		return err
	}
}

func (d *draft) addAll(list []entry, event string) {
	for _, e := range list {
		if event != "" {
			setDefault(e.answers, "event", event)
		}
		d.add(e)
	}
}

// add completes an entry with what every record has and keeps it.
func (d *draft) add(e entry) {
	setDefault(e.answers, "status", defaultStatus(e.kind))
	level := cases.Internal
	if e.team == "" {
		level = cases.Public
	}
	setDefault(e.answers, "level", level)
	e.answers["team"] = []string{e.team}
	if e.kind == "case" {
		e.answers.Set("owner", d.Owner)
		e.answers.Set("counsel", d.Owner)
	}
	d.note(e)
	d.entries = append(d.entries, e)
}

func setDefault(in cases.Input, code, value string) {
	if in.Get(code) == "" {
		in.Set(code, value)
	}
}

func defaultStatus(kind string) string {
	switch kind {
	case "event", "organisation", "place", "source":
		return "confirmed"
	}
	return "reported"
}

// note remembers what generated records are put together from: towns, their places of detention, names in use.
func (d *draft) note(e entry) {
	switch e.kind {
	case "place":
		if e.answers.Get("type") == "city" {
			d.towns[e.key] = town{region: e.answers.Get("region")}
		}
		if around := strings.TrimPrefix(e.answers.Get("within"), "@"); e.answers.Get("agency") != "" {
			t := d.towns[around]
			t.facilities = append(t.facilities, e.key)
			d.towns[around] = t
		}
	case "person":
		d.names.taken[e.answers.Get("names.0.value")] = true
	}
}

// answers makes an input of pairs of code and value; several codes of one answer have "|" between them.
func answers(pairs ...string) cases.Input {
	in := cases.Input{}
	for i := 0; i+1 < len(pairs); i += 2 {
		in.Set(pairs[i], pairs[i+1])
	}
	return in
}

// cite adds what a source states about a field.
func cite(in cases.Input, field, source, states, credibility string) {
	in.Merge("citations."+strconv.Itoa(len(in.Indices("citations"))), answers("field", field, "source", source, "states", states, "credibility", credibility))
}

// pick takes one of a list; what should come up more often stands in it more often.
func pick(rng *rand.Rand, list ...string) string { return list[rng.IntN(len(list))] }

// day gives the n-th day of January 2022 and goes on counting into the months after it; 0 is 31 December 2021.
func day(n int) string { return time.Date(2022, 1, n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }

// fromToday gives the day so many days after today, or before it.
func (d *draft) fromToday(days int) string { return d.Today.AddDate(0, 0, days).Format(time.DateOnly) }

// status gives a verification status; most records are as reported.
func (d *draft) status() string {
	return pick(d.rng, "reported", "reported", "reported", "unreviewed", "unreviewed", "corroborated", "corroborated",
		"confirmed", "confirmed", "disputed", "unlikely", "refuted")
}
