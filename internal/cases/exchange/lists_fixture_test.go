package exchange

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// TestTheListsOfNamesAreReadWhole reads the three lists and holds them to the file that says who each row is.
func TestTheListsOfNamesAreReadWhole(t *testing.T) {
	people := map[string]bool{}
	for _, p := range fixture(t, "people.csv")[1:] {
		people[p[0]] = true
	}
	if len(people) != 500 {
		t.Errorf("%d people, wanted 500", len(people))
	}
	known := truth(t, people)
	for list, wanted := range map[string]struct {
		rows       int
		encoding   string
		separator  string
		sameAsList string
	}{
		"list_a":             {238, "utf-8", ";", "list_a"},
		"list_a_windows1251": {238, "windows-1251", ";", "list_a"},
		"list_b":             {221, "utf-8", ",", "list_b"},
		"list_c":             {188, "utf-8", ",", "list_c"},
	} {
		s := sheet(t, list+".csv")
		if !s.Headed || len(s.Rows)-1 != wanted.rows || s.Encoding != wanted.encoding || s.Separator != wanted.separator {
			t.Errorf("%s: headed %v, %d rows, %s, separator %q", list, s.Headed, len(s.Rows)-1, s.Encoding, s.Separator)
		}
		if known[wanted.sameAsList] != wanted.rows {
			t.Errorf("%s: the truth knows %d rows of %d", list, known[wanted.sameAsList], wanted.rows)
		}
	}
	if !slices.EqualFunc(sheet(t, "list_a.csv").Rows, sheet(t, "list_a_windows1251.csv").Rows, slices.Equal) {
		t.Error("the list in windows-1251 is not the same list")
	}
}

// truth gives how many rows of each list are known, in order and without gaps.
func truth(t *testing.T, people map[string]bool) map[string]int {
	t.Helper()
	rows := map[string]int{}
	for _, r := range fixture(t, "truth.csv")[1:] {
		rows[r[0]]++
		if r[1] != strconv.Itoa(rows[r[0]]) || (r[2] != "" && !people[r[2]]) {
			t.Errorf("truth.csv: %v", r)
		}
	}
	return rows
}

func sheet(t *testing.T, name string) *Sheet {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", "lists", name))
	if err != nil {
		t.Fatal(err)
	}
	s, err := ReadSheet(name, file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func fixture(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "lists", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
