package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// logged gives the actions of the log that a query finds, oldest first.
func (h *house) logged(who string, q cases.LogQuery) []string {
	h.Helper()
	log, err := h.desk(who).Log(h.ctx(), q)
	h.must(err)
	var out []string
	for _, e := range log.Entries {
		out = append([]string{e.Action}, out...)
	}
	return out
}

// R70
func TestTheLogIsNotForOtherRoles(t *testing.T) {
	onBoth(t, func(h *house) {
		for _, who := range []string{"aliya", "lawyer", "reader", "intake", "boss"} {
			if _, err := h.desk(who).Log(h.ctx(), cases.LogQuery{}); !errors.Is(err, cases.ErrForbidden) {
				h.Errorf("%s: %v", who, err)
			}
			if _, err := h.desk(who).Actors(h.ctx()); !errors.Is(err, cases.ErrForbidden) {
				h.Errorf("the accounts, %s: %v", who, err)
			}
		}
	})
}

// R70: the log is filtered by each of its filters, and never tells what was written.
func TestTheLogIsFilteredAndWithoutContent(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Вымысел Айдар")
		h.edit("aliya", p, "remarks", "plantedremark")
		other := h.person("west", "Другой Вымысел")
		h.must(h.desk("aliya").NotedNow(h.ctx(), "open", p.Number))
		h.must(h.desk("aliya").NotedNow(h.ctx(), "search", "plantedsearch"))
		h.must(h.desk("west").NotedNow(h.ctx(), "refused", p.Number))
		_, _, err := h.Accounts().SignIn(h.ctx(), "aliya", "plantedpassword")
		if !errors.Is(err, ErrRefused) {
			h.Fatal(err)
		}
		aliya, now := h.users["aliya"].Code, time.Now()
		tests := []struct {
			name string
			q    cases.LogQuery
			want string
		}{
			{"a person", cases.LogQuery{Person: aliya}, "[record.create record.change open search login.failed]"},
			{"nobody", cases.LogQuery{Person: "nobody"}, "[]"},
			{"a record", cases.LogQuery{Record: p.Number}, "[record.create record.change open refused]"},
			{"a record, as somebody types it", cases.LogQuery{Record: " " + strings.ToLower(p.Number)}, "[record.create record.change open refused]"},
			{"a record that there is not", cases.LogQuery{Record: "PER-999999"}, "[]"},
			{"what is no number", cases.LogQuery{Record: "Вымысел"}, "[]"},
			{"what somebody opened", cases.LogQuery{Person: aliya, Area: cases.AreaOpening}, "[open]"},
			{"writes", cases.LogQuery{Area: cases.AreaWrite}, "[record.create record.change record.create]"},
			{"refusals", cases.LogQuery{Outcome: cases.LogRefused}, "[refused login.failed]"},
			{"what a person did", cases.LogQuery{Person: aliya, Outcome: cases.LogDone}, "[record.create record.change open search]"},
			{"before now", cases.LogQuery{Person: aliya, From: now.Add(-time.Hour), To: now.Add(time.Hour), Area: cases.AreaSearch}, "[search]"},
			{"after it all", cases.LogQuery{From: now.Add(time.Hour)}, "[]"},
			{"before it all", cases.LogQuery{To: now.Add(-time.Hour)}, "[]"},
		}
		for _, test := range tests {
			if got := fmt.Sprint(h.logged("auditor", test.q)); got != test.want {
				h.Errorf("%s: %s, want %s", test.name, got, test.want)
			}
		}
		log, err := h.desk("auditor").Log(h.ctx(), cases.LogQuery{})
		h.must(err)
		text := fmt.Sprint(log.Entries)
		for _, secret := range []string{"planted", "Вымысел", "a test"} {
			if strings.Contains(text, secret) {
				h.Errorf("the log tells %s: %s", secret, text)
			}
		}
		if !strings.Contains(text, other.Number) || !strings.Contains(text, "aliya staff") {
			h.Errorf("the log does not tell who and what: %s", text)
		}
	})
}

func TestTheLogIsPagedByItsNumbers(t *testing.T) {
	onBoth(t, func(h *house) {
		for range 7 {
			h.must(h.desk("aliya").NotedNow(h.ctx(), "search", "x"))
		}
		seen := 0
		q := cases.LogQuery{Area: cases.AreaSearch, Per: 3}
		for more := true; more; {
			log, err := h.desk("auditor").Log(h.ctx(), q)
			h.must(err)
			seen += len(log.Entries)
			more, q.Before = log.More, log.Entries[len(log.Entries)-1].Seq
		}
		if seen != 7 {
			h.Errorf("%d entries on the pages, want 7", seen)
		}
	})
}

// R71: what was entered while the clock was wrong is found by the time that the clock showed.
func TestTheLogIsFilteredByTimeThoughTheClockJumps(t *testing.T) {
	onBoth(t, func(h *house) {
		real := h.Store.now
		begin := time.Now()
		for _, off := range []time.Duration{0, 1000 * time.Hour, -1000 * time.Hour, 0} {
			h.Store.now = func() time.Time { return begin.Add(off) }
			h.must(h.desk("aliya").NotedNow(h.ctx(), "search", "x"))
		}
		h.Store.now = real
		for off, want := range map[time.Duration]int{0: 2, 1000 * time.Hour: 1, -1000 * time.Hour: 1, 500 * time.Hour: 0} {
			at := begin.Add(off)
			got := h.logged("auditor", cases.LogQuery{Area: cases.AreaSearch, From: at.Add(-time.Minute), To: at.Add(time.Minute)})
			if len(got) != want {
				h.Errorf("around %v: %d entries, want %d", off, len(got), want)
			}
		}
		h.verify()
	})
}

// R65 R70
func TestVerifyFindsATamperedIndexOfTheLog(t *testing.T) {
	tests := map[string]string{
		"the actor":      "UPDATE audit_index SET actor = 'somebody' WHERE seq = $entry",
		"the action":     "UPDATE audit_index SET action = 'login' WHERE seq = $entry",
		"the area":       "UPDATE audit_index SET area = 'other' WHERE seq = $entry",
		"the outcome":    "UPDATE audit_index SET refused = 1 WHERE seq = $entry",
		"the time":       "UPDATE audit_index SET at = at + 1 WHERE seq = $entry",
		"a row deleted":  "DELETE FROM audit_index WHERE seq = $entry",
		"an hour":        "UPDATE audit_hour SET high = high - 1",
		"an hour's low":  "UPDATE audit_hour SET low = low + 1",
		"hours deleted":  "DELETE FROM audit_hour",
		"an hour forged": "INSERT INTO audit_hour (hour, low, high) VALUES (1, 1, 2)",
	}
	onBoth(t, func(h *house) {
		for name, statement := range tests {
			sub(h, name, func(s *scene) {
				s.behind(statement)
				if _, err := s.Keeper().Verify(s.ctx(), nil); err == nil {
					s.Error("nothing was found")
				}
			})
		}
	})
}

// An older version kept no index, and another list of actions: both are made good when the store is opened.
func TestTheIndexOfTheLogIsMadeAgain(t *testing.T) {
	onBoth(t, func(h *house) {
		for range 5 {
			h.person("aliya", "Вымысел Айдар")
		}
		before := h.logged("auditor", cases.LogQuery{Area: cases.AreaWrite})
		for _, statement := range []string{"DELETE FROM audit_index WHERE seq > 3", "DELETE FROM audit_hour",
			"UPDATE audit_index SET area = 'gone', refused = 1", "UPDATE audit_areas SET list = 'another'"} {
			h.must(h.run(statement))
		}
		h.must(h.run("DELETE FROM audit_index"))
		h.reopen()
		h.verify()
		h.must(h.run("UPDATE audit_index SET area = 'gone', refused = 1"))
		h.must(h.run("UPDATE audit_areas SET list = 'another'"))
		h.reopen()
		h.verify()
		if after := h.logged("auditor", cases.LogQuery{Area: cases.AreaWrite}); fmt.Sprint(after) != fmt.Sprint(before) {
			h.Errorf("%v became %v", before, after)
		}
	})
}

// Each filter of the log is answered from an index in the order of the log, so that a page of it takes no longer the
// longer the log is.
func TestEachFilterOfTheLogHasItsIndex(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Вымысел Айдар")
		h.grow(20_000)
		now := time.Now()
		queries := map[string]cases.LogQuery{
			"none": {}, "person": {Person: h.users["aliya"].Code}, "record": {Record: p.Number}, "area": {Area: cases.AreaExport},
			"refused": {Outcome: cases.LogRefused}, "time": {From: now.Add(-time.Hour), To: now}, "page": {Before: 100},
			"person and area":    {Person: h.users["aliya"].Code, Area: cases.AreaExport},
			"person and refused": {Person: h.users["aliya"].Code, Outcome: cases.LogRefused},
		}
		for name, q := range queries {
			plan := h.planOf(q)
			if q.Outcome == cases.LogRefused && !strings.Contains(plan, "audit_index_refused") {
				h.Errorf("%s looks for refusals among all entries:\n%s", name, plan)
			}
			for _, slow := range []string{"Seq Scan", "USE TEMP B-TREE FOR ORDER BY", "Sort "} {
				if strings.Contains(plan, slow) && name != "record" {
					h.Errorf("%s: %s in\n%s", name, slow, plan)
				}
			}
		}
	})
}

// grow adds rows to the log that nobody did, for plans alone: they are no sound log.
func (h *house) grow(n int) {
	h.Helper()
	h.must(h.writer.do(func(tx *gorm.DB) error {
		for i := range n {
			if _, err := h.enter(tx, h.users["aliya"].Code, "search", "", detail{What: fmt.Sprint(i)}); err != nil {
				return err
			}
		}
		return nil
	}))
	if h.engine.name() == "postgres" {
		h.must(h.run("ANALYZE"))
	}
}

// planOf gives the database's plan of a query of the log.
func (h *house) planOf(q cases.LogQuery) string {
	h.Helper()
	where, err := h.desk("auditor").logWhere(h.read, q)
	h.must(err)
	c := logPlaces(where, 101)
	explain := "EXPLAIN QUERY PLAN "
	if h.engine.name() == "postgres" {
		explain = "EXPLAIN "
	}
	rows, err := h.read.Raw(explain+c.sql, c.args...).Rows()
	h.must(err)
	defer rows.Close()
	columns, err := rows.Columns()
	h.must(err)
	var plan strings.Builder
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		h.must(rows.Scan(values...))
		fmt.Fprintf(&plan, "%v\n", *values[len(values)-1].(*any))
	}
	return plan.String()
}

func TestTheLogForProgramsNamesNoHiddenRecord(t *testing.T) { // R26 R70
	onBoth(t, func(h *house) {
		n := h.notedCase()
		names := func(who string) bool {
			entries, err := h.desk(who).Entries(h.ctx(), -1, 500)
			h.must(err)
			return slices.ContainsFunc(entries, func(e cases.Entry) bool { return e.Object == n.UID })
		}
		if names("chief") {
			h.Error("a coordinator is given the uid of a privileged note")
		}
		if !names("auditor") {
			h.Error("an auditor is not")
		}
		if _, err := h.desk("aliya").Entries(h.ctx(), -1, 500); !errors.Is(err, cases.ErrForbidden) {
			h.Errorf("staff: %v", err)
		}
	})
}
