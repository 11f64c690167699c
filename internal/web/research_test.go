package web

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// tables are the files of an archive for research.
type tables struct {
	*testing.T
	files map[string]string
	names []string
}

func (b *browser) research(t *testing.T, query string) tables {
	t.Helper()
	got := b.get("/lists.zip"+query).wants(t, http.StatusOK)
	if kind := got.Header().Get("Content-Type"); kind != "application/zip" {
		t.Errorf("it is %s", kind)
	}
	z, err := zip.NewReader(strings.NewReader(got.body), int64(len(got.body)))
	if err != nil {
		t.Fatal(err)
	}
	out := tables{t, map[string]string{}, nil}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out.files[f.Name], out.names = string(b), append(out.names, f.Name)
	}
	return out
}

// rows gives the rows of a table by the names of its columns.
func (a tables) rows(name string) []map[string]string {
	a.Helper()
	all, err := csv.NewReader(strings.NewReader(a.files[name])).ReadAll()
	if err != nil || len(all) == 0 {
		a.Fatalf("%s: %v", name, err)
	}
	var out []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		if len(row) != len(cells) {
			a.Fatalf("%s has a column twice: %v", name, all[0])
		}
		out = append(out, row)
	}
	return out
}

func different(rows []map[string]string, column string) []string {
	var out []string
	for _, r := range rows {
		for _, one := range strings.Split(r[column], "|") {
			if one != "" && !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	slices.Sort(out)
	return out
}

// surveyed puts people, acts, a case and two lists into a site: two records of one person who were merged, somebody whom
// no list names and who was merged into somebody restricted, a group, and somebody restricted whose detention is not.
func (s *site) surveyed(t *testing.T) (list string) {
	t.Helper()
	b := s.as("aliya")
	list = b.brings(t, "ФИО,Год рождения\nВымыслов Пример,1980\nВыдумова Асель,2005-03-01\n=cmd Вымыслов,\n12 неизвестных,\n", "Первый список")
	second := b.brings(t, "ФИО\nVymyslov Primer\n", "Второй список")
	one := s.put("aliya", "person", "names.0.value", "Вымыслов Пример", "born", "1980", "sex", "male", "team", "almaty")
	twin := s.put("aliya", "person", "names.0.value", "Vymyslov Primer", "team", "almaty")
	child := s.put("aliya", "person", "names.0.value", "Выдумова Асель", "born", "2005-03-01", "sex", "female", "team", "almaty", "region", "KZ-75")
	other := s.put("aliya", "person", "names.0.value", "Ничей Никто", "team", "almaty")
	group := s.put("aliya", "person", "names.0.value", "Толпа", "unit", "group", "group_size", "12", "team", "almaty")
	secret := s.put("chief", "person", "names.0.value", "Тайнов Скрыт", "level", "restricted")
	event := s.put("aliya", "event", "title.en", "A made-up event", "from", "2022-01", "team", "almaty")
	for i, number := range []string{one.Number, child.Number} {
		s.means(t, list, i, number)
	}
	s.means(t, second, 0, twin.Number)
	act := func(who, kind, victim string, more ...string) {
		s.put(who, kind, append([]string{"victim", victim, "from", "2022-01-05", "event", event.Number}, more...)...)
	}
	act("aliya", "detention", one.Number, "team", "almaty", "type", s.first("detention_type", "detention"))
	act("aliya", "detention", twin.Number, "team", "almaty")
	act("aliya", "death", child.Number, "team", "almaty", "type", s.first("death_type", "death"))
	act("aliya", "ill_treatment", other.Number, "team", "almaty", "type", s.first("ill_type", "ill_treatment"))
	act("aliya", "detention", group.Number, "team", "almaty")
	act("chief", "detention", secret.Number, "level", "internal")
	tried := s.put("aliya", "case", "accused", one.Number, "from", "2022-02-01", "type", s.first("case_kind", "case"), "team", "almaty")
	s.put("aliya", "step", "case", tried.Number, "type", s.first("step_type", "step"), "from", "2022-03-01", "judge", "Судьев")
	one.Version, twin.Version = s.version(one.Number), s.version(twin.Number)
	s.merge("aliya", one, twin)
	s.merge("chief", s.put("chief", "person", "names.0.value", "Тайнов Корень", "level", "restricted"), other) // out of sight of most
	return list
}

func (s *site) means(t *testing.T, list string, i int, person string) {
	t.Helper()
	d := s.desk("aliya")
	page, err := d.ListRows(s.ctx(), list, cases.RowsAll, "", 50)
	s.must(err)
	row := page.Rows[i].Row
	_, err = d.DecideRow(s.ctx(), cases.RowDecision{Row: row.Number, Version: row.Version, What: cases.SamePerson, Person: person, Way: cases.OneByOne})
	s.must(err)
}

func TestAResearcherTakesTablesOfCodesAndNoNames(t *testing.T) { // R31, R55, R58
	s := newSite(t)
	s.surveyed(t)
	a := s.as("reader").research(t, "?purpose=research&names=1")
	if want := []string{"victims.csv", "acts.csv", "records.csv", "proceedings.csv", "proceeding_events.csv", "codebook.json", "README.txt"}; !slices.Equal(a.names, want) {
		t.Fatalf("the archive holds %v", a.names)
	}
	for name, text := range a.files {
		for _, secret := range []string{"Вымыслов", "Vymyslov", "Выдумова", "Тайнов", "Судьев", "2005", "PER-", "DET-", "LST-", "birth_year", "position", "cmd"} {
			if strings.Contains(text, secret) && !(name == "codebook.json" && secret == "2005") {
				t.Errorf("%s tells %q:\n%s", name, secret, text)
			}
		}
		sum := sha256.Sum256([]byte(text))
		if name != "README.txt" && !strings.Contains(a.files["README.txt"], hex.EncodeToString(sum[:])) {
			t.Errorf("the README has another SHA-256 for %s", name)
		}
	}
	victims := a.rows("victims.csv")
	if len(victims) != 2 {
		t.Fatalf("%d people are named in lists: %v", len(victims), victims)
	}
	var bands []string
	for _, v := range victims {
		bands = append(bands, v["age_band"]+" "+v["age_at"]+" "+v["sex"]+" "+v["n_acts"]+v["direct_victim"]+v["accused"]+v["deceased"]+" "+v["first_seen"]+" "+v["last_seen"])
	}
	slices.Sort(bands)
	if want := []string{"14-17 death female 1101 2022-01-05 2022-01-05", "30-44 act male 2110 2022-01-05 2022-02-01"}; !slices.Equal(bands, want) {
		t.Errorf("they are %q", bands)
	}
	if rows := a.rows("records.csv"); len(rows) != 5 || len(different(rows, "match_group_id")) != 2 || !slices.Equal(different(rows, "script"), []string{"cyrl", "latn"}) {
		t.Errorf("the rows are %v", rows)
	}
}

// The tables say what the page of counts says in the same unit.
func TestTheTablesAgreeWithTheCounts(t *testing.T) {
	s := newSite(t)
	s.surveyed(t)
	for _, who := range []string{"reader", "aliya", "chief", "west"} {
		a := s.as(who).research(t, "?purpose=casework")
		acts, proceedings := a.rows("acts.csv"), a.rows("proceedings.csv")
		if got, want := len(acts), s.counted(who, cases.CountQuery{Unit: cases.UnitActs}).Total; got != want {
			t.Errorf("%s takes %d acts and counts %d", who, got, want)
		}
		if got, want := len(proceedings), s.counted(who, cases.CountQuery{Unit: cases.UnitCases}).Total; got != want {
			t.Errorf("%s takes %d cases and counts %d", who, got, want)
		}
		hidden := 0
		for _, row := range acts {
			if row["victim"] == "not_shown" {
				hidden++
			}
		}
		people := len(different(append(slices.Clone(acts), proceedings...), "match_group_id"))
		if want := s.counted(who, cases.CountQuery{Unit: cases.UnitPeople}).Total; people+hidden != want {
			t.Errorf("%s takes %d people, %d hidden, and counts %d", who, people, hidden, want)
		}
		for _, by := range []string{"kind", "region", "status", "type", "event"} {
			for _, cell := range s.counted(who, cases.CountQuery{Unit: cases.UnitActs, By: []string{by}}).Cells {
				n := 0
				for _, row := range acts {
					if row[by] == cell.Keys[0] {
						n++
					}
				}
				if n != cell.N {
					t.Errorf("%s takes %d acts of %s %q and counts %d", who, n, by, cell.Keys[0], cell.N)
				}
			}
		}
		rows := s.counted(who, cases.CountQuery{Unit: cases.UnitRecords, Filters: cases.Filters{"kind": {"listing"}}}).Total
		steps := s.counted(who, cases.CountQuery{Unit: cases.UnitRecords, Filters: cases.Filters{"kind": {"step"}}}).Total
		if len(a.rows("records.csv")) != rows || len(a.rows("proceeding_events.csv")) != steps {
			t.Errorf("%s takes %d rows of lists and %d steps, and counts %d and %d", who, len(a.rows("records.csv")), len(a.rows("proceeding_events.csv")), rows, steps)
		}
	}
}

func (s *site) counted(who string, q cases.CountQuery) *cases.Counts {
	s.Helper()
	c, err := s.desk(who).Counts(s.ctx(), q)
	s.must(err)
	return c
}

// Whoever watches work on a list while the server is started anew is told that it ended and how to go on.
func TestWorkOnAListThatAStartCutOffIsToldOf(t *testing.T) {
	s := newSite(t)
	list := s.surveyed(t)
	s.server.works = listWorks{} // as after a start
	b := s.as("aliya")
	to := b.get("/lists/"+list+"/work").wants(t, http.StatusSeeOther).Header().Get("Location")
	page := b.get(to).wants(t, http.StatusOK).body
	if !strings.Contains(page, "because the program was started anew") || !strings.Contains(page, "/lists/"+list+"/compare") {
		t.Errorf("%s says neither what happened nor how to go on", to)
	}
}
