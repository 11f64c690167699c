package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

func TestNotThereAndNotYoursAnswerAlike(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		hidden := h.person("west", "Батыс Адамов", "level", "restricted")
		for _, who := range []string{"aliya", "lawyer", "reader", "intake", "boss", "auditor"} {
			d := h.desk(who)
			ask := func(number string) []string {
				_, get := d.Get(h.ctx(), number)
				_, history := d.History(h.ctx(), number)
				_, incoming := d.Incoming(h.ctx(), number)
				c := change("person", "occupation", "welder")
				c.Number, c.Version = number, 1
				_, save := d.Save(h.ctx(), "", c)
				if !errors.Is(get, cases.ErrNotFound) {
					h.Errorf("%s gets %s: %v", who, number, get)
				}
				return []string{fmt.Sprint(get), fmt.Sprint(history), fmt.Sprint(incoming), fmt.Sprint(save)}
			}
			if there, absent := ask(hidden.Number), ask("PER-100000"); !slices.Equal(there, absent) {
				h.Errorf("%s: hidden %q, absent %q", who, there, absent)
			}
			found, err := d.Resolve(h.ctx(), []string{hidden.Number})
			if err != nil || len(found) != 0 {
				h.Errorf("%s resolves a hidden number: %v, %v", who, found, err)
			}
		}
	})
}

func TestAReferenceToAHiddenRecordIsUnknown(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		hidden := h.person("west", "Батыс Адамов", "level", "restricted")
		for _, victim := range []string{hidden.Number, "PER-100000", "Батыс Адамов"} {
			_, err := h.desk("aliya").Save(h.ctx(), "", change("detention", "victim", victim, "from", "2022-01-05"))
			if got := problem(err, "victim"); got != "unknown_record" {
				h.Errorf("victim %s: %q (%v)", victim, got, err)
			}
		}
		h.put("west", "detention", "victim", "Батыс Адамов", "from", "2022-01-05")
	})
}

func TestASaveKeepsWhatItsWriterDoesNotSee(t *testing.T) { // R31
	onBoth(t, func(h *house) {
		seen := h.person("aliya", "Тест Адамов")
		hidden := h.person("west", "Батыс Адамов", "level", "restricted")
		event := h.put("chief", "event", "title", "Hidden", "from", "2022-01-05", "team", "west", "level", "restricted")
		place := h.put("chief", "place", "name", "Hidden", "type", h.term("place_type", "place"), "team", "west", "level", "restricted")
		source := h.put("chief", "source", "title", "Hidden", "type", h.term("source_type", "source"), "team", "west", "level", "restricted")
		d := h.put("chief", "detention", "victim", hidden.Number, "victim", seen.Number, "witness", hidden.Number, "from", "2022-01-05",
			"event", event.Number, "place", place.Number, "team", "almaty", "citations.0.source", source.Number, "citations.0.states", "hidden words")
		before, err := h.desk("chief").Get(h.ctx(), d.Number)
		h.must(err)

		mine, err := h.desk("aliya").Get(h.ctx(), d.Number)
		h.must(err)
		if text := fmt.Sprintf("%+v", mine.Base().Links); strings.Contains(text, hidden.Number) || strings.Contains(text, "Батыс") {
			h.Errorf("the hidden person shows: %s", text)
		}
		form := cases.Typed(mine)
		form["stated_reason"] = []string{"a new reason"}
		for _, key := range []string{"witness", "event", "place", "citations"} {
			if !form.Touches(key) {
				form[key] = []string{""}
			}
		}
		_, err = h.desk("aliya").Save(h.ctx(), "", cases.Change{Kind: cases.KindByCode("detention"), Number: d.Number, Version: 1, Sent: form, Reason: "a test"})
		h.must(err)
		h.onlyChanged(before, "stated_reason")
		h.verify()
	})
}

func TestASaveWithoutSecretsKeepsSecretAnswers(t *testing.T) { // R31
	onBoth(t, func(h *house) {
		_, d := h.secretive()
		before, err := h.desk("chief").Get(h.ctx(), d.Number)
		h.must(err)
		// No role writes without secrets today; the day one does, this must hold already.
		desk := h.desk("chief")
		desk.scope.Secrets = false
		c := change("detention", "stated_reason", "another reason", "account", "overwritten", "witness", "")
		c.Number, c.Version = d.Number, d.Version
		_, err = desk.Save(h.ctx(), "", c)
		h.must(err)
		h.onlyChanged(before, "stated_reason")
		h.verify()
	})
}

// onlyChanged holds that nothing but some answers of a record differs from what it was.
func (h *house) onlyChanged(before cases.Record, codes ...string) {
	h.Helper()
	after, err := h.desk(writerOf(cases.KindByCode(before.Base().Kind))).Get(h.ctx(), before.Base().Number)
	h.must(err)
	changes, err := cases.Diff(before, after)
	h.must(err)
	var got []string
	for _, c := range changes {
		got = append(got, c.Field)
	}
	if !slices.Equal(got, codes) {
		h.Errorf("changed %+v, want %v alone", changes, codes)
	}
}
