package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	cookies "github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"aigaq/internal/cases/store"
)

// How long a step in a browser, and all that is done in a window, may take. A step takes a tenth of a second; the limits
// only end a test that would hang, however busy the machine is.
const (
	stepTime   = 45 * time.Second
	windowTime = 5 * time.Minute
)

// tab is one window of a real browser, with cookies of its own, on a site that is served over HTTP.
type tab struct {
	*site
	window context.Context
	root   string // of the site
	acts   int    // clicks, and boxes typed into, so far
}

// chromium starts the browser. Without one there is nothing to test with, which only a developer's machine may say.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("there is no Chromium, and here it must not be missing")
		}
		t.Skip("THE FORMS ARE NOT TESTED IN A BROWSER: there is no Chromium on this machine")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
	}
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	running, end := chromedp.NewContext(allocated)
	t.Cleanup(end)
	if err := chromedp.Do(running); err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	return running
}

// window opens a site of its own in a window of its own. All that is done there has to be done within five minutes.
func window(t *testing.T, running context.Context) *tab {
	t.Helper()
	return newSite(t).window(running)
}

// window opens a site in a window of its own.
func (s *site) window(running context.Context) *tab {
	s.Helper()
	live := httptest.NewServer(s.server.Handler())
	s.Cleanup(live.Close)
	own, end := chromedp.NewContext(running, chromedp.WithNewBrowserContext())
	s.Cleanup(end)
	s.must(chromedp.Do(own, chromedp.EmulateViewport(1280, 900)))
	timed, stop := context.WithTimeout(own, windowTime)
	s.Cleanup(stop)
	return &tab{site: s, window: timed, root: live.URL}
}

// signIn follows a one-time link in a language and presses its button.
func (b *tab) signIn(name, lang string) {
	b.Helper()
	token, err := b.store.Accounts().Invite(b.ctx(), "cli", b.users[name].ID, store.InviteSignIn, time.Hour)
	b.must(err)
	b.open("/invite/" + token + "?lang=" + lang)
	b.leads("main button.main", http.StatusOK)
	if here := b.path(); here != "/" {
		b.Fatalf("signing in led to %s", here)
	}
	if got := page[string](b, `document.documentElement.lang`); got != lang {
		b.Fatalf("after signing in the pages are in %q, not in %q", got, lang)
	}
}

// page works something out on the page that is shown.
func page[T any](b *tab, script string) T {
	b.Helper()
	out, err := chromedp.Run(b.window, chromedp.Evaluate[T](script))
	if err != nil {
		b.Fatalf("%s: %v", script, err)
	}
	return out
}

func (b *tab) path() string { b.Helper(); return page[string](b, `location.pathname`) }

func (b *tab) has(selector string) bool {
	b.Helper()
	return page[bool](b, fmt.Sprintf(`document.querySelector(%q) !== null`, selector))
}

func (b *tab) text(selector string) string {
	b.Helper()
	return page[string](b, fmt.Sprintf(`document.querySelector(%q)?.innerText ?? ""`, selector))
}

// do fails the test where a step cannot be done, and says what was on the page.
func (b *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	timed, stop := context.WithTimeout(b.window, stepTime)
	defer stop()
	if err := chromedp.Do(timed, steps...); err != nil {
		b.Fatalf("%s on %s: %v; the page says %.600q", what, b.path(), err, b.text("main"))
	}
}

func (b *tab) open(path string) {
	b.Helper()
	b.do("opening "+path, chromedp.Navigate(b.root+path))
}

func (b *tab) click(selector string) {
	b.Helper()
	b.do("clicking "+selector, chromedp.Click(chromedp.CSS(selector)))
	b.acts++
}

// leads clicks on what opens another page and waits for that page.
func (b *tab) leads(selector string, status int) {
	b.Helper()
	b.arrives("clicking "+selector, status, chromedp.Click(chromedp.CSS(selector)))
}

func (b *tab) arrives(what string, status int, step chromedp.Action[chromedp.Void]) {
	b.Helper()
	timed, stop := context.WithTimeout(b.window, stepTime)
	defer stop()
	got, err := chromedp.RunResponse(timed, step)
	if err != nil {
		b.Fatalf("%s on %s: %v", what, b.path(), err)
	}
	b.acts++
	if int(got.Status) != status {
		b.Fatalf("%s answered %d, not %d; the page says %.900q", what, got.Status, status, b.text("main"))
	}
}

func named(name string) string { return `[name="` + name + `"]` }

// unfold opens the folded parts of a page in which something stands.
func (b *tab) unfold(selector string) {
	b.Helper()
	folded := fmt.Sprintf(`[...document.querySelectorAll("details:not([open])")].filter((d) => d.querySelector(%q))`, selector)
	for range page[int](b, folded+".length") {
		b.do("unfolding "+selector, chromedp.Click(chromedp.JSPath(folded+`[0].querySelector("summary")`)))
		b.acts++
	}
}

// write clicks into a box and types.
func (b *tab) write(name, text string) {
	b.Helper()
	b.unfold(named(name))
	b.click(named(name))
	b.do("typing into "+name, chromedp.SendKeys(chromedp.CSS(named(name)), text))
	b.acts++
	if got := page[string](b, fmt.Sprintf(`document.querySelector(%q).value`, named(name))); got != text {
		b.Fatalf("typed %q into %s, it holds %q", text, name, got)
	}
}

// rewrite takes out what a box holds, one letter after the other, and types something else.
func (b *tab) rewrite(name, text string) {
	b.Helper()
	held := page[int](b, fmt.Sprintf(`document.querySelector(%q).value.length`, named(name)))
	b.do("emptying "+name, chromedp.SendKeys(chromedp.CSS(named(name)), kb.End+strings.Repeat(kb.Backspace, held)))
	b.write(name, text)
}

// date types day, month and year.
func (b *tab) date(name string, day, month, year int) {
	b.Helper()
	for _, one := range []struct {
		part string
		n    int
	}{{"day", day}, {"month", month}, {"year", year}} {
		b.write(name+"."+one.part, strconv.Itoa(one.n))
	}
}

// pick chooses an answer by its code, whether the answers stand beside each other or in a list to open.
func (b *tab) pick(name, code string) {
	b.Helper()
	b.unfold(named(name))
	if one := fmt.Sprintf(`input[name=%q][value=%q]`, name, code); b.has(one) {
		b.click(one)
		return
	}
	b.choose("select"+named(name), code)
}

// choose goes down a list with the arrow key.
func (b *tab) choose(selector, code string) {
	b.Helper()
	down := page[int](b, fmt.Sprintf(`[...document.querySelector(%q).options].findIndex((o) => o.value === %q)`, selector, code))
	if down < 0 {
		b.Fatalf("%s does not offer %q", selector, code)
	}
	b.do("choosing in "+selector, chromedp.SendKeys(chromedp.CSS(selector), kb.Home+strings.Repeat(kb.ArrowDown, down)))
	b.acts++
	if got := page[string](b, fmt.Sprintf(`document.querySelector(%q).value`, selector)); got != code {
		b.Fatalf("%s holds %q, not %q", selector, got, code)
	}
}

// saved presses the form's button and gives the number of the record to which it leads.
func (b *tab) saved() string {
	b.Helper()
	b.leads("form[data-guard] button.main", http.StatusOK)
	here := b.path()
	number := here[strings.LastIndexByte(here, '/')+1:]
	if !b.has("main [role=status]") || !strings.Contains(b.text("main .head .number"), number) {
		b.Fatalf("saving led to %s, which says %.600q", here, b.text("main"))
	}
	return number
}

// cookie is the session that the browser holds.
func (b *tab) cookie() *http.Cookie {
	b.Helper()
	got, err := chromedp.Call(b.window, cookies.GetCookies, cookies.GetCookiesParams{})
	b.must(err)
	for _, c := range got.Cookies {
		if c.Name == b.server.cookieName() {
			return &http.Cookie{Name: c.Name, Value: c.Value}
		}
	}
	b.Fatal("the browser holds no session")
	return nil
}

// rows are the numbers of the records that a page lists.
func (b *tab) rows() []string {
	b.Helper()
	return page[[]string](b, `[...document.querySelectorAll("tr[data-number]")].map((tr) => tr.dataset.number)`)
}

// typed is all that a form holds.
func (b *tab) typed() []string {
	b.Helper()
	return page[[]string](b, `[...new FormData(document.querySelector("form.record"))].filter((p) => p[1] !== "").map((p) => p.join("=")).sort()`)
}

// fetch asks as a program does: with a token, or with the session of the browser.
func (b *tab) fetch(path, token string) string {
	b.Helper()
	r, err := http.NewRequest(http.MethodGet, b.root+path, nil)
	b.must(err)
	if token == "" {
		r.AddCookie(b.cookie())
	} else {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	got, err := http.DefaultClient.Do(r)
	b.must(err)
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	b.must(err)
	if got.StatusCode != http.StatusOK {
		b.Fatalf("%s answered %d: %s", path, got.StatusCode, body)
	}
	return string(body)
}
