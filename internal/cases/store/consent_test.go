package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// agree gives the answers of a form that say what somebody consents to: pairs of purpose and state.
func agree(pairs ...string) []string {
	var out []string
	for i := 0; i+1 < len(pairs); i += 2 {
		key := fmt.Sprintf("consent.%d.", i/2)
		out = append(out, key+"purpose", pairs[i], key+"state", pairs[i+1])
	}
	return out
}

// R99: what leaves for a purpose is about people who consented to it, and names nobody who did not. Nothing that was
// not asked is a yes, and the newest row decides.
func TestAnExportLeavesOutWhoeverDidNotConsent(t *testing.T) {
	onBoth(t, func(h *house) {
		yes := h.person("aliya", "Вымысел Иә", agree("un_submission", "refused", "un_submission", "by_lawyer", "publish_anonymous", "oral")...)
		no := h.person("aliya", "Вымысел Жоқ", agree("un_submission", "written", "un_submission", "withdrawn", "publish_named", "written")...)
		silent := h.person("aliya", "Вымысел Үнсіз")
		mine := h.put("aliya", "detention", "victim", yes.Number, "witness", no.Number, "witness", silent.Number, "from", "2022-01-05")
		both := h.put("aliya", "detention", "victim", yes.Number, "victim", no.Number, "from", "2022-01-06")
		theirs := h.put("aliya", "detention", "victim", silent.Number, "from", "2022-01-07")
		file := h.put("lawyer", "case", "accused", yes.Number, "type", "criminal", "from", "2022-02")
		step := h.put("lawyer", "step", "case", file.Number, "from", "2022-03-01", "type", "hearing")
		otherFile := h.put("lawyer", "case", "accused", no.Number, "type", "criminal", "from", "2022-02")
		otherStep := h.put("lawyer", "step", "case", otherFile.Number, "from", "2022-03-01", "type", "hearing")
		event := h.put("aliya", "event", "title", "A made-up protest", "from", "2022-01-05")
		all := []cases.Saved{yes, no, silent, mine, both, theirs, file, step, otherFile, otherStep, event}

		tests := []struct {
			purpose string
			leave   []cases.Saved
		}{
			{"casework", all},
			{"legal_aid", all},
			{"un_submission", []cases.Saved{yes, mine, file, step, event}},
			{"press", []cases.Saved{no, otherFile, otherStep, event}},
			{"advocacy", []cases.Saved{no, otherFile, otherStep, event}},
			{"partners", []cases.Saved{event}},
			{"research", []cases.Saved{event}},
			{"other", []cases.Saved{event}},
		}
		for _, test := range tests {
			q := cases.Query{Consent: h.desk("lawyer").ConsentFor(test.purpose)}
			w, err := h.desk("lawyer").Weigh(h.ctx(), q)
			h.must(err)
			got, text := h.leaves("lawyer", test.purpose, w.Rows)
			var want []string
			for _, one := range test.leave {
				want = append(want, one.Number)
			}
			slices.Sort(want)
			if !slices.Equal(got, want) || w.Rows != len(want) || w.Left != len(all)-len(want) {
				h.Errorf("for %s: %v leave, want %v; weighed %+v", test.purpose, got, want, w)
			}
			if test.purpose == "un_submission" && (strings.Contains(text, "Жоқ") || strings.Contains(text, "Үнсіз") || strings.Contains(text, no.Number)) {
				h.Errorf("for %s somebody is named who did not consent: %s", test.purpose, text)
			}
			list, err := h.desk("lawyer").List(h.ctx(), q)
			if err != nil || list.Total != len(want) {
				h.Errorf("a list for %s has %d in all, %v", test.purpose, list.Total, err)
			}
		}
		if got, _ := h.leaves("reader", "press", 20); !slices.Contains(got, yes.Number) || slices.Contains(got, no.Number) {
			h.Errorf("without names, publication without them is what is asked for: %v", got)
		}
		h.leavesAlone(mine, both)
	})
}

// leaves gives the numbers that an export for a purpose carries, sorted, and all that it says.
func (h *house) leaves(who, purpose string, rows int) (numbers []string, text string) {
	h.Helper()
	x, err := h.desk(who).Export(h.ctx(), cases.Takeaway{What: "/records.csv", Rows: rows, Purpose: purpose})
	h.must(err)
	h.must(x.Each(h.ctx(), cases.Query{}, func(r cases.Record) error {
		numbers = append(numbers, r.Base().Number)
		text += fmt.Sprint(cases.JSON(r), r.Base().Links)
		return nil
	}))
	h.must(x.Done())
	slices.Sort(numbers)
	return numbers, text
}

// leavesAlone holds that a single record leaves, or stays, by the same rule.
func (h *house) leavesAlone(mine, both cases.Saved) {
	h.Helper()
	d := h.desk("lawyer")
	r, err := d.GetFor(h.ctx(), mine.Number, "un_submission")
	h.must(err)
	if text := fmt.Sprint(cases.JSON(r), r.Base().Links); strings.Contains(text, "Жоқ") || strings.Contains(text, "Үнсіз") {
		h.Errorf("the file of one record names somebody who did not consent: %s", text)
	}
	if _, err := d.GetFor(h.ctx(), both.Number, "un_submission"); problem(err, "purpose") != "no_consent" {
		h.Errorf("a record about somebody who did not consent gave %v", err)
	}
	if r, err := d.GetFor(h.ctx(), both.Number, "casework"); err != nil || r.Base().Number != both.Number {
		h.Errorf("for work inside it gave %v", err)
	}
}
