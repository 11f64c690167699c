package sample

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
)

func load(t *testing.T, m *memory, o Options) {
	t.Helper()
	err := Load(context.Background(), o, func(string) Saver { return m }, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
}

func loaded(t *testing.T) *memory {
	t.Helper()
	m := newMemory(t)
	load(t, m, Options{Today: today, Owner: "lawyer"})
	return m
}

func TestTheSampleIsRefusedNowhereAndHasEveryKind(t *testing.T) {
	m := loaded(t)
	got := map[string]int{}
	for _, r := range m.records {
		got[r.Base().Kind]++
	}
	t.Log(got)
	for kind, want := range map[string][2]int{
		"event": {6, 6}, "person": {130, 145}, "detention": {155, 185}, "case": {38, 44}, "step": {180, 260}, "death": {12, 12},
		"ill_treatment": {40, 55}, "harassment": {40, 55}, "organisation": {40, 50}, "place": {40, 60}, "source": {40, 65}, "figure": {43, 43},
	} {
		if got[kind] < want[0] || got[kind] > want[1] {
			t.Errorf("%d of kind %s, want %d to %d", got[kind], kind, want[0], want[1])
		}
	}
}

func TestLoadingAgainAddsNothing(t *testing.T) {
	m := loaded(t)
	before := len(m.records)
	load(t, m, Options{Today: today.AddDate(0, 0, 1), Owner: "lawyer"})
	if len(m.records) != before {
		t.Errorf("%d records after the second time, want %d", len(m.records), before)
	}
}

func TestTwoLoadsAreTheSame(t *testing.T) {
	a, b := loaded(t), loaded(t)
	if !slices.Equal(slices.Sorted(maps.Keys(a.keys)), slices.Sorted(maps.Keys(b.keys))) {
		t.Fatal("the keys differ")
	}
	for key, r := range a.keys {
		one, err := cases.Canonical(r)
		if err != nil {
			t.Fatal(err)
		}
		two, err := cases.Canonical(b.keys[key])
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one, two) {
			t.Errorf("%s differs:\n%s\n%s", key, one, two)
		}
	}
}

func TestKeysAreUniqueAndNothingIsReferredToBeforeItIsThere(t *testing.T) {
	list, err := entries(Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range list {
		for code, values := range e.answers {
			for _, v := range values {
				if key, ok := strings.CutPrefix(v, "@"); ok && !seen[key] {
					t.Errorf("%s refers in %s to %q, which is not before it", e.key, code, key)
				}
			}
		}
		if seen[e.key] {
			t.Errorf("%q is used twice", e.key)
		}
		seen[e.key] = true
	}
}

func TestPeopleHaveInventedSurnamesAndNoNameTwice(t *testing.T) {
	m := loaded(t)
	list, err := readNames()
	if err != nil {
		t.Fatal(err)
	}
	invented := map[string]bool{}
	for _, s := range list.surnames {
		for _, form := range []spelling{s, s.feminine()} {
			invented[form.kk], invented[form.ru] = true, true
		}
	}
	bearer := map[string]string{}
	for key, r := range m.keys {
		p, ok := r.(*cases.Person)
		if !ok || p.Unit != "individual" {
			continue
		}
		words := strings.Fields(p.Names[0].Value)
		if last := words[len(words)-1]; !invented[last] {
			t.Errorf("%s is called %q: the surname is not on the list", key, p.Names[0].Value)
		}
		for _, n := range p.Names {
			if other := bearer[n.Value]; other != "" && other != key {
				t.Errorf("%s and %s are both called %q", key, other, n.Value)
			}
			bearer[n.Value] = key
		}
	}
}

func TestMadeUpFacilitiesCourtsAndSourcesSaySo(t *testing.T) {
	for key, r := range loaded(t).keys {
		name := r.Name()
		switch {
		case strings.HasPrefix(key, "f-"), strings.HasPrefix(key, "h-1"), strings.HasPrefix(key, "x-"), strings.HasPrefix(key, "t-"):
		default:
			continue
		}
		low := strings.ToLower(name.Full)
		if !strings.Contains(low, "fiction") && !strings.Contains(low, "вымышлен") && !strings.Contains(low, "ойдан") && !strings.Contains(low, "fable") {
			t.Errorf("%s is called %q, which does not say that it is made up", key, name.Full)
		}
	}
}

func TestRecordsOfPeopleHaveATeamAndSharedOnesAreOpen(t *testing.T) {
	perTeam := map[string]int{}
	levels := map[string]int{}
	for key, r := range loaded(t).keys {
		h := r.Base()
		perTeam[h.Team]++
		levels[h.Level]++
		switch h.Kind {
		case "event", "place", "organisation", "figure":
			if h.Team != "" || h.Level != cases.Public {
				t.Errorf("%s has team %q and level %q", key, h.Team, h.Level)
			}
		case "source":
		default:
			if h.Team == "" || h.Level == cases.Public {
				t.Errorf("%s has team %q and level %q", key, h.Team, h.Level)
			}
		}
	}
	t.Log(perTeam, levels)
	for _, term := range Teams() {
		if perTeam[term.Code] < 50 {
			t.Errorf("team %s has %d records", term.Code, perTeam[term.Code])
		}
	}
	for _, level := range cases.Levels() {
		if levels[level] < 20 {
			t.Errorf("%d records at level %s", levels[level], level)
		}
	}
}

func TestTasksAreOverdueSoonAndLater(t *testing.T) {
	overdue, soon, later := 0, 0, 0
	for key, r := range loaded(t).keys {
		s, ok := r.(*cases.Step)
		if !ok || !s.Due.Known() || s.Done == cases.Yes {
			continue
		}
		due, err := time.Parse(time.DateOnly, s.Due.OneDay())
		if err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		if s.Owner != "lawyer" {
			t.Errorf("%s has the owner %q", key, s.Owner)
		}
		switch days := due.Sub(today.Truncate(24*time.Hour)).Hours() / 24; {
		case days < 0:
			overdue++
		case days <= 7:
			soon++
		default:
			later++
		}
	}
	if overdue < 2 || soon < 2 || later < 2 {
		t.Errorf("%d overdue, %d within a week, %d later", overdue, soon, later)
	}
}

func TestEveryCaseHasItsSteps(t *testing.T) {
	m := loaded(t)
	steps := map[string]int{}
	for _, r := range m.records {
		if s, ok := r.(*cases.Step); ok {
			steps[s.Case.Number]++
		}
	}
	for key, r := range m.keys {
		if r.Base().Kind == "case" && (steps[r.Base().Number] < 3 || steps[r.Base().Number] > 10) {
			t.Errorf("%s has %d steps", key, steps[r.Base().Number])
		}
	}
}

func TestThereIsAnAccountForEveryRoleInTeamsThatExist(t *testing.T) {
	known := map[string]bool{}
	for _, term := range Teams() {
		known[term.Code] = true
	}
	roles := map[cases.Role]bool{}
	for _, a := range Accounts() {
		roles[a.Role] = true
		for _, team := range a.Teams {
			if !known[team] {
				t.Errorf("%s is in the team %q, which does not exist", a.Name, team)
			}
		}
	}
	for _, role := range cases.Roles() {
		if !roles[role] {
			t.Errorf("no account has the role %s", role)
		}
	}
}

func TestARefusedRecordStopsLoadingAndIsNamed(t *testing.T) {
	err := Load(context.Background(), Options{Today: today, Owner: "nobody we know"}, func(m *memory) func(string) Saver {
		return func(string) Saver { return m }
	}(newMemory(t)), func(string) {})
	if err == nil || !strings.Contains(err.Error(), "case-twin-1") || !strings.Contains(err.Error(), "owner: unknown_code") {
		t.Errorf("got %v", err)
	}
}
