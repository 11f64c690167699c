package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"aigaq/internal/cases"
)

// scriptless makes a window run no scripts.
func (b *tab) scriptless() {
	b.Helper()
	_, err := chromedp.Call(b.window, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.must(err)
}

func TestPeopleAreMergedAndPartedInABrowser(t *testing.T) {
	running := chromium(t)
	for _, lang := range []string{"en", "ru", "kk"} {
		for _, scripts := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, scripts %t", lang, scripts), func(t *testing.T) {
				b := window(t, running)
				if !scripts {
					b.scriptless()
				}
				b.signIn("chief", lang)
				b.mergedAndParted()
			})
		}
	}
}

// mergedAndParted has everybody looked through, merges two people, taking an answer from the one that is given up,
// changes the kept one, and takes the merge back.
func (b *tab) mergedAndParted() {
	b.Helper()
	keep := b.put("chief", "person", "names.0.value", "Вымышленный Ержан Қиялұлы", "born", "1991", "citizenship", "KZ").Number
	gone := b.put("chief", "person", "names.0.value", "Vymyshlennyi Yerzhan", "born", "1991-02-03", "contact", "a made-up street").Number
	act := b.put("chief", "detention", "victim", gone, "from", "2022-01-05").Number
	b.open("/duplicates")
	b.leads(`form[action="/duplicates/run"] button`, http.StatusOK)
	for end := time.Now().Add(stepTime); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if b.open("/duplicates"); b.has(`a[href*="` + gone + `"]`) {
			break
		}
	}
	b.leads(fmt.Sprintf(`a[href="/duplicates/%s/%s"]`, keep, gone), http.StatusOK)
	b.click(`input[name="keep"][value="a"]`)
	b.click(`input[name="take.born"][value="b"]`)
	b.leads(`button[value="merge"]`, http.StatusUnprocessableEntity) // why is asked for
	if !b.has(`input[name="take.born"][value="b"]:checked`) {
		b.Error("what was chosen is not kept when the reason is asked for")
	}
	b.write("why", "the same village")
	b.leads(`button[value="merge"]`, http.StatusOK)
	b.open("/people/" + gone)
	if here := b.path(); here != "/people/"+keep {
		b.Fatalf("the old number leads to %s", here)
	}
	for _, shown := range []string{"Вымышленный Ержан Қиялұлы", "Vymyshlennyi Yerzhan", gone, act} {
		if !strings.Contains(page[string](b, "document.body.textContent"), shown) {
			b.Errorf("the page of both does not show %s", shown)
		}
	}
	b.open("/people/" + keep + "/edit")
	b.write("occupation", "a made-up trade")
	b.saved()
	b.leads(`a[href*="`+gone+`/unmerge"]`, http.StatusOK)
	b.write("why", "two cousins")
	b.leads("form[data-guard] button.main", http.StatusOK)
	b.open("/people/" + gone)
	if here := b.path(); here != "/people/"+gone {
		b.Errorf("after the merge was taken back the number leads to %s", here)
	}
	p := b.kept(keep).(*cases.Person)
	if p.Born.String() != "1991" || p.Occupation != "a made-up trade" || p.Citizenship != "KZ" {
		b.Errorf("the kept one was born %s and is %q", p.Born, p.Occupation)
	}
	if _, err := b.store.Keeper().Verify(b.ctx(), nil); err != nil {
		b.Errorf("audit verify: %v", err)
	}
}

// lists is where the made-up lists and the people whom they name are kept.
const madeUpLists = "../cases/exchange/testdata/lists/"

func TestAListIsBroughtInAndDecidedInABrowser(t *testing.T) {
	running := chromium(t)
	for _, one := range []struct {
		lang    string
		scripts bool
	}{{"en", true}, {"ru", false}, {"kk", false}} {
		t.Run(fmt.Sprintf("%s, scripts %t", one.lang, one.scripts), func(t *testing.T) {
			b := window(t, running)
			b.known()
			if !one.scripts {
				b.scriptless()
			}
			b.signIn("chief", one.lang)
			b.listBroughtIn()
		})
	}
}

// madeUp reads a file of the made-up lists.
func madeUp(t *testing.T, name string, comma rune) [][]string {
	t.Helper()
	content, err := os.ReadFile(madeUpLists + name)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(content))
	r.Comma = comma
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// known puts the 500 made-up people on record, each under one of their names.
func (b *tab) known() {
	b.Helper()
	for i, p := range madeUp(b.T, "people.csv", ',')[1:] {
		name := p[1+i%3]
		if name == "" {
			name = p[2]
		}
		b.put("chief", "person", "names.0.value", name, "born", p[4], "sex", p[5], "region", p[6])
	}
	_, err := b.store.Keeper().Match(b.ctx())
	b.must(err)
}

// listBroughtIn brings a list of 240 rows in, decides the certain ones together, one by itself and its undoing, makes
// people of those whom nobody is like, and looks at the table of who is named where.
func (b *tab) listBroughtIn() {
	b.Helper()
	content, err := os.ReadFile(madeUpLists + "list_a.csv")
	b.must(err)
	content = append(content, "239;Небывалов Никто Никакович;1990;Алматы\n240;12 неизвестных мужчин;;Алматы\n"...)
	file := filepath.Join(b.TempDir(), "list.csv")
	b.must(os.WriteFile(file, content, 0o600))
	b.open("/lists/new")
	b.do("choosing the file", chromedp.SetUploadFiles(chromedp.CSS(`input[name="file"]`), []string{file}))
	b.write("title", "A made-up list")
	b.leads("form.record button.main", http.StatusOK)
	b.leads(`button[value="bring"]`, http.StatusOK)
	list, _, _ := strings.Cut(strings.TrimPrefix(b.path(), "/lists/"), "/")
	b.atRest(list)
	total, people := b.total("chief", "listing"), b.total("chief", "person")
	if total != 240 || people != 500 {
		b.Fatalf("%d rows were brought in, %d people are there", total, people)
	}
	b.leads(`form[action$="/certain"] button`, http.StatusOK)
	b.atRest(list)
	b.oneByOne(list)
	b.open("/lists/" + list + "/people")
	b.leads(`form[action$="/people"] button.main`, http.StatusOK)
	b.atRest(list)
	b.tabled(list)
	if _, err := b.store.Keeper().Verify(context.Background(), nil); err != nil {
		b.Errorf("audit verify: %v", err)
	}
}

// atRest waits until nothing goes on with a list any more.
func (b *tab) atRest(list string) {
	b.Helper()
	for end := time.Now().Add(2 * stepTime); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if b.open("/lists/" + list + "/work"); b.path() == "/lists/"+list {
			return
		}
	}
	b.Fatalf("the work on the list does not end: %q", b.text("main"))
}

// oneByOne decides a row by itself, takes that back, and decides it anew.
func (b *tab) oneByOne(list string) {
	b.Helper()
	b.open("/lists/" + list + "?part=likely")
	rows := b.rows()
	if len(rows) == 0 {
		b.Fatalf("no row is left to be decided one by one: %.900q", b.text("main"))
	}
	row := "/lists/" + list + "/rows/" + rows[0]
	b.open(row)
	person := page[string](b, `document.querySelector('input[name="what"][value^="PER-"]').value`)
	choose := `input[name="what"][value="` + person + `"]`
	b.click(choose)
	b.leads(`button[data-key="save"]`, http.StatusOK)
	b.open("/people/" + person)
	if !strings.Contains(page[string](b, "document.body.textContent"), "A made-up list") {
		b.Errorf("%s does not show the list that names them", person)
	}
	b.open(row)
	b.leads(`form[action$="/undo"] button`, http.StatusOK)
	b.open(row)
	b.click(choose)
	b.leads(`button[data-key="save"]`, http.StatusOK)
}

// tabled looks at the table of who is named in which list: ones and zeros, and nobody who is in none.
func (b *tab) tabled(list string) {
	b.Helper()
	table := b.fetch("/lists.csv?purpose=verification", "")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table, "\ufeff"))).ReadAll()
	b.must(err)
	at := slices.IndexFunc(rows[0], func(s string) bool { return strings.HasPrefix(s, "in_") })
	if at < 0 || len(rows) < 60 {
		b.Fatalf("the table has %d rows and the columns %v; the list: %.1500q", len(rows), rows[0], func() string { b.open("/lists/" + list); return b.text("main") }())
	}
	named := 0
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[at])
		if err != nil || n != 1 {
			b.Errorf("somebody in the only list has %q in its column", row[at])
		}
		named += n
	}
	want := 0
	b.must(b.desk("chief").Each(b.ctx(), cases.Query{Kind: "person", Listed: true}, func(cases.Record) error { want++; return nil }))
	if named != want {
		b.Errorf("%d people are in the table, %d are named", named, want)
	}
}
