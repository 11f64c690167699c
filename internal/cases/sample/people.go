package sample

import (
	"fmt"
	"strconv"
	"strings"
)

// someone is a generated person, as the records about them need it.
type someone struct {
	key, team, town, region, level string
	active                         bool // in public life: more likely to be harassed
}

// place of living and team, and how many people of the sample are from there.
var origins = []struct {
	town, team string
	people     int
}{
	{"c-almaty", "almaty", 38}, {"c-zhanaozen", "west", 11}, {"c-aktau", "west", 6}, {"c-taldykorgan", "almaty", 9},
	{"c-shymkent", "almaty", 6}, {"c-taraz", "almaty", 5}, {"c-kyzylorda", "almaty", 5}, {"c-aktobe", "west", 4},
	{"c-atyrau", "west", 4}, {"c-oral", "west", 3}, {"c-semey", "astana", 5}, {"c-oskemen", "astana", 3},
	{"c-astana", "astana", 6}, {"c-karaganda", "astana", 2}, {"c-zhezkazgan", "astana", 1}, {"c-qonaev", "almaty", 1},
	{"c-pavlodar", "astana", 1},
}

func (d *draft) makePeople() error {
	for _, o := range origins {
		for range o.people {
			d.makePerson(o.town, o.team)
		}
	}
	return nil
}

func (d *draft) makePerson(town, team string) {
	i := len(d.people)
	sex := "male"
	if d.rng.IntN(4) == 0 {
		sex = "female"
	}
	roles := pick(d.rng, "protester", "protester", "protester", "bystander", "bystander", "activist", "journalist",
		"blogger", "student|protester", "trade_unionist|protester", "opposition_member", "hrd", "health_worker", "ngo_staff", "")
	p := someone{key: fmt.Sprintf("p-%03d", i+1), team: team, town: town, region: d.towns[town].region, level: "internal"}
	p.active = strings.Contains("activist journalist blogger opposition_member hrd ngo_staff", roles) && roles != ""
	switch i % 11 {
	case 4:
		p.level = "restricted"
	case 8:
		p.level = "partner"
	}
	in := answers("unit", "individual", "sex", sex, "region", p.region, "level", p.level, "status", d.status(),
		"civic_role", roles, "citizenship", pick(d.rng, "Kazakhstan", "Kazakhstan", "Kazakhstan", ""),
		"born", d.birth(), "named_in", "")
	if i%37 == 5 {
		in.Set("sex", "unknown")
	}
	d.names.draw(d.rng, sex).rows(in, i)
	d.listed(in)
	d.agreed(in, i)
	d.people = append(d.people, p)
	d.add(entry{p.key, "person", team, in})
}

// birth gives a date of birth, known as closely as it may happen to be.
func (d *draft) birth() (born string) {
	year := strconv.Itoa(1960 + d.rng.IntN(44))
	month, dom := 1+d.rng.IntN(12), 1+d.rng.IntN(28)
	switch d.rng.IntN(8) {
	case 0:
		return year
	case 1:
		return year + "~"
	case 2:
		return fmt.Sprintf("%s-%02d", year, month)
	case 3:
		return "unknown"
	case 4:
		return ""
	}
	return fmt.Sprintf("%s-%02d-%02d", year, month, dom)
}

// listed puts a person on some of the three made-up lists, which overlap as real ones do.
func (d *draft) listed(in map[string][]string) {
	for _, l := range []struct {
		list   string
		chance float64
	}{{"@x-list-a", 0.55}, {"@x-list-b", 0.35}, {"@x-list-c", 0.25}} {
		if d.rng.Float64() < l.chance {
			in["named_in"] = append(in["named_in"], l.list)
		}
	}
}

// agreed writes down what the person consented to, for about two people in three. Nobody takes back the consent to be
// kept: they would not be there.
func (d *draft) agreed(in map[string][]string, i int) {
	if i%3 == 2 {
		return
	}
	add := func(n int, purpose, state, on string) {
		key := "consent." + strconv.Itoa(n) + "."
		in[key+"purpose"], in[key+"state"], in[key+"on"] = []string{purpose}, []string{state}, []string{on}
	}
	on := day(25 + d.rng.IntN(60))
	add(0, "internal", pick(d.rng, "oral", "written", "by_relative", "by_lawyer"), on)
	add(1, pick(d.rng, "share_partners", "un_submission", "publish_anonymous"), pick(d.rng, "written", "oral", "refused", "not_asked"), on)
	if i%12 == 0 {
		add(2, in["consent.1.purpose"][0], "withdrawn", day(120+d.rng.IntN(60)))
	}
}

func itoa(n int) string { return strconv.Itoa(n) }

// makeTestimonies lets every eighth person tell what happened to them.
func (d *draft) makeTestimonies() error {
	for i, p := range d.people {
		if i%8 != 3 {
			continue
		}
		key := "t-" + p.key
		on := day(20 + d.rng.IntN(80))
		d.told[p.key] = key
		d.add(entry{key, "source", p.team, answers("title", "Testimony "+strings.ToUpper(p.key)+" (fictional)", "type", "victim_testimony",
			"is_list", "no", "from", on, "received", on, "language", pick(d.rng, "kk", "ru"), "reliability", pick(d.rng, "A", "B", "B", "C"),
			"connection", "victim", "stated_by", "@"+p.key, "event", january, "level", p.level,
			"excerpt", pick(d.rng, stories...))})
	}
	return nil
}
