package web

import (
	"bytes"
	"encoding/csv"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// sends posts a list of names as a browser does, with the file in it.
func (b *browser) sends(t *testing.T, file string, pairs ...string) answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := w.WriteField(pairs[i], pairs[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", "list.csv")
	if err == nil {
		_, err = part.Write([]byte(file))
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	r := b.request(http.MethodPost, "/lists/new", url.Values{})
	r.Body, r.ContentLength = http.NoBody, 0
	made, err := http.NewRequest(http.MethodPost, "/lists/new", &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Body, r.ContentLength = made.Body, made.ContentLength
	r.Header.Set("Content-Type", w.FormDataContentType())
	return b.do(r)
}

// brings sends a file and has its rows brought in, and gives the number of the list.
func (b *browser) brings(t *testing.T, file, title string) string {
	t.Helper()
	columns := b.sends(t, file, "title", title, "type", "ngo_report", "team", "almaty", "level", "internal").wants(t, http.StatusSeeOther).Header().Get("Location")
	b.get(columns).wants(t, http.StatusOK)
	work := b.post(columns, "do", "bring").wants(t, http.StatusSeeOther).Header().Get("Location")
	return b.worked(t, work)
}

// worked waits until the work on a list is done.
func (b *browser) worked(t *testing.T, work string) string {
	t.Helper()
	for range 1800 {
		got := b.get(work)
		if got.Code == http.StatusSeeOther {
			return regexp.MustCompile(`SRC-\d+`).FindString(got.Header().Get("Location"))
		}
		if strings.Contains(got.body, `role="alert"`) {
			t.Fatalf("the work failed: %s", excerpt(got.body))
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the work does not end")
	return ""
}

const madeUpList = "№;ФИО;Дата рождения;Пол;Кем задержан\n1;Вымыслов Пример Примерович;05.01.1991;м;неизвестно\n2;Выдумова Асель Сказковна;1990;ж;\n" +
	"3;12 неизвестных мужчин;;;\n4;;32.13.1991;;\n5;Вoпросов Тест;1980;м;\n"

func TestAListIsRefusedWithAllThatIsWrong(t *testing.T) { // R24
	s := newSite(t)
	b := s.as("aliya")
	b.sends(t, "", "title", "").wants(t, http.StatusUnprocessableEntity)
	got := b.sends(t, "\xd0\xcf\x11\xe0", "title", "<b>Список</b>", "type", "ngo_report").wants(t, http.StatusUnprocessableEntity)
	if !strings.Contains(got.body, "&lt;b&gt;Список&lt;/b&gt;") {
		t.Error("what was typed is gone")
	}
	columns := b.sends(t, madeUpList, "title", "x", "type", "ngo_report", "team", "west", "level", "internal").wants(t, http.StatusSeeOther).Header().Get("Location")
	b.post(columns, "do", "bring").wants(t, http.StatusUnprocessableEntity)
	mine := b.sends(t, madeUpList, "title", "x", "type", "ngo_report", "team", "almaty", "level", "internal").wants(t, http.StatusSeeOther).Header().Get("Location")
	s.as("chief").get(mine).wants(t, http.StatusNotFound)
	b.post(mine, "do", "bring", "column.1", "", "column.0", "").wants(t, http.StatusUnprocessableEntity)
	s.as("reader").sends(t, madeUpList, "title", "x").wants(t, http.StatusForbidden)
}

func TestAListIsBroughtInDecidedAndExported(t *testing.T) {
	s := newSite(t)
	known := s.put("aliya", "person", "names.0.value", "Вымыслов Пример Примерович", "born", "1991-01-05", "sex", "male", "team", "almaty")
	b := s.as("aliya")
	columns := b.sends(t, madeUpList, "title", "Выдуманный список", "type", "ngo_report", "team", "almaty", "level", "internal").wants(t, http.StatusSeeOther).Header().Get("Location")
	seen := b.get(columns).wants(t, http.StatusOK)
	for _, want := range []string{"Кем задержан", `data-flag="group"`, `data-flag="empty"`, `data-flag="mixed"`, "32.13.1991"} {
		if !strings.Contains(seen.body, want) {
			t.Errorf("the columns do not show %s", want)
		}
	}
	work := b.post(columns, sentBy(seen.body, "do", "bring")...).wants(t, http.StatusSeeOther).Header().Get("Location")
	list := b.worked(t, work)
	b.post(columns, "do", "bring").wants(t, http.StatusSeeOther) // sent twice, it is there once
	page, err := s.store.For(s.users["aliya"]).ListRows(s.ctx(), list, "", "", 50)
	s.must(err)
	if len(page.Rows) != 5 || page.Parts[cases.RowsCertain] != 1 || page.Makeable != 2 {
		t.Fatalf("%d rows, parts %v, %d makeable", len(page.Rows), page.Parts, page.Makeable)
	}
	if to := b.post("/lists/"+list+"/certain", "rows", "7").wants(t, http.StatusSeeOther).Header().Get("Location"); !strings.Contains(to, "said=rows_changed") {
		t.Errorf("another number of rows than was shown leads to %s", to)
	}
	b.worked(t, b.post("/lists/"+list+"/certain", "rows", "1").wants(t, http.StatusSeeOther).Header().Get("Location"))
	b.post("/lists/"+list+"/people", "rows", "99").wants(t, http.StatusUnprocessableEntity)
	b.worked(t, b.post("/lists/"+list+"/people", "rows", "2").wants(t, http.StatusSeeOther).Header().Get("Location"))
	group := "/lists/" + list + "/rows/" + page.Rows[2].Row.Number
	b.post(group, "version", "1").wants(t, http.StatusUnprocessableEntity)
	b.post(group, "version", "9", "what", "new").wants(t, http.StatusUnprocessableEntity)
	b.post(group, "version", "1", "what", "new", "part", "undecided").wants(t, http.StatusSeeOther)
	b.post(group+"/undo", "version", "2").wants(t, http.StatusSeeOther)
	b.post("/lists/"+list+"/rows/"+page.Rows[3].Row.Number, "version", "1", "what", "not_a_person").wants(t, http.StatusSeeOther)
	person := b.get("/people/"+known.Number).wants(t, http.StatusOK)
	if !strings.Contains(person.body, `data-row="`+page.Rows[0].Row.Number+`"`) {
		t.Error("the person does not show the row that names them")
	}
	if source := b.get("/sources/"+list).wants(t, http.StatusOK); !strings.Contains(source.body, "/lists/"+list) {
		t.Error("the source does not lead to its rows")
	}
	s.exports(t, list)
	_, err = s.store.Keeper().Verify(s.ctx(), nil)
	s.must(err)
}

var (
	aSelect = regexp.MustCompile(`(?s)<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>`)
	chosen  = regexp.MustCompile(`<option value="([^"]*)" selected`)
	unseen  = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)
)

// sentBy is what a browser sends of a page of hidden answers and choices when nothing on it was changed.
func sentBy(page string, more ...string) []string {
	for _, m := range unseen.FindAllStringSubmatch(page, -1) {
		more = append(more, m[1], m[2])
	}
	for _, m := range aSelect.FindAllStringSubmatch(page, -1) {
		value := ""
		if c := chosen.FindStringSubmatch(m[2]); c != nil {
			value = c[1]
		}
		more = append(more, m[1], value)
	}
	return more
}

// exports holds what researchers and staff are given of who is named in which list.
func (s *site) exports(t *testing.T, list string) {
	t.Helper()
	column := "in_vydumannyi_spisok_" + strings.TrimPrefix(list, "SRC-")
	open := s.as("reader").get("/lists.csv?purpose=research&names=1").wants(t, http.StatusOK)
	lines := strings.Split(strings.TrimSpace(open.body), "\r\n")
	if !strings.HasSuffix(lines[0], ","+column) || strings.Contains(open.body, "Вымыслов") || strings.Contains(lines[0], "birth_year") {
		t.Errorf("a researcher is given %q", open.body)
	}
	secret := s.as("aliya").get("/lists.csv?purpose=casework&names=1").wants(t, http.StatusOK)
	if !strings.Contains(secret.body, "Вымыслов Пример Примерович") || strings.Count(secret.body, "\r\n") != 4 {
		t.Errorf("staff are given %q", secret.body)
	}
	s.as("aliya").get("/lists.json?purpose=casework").wants(t, http.StatusOK).object(t)
	s.as("aliya").get("/listings.csv?purpose=casework").wants(t, http.StatusOK)
}

// The rows of a list whose truth is known: nothing is decided in bulk that is wrong.
func TestNothingIsJoinedWronglyInBulk(t *testing.T) {
	file, err := os.ReadFile("../cases/exchange/testdata/lists/list_b.csv")
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t)
	numbers := s.people500(t)
	b := s.as("aliya")
	list := b.brings(t, string(file), "Список Б")
	rows, err := s.store.For(s.users["aliya"]).ListRows(s.ctx(), list, cases.RowsCertain, "", 1)
	s.must(err)
	b.worked(t, b.post("/lists/"+list+"/certain", "rows", strconv.Itoa(rows.Parts[cases.RowsCertain])).wants(t, http.StatusSeeOther).Header().Get("Location"))
	truth := truthOf(t, "list_b")
	right, wrong := 0, 0
	for after := ""; ; {
		page, err := s.store.For(s.users["aliya"]).ListRows(s.ctx(), list, cases.RowsDecided, after, 500)
		s.must(err)
		for _, one := range page.Rows {
			if numbers[truth[one.Row.Position.N]] == one.Row.LinksTo("person")[0].To.Number {
				right++
			} else {
				wrong++
				t.Logf("row %d, %s, was decided wrongly", one.Row.Position.N, one.Row.Called)
			}
		}
		if after = page.Next; after == "" {
			break
		}
	}
	if right < 100 || wrong > 0 {
		t.Errorf("%d rows were decided rightly and %d wrongly", right, wrong)
	}
}

// people500 records the invented people of the lists and gives their numbers by what the truth calls them.
func (s *site) people500(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, row := range tableOf(t, "people.csv")[1:] {
		pairs := []string{"names.0.value", row[2], "born", row[4], "sex", row[5], "region", row[6], "team", "almaty"}
		if row[1] != "" {
			pairs = append(pairs, "names.1.value", row[1])
		}
		out[row[0]] = s.put("aliya", "person", pairs...).Number
	}
	return out
}

func truthOf(t *testing.T, list string) map[int64]string {
	t.Helper()
	out := map[int64]string{}
	for _, row := range tableOf(t, "truth.csv")[1:] {
		if row[0] == list {
			n, err := strconv.ParseInt(row[1], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			out[n] = row[2]
		}
	}
	return out
}

func tableOf(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("../cases/exchange/testdata/lists/" + name)
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
