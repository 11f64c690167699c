package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"aigaq/internal/cases"
)

// quickAtMost is how many clicks and typings the quick entry may take, from the page on which the telephone rang.
const quickAtMost = 9

var spoken = []struct{ lang, name, place, said, denied string }{
	{"en", "Fictional Person", "a made-up corner", "a made-up fall", "a made-up blow"},
	{"ru", "Вымышленный Ержан", "выдуманный угол", "выдуманное падение", "выдуманный удар"},
	{"kk", "Ойдан Шығарылған Әңгімеқызы", "ойдан алынған бұрыш", "ойдан алынған құлау", "ойдан алынған соққы"},
}

func TestBrowser(t *testing.T) {
	running := chromium(t)
	t.Run("a wrong form", func(t *testing.T) { wrongForm(window(t, running)) })
	t.Run("without scripts", func(t *testing.T) { withoutScripts(window(t, running)) })
	for _, one := range spoken {
		t.Run(one.lang, func(t *testing.T) {
			b := window(t, running)
			b.signIn("aliya", one.lang)
			b.quick(one.name, one.place)
			made := b.recorded(one.name, one.said, one.denied)
			b.foundAgain(made)
			b.counted(map[string]int{"detention": 2, "case": 1, "step": 5, "death": 1, "harassment": 1, "person": 2})
		})
	}
}

// quick logs a detention in as few steps as the telephone leaves time for.
func (b *tab) quick(name, place string) {
	b.Helper()
	b.acts = 0
	before := b.desk("aliya").Book().Today // midnight may pass meanwhile
	b.leads("header a.log", http.StatusOK)
	b.write("who", name)
	b.pick("when", "today")
	b.write("where_text", place)
	b.pick("what", "detention")
	b.pick("how", "relative_testimony")
	number := b.saved()
	if b.acts > quickAtMost {
		b.Errorf("the quick entry took %d steps, more than %d", b.acts, quickAtMost)
	}
	d := b.kept(number).(*cases.Detention)
	if today := d.From.String(); d.Title.Full != name || today != before && today != b.desk("aliya").Book().Today || d.TakenFrom != place || len(d.Citations) != 1 {
		b.Errorf("kept %q from %s at %q with %+v", d.Title.Full, d.From, d.TakenFrom, d.Citations)
	}
}

func (b *tab) kept(number string) cases.Record {
	b.Helper()
	r, err := b.store.For(b.users["aliya"]).Get(b.ctx(), number)
	b.must(err)
	return r
}

// recorded makes a record of each kind that the organisation works with, each through its form, and gives the numbers
// of all there are now.
func (b *tab) recorded(name, said, denied string) []string {
	b.Helper()
	person := b.shownOthers("people", "names.0.value", name)
	b.detention(person)
	b.criminalCase(person)
	b.death(person, said, denied)
	b.open("/harassment/new")
	b.write("victim.0.to", person)
	b.date("from", 3, 2, 2022)
	b.pick("type", "summons")
	b.saved()
	var numbers []string
	list, err := b.store.For(b.users["aliya"]).List(b.ctx(), cases.Query{Per: 50})
	b.must(err)
	for _, r := range list.Records {
		numbers = append(numbers, r.Base().Number)
	}
	return numbers
}

// shownOthers makes a record of a person like others, who are shown once before it is kept.
func (b *tab) shownOthers(path string, pairs ...string) string {
	b.Helper()
	b.open("/" + path + "/new")
	for i := 0; i+1 < len(pairs); i += 2 {
		b.write(pairs[i], pairs[i+1])
	}
	b.leads("form[data-guard] button.main", http.StatusConflict)
	if !b.has("#twins a") {
		b.Errorf("nobody is shown: %q", b.text("main"))
	}
	shot(b, "twins-"+page[string](b, "document.documentElement.lang"))
	return b.saved()
}

func (b *tab) detention(person string) {
	b.Helper()
	b.open("/detentions/new")
	b.write("victim.0.to", person)
	b.date("from", 5, 1, 2022)
	b.date("to", 12, 1, 2022)
	b.pick("type", "det_police")
	b.pick("lawyer_admitted", string(cases.No))
	b.write("taken_from", "17/2 = \"34\" <b>")
	d := b.kept(b.saved()).(*cases.Detention)
	if d.DaysHeld.N != 7 || d.Over72Hours != cases.Yes || d.LawyerAdmitted != cases.No || d.TakenFrom != "17/2 = \"34\" <b>" || d.Type.Code != "det_police" {
		b.Errorf("kept %+v", d)
	}
}

// criminalCase makes a case and five steps, and looks whether its page lists them in the order of their days.
func (b *tab) criminalCase(person string) {
	b.Helper()
	b.open("/cases/new")
	b.write("accused.0.to", person)
	b.pick("type", "criminal")
	b.date("from", 7, 1, 2022)
	number := b.saved()
	var steps []string
	for i, kind := range []string{"stage", "summons", "detention", "charge_change", "measure"} {
		b.open("/steps/new?case=" + number)
		b.date("from", 10+i, 1, 2022)
		b.pick("type", kind)
		steps = append(steps, b.saved())
	}
	b.open("/cases/" + number)
	if got := b.rows(); !slices.Equal(got, steps) {
		b.Errorf("the page of the case lists %v, not %v", got, steps)
	}
}

// death records two versions, and two sources that contradict each other about the same answer.
func (b *tab) death(person, said, denied string) {
	b.Helper()
	var sources []string
	for _, kind := range []string{"court_record", "witness_testimony"} {
		b.open("/sources/new")
		b.write("title", "made up: "+kind)
		b.pick("type", kind)
		sources = append(sources, b.saved())
	}
	b.open("/deaths/new")
	b.write("victim.0.to", person)
	b.date("from", 9, 1, 2022)
	b.write("official_version", said+" 1")
	b.write("family_version", denied+" 1")
	b.write("official_cause", said+" 2")
	for i, states := range []string{said + " 3", denied + " 3"} {
		row := fmt.Sprintf("citations.%d.", i)
		b.pick(row+"field", "official_cause")
		b.write(row+"source", sources[i])
		b.write(row+"states", states)
	}
	number := b.saved()
	shown := b.text("main")
	for _, want := range []string{said + " 1", denied + " 1", said + " 2", said + " 3", denied + " 3"} {
		if !strings.Contains(shown, want) {
			b.Errorf("the death does not say %q: %q", want, shown)
		}
	}
	if got := b.kept(number).Base().CitationsOf("official_cause"); len(got) != 2 {
		b.Errorf("the citations are %+v", got)
	}
}

// foundAgain looks for every record everywhere where it has to be.
func (b *tab) foundAgain(numbers []string) {
	b.Helper()
	files, lists := map[string]string{}, map[string][]string{}
	token := b.program("aliya").token
	for _, number := range numbers {
		k := cases.KindByNumber(number)
		if lists[k.Path] == nil {
			b.open("/" + k.Path)
			lists[k.Path] = b.rows()
		}
		if !slices.Contains(lists[k.Path], number) {
			b.Errorf("the list of %s does not hold %s", k.Path, number)
		}
		b.searched(k, number)
		b.leads(`main .head a[href$="/history"]`, http.StatusOK)
		if !b.has("section.entry") || !strings.Contains(b.text("section.entry"), "aliya") {
			b.Errorf("the history of %s is %q", number, b.text("main"))
		}
		for _, ending := range []string{".csv", ".json"} {
			path := "/" + k.Path + ending
			if files[path] == "" {
				files[path] = b.fetch(path, "")
			}
			if !strings.Contains(files[path], number) {
				b.Errorf("%s does not hold %s", path, number)
			}
		}
		var got struct{ Number, Kind string }
		b.must(json.Unmarshal([]byte(b.fetch("/api/v1/"+k.Path+"/"+number, token)), &got))
		if got.Number != number || got.Kind != k.Code {
			b.Errorf("the API gives %+v for %s", got, number)
		}
	}
}

// searched types a number into the box that is on every page.
func (b *tab) searched(k *cases.Kind, number string) {
	b.Helper()
	b.write("q", strings.ToLower(number))
	b.arrives("searching", http.StatusOK, chromedp.SendKeys(chromedp.CSS("#site-search"), kb.Enter))
	if got := b.path(); got != "/"+k.Path+"/"+number {
		b.Errorf("searching for %s led to %s", number, got)
	}
}

// counted counts records by kind and follows every number to the rows behind it.
func (b *tab) counted(want map[string]int) {
	b.Helper()
	b.open("/counts")
	b.pick("unit", cases.UnitRecords)
	b.choose("#by0", "kind")
	b.leads("form.counting button.main", http.StatusOK)
	cells := page[map[string]string](b, `Object.fromEntries([...document.querySelectorAll("td[data-count] a")].map((a) => [a.pathname, a.closest("td").dataset.count + " " + a.search]))`)
	for code, n := range want {
		path := "/" + cases.KindByCode(code).Path
		count, query, _ := strings.Cut(cells[path], " ")
		if count != fmt.Sprint(n) {
			b.Errorf("%s %s are counted, not %d: %v", count, code, n, cells)
		}
		b.open(path + query)
		if got := b.rows(); len(got) != n {
			b.Errorf("behind the number %d of %s there are %v", n, code, got)
		}
	}
}

// wrongForm ends a detention before it begins, which is refused beside the box, and then puts it right.
func wrongForm(b *tab) {
	b.Helper()
	person := b.person("aliya", spoken[2].name).Number
	b.signIn("aliya", "kk")
	b.open("/detentions/new")
	b.write("victim.0.to", person)
	b.write("victim.0.note", "<қ> & \"әі\"")
	b.date("from", 12, 1, 2022)
	b.date("to", 5, 1, 2022)
	b.pick("type", "det_admin")
	b.pick("ill_treated", cases.Unknown)
	b.write("account", "ойдан алынған баян")
	before := b.typed()
	b.leads("form.record button.main", http.StatusUnprocessableEntity)
	if !b.has("fieldset#to #to-error") || b.text("#to-error") == "" {
		b.Errorf("nothing stands beside the box: %q", b.text("main"))
	}
	if after := b.typed(); !slices.Equal(before, after) {
		b.Errorf("of %q came back %q", before, after)
	}
	if n := b.total("aliya", "detention"); n != 0 {
		b.Errorf("%d detentions were kept", n)
	}
	b.rewrite("to.day", "15")
	if d := b.kept(b.saved()).(*cases.Detention); d.DaysHeld.N != 3 || d.Account != "ойдан алынған баян" {
		b.Errorf("kept %+v", d)
	}
}

// withoutScripts logs a detention in a browser that runs no script.
func withoutScripts(b *tab) {
	b.Helper()
	_, err := chromedp.Call(b.window, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.must(err)
	canary := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<title>off</title><script>document.title = "on"</script>`)
	}))
	defer canary.Close()
	b.do("looking whether scripts run", chromedp.Navigate(canary.URL))
	if got := page[string](b, `document.title`); got != "off" {
		b.Fatalf("scripts are %s", got)
	}
	b.signIn("aliya", "ru")
	b.quick(spoken[1].name, spoken[1].place)
}
