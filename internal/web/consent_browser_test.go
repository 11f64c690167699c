package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"aigaq/internal/cases"
)

// R99, R34, R69: somebody's consent is recorded, then withdrawn; the record is gone from everywhere; a second
// coordinator erases it; the log is sound.
func TestConsentWithdrawalAndErasureInABrowser(t *testing.T) {
	running := chromium(t)
	for i, lang := range []string{"en", "ru", "kk"} {
		t.Run(lang, func(t *testing.T) { consented(window(t, running), lang, i) })
	}
}

func consented(b *tab, lang string, nth int) {
	b.Helper()
	account, err := b.store.Accounts().Add(b.ctx(), "cli", "second", cases.Coordinator, nil)
	b.must(err)
	b.users["second"] = account.User
	name := spoken[nth].name
	p := b.person("chief", name)
	b.put("chief", "detention", "victim", p.Number, "from", "2022-01-05", "region", "KZ-75")
	b.put("chief", "source", "title", "Testimony of "+name, "type", "victim_testimony")

	b.signIn("chief", lang)
	b.open("/people/" + p.Number)
	b.leads(`#consents a[href$="/consent"]`, http.StatusOK)
	b.records("un_submission", "written")
	if got := b.text(`tr[data-consent=un_submission]`); !strings.Contains(got, "chief") || !strings.Contains(got, "Взяла") {
		b.Errorf("the page of consents says %q", got)
	}
	if r := b.kept(p.Number).(*cases.Person); !r.May(cases.ConsentUN) || r.May(cases.ConsentInternal) {
		b.Errorf("kept %+v", r.Consents)
	}
	b.records("internal", "withdrawn")
	if !b.has(`[data-hides="2"]`) {
		b.Errorf("the second step says %q", b.text("main"))
	}
	b.kept(p.Number) // still there: nothing is hidden before the second step
	b.leads("main button.main", http.StatusOK)
	if got := b.path(); got != "/erasures/"+p.Number || b.has(`form[action$="/erase"]`) || strings.Contains(b.text("main"), name) {
		b.Errorf("after the withdrawal, at %s: %q", got, b.text("main"))
	}
	b.vanished(p.Number, name)
	b.erasedBySecond(p.Number, lang)
	b.vanished(p.Number, name)
	report, err := b.store.Keeper().Verify(b.ctx(), nil)
	if err != nil || report.Erased == 0 {
		b.Errorf("verify gave %+v, %v", report, err)
	}
}

// records fills in and sends the form of the page of consents.
func (b *tab) records(purpose, state string) {
	b.Helper()
	b.pick("purpose", purpose)
	b.pick("state", state)
	b.write("on.year", "2023")
	b.write("taken_by", "Взяла Согласие")
	b.leads("main form button.main", http.StatusOK)
}

// vanished looks everywhere where the person was.
func (b *tab) vanished(number, name string) {
	b.Helper()
	for _, path := range []string{"/", "/people", "/records", "/detentions", "/search?q=" + strings.Fields(name)[0], "/counts?unit=records&by=kind"} {
		b.open(path)
		if shown := b.text("body"); strings.Contains(shown, number) || path != "/search?q="+strings.Fields(name)[0] && strings.Contains(strings.ReplaceAll(shown, "Testimony of "+name, ""), name) {
			b.Errorf("%s shows it: %q", path, shown)
		}
	}
	if rows := b.count(); rows != 1 { // the source stays
		b.Errorf("%d records are counted", rows)
	}
	for _, path := range []string{"/people/" + number, "/people/" + number + "/consent", "/people/" + number + "/history"} {
		b.arrives("looking for "+path, http.StatusNotFound, chromedp.Navigate(b.root+path))
	}
	b.open("/people")
	if file := b.fetch("/people.csv?purpose=casework", ""); strings.Contains(file, number) || strings.Contains(file, name) {
		b.Errorf("the export holds it: %s", file)
	}
}

func (b *tab) count() int {
	b.Helper()
	counts, err := b.store.For(b.users["chief"]).Counts(b.ctx(), cases.CountQuery{Unit: cases.UnitRecords})
	b.must(err)
	return counts.Total
}

// erasedBySecond signs the second coordinator in, who finds it on the home page and erases.
func (b *tab) erasedBySecond(number, lang string) {
	b.Helper()
	b.leads(`header form[action="/logout"] button`, http.StatusOK)
	b.signIn("second", lang)
	b.leads(`main a[href="/erasures"]`, http.StatusOK)
	b.leads(fmt.Sprintf(`tr[data-number=%q] a`, number), http.StatusOK)
	if !b.has(`ul.ties a[href^="/sources/"]`) {
		b.Errorf("the testimony is not named: %q", b.text("main"))
	}
	b.do("making sure", chromedp.Click(chromedp.CSS(`input[name=sure]`)))
	b.leads(`form[action$="/erase"] button`, http.StatusOK)
	if !b.has(`dd[data-state="yes"]`) || b.has("main form") {
		b.Errorf("after the erasure: %q", b.text("main"))
	}
}
