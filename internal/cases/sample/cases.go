package sample

import (
	"fmt"

	"aigaq/internal/cases"
)

// stepPlan is a step as it usually comes: so many days after the arrest, with what it changes.
type stepPlan struct {
	after           int
	form, stage     string
	standing        string
	charge          string // main: what was charged first; lesser: what it was requalified to; empty: not named
	measure         string
	term            int // days until the measure ends
	result, task    string
	taskDays        int
	atCourt, judged bool
}

// path is one way that cases went.
type path struct {
	form, outcome, stage, measure string
	open                          bool // not over: one more step stands close to today, with something due
	steps                         []stepPlan
}

// paths are the ways that cases of the sample went; each is used for several cases.
var paths = []path{
	{"criminal", "terminated_exonerating", "investigation", "pledge", false, []stepPlan{
		{after: 0, form: "stage", stage: "registered", standing: "suspect", charge: "main"},
		{after: 2, form: "measure", stage: "measure", standing: "suspect", charge: "main", measure: "custody", term: 60, task: "Complain about the sanction", taskDays: 3, atCourt: true},
		{after: 20, form: "complaint", stage: "investigation", result: "complaint of ill-treatment handed in"},
		{after: 45, form: "measure_change", stage: "investigation", measure: "pledge"},
		{after: 150, form: "terminated", stage: "investigation", result: "terminated for want of evidence"},
	}},
	{"criminal", "suspended_sentence", "verdict", "house_arrest", false, []stepPlan{
		{after: 0, form: "stage", stage: "suspect", standing: "suspect", charge: "main"},
		{after: 2, form: "measure", stage: "measure", standing: "suspect", measure: "custody", term: 60, atCourt: true},
		{after: 58, form: "extension", stage: "extension", measure: "custody", term: 30, atCourt: true},
		{after: 90, form: "charge_change", stage: "investigation", standing: "suspect", charge: "lesser", result: "requalified"},
		{after: 120, form: "stage", stage: "indictment", standing: "accused", charge: "lesser"},
		{after: 150, form: "hearing", stage: "trial", standing: "defendant", atCourt: true, judged: true},
		{after: 190, form: "verdict", stage: "verdict", standing: "convicted", charge: "lesser", result: "suspended sentence", task: "Appeal the verdict", taskDays: 15, atCourt: true, judged: true},
	}},
	{"administrative", "admin_arrest", "execution", "", false, []stepPlan{
		{after: 0, form: "detention", stage: "report", standing: "admin_liable", charge: "main"},
		{after: 1, form: "ruling", stage: "trial", standing: "admin_liable", charge: "main", result: "10 days of arrest", task: "Appeal the ruling", taskDays: 10, atCourt: true},
		{after: 6, form: "appeal_ruling", stage: "appeal", result: "ruling upheld", atCourt: true},
	}},
	{"criminal", "pending", "trial", "house_arrest", true, []stepPlan{
		{after: 0, form: "stage", stage: "registered", standing: "suspect", charge: "main"},
		{after: 3, form: "measure", stage: "measure", standing: "suspect", measure: "custody", term: 60, atCourt: true},
		{after: 61, form: "measure_change", stage: "investigation", measure: "house_arrest", term: 60, atCourt: true},
		{after: 130, form: "stage", stage: "file_review", standing: "accused", charge: "main"},
		{after: 160, form: "stage", stage: "sent_to_court", standing: "defendant"},
	}},
	{"criminal", "amnestied", "release", "pledge", false, []stepPlan{
		{after: 0, form: "stage", stage: "suspect", standing: "suspect", charge: "main"},
		{after: 2, form: "measure", stage: "measure", measure: "pledge"},
		{after: 140, form: "verdict", stage: "verdict", standing: "convicted", charge: "main", result: "one year of restricted liberty", atCourt: true, judged: true},
		{after: 310, form: "amnesty", stage: "release", result: "released from punishment"},
	}},
	{"criminal", "pending", "investigation", "pledge", true, []stepPlan{
		{after: 1, form: "stage", stage: "registered", standing: "witness_rd", charge: "main"},
		{after: 12, form: "stage", stage: "suspect", standing: "suspect", charge: "main"},
		{after: 14, form: "measure", stage: "measure", measure: "pledge"},
		{after: 100, form: "ruling", stage: "investigation", result: "the running of the term is suspended"},
	}},
	{"criminal", "imprisonment", "in_force", "custody", false, []stepPlan{
		{after: 0, form: "stage", stage: "suspect", standing: "suspect", charge: "main"},
		{after: 2, form: "measure", stage: "measure", measure: "custody", term: 60, atCourt: true},
		{after: 60, form: "charge_change", stage: "investigation", charge: "lesser", result: "requalified"},
		{after: 95, form: "charge_change", stage: "investigation", charge: "main", result: "the first charge is back"},
		{after: 170, form: "verdict", stage: "verdict", standing: "convicted", charge: "main", result: "five years", atCourt: true, judged: true},
		{after: 184, form: "appeal_filed", stage: "appeal"},
		{after: 240, form: "appeal_ruling", stage: "in_force", result: "verdict upheld"},
	}},
	{"administrative", "fine_admin", "execution", "", false, []stepPlan{
		{after: 0, form: "stage", stage: "report", standing: "admin_liable", charge: "main"},
		{after: 4, form: "hearing", stage: "trial", atCourt: true, judged: true},
		{after: 5, form: "ruling", stage: "trial", charge: "main", result: "a fine", task: "Appeal the ruling", taskDays: 10, atCourt: true},
	}},
}

// charges are pairs of what is charged first and what it is requalified to.
var charges = [][2]string{{"cc-272-2", "cc-293"}, {"cc-255|cc-272-2", "cc-272-2"}, {"cc-188", "cc-187"}, {"cc-380|cc-293", "cc-378"},
	{"cc-272-1", "cc-400"}, {"cc-202", "cc-204"}, {"cc-274", "cc-378"}}

// tasks are what is due in the open cases, in how many days from today; negative ones are overdue.
var tasks = []struct {
	days int
	what string
}{
	{-12, "Ask the court for the record of the hearing"}, {3, "File the appeal"}, {-4, "Answer the investigator's letter"}, {1, "Hearing: bring the witness"},
	{6, "Complain to the prosecutor"}, {18, "House arrest ends: check the extension"}, {0, "Hand in the motion"}, {35, "Report to the UN working group"},
	{-1, "Call the family"}, {60, "Check for the ruling"},
}

// makeCases opens a case after every fourth dated detention, until there are enough.
func (d *draft) makeCases() error {
	open, made := 0, 0
	for i, e := range d.held {
		if e.undated || i%4 == 2 || i%4 == 3 || i%8 == 5 || made == 38 {
			continue
		}
		p := paths[made%len(paths)]
		made++
		d.makeCase(fmt.Sprintf("k-%03d", made), e, p)
		if p.open {
			d.recent(fmt.Sprintf("k-%03d", made), e, p.stage, open)
			open++
		}
	}
	return nil
}

// offices gives the court and the investigators of a team, all made up.
func offices(team string, form string) (court, body, lawyer string) {
	switch {
	case team == "west":
		return "@x-court-93", "@x-police-97", "@p-law-4"
	case team == "astana":
		return "@x-court-95", "@x-police-98", "@p-law-3"
	case form == "administrative":
		return "@x-court-91", "@x-police-96", "@p-law-1"
	}
	return "@x-court-90", "@x-police-96", "@p-law-2"
}

func (d *draft) makeCase(key string, e episode, p path) {
	court, body, lawyer := offices(e.who.team, p.form)
	charge := charges[d.rng.IntN(len(charges))]
	if p.form == "administrative" {
		charge = [2]string{pick(d.rng, "cao-488", "cao-488-11", "cao-667", "cao-434"), ""}
	}
	in := answers("accused", "@"+e.who.key, "type", p.form, "event", january, "from", day(e.start), "region", d.towns[e.who.town].region,
		"file_no", "FICT-"+key[2:], "articles", p.charged(charge), "stage", p.stage, "measure", p.measure, "court", court, "body", body,
		"lawyer", lawyer, "part_of", "@"+e.key, "outcome", p.outcome, "status", d.status(), "level", e.who.level)
	last := p.steps[len(p.steps)-1]
	if !p.open {
		in.Set("to", day(e.start+last.after))
		in.Set("sentence", last.result)
	}
	d.add(entry{key, "case", e.who.team, in})
	for i, s := range p.steps {
		d.add(entry{fmt.Sprintf("%s-%d", key, i+1), "step", e.who.team, s.answers(key, e, charge, court)})
	}
}

// charged gives what is charged at the end of a path.
func (p path) charged(charge [2]string) string {
	last := charge[0]
	for _, s := range p.steps {
		switch s.charge {
		case "main":
			last = charge[0]
		case "lesser":
			last = charge[1]
		}
	}
	return last
}

func (s stepPlan) answers(key string, e episode, charge [2]string, court string) cases.Input {
	in := answers("case", "@"+key, "from", day(e.start+s.after), "type", s.form, "stage", s.stage, "concerns", "@"+e.who.key,
		"standing", s.standing, "measure", s.measure, "result", s.result, "level", e.who.level)
	switch s.charge {
	case "main":
		in.Set("articles", charge[0])
	case "lesser":
		in.Set("articles", charge[1])
	}
	if s.term > 0 {
		in.Set("until", day(e.start+s.after+s.term))
	}
	if s.atCourt {
		in.Set("court", court)
	}
	if s.judged {
		in.Set("judge", "А. Жорамалов (вымышленный)")
	}
	if s.task != "" {
		in.Set("task", s.task)
		in.Set("due", day(e.start+s.after+s.taskDays))
		in.Set("done", "yes")
	}
	return in
}

// recent is the last step of a case that is not over: it lies shortly before today and leaves something to do.
func (d *draft) recent(key string, e episode, stage string, n int) {
	task := tasks[n%len(tasks)]
	d.add(entry{key + "-now", "step", e.who.team, answers("case", "@"+key, "from", d.fromToday(-20-n), "type", pick(d.rng, "hearing", "reopened", "ruling"),
		"stage", stage, "concerns", "@"+e.who.key, "due", d.fromToday(task.days), "task", task.what, "done", "no", "level", e.who.level)})
}
