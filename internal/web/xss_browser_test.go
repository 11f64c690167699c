package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	frames "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"aigaq/internal/cases"
)

// scripts are texts that run where a page takes them for anything but text: in markup, attributes, addresses, scripts,
// pictures and styles.
var scripts = []string{
	`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><script>alert(1)</script>`, `'><img src=x onerror=alert(1)>`,
	`" onmouseover="alert(1)" autofocus onfocus="alert(1)`, `' onfocus='alert(1)' autofocus='`, `</textarea><script>alert(1)</script>`,
	`</title><script>alert(1)</script>`, `</script><script>alert(1)</script>`, `--><script>alert(1)</script>`, `]]><script>alert(1)</script>`,
	`<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `<svg><animate onbegin=alert(1) attributeName=x dur=1s>`,
	`<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`, `<iframe src="javascript:alert(1)"></iframe>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`, `<object data="data:text/html,<script>alert(1)</script>"></object>`,
	`<embed src="javascript:alert(1)">`, `<a href="javascript:alert(1)">x</a>`, `javascript:alert(1)`, `JaVaScRiPt:alert(1)`, "java\tscript:alert(1)",
	`data:text/html,<script>alert(1)</script>`, `vbscript:msgbox(1)`, `https://x.example/"onclick="alert(1)`, `https://x.example/<script>alert(1)</script>`,
	`<body onload=alert(1)>`, `<details open ontoggle=alert(1)>`, `<input autofocus onfocus=alert(1)>`, `<marquee onstart=alert(1)>`,
	`<video><source onerror=alert(1)></video>`, `<style>@import 'http://127.0.0.1:9/x.css';</style>`, `<link rel=stylesheet href=http://127.0.0.1:9/x.css>`,
	`<meta http-equiv=refresh content="0;url=javascript:alert(1)">`, `<base href="http://127.0.0.1:9/">`, `<form action=http://127.0.0.1:9/><button>x`,
	`{{constructor.constructor('alert(1)')()}}`, `${alert(1)}`, `\u003cscript\u003ealert(1)\u003c/script\u003e`, `&lt;script&gt;alert(1)&lt;/script&gt;`,
	`<scr<script>ipt>alert(1)</scr</script>ipt>`, `＜script＞alert(1)＜/script＞`, `<img src="http://127.0.0.1:9/pixel.gif">`,
}

// planter puts the texts into every field of a record that takes text, another one into each.
type planter struct {
	*maker
	next int
}

func (p *planter) text() string {
	p.next++
	return scripts[p.next%len(scripts)]
}

// plant makes a record of a kind and fills it.
func (p *planter) plant(k *cases.Kind) string {
	p.Helper()
	number := p.need(k.Code)
	got := p.send(http.MethodGet, "/api/v1/"+k.Path+"/"+number, "").wants(p.T, http.StatusOK).object(p.T)
	sheet := map[string]any{"version": got["version"], "reason": p.text()}
	for _, f := range cases.Fields(k.New()) {
		p.fill(k, f, sheet)
	}
	if k.Code == "person" {
		var names []any
		for _, one := range scripts {
			names = append(names, map[string]any{"value": one})
		}
		sheet["names"] = names
	}
	delete(sheet, "iin") // twelve digits or nothing
	body, err := json.Marshal(sheet)
	p.must(err)
	p.send(http.MethodPut, "/api/v1/"+k.Path+"/"+number, string(body)).wants(p.T, http.StatusOK)
	return number
}

func (p *planter) fill(k *cases.Kind, f cases.Field, sheet map[string]any) {
	if f.IsComputed || f.AtHead {
		return
	}
	switch f.Type {
	case cases.TypeText:
		sheet[f.Code] = p.text()
	case cases.TypeLong:
		sheet[f.Code] = strings.ReplaceAll(strings.Join(scripts, "\n"), "\t", " ")
	case cases.TypeText3, cases.TypeLong3:
		for _, lang := range []string{"en", "ru", "kk"} {
			sheet[f.Code+"."+lang] = p.text()
		}
	case cases.TypeChoice, cases.TypeChoices:
		sheet[f.Code+".note"] = p.text()
	}
}

func TestNoScriptThatWasStoredRuns(t *testing.T) { // R39, R41
	if len(scripts) < 40 {
		t.Fatalf("only %d texts are tried", len(scripts))
	}
	running := chromium(t)
	n := 0
	for kinds := range slices.Chunk(cases.Kinds(), 5) {
		n++
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			b := window(t, running)
			p := &planter{maker: newMaker(b.site, "lawyer"), next: n}
			var paths []string
			for _, k := range kinds {
				number := p.plant(k)
				paths = append(paths, "/"+k.Path, "/"+k.Path+"/"+number, "/"+k.Path+"/"+number+"/edit", "/"+k.Path+"/"+number+"/history")
				b.files(k, number)
			}
			b.signIn("lawyer", "en")
			b.watch()
			for _, path := range append(paths, "/", "/records", "/new", "/search?q=script", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/counts?by=type",
				"/people?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/people?sort=%22%3E%3Cscript%3Ealert(1)", "/%3Cscript%3Ealert(1)%3C/script%3E") {
				b.quiet(path)
			}
		})
	}
}

// watch notes on every page from now on what a script would have done, and what the policy of the page stopped.
func (b *tab) watch() {
	b.Helper()
	_, err := chromedp.Call(b.window, frames.AddScriptToEvaluateOnNewDocument, frames.AddScriptToEvaluateOnNewDocumentParams{Source: `
window.harm = [];
window.alert = window.confirm = window.prompt = (m) => window.harm.push("script " + m);
document.addEventListener("securitypolicyviolation", (e) => window.harm.push("policy " + e.violatedDirective + " " + e.blockedURI));`})
	b.must(err)
}

// quiet opens a page and fails the test where a script ran, the policy had to stop something, or markup was taken in.
func (b *tab) quiet(path string) {
	b.Helper()
	b.open(path)
	if got := page[[]string](b, `window.harm`); len(got) > 0 {
		b.Errorf("%s: %q", path, got)
	}
	taken := `[...document.querySelectorAll("main script, main img, main svg:not([role=img]), main iframe, main object, main embed, main style, main link, main base, main meta, main math, main video, main marquee, [onerror], [onload], [onfocus], [onmouseover], [onclick], [onbegin], [ontoggle]")].map((e) => e.outerHTML.slice(0, 80))`
	if got := page[[]string](b, taken); len(got) > 0 {
		b.Errorf("%s takes in %q", path, got)
	}
	if got := page[[]string](b, `[...document.querySelectorAll("a")].map((a) => a.protocol).filter((p) => !["http:", "https:", "about:", ":"].includes(p))`); len(got) > 0 {
		b.Errorf("%s links to %q", path, got)
	}
}

// files wants the files of a record and its list to be of a type in which nothing runs.
func (b *tab) files(k *cases.Kind, number string) {
	b.Helper()
	reader := b.as("lawyer")
	for _, ending := range []string{".csv", ".json"} {
		for _, path := range []string{"/" + k.Path + ending, "/" + k.Path + "/" + number + ending} {
			got := reader.get(path)
			if got.Code == http.StatusSeeOther && k.Code == "note" {
				continue // asks for a purpose first
			}
			kind := got.Header().Get("Content-Type")
			if got.Code != http.StatusOK || strings.Contains(kind, "html") || got.Header().Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(got.Header().Get("Content-Disposition"), "attachment") {
				b.Errorf("%s: %d %s %s", path, got.Code, kind, got.Header().Get("Content-Disposition"))
			}
		}
	}
	if got := b.program("lawyer").send(http.MethodGet, "/api/v1/"+k.Path+"/"+number, ""); strings.Contains(got.body, "<script") || !strings.HasPrefix(got.Header().Get("Content-Type"), "application/json") {
		b.Errorf("the API gives markup of %s as %s", k.Code, got.Header().Get("Content-Type"))
	}
}
