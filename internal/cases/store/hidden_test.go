package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"
	"pgregory.net/rapid"

	"aigaq/internal/cases"
)

// mixedHeads fills the store with records of every team, level and creator that there can be.
func (h *house) mixedHeads() {
	h.Helper()
	for _, who := range []string{"chief", "chief", "aliya", "lawyer", "west", "intake"} {
		teams := append([]string{""}, h.users[who].Teams...)
		if who == "chief" {
			teams = []string{"", "almaty", "west"}
		}
		for _, team := range teams {
			for _, level := range cases.Levels() {
				h.put(who, "organisation", "name", "A made-up body", "team", team, "level", level)
			}
		}
	}
}

// admitted gives the ids that a scope's SQL lets through.
func (h *house) admitted(s cases.Scope, table, id string) []int64 {
	h.Helper()
	var out []int64
	source := scoped(s, table)
	err := query(h.read, clause{"SELECT " + id + " FROM " + source.sql + " ORDER BY 1", source.args}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	h.must(err)
	return out
}

func TestScopeInSQLAndInGoAgree(t *testing.T) { // R23
	onBoth(t, func(h *house) {
		h.mixedHeads()
		note := h.notedCase()
		h.put("chief", "step", "case", note.number, "from", "2022-01-06", "type", h.term("step_type", "step"), "level", cases.Restricted, "team", "west") // not counsel's
		withdrawn := h.put("chief", "organisation", "name", "A made-up body", "level", "public")
		h.must(h.writer.do(func(tx *gorm.DB) error {
			if err := tx.Exec("DELETE FROM facts WHERE record = ?", withdrawn.ID).Error; err != nil {
				return err
			}
			return tx.Exec("UPDATE records SET withdrawn = 1 WHERE id = ?", withdrawn.ID).Error
		}))
		all, err := headsWhere(h.read, clause{sql: "1=1"})
		h.must(err)
		if len(all) != 57 {
			h.Fatalf("%d records, want 57", len(all))
		}
		some := rapid.SliceOfN(rapid.SampledFrom([]int64{0, all[3].ID, all[17].ID, all[40].ID, note.ID, withdrawn.ID}), 0, 3)
		ids := []int64{0}
		for _, u := range h.users {
			ids = append(ids, u.ID)
		}
		slices.Sort(ids)
		roles := append(cases.Roles(), "", "no such role")
		rapid.Check(t, func(rt *rapid.T) {
			u := cases.User{ID: rapid.SampledFrom(ids).Draw(rt, "id"), Role: rapid.SampledFrom(roles).Draw(rt, "role"),
				Teams:  rapid.SliceOfN(rapid.SampledFrom([]string{"", "almaty", "west", "nowhere"}), 0, 3).Draw(rt, "teams"),
				Shares: some.Draw(rt, "shares"), Counsel: rapid.SliceOfN(rapid.SampledFrom([]int64{0, 1, note.under}), 0, 2).Draw(rt, "counsel")}
			scope := cases.ScopeOf(u)
			if !scope.AllTeams { // no role of a team sees less of it than all levels; one that did must be held to it too
				scope.Levels = slices.DeleteFunc(slices.Clone(scope.Levels), func(string) bool { return rapid.Bool().Draw(rt, "narrowed") })
			}
			var seen []int64
			for _, one := range all {
				if scope.Sees(one) {
					seen = append(seen, one.ID)
				}
			}
			slices.Sort(seen)
			if got := h.admitted(scope, "records", "id"); !slices.Equal(got, seen) {
				rt.Fatalf("records: the SQL gives %v, Sees gives %v", got, seen)
			}
			seen = slices.DeleteFunc(seen, func(id int64) bool { return id == note.ID }) // privileged records are counted nowhere
			if got := h.admitted(scope, "facts", "record"); !slices.Equal(got, seen) {
				rt.Fatalf("facts: the SQL gives %v, Sees gives %v", got, seen)
			}
			if scope.Nothing() && len(seen) > 0 {
				rt.Fatalf("a scope of nothing sees %v", seen)
			}
		})
	})
}

// noted is a privileged note, and the id and number of its case.
type noted struct {
	cases.Saved
	under  int64
	number string
}

// notedCase saves a case whose counsel is the lawyer, with a note of theirs.
func (h *house) notedCase() noted {
	h.Helper()
	accused := h.person("lawyer", "Тестов Образец")
	c := h.put("lawyer", "case", "accused", accused.Number, "from", "2022-01-05", "type", h.term("case_kind", "case"))
	note := h.put("lawyer", "note", "case", c.Number, "subject", "plan", "text", "words for counsel alone")
	return noted{note, c.ID, c.Number}
}

// canary stands in every secret answer of the tests below.
const (
	canary    = "zhasyrynsoz"
	canaryIIN = "990101399999"
)

// secretive puts a person and a detention into the store whose secret answers all hold the canary.
func (h *house) secretive() (person, detention cases.Saved) {
	h.Helper()
	person = h.person("chief", canary+" Тестов", "born", "1990-05-17", "iin", canaryIIN, "contact", canary, "health", canary,
		"remarks", canary, "occupation", "welder", "level", "internal")
	source := h.put("chief", "source", "title", "A made-up list", "type", h.term("source_type", "source"), "remarks", canary)
	detention = h.put("chief", "detention", "victim", person.Number, "witness", person.Number, "from", "2022-01-05", "account", canary,
		"stated_reason", "a check of papers", "citations.0.source", source.Number, "citations.0.field", "account", "citations.0.states", canary)
	person = h.edit("chief", person, "health", canary+" again", "occupation", "driver")
	detention = h.edit("chief", detention, "account", canary+" again", "stated_reason", "no reason given")
	return person, detention
}

// silent fails the test when something shown to a reader without secrets holds the canary.
func (h *house) silent(what string, shown ...any) {
	h.Helper()
	for _, one := range shown {
		text := fmt.Sprintf("%+v", one)
		if strings.Contains(text, canary) || strings.Contains(text, canaryIIN) {
			h.Errorf("%s gives the secret away: %s", what, text)
		}
	}
}

func TestAResearcherSeesNoSecretAnswer(t *testing.T) { // R31
	onBoth(t, func(h *house) {
		person, detention := h.secretive()
		d := h.desk("reader")
		for _, number := range []string{person.Number, detention.Number} {
			r, err := d.Get(h.ctx(), number)
			h.must(err)
			h.silent("Get", r)
			for _, f := range cases.Fields(r) {
				if f.IsSecret && !f.Empty() {
					h.Errorf("Get %s: %s is answered", number, f.Code)
				}
			}
			history, err := d.History(h.ctx(), number)
			h.must(err)
			if len(history) != 2 || len(history[0].Changes) != 1 {
				h.Errorf("history of %s: %+v", number, history)
			}
			h.silent("History", history)
		}
		list, err := d.List(h.ctx(), cases.Query{})
		h.must(err)
		if list.Total != 3 || len(list.Records) != 3 {
			h.Errorf("the list has %d records of %d", len(list.Records), list.Total)
		}
		for _, r := range list.Records {
			h.silent("List", r)
		}
		heads, err := d.Suggest(h.ctx(), "", nil, 50)
		h.must(err)
		if len(heads) != 3 {
			h.Errorf("suggested %d", len(heads))
		}
		h.silent("Suggest", heads)
		h.noSecretWay(d, person)
	})
}

// noSecretWay holds that the witness is not found out from the other side.
func (h *house) noSecretWay(d *Desk, person cases.Saved) {
	h.Helper()
	ways, err := d.Incoming(h.ctx(), person.Number)
	h.must(err)
	if len(ways) != 1 || ways[0].Role != "victim" {
		h.Errorf("what points to the person: %+v", ways)
	}
	h.silent("Incoming", ways)
	if _, err := d.List(h.ctx(), cases.Query{Kind: "detention", Filters: filtersOf("witness", person.Number)}); problem(err, "witness") != "unknown_field" {
		h.Errorf("a filter by witness: %v", err)
	}
}

func TestSecretAnswersDoNotSortOrFind(t *testing.T) { // R26 R31
	onBoth(t, func(h *house) {
		h.secretive()
		for _, sort := range []string{"born", "-born"} {
			if _, err := h.desk("reader").List(h.ctx(), cases.Query{Kind: "person", Sort: sort}); problem(err, "sort") != "unknown_code" {
				h.Errorf("sorted by %s: %v", sort, err)
			}
			_, err := h.desk("chief").List(h.ctx(), cases.Query{Kind: "person", Sort: sort})
			h.must(err)
		}
		for _, text := range []string{canary, canary[:6], strings.ToUpper(canary), canaryIIN, canaryIIN[:4], "zhasyrynsoz Тестов"} {
			h.wantFound("reader", text, 0)
		}
		h.wantFound("chief", canary, 3)
		h.wantFound("reader", "driver", 1)
	})
}

// wantFound holds how many records a text finds, in every way in which one can look for it.
func (h *house) wantFound(who, text string, want int) {
	h.Helper()
	list, err := h.desk(who).List(h.ctx(), cases.Query{Text: text})
	h.must(err)
	heads, err := h.desk(who).Suggest(h.ctx(), text, nil, 50)
	h.must(err)
	counts, err := h.desk(who).Counts(h.ctx(), cases.CountQuery{Unit: cases.UnitRecords, Text: text})
	h.must(err)
	if list.Total != want || len(list.Records) != want || len(heads) != want || counts.Total != want {
		h.Errorf("%s looks for %q: list %d, suggested %d, counted %d, want %d", who, text, list.Total, len(heads), counts.Total, want)
	}
}
