package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"aigaq/internal/cases"
	"aigaq/views"
)

// hintedNames are people on record as they are written there, and as they are typed later.
var hintedNames = []struct{ lang, known, typed, other string }{
	{"en", "Ойдан Шығарылған Біреуұлы", "Oidan Shygarylgan", "Fictional Nobody"},
	{"ru", "Вымышленная Айгүл Қиялқызы", "Айгул Вымышленная", "Никто Выдуманный"},
	{"kk", "Vymyshlen Erlan", "Вымышлен Ерлан", "Ешкім Қиялов"},
}

func TestHintsInABrowser(t *testing.T) {
	running := chromium(t)
	for _, one := range hintedNames {
		t.Run(one.lang, func(t *testing.T) {
			b := window(t, running)
			known := b.put("aliya", "person", "names.0.value", one.known, "born", "1991").Number
			b.signIn("aliya", one.lang)
			b.hintChosen(one.typed, known, one.known)
			b.hintNew(one.other)
			b.hintQuick(one.typed, known)
			b.tapsJoin(one.known, known)
		})
	}
	t.Run("no markup", func(t *testing.T) { hintsAreNoMarkup(window(t, running)) })
}

// seen waits for something to be on the page.
func (b *tab) seen(selector string) {
	b.Helper()
	b.do("waiting for "+selector, chromedp.WaitVisible(chromedp.CSS(selector)))
}

func (b *tab) value(name string) string {
	b.Helper()
	return page[string](b, fmt.Sprintf(`document.querySelector(%q).value`, named(name)))
}

func answerOf(key, value string) string {
	return fmt.Sprintf(`input[name="pick.%s"][value=%q]`, key, value)
}

// press goes to an answer by the keyboard and chooses it.
func (b *tab) press(selector string) {
	b.Helper()
	b.do("choosing "+selector, chromedp.Focus(chromedp.CSS(selector)), chromedp.KeyEvent(" "))
	b.acts++
}

// searches is how many there are in the log.
func (b *tab) searches() int {
	b.Helper()
	b.settled()
	log, err := b.desk("chief").Log(b.ctx(), cases.LogQuery{Area: cases.AreaSearch, Per: cases.LogMost})
	b.must(err)
	return len(log.Entries)
}

// hintChosen types a name, is shown who may be meant, chooses by the keyboard, and has the number in the box.
func (b *tab) hintChosen(typed, known, name string) {
	b.Helper()
	b.open("/detentions/new")
	b.write("victim.0.to", typed)
	b.seen(answerOf("victim.0", known))
	if n := b.searches(); n < 1 || n > len([]rune(typed))/2 {
		b.Errorf("typing %q is %d searches in the log", typed, n)
	}
	if said := b.text(`[data-hints-of="victim.0"] [role=status]`); !strings.Contains(said, typed) {
		b.Errorf("what is read aloud is %q", said)
	}
	shot(b, "hints-"+page[string](b, "document.documentElement.lang"))
	b.press(answerOf("victim.0", known))
	if got := b.value("victim.0.to"); got != known+" "+name {
		b.Errorf("the box holds %q", got)
	}
	b.press(answerOf("victim.0", views.PickNew))
	if got := b.value("victim.0.to"); got != typed {
		b.Errorf("the box holds %q, not what was typed", got)
	}
	b.press(answerOf("victim.0", known))
	if got := b.heldNow(); got != known {
		b.Errorf("it happened to %s", got)
	}
}

// heldNow fills in the rest of a detention and gives whom it happened to.
func (b *tab) heldNow() string {
	b.Helper()
	b.date("from", 5, 1, 2022)
	b.pick("type", "det_police")
	return b.kept(b.saved()).Base().LinksTo("victim")[0].To.Number
}

// hintNew names somebody whom nobody is like: the person is entered with the detention.
func (b *tab) hintNew(name string) {
	b.Helper()
	b.open("/detentions/new")
	b.write("victim.0.to", name)
	b.seen(answerOf("victim.0", views.PickNew))
	b.write("pick.victim.0.born", "1985")
	b.pick("pick.victim.0.sex", "female")
	p := b.kept(b.heldNow()).(*cases.Person)
	if p.Name().Full != name || p.Born.String() != "1985" || p.Sex.Code != "female" {
		b.Errorf("entered %q, born %s, %s", p.Name().Full, p.Born, p.Sex.Code)
	}
}

// hintQuick is shown in the quick entry who may be meant, and chooses with one click.
func (b *tab) hintQuick(typed, known string) {
	b.Helper()
	b.open("/new")
	b.acts = 0
	b.write("who", typed)
	b.seen(answerOf("who", known))
	shot(b, "quick-"+page[string](b, "document.documentElement.lang"))
	b.click(answerOf("who", known))
	b.pick("when", "today")
	b.pick("what", "detention")
	number := b.saved()
	if b.acts > quickAtMost {
		b.Errorf("the quick entry took %d steps", b.acts)
	}
	if to := b.kept(number).Base().LinksTo("victim")[0].To.Number; to != known {
		b.Errorf("it happened to %s", to)
	}
}

// tapsJoin logs somebody without looking at the hints, is told who may be the same, and joins them with one button.
func (b *tab) tapsJoin(name, known string) {
	b.Helper()
	b.open("/new")
	b.write("who", name)
	b.pick("when", "today")
	b.pick("what", "death")
	made := b.kept(b.saved()).Base().LinksTo("victim")[0].To.Number
	shot(b, "similar-"+page[string](b, "document.documentElement.lang"))
	b.leads(`#similar form:has([value="`+known+`"]) button`, http.StatusOK)
	if root := b.desk("aliya").RootOf(b.ctx(), made); root != known || b.has("#similar") {
		b.Errorf("%s stands for %s", root, made)
	}
}

// hintsAreNoMarkup types the name of somebody whose name is markup.
func hintsAreNoMarkup(b *tab) {
	b.Helper()
	evil := `Ойдан <img src=x onerror=alert(1)> Шығарылған`
	known := b.person("aliya", evil).Number
	b.signIn("aliya", "en")
	b.open("/detentions/new")
	b.write("victim.0.to", evil)
	b.seen(answerOf("victim.0", known))
	if b.has("[data-panel] img") || !strings.Contains(b.text("[data-panel]"), evil) {
		b.Errorf("the panel says %q", b.text("[data-panel]"))
	}
}
