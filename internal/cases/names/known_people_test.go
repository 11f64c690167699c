package names

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

// fixture reads a list of made-up people without its first row.
func fixture(t *testing.T, name string, comma rune) [][]string {
	t.Helper()
	f, err := os.Open("../exchange/testdata/lists/" + name + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = comma
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// bornOn reads the dates of the lists: 2006-01-02, 2006 or 02.01.2006.
func bornOn(text string) Span {
	if p := strings.Split(text, "."); len(p) == 3 {
		text = p[2] + "-" + p[1] + "-" + p[0]
	}
	span, _ := ParseSpan(text) // what is no date is not known
	return span
}

// Three lists, one in Russian mostly with initials, one in Kazakh and Russian, one in Latin, are matched against five
// hundred people: nobody is held to be another. Namesakes and initials that fit two people score alike and are for
// somebody to decide; they and the rows below a match are counted.
func TestListsAreMatchedToPeopleAndNeverToOthers(t *testing.T) {
	ids, people := knownPeople(t)
	truth := map[string]string{}
	for _, r := range fixture(t, "truth", ',') {
		truth[r[0]+r[1]] = r[2]
	}
	for _, list := range []struct {
		name  string
		comma rune
		least int // rows of a hundred whose person alone scores highest, as a match
	}{{"list_a", ';', 90}, {"list_b", ',', 95}, {"list_c", ',', 93}} {
		found, rows := 0, 0
		for _, r := range fixture(t, list.name, list.comma) {
			row := Person{Names: []Form{Parse(r[1])}, Born: bornOn(r[2])}
			best, own, tied := bestOf(row, ids, people, truth[list.name+r[0]])
			rows++
			switch {
			case best >= MatchAt && best > own:
				t.Errorf("%s %s: %q is held to be another (%.3f, the person %.3f)", list.name, r[0], r[1], best, own)
			case own >= MatchAt && !tied:
				found++
			}
		}
		if found*100 < list.least*rows {
			t.Errorf("%s: %d of %d rows find their person", list.name, found, rows)
		}
	}
}

func knownPeople(t *testing.T) (ids []string, people []Person) {
	for _, r := range fixture(t, "people", ',') {
		p := Person{Born: bornOn(r[4]), Sex: r[5]}
		for _, name := range r[1:4] {
			if name != "" {
				p.Names = append(p.Names, Parse(name))
			}
		}
		ids, people = append(ids, r[0]), append(people, p)
	}
	return ids, people
}

// bestOf gives the best score of all, that of the person whom the row means, and whether somebody else has it too.
func bestOf(row Person, ids []string, people []Person, id string) (best, own float64, tied bool) {
	at := ""
	for i, p := range people {
		s := Compare(row, p).Score
		if ids[i] == id {
			own = s
		}
		if s == best {
			tied = true
		}
		if s > best {
			best, at, tied = s, ids[i], false
		}
	}
	return best, own, tied || at != id
}
