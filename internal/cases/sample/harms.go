package sample

import "fmt"

// makeIllTreatment lets two thirds of the records of ill-treatment follow from detentions and the rest happen in the
// streets.
func (d *draft) makeIllTreatment() error {
	for i, e := range d.held {
		if i%5 == 1 && e.form != "det_house" {
			d.inCustody(fmt.Sprintf("i-%03d", i), e)
		}
	}
	for i, p := range d.people {
		if i%7 == 4 {
			d.inTheStreet(fmt.Sprintf("i-s-%03d", i), p, 4+i%4)
		}
	}
	return nil
}

// custodyHarms and streetHarms are types of ill-treatment with methods that go with them.
var custodyHarms = [][2]string{{"torture", "beating|electric_shock"}, {"torture", "burns_hot_object"}, {"torture", "asphyxiation_bag|threats"},
	{"torture", "blows_objects|forced_standing"}, {"ill_treat", "kicks_punches|insults"}, {"ill_treat", "deprivation_sleep"}, {"ill_treat", "overcrowding|heat_cold"},
	{"denied_medical", "deprivation_care"}, {"denied_counsel", ""}, {"forced_confession", "threats|beating"}}

var streetHarms = [][2]string{{"injury_fire", "crowd_shooting"}, {"injury_fire", "crowd_shooting"}, {"assault", "beating"},
	{"assault", "stun_grenades"}, {"assault", "tear_gas"}, {"removed_hosp", "deprivation_care"}}

func (d *draft) inCustody(key string, e episode) {
	from := day(e.start + min(1, e.days))
	if e.undated {
		from = "2022-01"
	}
	what := custodyHarms[d.rng.IntN(len(custodyHarms))]
	in := answers("victim", "@"+e.who.key, "event", january, "from", from, "place", "@"+e.place, "in_custody", "yes", "part_of", "@"+e.key,
		"type", what[0], "methods", what[1],
		"injuries", pick(d.rng, "Вымышлено для примера: гематомы на спине и бёдрах.", "Мысал үшін ойдан шығарылған: қабырғасы сынған.", ""),
		"medical", pick(d.rng, "none", "limited", "requested", "adequate", "unknown"),
		"agency", pick(d.rng, "police", "police", "kuis", "knb", "sobr_special"), "status", d.status(), "level", e.who.level, "account", pick(d.rng, stories...))
	if d.rng.IntN(3) == 0 {
		in.Set("examined", day(e.start+20+d.rng.IntN(30)))
		in.Set("consistency", pick(d.rng, "consistent", "highly_consistent", "typical", "diagnostic", "not_consistent"))
	}
	switch d.rng.IntN(3) {
	case 0:
		in.Set("complaint", "yes")
		in.Set("complained", day(e.start+30+d.rng.IntN(40)))
		in.Set("investigation", pick(d.rng, "opened", "ongoing", "terminated", "refused", "sent_to_court", "convicted", "suspended"))
	case 1:
		in.Set("complaint", "no")
		in.Set("investigation", "none")
	}
	if told := d.told[e.who.key]; told != "" {
		cite(in, "type", "@"+told, "Вымышлено для примера: рассказ пострадавшего.", "2")
		cite(in, "type", "@x-reply-2", "Вымышлено для примера: сила не применялась.", "4")
	}
	d.add(entry{key, "ill_treatment", e.who.team, in})
}

func (d *draft) inTheStreet(key string, p someone, on int) {
	what := streetHarms[d.rng.IntN(len(streetHarms))]
	in := answers("victim", "@"+p.key, "event", january, "from", day(on), "place", "@"+p.town, "in_custody", "no",
		"type", what[0], "methods", what[1],
		"medical", pick(d.rng, "adequate", "limited", "none"), "complaint", pick(d.rng, "no", "unknown", ""),
		"agency", pick(d.rng, "army", "nat_guard", "police", "titushki", "unknown"), "status", d.status(), "level", p.level, "account", pick(d.rng, stories...))
	d.add(entry{key, "ill_treatment", p.team, in})
}

// pressed are the organisations and lawyers who are harassed in the sample, besides people in public life.
var pressed = []struct{ key, team, region string }{
	{"x-ngo-1", "almaty", "KZ-75"}, {"x-ngo-2", "west", "KZ-47"}, {"x-ngo-3", "astana", "KZ-71"}, {"x-union", "west", "KZ-47"},
	{"x-party", "almaty", "KZ-75"}, {"x-medium-1", "almaty", "KZ-75"}, {"x-medium-2", "astana", "KZ-71"}, {"x-movement", "west", "KZ-47"},
	{"p-law-1", "almaty", "KZ-75"}, {"p-law-3", "astana", "KZ-71"}, {"p-law-4", "west", "KZ-47"},
}

func (d *draft) makeHarassment() error {
	for i, v := range pressed {
		form := pick(d.rng, "search_raid", "tax_pressure", "smear", "censorship", "reg_refusal", "online_attack", "assembly_refusal")
		if v.key[0] == 'p' {
			form = pick(d.rng, "threat", "summons", "surveillance")
		}
		d.harass(fmt.Sprintf("h-o-%02d", i+1), someone{key: v.key, team: v.team, region: v.region, level: "internal"}, form)
	}
	n := 0
	for i, p := range d.people {
		if !p.active || i%5 == 0 {
			continue
		}
		n++
		d.harass(fmt.Sprintf("h-p-%03d", i+1), p, pick(d.rng, "summons", "summons", "threat", "search_raid", "surveillance", "smear",
			"online_attack", "travel_ban", "job_pressure", "physical_attack", "admin_case", "prosecution", "listing", "death_threat", "activity_ban"))
	}
	return nil
}

func (d *draft) harass(key string, p someone, form string) {
	on := 8 + d.rng.IntN(180)
	in := answers("victim", "@"+p.key, "event", january, "from", d.roughly(on), "region", p.region, "type", form,
		"freedoms", pick(d.rng, "assembly", "expression", "association", "expression|association", "assembly|expression"),
		"channel", pick(d.rng, "in_person", "telephone", "messenger", "social_media", "court", "workplace", "family", "home_visit", ""),
		"motive_role", pick(d.rng, "yes", "yes", "unknown"), "ongoing", pick(d.rng, "no", "no", "yes", "unknown"), "reported", pick(d.rng, "yes", "no", ""),
		"agency", pick(d.rng, "police", "knb", "akimat", "titushki", "unknown", "econ"), "status", d.status(), "level", p.level,
		"account", "Вымышлено для примера.")
	if e := d.heldBefore(p.key, on); e != "" {
		in.Set("follows", "@"+e)
	}
	if d.rng.IntN(4) == 0 {
		cite(in, "type", "@x-gazette-1", "Вымышлено для примера: газета пишет о давлении.", "3")
	}
	d.add(entry{key, "harassment", p.team, in})
}

// roughly gives a day, or now and then only its month.
func (d *draft) roughly(on int) string {
	if d.rng.IntN(5) == 0 {
		return day(on)[:7]
	}
	return day(on)
}

// heldBefore gives the last dated detention of a person that began before a day.
func (d *draft) heldBefore(person string, on int) string {
	key := ""
	for _, e := range d.held {
		if e.who.key == person && !e.undated && e.start < on {
			key = e.key
		}
	}
	return key
}
