package main

import (
	"fmt"
	"time"

	"aigaq/internal/cases"
)

// sheet makes an answer sheet of pairs of code and value; empty values are left out.
func sheet(pairs ...string) cases.Input {
	in := cases.Input{}
	for i := 0; i+1 < len(pairs); i += 2 {
		in.Set(pairs[i], pairs[i+1])
	}
	return in
}

// handled adds what every record has: team, level, status.
func (w *world) handled(in cases.Input) cases.Input {
	in.Set("team", w.pick("north", "south", "west"))
	in.Set("level", cases.Internal)
	if w.chance(3) {
		in.Set("level", cases.Restricted)
	}
	in.Set("status", w.pick("unreviewed", "reported", "reported", "reported", "corroborated", "confirmed", "disputed"))
	return in
}

func (w *world) event() cases.Input {
	_, day := w.begun()
	return w.handled(sheet("title.en", "Made-up event "+w.word(), "title.ru", "Вымышленное событие "+w.word(),
		"from", day.Format(time.DateOnly), "region", w.region()))
}

func (w *world) place() cases.Input {
	return w.handled(sheet("name.en", "Station "+w.word(), "name.ru", "Отдел "+w.word(), "type",
		w.pick("police_station", "ivs", "sizo", "street", "square", "sports_hall"), "region", w.region()))
}

func (w *world) person() cases.Input {
	in := sheet("names.0.value", w.name(), "names.0.script", "cyrl", "sex", w.pick("male", "male", "male", "female"),
		"born", fmt.Sprintf("%d-%02d-%02d", 1950+w.IntN(55), 1+w.IntN(12), 1+w.IntN(28)), "region", w.region(),
		"occupation", w.word(), "citizenship", "KZ")
	if w.chance(30) {
		in.Set("names.1.value", w.name())
	}
	if w.chance(50) {
		in.Set("contact", w.phone())
	}
	return w.handled(in)
}

// harm is what all records of one act to one person have.
func (w *world) harm() (cases.Input, time.Time) {
	from, day := w.begun()
	in := sheet("victim", w.somebody(), "event", w.one(w.numbers["event"]), "from", from, "region", w.region(),
		"account", w.story(20+w.IntN(60)))
	in["agency"] = []string{w.pick("police", "police", "knb", "nat_guard", "sobr_special")}
	if w.chance(60) {
		in.Set("place", w.one(w.numbers["place"]))
	}
	if w.chance(20) {
		in["witness"] = []string{w.somebody()}
	}
	return w.handled(in), day
}

func (w *world) detention() cases.Input {
	in, day := w.harm()
	if len(in.Get("from")) == len(time.DateOnly) {
		in.Set("to", day.AddDate(0, 0, w.IntN(40)).Format(time.DateOnly))
	}
	in.Set("type", w.pick("det_police", "det_police", "det_admin", "det_remand", "det_incomm"))
	in.Set("ground", w.pick("mass_riots", "peaceful_assembly", "curfew_breach", "none_given", "unknown"))
	in.Set("outcome", w.pick("released_no_charge", "released_pledge", "remanded", "admin_arrest", "unknown"))
	in.Set("taken_from", w.word())
	for _, code := range []string{"record_drawn", "reasons_told", "lawyer_admitted", "relatives_told", "ill_treated"} {
		in.Set(code, w.pick("yes", "no", "no", "unknown", ""))
	}
	if w.chance(40) {
		in["articles"] = []string{"cc-272-2"}
	}
	return in
}

func (w *world) criminalCase() cases.Input {
	from, _ := w.begun()
	return w.handled(sheet("accused", w.somebody(), "type", w.pick("criminal", "criminal", "administrative"),
		"event", w.one(w.numbers["event"]), "from", from, "region", w.region(), "articles", "cc-272-2",
		"file_no", fmt.Sprintf("%02d-%06d", w.IntN(99), w.IntN(1_000_000)), "outcome", w.pick("pending", "unknown", "terminated_other"),
		"remarks", w.story(12)))
}

// step is one more of a case of the last thousand.
func (w *world) step() cases.Input {
	list := w.numbers["case"]
	recent := list[max(0, len(list)-1000):]
	_, day := w.begun()
	in := sheet("case", w.one(recent), "from", day.Format(time.DateOnly), "type",
		w.pick("stage", "summons", "hearing", "measure", "complaint", "ruling"), "result", w.word(), "remarks", w.story(10))
	if w.chance(15) {
		in.Set("due", day.AddDate(0, 0, 10).Format(time.DateOnly))
		in.Set("task", w.word())
	}
	return w.handled(in)
}

func (w *world) death() cases.Input {
	in, _ := w.harm()
	in.Set("type", w.pick("killing_protest", "death_hospital", "shooting_passerby"))
	in.Set("in_custody", w.pick("no", "unknown"))
	in.Set("official_version", w.story(15))
	in.Set("family_version", w.story(15))
	return in
}

func (w *world) illTreatment() cases.Input {
	in, _ := w.harm()
	in.Set("type", w.pick("torture", "ill_treat", "injury_fire"))
	in["methods"] = []string{w.pick("beating", "threats"), "blindfold"}
	in.Set("in_custody", w.pick("yes", "yes", "no"))
	return in
}

func (w *world) harassment() cases.Input {
	in, _ := w.harm()
	in.Set("type", w.pick("summons", "threat", "search_raid", "surveillance", "smear"))
	in["freedoms"] = []string{w.pick("assembly", "expression")}
	return in
}
