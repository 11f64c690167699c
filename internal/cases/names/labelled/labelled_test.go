package labelled

import (
	"regexp"
	"strings"
	"testing"
)

// minimum is how many pairs a set holds at least; a fifth of all is held out.
var minimum = map[string]int{HeldOut: 160, Tuning: 640}

func TestEveryRowIsSound(t *testing.T) {
	born := regexp.MustCompile(`^(\d{4}(-\d\d(-\d\d)?)?)?$`)
	region := regexp.MustCompile(`^(KZ-\d\d)?$`)
	code := regexp.MustCompile(`^[a-z0-9_]+$`)
	for name := range minimum {
		for _, p := range set(t, name) {
			for _, s := range []Side{p.A, p.B} {
				if strings.TrimSpace(s.Name) == "" || !born.MatchString(s.Born) || !region.MatchString(s.Region) ||
					(s.Sex != "" && s.Sex != "male" && s.Sex != "female") {
					t.Errorf("%s %s: side %+v", name, p.ID, s)
				}
			}
			if !code.MatchString(p.Difference) || !code.MatchString(p.Group) {
				t.Errorf("%s %s: difference %q, group %q", name, p.ID, p.Difference, p.Group)
			}
		}
	}
}

func TestNoPairAppearsTwiceInEitherSet(t *testing.T) {
	seen, ids := map[[2]string]string{}, map[string]bool{}
	for name := range minimum {
		for _, p := range set(t, name) {
			a, b := plain(p.A.Name), plain(p.B.Name)
			if a > b {
				a, b = b, a
			}
			if first, twice := seen[[2]string{a, b}]; twice {
				t.Errorf("%s is %s again: %s, %s", p.ID, first, p.A.Name, p.B.Name)
			}
			if ids[p.ID] {
				t.Errorf("%s names two pairs", p.ID)
			}
			seen[[2]string{a, b}], ids[p.ID] = p.ID, true
		}
	}
}

func TestEveryKindAndGroupHasEnoughPairs(t *testing.T) {
	kinds, groups := map[string]int{}, map[string]int{}
	held := map[string]bool{}
	for name := range minimum {
		for _, p := range set(t, name) {
			kinds[p.Difference]++
			groups[p.Group]++
			held[p.Difference] = held[p.Difference] || name == HeldOut
		}
	}
	for _, counted := range []map[string]int{kinds, groups} {
		for code, n := range counted {
			if n < 8 {
				t.Errorf("%s has %d pairs, which say nothing: 8 are the least", code, n)
			}
		}
	}
	for kind := range kinds {
		if !held[kind] {
			t.Errorf("no pair of kind %s is held out", kind)
		}
	}
}

func TestTheSetsAreLargeAndAFifthIsHeldOut(t *testing.T) {
	n := map[string]int{}
	for name, least := range minimum {
		pairs := set(t, name)
		n[name] = len(pairs)
		if len(pairs) < least {
			t.Errorf("%s has %d pairs, fewer than %d", name, len(pairs), least)
		}
		matches := 0
		for _, p := range pairs {
			if p.Match {
				matches++
			}
		}
		if share := float64(matches) / float64(len(pairs)); share < 0.40 || share > 0.50 {
			t.Errorf("%.2f of %s are matches, wanted 0.40 to 0.50", share, name)
		}
	}
	if share := float64(n[HeldOut]) / float64(n[HeldOut]+n[Tuning]); share < 0.18 || share > 0.25 {
		t.Errorf("%.2f of the pairs are held out, wanted about a fifth", share)
	}
}

func TestAnUnknownSetIsAnError(t *testing.T) {
	if _, err := Set("other"); err == nil {
		t.Error("a set that does not exist was read")
	}
}

func TestARowThatCannotBeReadIsAnError(t *testing.T) {
	head := strings.Join(Columns(), ",") + "\n"
	for name, text := range map[string]string{
		"other columns":   "id,name1\nT1,A\n",
		"too few answers": head + "T1,A,B\n",
		"no answer":       head + "T1,A,B,,,,,,,perhaps,same,kazakh,\n",
		"nothing":         "",
	} {
		if _, err := read(strings.NewReader(text)); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}

func set(t *testing.T, name string) []Pair {
	t.Helper()
	pairs, err := Set(name)
	if err != nil {
		t.Fatal(err)
	}
	return pairs
}

// plain is the name without what no reader would call a difference.
func plain(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }
