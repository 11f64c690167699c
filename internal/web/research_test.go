package web

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
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

// Pseudonyms are the same for one recipient and others for each, and neither they nor the order lead from one file to another.
func TestTablesOfTwoRecipientsDoNotJoin(t *testing.T) { // R58
	s := newSite(t)
	s.surveyed(t)
	first, again := s.as("reader").research(t, "?purpose=casework"), s.as("reader").research(t, "?purpose=casework")
	other := s.as("chief").research(t, "?purpose=casework")
	for _, name := range []string{"victims.csv", "acts.csv", "records.csv", "proceedings.csv", "proceeding_events.csv"} {
		if first.files[name] != again.files[name] {
			t.Errorf("%s is another one the second time:\n%s\n%s", name, first.files[name], again.files[name])
		}
		for _, column := range []string{"match_group_id", "act_id", "record_id", "proceeding_id", "step_id", "decided_by"} {
			for _, id := range different(first.rows(name), column) {
				if strings.Contains(other.files[name], id) {
					t.Errorf("%s has the %s %s for two accounts", name, column, id)
				}
			}
		}
		lines := strings.Split(strings.TrimSpace(first.files[name]), "\r\n")[1:]
		if !slices.IsSorted(lines) {
			t.Errorf("%s keeps the order of entry", name)
		}
	}
	mine := different(first.rows("victims.csv"), "match_group_id")
	csvFile := s.as("reader").get("/lists.csv?purpose=casework").wants(t, http.StatusOK).body
	for _, id := range mine {
		if !strings.Contains(csvFile, id) {
			t.Errorf("%s is not in lists.csv", id)
		}
	}
	if csvFile != first.files["victims.csv"] {
		t.Error("lists.csv and victims.csv differ")
	}
}

// Whoever sees secrets takes years, and names where they ask for them; a name that is a formula is harmless.
func TestWhoSeesNamesTakesThemWhereTheyAsk(t *testing.T) { // R55
	s := newSite(t)
	s.surveyed(t)
	plain := s.as("aliya").research(t, "?purpose=casework")
	if strings.Contains(plain.files["victims.csv"], "Вымыслов") || !strings.Contains(plain.files["victims.csv"], "1980") {
		t.Errorf("staff are given %s", plain.files["victims.csv"])
	}
	named := s.as("aliya").research(t, "?purpose=casework&names=1")
	if !strings.Contains(named.files["victims.csv"], "Вымыслов Пример") || !strings.Contains(named.files["records.csv"], "'=cmd") {
		t.Errorf("with names staff are given %s and %s", named.files["victims.csv"], named.files["records.csv"])
	}
}

// Who refused to be recorded leaves in no table, and the README says how many stayed behind.
func TestWhoRefusedLeavesInNoTable(t *testing.T) {
	s := newSite(t)
	s.surveyed(t)
	before := s.as("reader").research(t, "?purpose=research")
	r, err := s.desk("aliya").List(s.ctx(), cases.Query{Kind: "person", Text: "Выдумова"})
	s.must(err)
	h := r.Records[0].Base()
	_, err = s.desk("aliya").Save(s.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: h.Number, Version: h.Version, Reason: "a test",
		Sent: cases.Input(values("consent.0.purpose", "internal", "consent.0.state", "refused", "consent.0.on", "2022-02-01"))})
	s.must(err)
	a := s.as("reader").research(t, "?purpose=research")
	if len(a.rows("victims.csv")) != 1 || len(a.rows("acts.csv")) != len(before.rows("acts.csv"))-1 || len(a.rows("records.csv")) != len(before.rows("records.csv"))-1 {
		t.Errorf("it takes %s%s%s", a.files["victims.csv"], a.files["acts.csv"], a.files["records.csv"])
	}
	if !strings.Contains(a.files["README.txt"], ": 3 records") {
		t.Errorf("the README says %s", a.files["README.txt"])
	}
}

// Every column of every table is in the codebook, with its meaning in three languages, and so is every code in the tables.
func TestTheCodebookSaysWhatEveryColumnMeans(t *testing.T) {
	s := newSite(t)
	s.surveyed(t)
	a := s.as("aliya").research(t, "?purpose=casework&names=1")
	var book struct {
		Files []struct {
			File    string
			Columns []struct {
				Name, Type string
				Meaning    map[string]string
				Vocabulary any
				Kinds      []string
			}
		}
		Vocabularies map[string][]map[string]any
	}
	if err := json.NewDecoder(bytes.NewBufferString(a.files["codebook.json"])).Decode(&book); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(a.files["codebook.json"]+a.files["README.txt"], "⟦⟧") {
		t.Errorf("words are missing: %s", a.files["codebook.json"])
	}
	if len(book.Files) != 5 {
		t.Fatalf("the codebook has %d files", len(book.Files))
	}
	has := func(list, code string) bool {
		return slices.ContainsFunc(append(slices.Clone(book.Vocabularies[list]), book.Vocabularies["answers"]...), func(t map[string]any) bool { return t["code"] == code })
	}
	for _, f := range book.Files {
		header, _, _ := strings.Cut(a.files[f.File], "\r\n")
		var names []string
		for _, c := range f.Columns {
			names = append(names, c.Name)
			for _, lang := range []string{"en", "ru", "kk"} {
				if c.Meaning[lang] == "" {
					t.Errorf("%s %s has no meaning in %s", f.File, c.Name, lang)
				}
			}
			for _, row := range a.rows(f.File) {
				for _, code := range strings.Split(row[c.Name], "|") {
					list, _ := c.Vocabulary.(string)
					if by, ok := c.Vocabulary.(map[string]any); ok {
						list, _ = by[row["kind"]].(string)
					}
					if code != "" && list != "" && list != "list" && !has(list, code) {
						t.Errorf("%s %s: the code %q is not in %q", f.File, c.Name, code, list)
					}
					if _, err := strconv.Atoi(code); err != nil && (c.Type == "number" || c.Type == "flag") && code != "" {
						t.Errorf("%s %s: %q is no number", f.File, c.Name, code)
					}
				}
			}
		}
		if strings.Join(names, ",") != header {
			t.Errorf("%s has the columns %s, the codebook %v", f.File, header, names)
		}
	}
}
