package sample

import (
	"slices"
	"testing"

	"aigaq/internal/cases"
)

func TestTheTwinIsRequalifiedBackAndForth(t *testing.T) {
	m := loaded(t)
	var charged []bool
	for _, key := range []string{"twin-01", "twin-02", "twin-05", "twin-07", "twin-09"} {
		codes := m.keys[key].(*cases.Step).Articles.Codes
		charged = append(charged, slices.ContainsFunc(codes, func(c string) bool { return len(c) > 5 && c[:6] == "cc-272" }))
	}
	if want := []bool{true, false, true, false, true}; !slices.Equal(charged, want) {
		t.Errorf("mass riots charged: %v, want %v", charged, want)
	}
	second := m.keys["d-twin-2"].Base()
	if links := second.LinksTo("follows"); len(links) != 1 || links[0].To.Number != m.keys["d-twin-1"].Base().Number {
		t.Errorf("the second detention follows %v", links)
	}
	if n := len(m.keys["case-twin-2"].Base().CitationsOf("sentence")); n != 2 {
		t.Errorf("%d sources on the fine, want the two that disagree", n)
	}
}

func TestFiveDeathsInCustodyHaveTwoVersionsAndSourcesThatDisagree(t *testing.T) {
	inCustody, versions, disagree := 0, 0, 0
	for _, r := range loaded(t).records {
		d, ok := r.(*cases.Death)
		if !ok {
			continue
		}
		if d.InCustody == cases.Yes {
			inCustody++
			if d.OfficialVersion != "" && d.FamilyVersion != "" {
				versions++
			}
		}
		for _, f := range cases.Fields(d) {
			if len(d.CitationsOf(f.Code)) > 1 {
				disagree++
			}
		}
	}
	if inCustody != 5 || versions != 5 || disagree < 8 {
		t.Errorf("%d in custody, %d of them with both versions, %d fields with several sources", inCustody, versions, disagree)
	}
}

func TestFiguresThatConflictStandSideBySide(t *testing.T) {
	killed := map[int64]bool{}
	seed := 0
	for _, r := range loaded(t).records {
		f, ok := r.(*cases.Figure)
		if !ok {
			continue
		}
		if !f.Event.Given() || f.Stated == "" {
			t.Errorf("%s has no event or no words of its own", f.Number)
		}
		if f.Metric.Code == "killed" && f.Region == "" {
			killed[f.Value.N] = true
		}
		if len(f.Citations) > 0 {
			seed++
		}
	}
	for _, n := range []int64{200, 230, 232, 241} {
		if !killed[n] {
			t.Errorf("no figure says %d killed", n)
		}
	}
	if seed != 7 {
		t.Errorf("%d figures cite the release, want 7", seed)
	}
}

func TestDetentionsAreKnownInAllTheWaysThatDatesAre(t *testing.T) {
	m := loaded(t)
	precisions := map[cases.Precision]int{}
	overTheYear, twice, noRegion := 0, map[string]int{}, 0
	for _, r := range m.records {
		d, ok := r.(*cases.Detention)
		if !ok {
			continue
		}
		precisions[d.From.Precision]++
		if d.From.OneDay() == "2021-12-31" && d.To.OneDay() == "2022-01-02" {
			overTheYear++
		}
		if d.Region == "" {
			noRegion++
		}
		twice[d.LinksTo("victim")[0].To.Number]++
	}
	for _, p := range []cases.Precision{cases.Time, cases.Day, cases.DayApprox, cases.Month, cases.Year, cases.Range, cases.NoDate} {
		if precisions[p] == 0 {
			t.Errorf("no detention has the precision %s", p)
		}
	}
	again := 0
	for _, n := range twice {
		if n > 1 {
			again++
		}
	}
	t.Log(precisions, "held again:", again, "without region:", noRegion)
	if overTheYear != 1 || noRegion < 3 || again < 20 {
		t.Errorf("%d over the turn of the year, %d without region, %d people held again", overTheYear, noRegion, again)
	}
}
