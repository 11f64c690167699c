package web

import (
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"aigaq/internal/cases/store"
)

// What somebody types while their session ends is there again once they have signed in, and is sent by their own hand.
func TestTypingOutlivesTheSessionInABrowser(t *testing.T) {
	running := chromium(t)
	var passed atomic.Int64
	s := siteOn(t, store.Options{Now: func() time.Time { return time.Now().Add(time.Duration(passed.Load())) }})
	s.withPassword("aliya")
	for i, one := range spoken {
		t.Run(one.lang, func(t *testing.T) {
			own := *s
			own.T = t
			b := own.window(running)
			b.signIn("aliya", one.lang)
			b.open("/people/new")
			b.write("names.0.value", one.name)
			b.write("remarks", one.said+" – "+one.denied)
			passed.Add(int64(31 * time.Minute))
			b.leads("form[data-guard] button.main", http.StatusUnauthorized)
			shot(b, "typed-signin-"+one.lang)
			if !b.has("main .note") || b.path() != "/people/new" {
				b.Fatalf("the end of the session led to %s: %.400q", b.path(), b.text("main"))
			}
			b.write("username", "aliya")
			b.write("password", goodPassword)
			b.leads("main button.main", http.StatusOK)
			shot(b, "typed-again-"+one.lang)
			if !strings.HasPrefix(b.path(), "/typed/") || !strings.Contains(b.text("main"), one.name) {
				b.Fatalf("signing in led to %s: %.400q", b.path(), b.text("main"))
			}
			if n := s.total("aliya", "person"); n != i {
				b.Errorf("%d people before it was sent", n)
			}
			b.leads("main button.main", http.StatusOK)
			if n := s.total("aliya", "person"); n != i+1 || !strings.Contains(b.text("main"), one.denied) {
				b.Errorf("%d people after it was sent; the page says %.400q", n, b.text("main"))
			}
		})
	}
}

func shot(b *tab, name string) {
	if dir := os.Getenv("SHOTS"); dir != "" {
		for _, w := range []int64{360, 1280} {
			b.must(chromedp.Do(b.window, chromedp.EmulateViewport(w, 700)))
			png, err := chromedp.Run(b.window, chromedp.FullScreenshot(100))
			b.must(err)
			b.must(os.WriteFile(dir+"/"+name+map[int64]string{360: "-360", 1280: "-1280"}[w]+".png", png, 0o644))
		}
	}
}
