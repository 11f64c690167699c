package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// versionNow gives the version of a record as a user reads it.
func (h *house) versionNow(who, number string) int64 {
	h.Helper()
	r, err := h.desk(who).Get(h.ctx(), number)
	h.must(err)
	return r.Base().Version
}

// merge merges as somebody who has just compared the two.
func (h *house) merge(who, keep, absorb string, take ...string) cases.Saved {
	h.Helper()
	s, err := h.desk(who).Merge(h.ctx(), cases.Merge{Keep: keep, Absorb: absorb, KeepVersion: h.versionNow(who, keep),
		AbsorbVersion: h.versionNow(who, absorb), Take: take, Why: "the same birth year and village"})
	h.must(err)
	return s
}

func (h *house) unmerge(who, keep, absorbed string) []string {
	h.Helper()
	_, kept, err := h.desk(who).Unmerge(h.ctx(), cases.Unmerge{Keep: keep, Absorbed: absorbed, Why: "two brothers"})
	h.must(err)
	return kept
}

// exported is a hash of everything that a coordinator can export, but for versions and times, and of the counts.
func (h *house) exported() string {
	h.Helper()
	sum := sha256.New()
	for _, k := range cases.Kinds() {
		h.must(h.desk("chief").Each(h.ctx(), cases.Query{Kind: k.Code}, func(r cases.Record) error {
			out := cases.JSON(r)
			delete(out, "version")
			delete(out, "updated")
			b, err := json.Marshal(out)
			fmt.Fprintln(sum, string(b))
			return err
		}))
	}
	for _, unit := range cases.Units() {
		for _, by := range [][]string{nil, {"region"}, {"sex"}, {"kind", "month"}} {
			c, err := h.desk("chief").Counts(h.ctx(), cases.CountQuery{Unit: unit, By: by})
			h.must(err)
			fmt.Fprintln(sum, unit, by, c.Cells, c.Total, c.Undated, c.Unknown)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// people are three records of one person with acts, a list, a relative and sources, and two of others.
type namesakes struct {
	a, b, c, other, source   cases.Saved
	actA, actB, actC, shared cases.Saved
}

func (h *house) namesakes() namesakes {
	h.Helper()
	var p namesakes
	p.source = h.put("chief", "source", "title", "A made-up list", "type", "victim_testimony")
	p.a = h.person("chief", "Жанболат Ертегіұлы", "occupation", "a driver", "named_in", p.source.Number)
	p.b = h.person("chief", "Zhanbolat Yertegiuly", "sex", "male", "born", "1990", "occupation", "a welder",
		"citations.0.source", p.source.Number, "citations.0.field", "born", "citations.0.states", "born in 1990")
	p.other = h.person("chief", "Вымысел Сауле", "sex", "female")
	p.c = h.person("chief", "Джанбулат Ертегиулы", "sex", "male", "born", "1991-02", "relative.0.to", p.other.Number, "relative.0.note", "sister",
		"civic_role", "journalist", "civic_role.note", "in a local paper")
	p.actA = h.put("chief", "detention", "victim", p.a.Number, "from", "2022-01-05", "region", "KZ-75")
	p.actB = h.put("chief", "detention", "victim", p.b.Number, "from", "2022-01-05", "region", "KZ-75")
	p.actC = h.put("chief", "death", "victim", p.c.Number, "from", "2022-01-06", "region", "KZ-75")
	p.shared = h.put("chief", "detention", "victim", p.c.Number, "victim", p.other.Number, "from", "2022-01-07", "region", "KZ-10")
	return p
}

func (h *house) countPeople(who string) int {
	h.Helper()
	c, err := h.desk(who).Counts(h.ctx(), cases.CountQuery{Unit: cases.UnitPeople})
	h.must(err)
	return c.Total
}

func TestWhatCannotBeMerged(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.namesakes()
		group := h.person("chief", "Белгісіздер", "unit", "group", "group_size", "12")
		hers := h.person("west", "Вымысел Ержан", "level", "restricted")
		h.merge("chief", p.a.Number, p.b.Number)
		good := cases.Merge{Keep: p.a.Number, Absorb: p.c.Number, Why: "why"}
		for name, test := range map[string]struct {
			who    string
			change func(*cases.Merge)
			field  string
			key    string
			is     error
		}{
			"without a reason":             {"chief", func(m *cases.Merge) { m.Why = " " }, "why", "required", nil},
			"with oneself":                 {"chief", func(m *cases.Merge) { m.Absorb = m.Keep }, "absorb", "merge_self", nil},
			"twice":                        {"chief", func(m *cases.Merge) { m.Absorb = p.b.Number }, "absorb", "merged_already", nil},
			"what was merged elsewhere":    {"chief", func(m *cases.Merge) { m.Keep, m.Absorb = p.c.Number, p.b.Number }, "absorb", "merged_already", nil},
			"the root into its member":     {"chief", func(m *cases.Merge) { m.Keep, m.Absorb = p.b.Number, p.a.Number }, "absorb", "merged_already", nil},
			"a group":                      {"chief", func(m *cases.Merge) { m.Absorb = group.Number }, "absorb", "not_one_person", nil},
			"an act":                       {"chief", func(m *cases.Merge) { m.Absorb = p.actA.Number }, "", "", cases.ErrNotFound},
			"an answer that is united":     {"chief", func(m *cases.Merge) { m.Take = []string{"names"} }, "take", "unknown_field", nil},
			"a link as an answer":          {"chief", func(m *cases.Merge) { m.Take = []string{"same_person"} }, "take", "unknown_field", nil},
			"by a reader":                  {"reader", func(*cases.Merge) {}, "", "", cases.ErrForbidden},
			"somebody who is out of sight": {"aliya", func(m *cases.Merge) { m.Absorb = hers.Number }, "", "", cases.ErrNotFound},
		} {
			m := good
			test.change(&m)
			m.KeepVersion, m.AbsorbVersion = h.versionNow("chief", m.Keep), h.versionNow("chief", m.Absorb)
			_, err := h.desk(test.who).Merge(h.ctx(), m)
			if problem(err, test.field) != test.key || test.is != nil && !errors.Is(err, test.is) || err == nil {
				h.Errorf("merging %s: %v", name, err)
			}
		}
		for _, stale := range []cases.Merge{{KeepVersion: 1, AbsorbVersion: 1}, {KeepVersion: 2, AbsorbVersion: 7}} {
			stale.Keep, stale.Absorb, stale.Why = p.a.Number, p.c.Number, "why"
			var changed *cases.Stale
			if _, err := h.desk("chief").Merge(h.ctx(), stale); !errors.As(err, &changed) {
				h.Errorf("merging what has changed: %v", err)
			}
		}
		h.verify()
	})
}

func TestNobodySendsThatTwoAreOnePerson(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.namesakes()
		for _, pairs := range [][]string{{"same_person.0.to", p.b.Number}, {"same_person", p.b.Number}, {"merged_into", p.b.Number}} {
			h.edit("chief", cases.Saved{Number: p.a.Number, Version: h.versionNow("chief", p.a.Number)}, append(pairs, "health", pairs[0])...)
		}
		in, _ := cases.FromJSON([]byte(`{"links":[{"role":"same_person","number":"` + p.b.Number + `"}]}`))

		_, err := h.desk("chief").Save(h.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: p.a.Number, Version: h.versionNow("chief", p.a.Number), Sent: in})
		h.must(err)
		if got, err := h.desk("chief").Cluster(h.ctx(), p.a.Number); err != nil || len(got.Members) > 0 {
			h.Errorf("%v, %v", got, err)
		}
		h.merge("chief", p.a.Number, p.b.Number)
		in, _ = cases.FromJSON([]byte(`{"links":[]}`))
		_, err = h.desk("chief").Save(h.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: p.a.Number, Version: h.versionNow("chief", p.a.Number), Sent: in, Reason: "why"})
		h.must(err)
		if h.desk("chief").RootOf(h.ctx(), p.b.Number) != p.a.Number {
			h.Error("sending no links undid a merge")
		}
		h.verify()
	})
}

func TestAMergeCanBeTakenBack(t *testing.T) { // nothing but versions and the decision itself differs afterwards
	onBoth(t, func(h *house) {
		p := h.namesakes()
		before, people := h.exported(), h.countPeople("chief")
		for name, order := range map[string][]string{"the last first": {"c", "b"}, "the first first": {"b", "c"}} {
			h.merge("chief", p.a.Number, p.b.Number, "sex", "born", "occupation")
			h.merge("chief", p.a.Number, p.c.Number, "born", "civic_role", "occupation")
			if got := h.countPeople("chief"); got != people-2 {
				h.Errorf("%s: %d people are counted after two merges of %d", name, got, people)
			}
			h.verify()
			for _, one := range order {
				number := map[string]string{"b": p.b.Number, "c": p.c.Number}[one]
				if kept := h.unmerge("chief", p.a.Number, number); len(kept) > 0 {
					h.Errorf("%s: kept %v", name, kept)
				}
				h.verify()
			}
			if h.exported() != before {
				h.Errorf("%s: something differs from before the merge", name)
			}
		}
	})
}

func TestChainsOfMergesComeApart(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.namesakes()
		before := h.exported()
		h.merge("chief", p.a.Number, p.b.Number, "sex")
		between := h.exported()
		h.merge("chief", p.c.Number, p.a.Number, "occupation")
		h.merge("chief", p.b.Number, p.other.Number) // into whoever stands for b
		got, err := h.desk("chief").Cluster(h.ctx(), p.b.Number)
		h.must(err)
		into := map[string]string{}
		for _, m := range got.Members {
			into[m.Person.Number] = m.Into
		}
		want := map[string]string{p.b.Number: p.a.Number, p.a.Number: p.c.Number, p.other.Number: p.c.Number}
		if got.Root.Number != p.c.Number || !maps.Equal(into, want) {
			h.Errorf("the cluster is %s with %v", got.Root.Number, into)
		}
		if n := h.countPeople("chief"); n != 1 {
			h.Errorf("%d people", n)
		}
		h.verify()
		h.unmerge("chief", "", p.other.Number)
		h.verify()
		h.unmerge("chief", p.c.Number, p.a.Number)
		h.verify()
		if h.exported() != between || h.desk("chief").RootOf(h.ctx(), p.b.Number) != p.a.Number {
			h.Error("what had been merged before does not stay together")
		}
		h.unmerge("chief", p.a.Number, p.b.Number)
		h.verify()
		if h.exported() != before {
			h.Error("something differs from before the merges")
		}
	})
}

func TestWhatWasEditedSinceAMergeStays(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.namesakes()
		s := h.merge("chief", p.a.Number, p.b.Number, "sex", "occupation")
		h.edit("chief", s, "occupation", "a crane driver", "citizenship", "KZ")
		kept := h.unmerge("chief", p.a.Number, p.b.Number)
		r, err := h.desk("chief").Get(h.ctx(), p.a.Number)
		h.must(err)
		a := r.(*cases.Person)
		if !slices.Equal(kept, []string{"occupation"}) || a.Occupation != "a crane driver" || a.Citizenship != "KZ" || a.Sex.Code != "" {
			h.Errorf("kept %v: %+v", kept, a)
		}
		if _, _, err := h.desk("chief").Unmerge(h.ctx(), cases.Unmerge{Keep: p.a.Number, Absorbed: p.b.Number, Why: "again"}); problem(err, "absorbed") != "not_merged" {
			h.Errorf("a second undo: %v", err)
		}
		h.verify()
	})
}

func TestAMergeIsOneEntryOfTheHistory(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.namesakes()
		actions := func() (out []string) {
			entries, err := h.desk("chief").History(h.ctx(), p.a.Number)
			h.must(err)
			for _, e := range entries {
				out = append(out, e.Action)
			}
			return out
		}
		h.merge("chief", p.a.Number, p.b.Number, "sex")
		h.unmerge("chief", p.a.Number, p.b.Number)
		if got := actions(); !slices.Equal(got, []string{"person.unmerge", "person.merge", "record.create"}) {
			h.Errorf("history: %v", got)
		}
		if h.versionNow("chief", p.b.Number) != 1 {
			h.Error("the absorbed record was changed")
		}
	})
}

func TestAClusterEditedBehindTheStoreIsFound(t *testing.T) { // R65
	for name, statement := range map[string]string{
		"a member without its root":     "UPDATE records SET merged = NULL WHERE id = $b",
		"a member under another root":   "UPDATE records SET merged = $c WHERE id = $b",
		"somebody who was never merged": "UPDATE records SET merged = $a WHERE id = $c",
		"a link taken away":             "DELETE FROM links WHERE role = 'same_person' AND target = $b",
		"facts under another person":    "UPDATE facts SET cluster = $b WHERE subject = $b",
		"a note of a merge ended":       "UPDATE merges SET undone_at = 1 WHERE absorbed = $b",
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(h *house) {
				p := h.namesakes()
				h.merge("chief", p.a.Number, p.b.Number)
				h.verify()
				text := statement
				for word, id := range map[string]int64{"$a": p.a.ID, "$b": p.b.ID, "$c": p.c.ID} {
					text = strings.ReplaceAll(text, word, fmt.Sprint(id))
				}
				h.must(h.writer.do(func(tx *gorm.DB) error { return tx.Exec(text).Error }))
				if _, err := h.Keeper().Verify(h.ctx(), nil); err == nil {
					h.Error("nothing was found")
				}
			})
		})
	}
}
