package sample

import (
	"fmt"

	"aigaq/internal/cases"
)

// episode is a generated detention, as later records need it.
type episode struct {
	key         string
	who         someone
	start, days int // the day of January 2022 it began on, and how long it lasted
	form        string
	place       string
	undated     bool
	still       bool // not let go
}

// stories are accounts that stand in for what a person told; they say nothing that happened to anybody.
var stories = []string{
	"Вымышлено для примера. Остановили на улице, проверили телефон, увезли без объяснений.",
	"Вымышлено для примера. Пришли домой рано утром, протокол составили только на следующий день.",
	"Вымышлено для примера. Забрали у больницы, куда он привёз раненого.",
	"Вымышлено для примера. В отделе требовали подписать чистый лист.",
	"Мысал үшін ойдан шығарылған. Көшеде тоқтатып, себебін айтпай әкетті.",
	"Мысал үшін ойдан шығарылған. Үйіне таңғы бесте келді, туыстарына хабар бермеді.",
	"Мысал үшін ойдан шығарылған. Қорғаушысын екі күн кіргізбеді.",
	"Made up for the sample. Stopped at a checkpoint on the way from work and taken to the police station.",
	"Made up for the sample. Called in as a witness and not let go.",
}

// startDays are the days in January on which detentions began; those of the main days come up more often.
var startDays = []int{2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 9, 9, 10, 10, 11, 12, 13, 15, 17, 20, 24, 28, 31}

func (d *draft) makeDetentions() error {
	for i, p := range d.people {
		if i%11 == 10 {
			continue // known as a witness or as somebody harassed only
		}
		first := d.detain(p, startDays[d.rng.IntN(len(startDays))], nil)
		if (i%2 == 0 || i%7 == 3) && !first.undated && !first.still {
			d.again(first)
		}
	}
	for i, group := range []struct{ key, team, town string }{
		{"p-group-1", "almaty", "c-almaty"}, {"p-group-2", "almaty", "c-taldykorgan"}, {"p-group-3", "west", "c-zhanaozen"}, {"p-group-4", "astana", "c-astana"},
	} {
		d.roundup(someone{key: group.key, team: group.team, town: group.town, level: "internal"}, 4+i)
	}
	return nil
}

// again holds somebody a second time, and every ninth a third time.
func (d *draft) again(first episode) {
	second := d.detain(first.who, first.start+first.days+1+d.rng.IntN(30), &first)
	if len(d.held)%9 == 0 && !second.undated && !second.still {
		d.detain(first.who, second.start+second.days+2+d.rng.IntN(40), &second)
	}
}

// roundup is the detention of an unnamed group in one go.
func (d *draft) roundup(group someone, start int) {
	in := answers("victim", "@"+group.key, "event", january, "from", day(start), "to", day(start+1), "region", d.towns[group.town].region,
		"place", "@"+d.towns[group.town].facilities[len(d.towns[group.town].facilities)-1], "type", "det_mass", "ground", "none_given", "outcome", "released_no_charge",
		"record_drawn", "no", "reasons_told", "no", "lawyer_admitted", "no", "relatives_told", "unknown", "agency", "police", "account", stories[0])
	cite(in, "", "@x-fable-1", "a whole room of people nobody knew", "4")
	d.add(entry{"d-" + group.key, "detention", group.team, in})
}

func (d *draft) detain(p someone, start int, before *episode) episode {
	n := len(d.held)
	e := episode{key: fmt.Sprintf("d-%03d", n+1), who: p, start: start, place: pick(d.rng, d.towns[p.town].facilities...)}
	e.form, e.days = d.form(before != nil)
	if n == 7 {
		e.start, e.days, e.form = 0, 2, "det_police" // over the turn of the year
	}
	in := answers("victim", "@"+p.key, "event", january, "type", e.form, "region", d.towns[p.town].region, "status", d.status(), "level", p.level,
		"ground", pick(d.rng, "mass_riots", "mass_riots", "peaceful_assembly", "peaceful_assembly", "curfew_breach", "theft_looting",
			"terrorism", "identity_check", "witness_summons", "hooliganism", "none_given", "state_of_emergency", "unknown"),
		"agency", d.holders(e.form),
		"account", pick(d.rng, stories...))
	d.dates(in, &e, n)
	d.whereabouts(in, e, n)
	d.safeguards(in, e)
	d.ended(in, &e)
	d.evidence(in, e, n)
	if before != nil {
		in.Set("follows", "@"+before.key)
	}
	d.held = append(d.held, e)
	d.add(entry{e.key, "detention", p.team, in})
	return e
}

// holders are who held somebody in a form of detention; what a court ordered is not in the hands of unknown people.
func (d *draft) holders(form string) string {
	switch form {
	case "det_admin", "det_house":
		return "police"
	case "det_remand":
		return pick(d.rng, "kuis", "police", "knb")
	}
	return pick(d.rng, "police", "police", "police", "police|nat_guard", "sobr_special", "knb", "titushki", "unknown")
}

// form gives the form of a detention and its length in days.
func (d *draft) form(repeated bool) (string, int) {
	if repeated {
		switch pick(d.rng, "admin", "remand", "remand", "house") {
		case "admin":
			return "det_admin", 10 + d.rng.IntN(6)
		case "remand":
			return "det_remand", 30 + d.rng.IntN(60)
		}
		return "det_house", 60
	}
	switch form := pick(d.rng, "det_police", "det_police", "det_police", "det_police", "det_admin", "det_remand", "det_incomm", "det_mass", "abduction"); form {
	case "det_admin":
		return form, 5 + d.rng.IntN(11)
	case "det_remand":
		return form, 20 + d.rng.IntN(60)
	case "det_incomm":
		return form, 4 + d.rng.IntN(6)
	default:
		return form, d.rng.IntN(4)
	}
}

// dates writes beginning and end, known as closely as it may happen to be.
func (d *draft) dates(in cases.Input, e *episode, n int) {
	from, month := day(e.start), day(e.start)[:7]
	in.Set("from", from)
	in.Set("to", day(e.start+e.days))
	switch n % 13 {
	case 1:
		in.Set("from", fmt.Sprintf("%sT%02d:%02d", from, 6+d.rng.IntN(17), 5*d.rng.IntN(12)))
	case 4:
		in.Set("from", from+"~")
		in.Set("from.stated", "примерно в эти дни")
	case 6:
		in.Set("from", from+"/"+day(e.start+2))
		in.Set("to", day(e.start+2+e.days))
	case 9:
		e.undated = true
		in.Set("from", month)
		in.Set("from.stated", "в начале месяца, день не помнит")
		delete(in, "to")
	}
	switch n {
	case 53:
		e.undated = true
		in.Set("from", "unknown")
		delete(in, "to")
	case 95:
		e.undated = true
		in.Set("from", "2022")
		delete(in, "to")
	}
	if e.start <= 3 && e.who.town == "c-zhanaozen" {
		in.Set("event", zhanaozen)
	}
}

// whereabouts names the place of detention for most; of some not even the region is known.
func (d *draft) whereabouts(in cases.Input, e episode, n int) {
	switch {
	case n%23 == 11:
		delete(in, "region")
	case n%4 != 3 && e.form != "det_house":
		in.Set("place", "@"+e.place)
	}
}

func (d *draft) safeguards(in cases.Input, e episode) {
	answer := func(code string) {
		in.Set(code, pick(d.rng, "yes", "no", "no", "unknown", ""))
	}
	for _, code := range []string{"record_drawn", "reasons_told", "relatives_told", "ill_treated", "lawyer_admitted"} {
		answer(code)
	}
	if in.Get("lawyer_admitted") == "yes" && !e.undated {
		in.Set("lawyer_when", day(e.start+2+d.rng.IntN(2)))
	}
	if (e.form == "det_remand" || e.form == "det_admin") && !e.undated {
		in.Set("before_judge", day(e.start+2+d.rng.IntN(3)))
	}
	if in.Get("ground") == "peaceful_assembly" {
		in.Set("arbitrary", "II")
		in.Set("articles", "cao-488")
	}
	if in.Get("ground") == "mass_riots" {
		in.Set("articles", "cc-272-2")
	}
	if e.form == "det_incomm" {
		in.Set("arbitrary", "I|III")
		in.Set("conditions", "Вымышлено для примера: переполненная камера, без матрасов и прогулок.")
	}
}

// ended says how the detention ended.
func (d *draft) ended(in cases.Input, e *episode) {
	outcome := ""
	switch e.form {
	case "det_admin":
		outcome = "released_after_term"
	case "det_remand":
		outcome = pick(d.rng, "house_arrest", "house_arrest", "released_pledge", "released_pledge", "released_bail", "released_bail", "transferred", "still_held")
	case "det_house":
		outcome = pick(d.rng, "released_pledge", "released_pledge", "released_no_charge", "still_held")
	default:
		outcome = pick(d.rng, "released_no_charge", "released_no_charge", "released_pledge", "admin_arrest", "remanded", "warning", "fine_admin", "unknown")
	}
	if outcome == "still_held" {
		e.still = true
		delete(in, "to")
	}
	in.Set("outcome", outcome)
}

// evidence cites who told of it; every seventh detention has two sources that do not agree on the day.
func (d *draft) evidence(in cases.Input, e episode, n int) {
	if told := d.told[e.who.key]; told != "" {
		cite(in, "", "@"+told, "Вымышлено для примера: рассказ самого задержанного.", "2")
	}
	if n%7 == 2 {
		cite(in, "from", "@x-list-a", "задержан "+day(e.start), "3")
		cite(in, "from", "@x-list-b", "задержан "+day(e.start+1), "3")
	}
	if n%17 == 5 && in.Get("place") != "" {
		cite(in, "place", "@x-photo-1", "Вымышлено для примера: в журнале названо другое место.", "2")
	}
}
