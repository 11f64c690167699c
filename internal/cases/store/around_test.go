package store

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// titled gives the full title of a record as the chief sees it.
func (h *house) titled(number string) string {
	h.Helper()
	return h.full(number).Base().Title.Full
}

func (h *house) full(number string) cases.Record {
	h.Helper()
	r, err := h.desk("chief").Get(h.ctx(), number)
	h.must(err)
	return r
}

func TestARenamedPersonRenamesTheStepsOfTheirCases(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Бірінші Атау")
		e := h.put("aliya", "event", "title.en", "Invented protest", "from", "2022-01-05")
		c := h.put("aliya", "case", "accused", p.Number, "type", "criminal", "from", "2022-01-06", "owner", "aliya", "event", e.Number, "region", "KZ-75")
		s := h.put("aliya", "step", "case", c.Number, "from", "2022-01-07", "type", h.term("step_type", "step"), "due", "2022-02-01", "task", "appeal")
		step := h.full(s.Number).(*cases.Step)
		if step.Owner != "aliya" || step.Event.ID != e.ID || step.Region != "KZ-75" || step.Title.Full != "Бірінші Атау" {
			h.Errorf("the step took over %q, %d, %q, %q", step.Owner, step.Event.ID, step.Region, step.Title.Full)
		}
		h.edit("aliya", p, "names.0.value", "Екінші Атау")
		for _, number := range []string{c.Number, s.Number} {
			if h.titled(number) != "Екінші Атау" || h.full(number).Base().Version != 1 {
				h.Errorf("%s is called %q, version %d", number, h.titled(number), h.full(number).Base().Version)
			}
		}
		h.edit("aliya", c, "owner", "lawyer", "event", "", "region", "KZ-71")
		step = h.full(s.Number).(*cases.Step)
		if step.Owner != "lawyer" || step.Event.Given() || step.Region != "KZ-71" || step.Version != 1 {
			h.Errorf("the step follows to %q, %+v, %q, version %d", step.Owner, step.Event, step.Region, step.Version)
		}
		h.verify()
	})
}

func TestWhatFollowsNeverChangesAnAnswer(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Бірінші Атау")
		place := h.put("aliya", "place", "name.en", "Invented station", "type", h.term("place_type", "place"))
		d := h.put("aliya", "detention", "victim", p.Number, "from", "2022-01-05", "place", place.Number)
		h.edit("aliya", place, "region", "KZ-75")
		if r := h.full(d.Number).Base(); r.Region != "" || r.Version != 1 {
			h.Errorf("the region %q came without a save, version %d", r.Region, r.Version)
		}
		h.verify()
		h.edit("aliya", p, "names.0.value", "Екінші Атау") // while the region that would be worked out differs
		if h.titled(d.Number) != "Екінші Атау" {
			h.Errorf("the detention is still called %q", h.titled(d.Number))
		}
		h.verify()
	})
}

func TestWhatIsDue(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Ойдан Адам")
		step := h.term("step_type", "step")
		own := h.put("aliya", "case", "accused", p.Number, "type", "criminal", "from", "2022-01-06", "owner", "aliya")
		other := h.put("lawyer", "case", "accused", p.Number, "type", "criminal", "from", "2022-01-06", "owner", "lawyer")
		hidden := h.put("chief", "case", "accused", p.Number, "type", "criminal", "from", "2022-01-06", "level", "restricted")
		late := h.put("aliya", "step", "case", own.Number, "from", "2022-01-07", "type", step, "due", "2022-03-01", "task", "third")
		first := h.put("aliya", "step", "case", other.Number, "from", "2022-01-08", "type", step, "due", "2022-02", "task", "first")
		h.put("aliya", "step", "case", own.Number, "from", "2022-01-06", "type", step, "due", "2022-02-02", "done", "yes")
		h.put("aliya", "step", "case", own.Number, "from", "2022-01-09", "type", step)
		h.put("chief", "step", "case", hidden.Number, "from", "2022-01-09", "type", step, "due", "2022-02-01", "level", "restricted")
		due := func(who string, mine bool) (numbers []string) {
			list, err := h.desk(who).Due(h.ctx(), mine, 10)
			h.must(err)
			for _, d := range list {
				numbers = append(numbers, d.Number)
			}
			return numbers
		}
		if got := due("aliya", false); !slices.Equal(got, []string{first.Number, late.Number}) {
			h.Errorf("due %v", got)
		}
		if got := due("aliya", true); !slices.Equal(got, []string{late.Number}) {
			h.Errorf("mine %v", got)
		}
		if got := due("chief", false); len(got) != 3 {
			h.Errorf("the chief's %v", got)
		}
		steps, err := h.desk("aliya").StepsOf(h.ctx(), own.Number)
		if err != nil || len(steps) != 3 || steps[0].From.From != "2022-01-06" || steps[2].From.From != "2022-01-09" {
			h.Errorf("the steps of the case: %v, %v", steps, err)
		}
		if steps, err := h.desk("aliya").StepsOf(h.ctx(), hidden.Number); err != nil || len(steps) != 0 {
			h.Errorf("the steps of a hidden case: %v, %v", steps, err) // R27
		}
	})
}

// pointing gives "role number" of what points to a record.
func (h *house) pointing(who, number string) (out []string) {
	h.Helper()
	list, err := h.desk(who).Incoming(h.ctx(), number)
	h.must(err)
	for _, one := range list {
		out = append(out, one.Role+" "+one.From.Number)
	}
	slices.Sort(out)
	return out
}

func TestWhatPointsToARecord(t *testing.T) { // R26 R31
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Ойдан Адам")
		src := h.put("aliya", "source", "title", "Invented list", "type", h.term("source_type", "source"))
		open := h.put("aliya", "detention", "victim", p.Number, "from", "2022-01-05", "citations.0.source", src.Number, "citations.0.field", "account")
		whole := h.put("aliya", "detention", "victim", p.Number, "from", "2022-01-06", "citations.0.source", src.Number)
		seen := h.put("aliya", "detention", "victim", h.person("aliya", "Басқа").Number, "witness", p.Number, "from", "2022-01-07")
		h.put("chief", "detention", "victim", p.Number, "from", "2022-01-08", "level", "restricted", "citations.0.source", src.Number)
		for _, c := range []struct {
			who, number string
			want        []string
		}{
			{"aliya", p.Number, []string{"victim " + open.Number, "victim " + whole.Number, "witness " + seen.Number}},
			{"reader", p.Number, []string{"victim " + open.Number, "victim " + whole.Number}},
			{"aliya", src.Number, []string{"citations " + open.Number, "citations " + whole.Number}},
			{"reader", src.Number, []string{"citations " + whole.Number}},
		} {
			slices.Sort(c.want)
			if got := h.pointing(c.who, c.number); !slices.Equal(got, c.want) {
				h.Errorf("%s sees of %s %v, want %v", c.who, c.number, got, c.want)
			}
		}
		if got := h.pointing("chief", p.Number); len(got) != 4 {
			h.Errorf("the chief sees %v", got)
		}
		for _, who := range []string{"intake", "boss", "auditor"} {
			if _, err := h.desk(who).Incoming(h.ctx(), p.Number); !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("%s: %v", who, err)
			}
		}
	})
}

func TestSuggestionsShowNothingHidden(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Қиялбек Ойдан")
		secret := h.put("chief", "person", "names.0.value", "Қиялбек Жасырын", "level", "restricted")
		find := func(who, text string) (out []string) {
			heads, err := h.desk(who).Suggest(h.ctx(), text, []string{"person"}, 10)
			h.must(err)
			for _, one := range heads {
				out = append(out, one.Number)
				if who == "reader" && one.Title.Full != "" {
					h.Errorf("%q is suggested by name to %s", one.Title.Full, who)
				}
			}
			return out
		}
		part := p.Number[4:8]
		for text, want := range map[string]bool{"": true, "қиялбек": true, "киялбек": true, "ОЙДАН": true, p.Number: true, strings.ToLower(p.Number): true,
			part: true, "PER-" + part: true, "жасырын": false, secret.Number: false, "%": false, "_": false} {
			got := find("aliya", text)
			if slices.Contains(got, secret.Number) || slices.Contains(got, p.Number) != want {
				h.Errorf("%q suggests %v", text, got)
			}
		}
		if got := find("chief", "қиялбек"); len(got) != 2 {
			h.Errorf("the chief is suggested %v", got)
		}
		if got := find("reader", "қиялбек"); got != nil {
			h.Errorf("a secret name finds %v", got)
		}
		if got := find("reader", ""); len(got) != 1 {
			h.Errorf("a reader without secrets is suggested %v", got)
		}
		for who, want := range map[string]int{"chief": 2, "aliya": 1, "reader": 1, "boss": 0} {
			heads, err := h.desk(who).Resolve(h.ctx(), []string{p.Number, secret.Number, "PER-999999999999", "nonsense"})
			if err != nil || len(heads) != want {
				h.Errorf("%s resolves %v, %v", who, heads, err)
			}
		}
	})
}

func TestATypedNameMeansOneRecord(t *testing.T) {
	onBoth(t, func(h *house) {
		one := h.person("aliya", "Серік Асанұлы")
		for _, name := range []string{"Серік Асанұлы Екінші", "Серік Асанұлы Үшінші", "Серік Асанұлы Төртінші", "Серік Асанұлы Бесінші", "Серік Асанұлы Алтыншы"} {
			h.person("aliya", name)
		}
		save := func() (cases.Saved, error) {
			return h.desk("aliya").Save(h.ctx(), "", change("detention", "victim", "серик асанулы", "from", "2022-01-05"))
		}
		d, err := save()
		h.must(err)
		if got := h.full(d.Number).Base().LinksTo("victim")[0].To.Number; got != one.Number {
			h.Errorf("the name means %s, want %s", got, one.Number)
		}
		h.person("aliya", "Серік Асанұлы")
		if _, err := save(); problem(err, "victim") != "ambiguous" {
			h.Errorf("with two of one name: %v", err)
		}
		if _, err := h.desk("aliya").Save(h.ctx(), "", change("detention", "victim", "Жоқ Адам", "from", "2022-01-05")); problem(err, "victim") != "unknown_record" {
			h.Errorf("with nobody of that name: %v", err)
		}
	})
}
