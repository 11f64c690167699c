package web

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	keys "github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/hotp"

	"aigaq/internal/cases/store"
)

// namedWindow opens a site that requires second factors, under a name that passkeys can be bound to, in a window with
// an authenticator of its own.
func namedWindow(t *testing.T, running context.Context) *tab {
	t.Helper()
	line, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	root := fmt.Sprintf("http://localhost:%d", line.Addr().(*net.TCPAddr).Port)
	s := newSite(t, func(c *Config) { c.Factors, c.Origin = true, root })
	live := &httptest.Server{Listener: line, Config: &http.Server{Handler: s.server.Handler()}}
	live.Start()
	t.Cleanup(live.Close)
	own, end := chromedp.NewContext(running, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	s.must(chromedp.Do(own, chromedp.EmulateViewport(1280, 900)))
	timed, stop := context.WithTimeout(own, windowTime)
	t.Cleanup(stop)
	b := &tab{site: s, window: timed, root: root}
	_, err = chromedp.Call(b.window, keys.Enable, keys.EnableParams{})
	s.must(err)
	_, err = chromedp.Call(b.window, keys.AddVirtualAuthenticator, keys.AddVirtualAuthenticatorParams{Options: &keys.VirtualAuthenticatorOptions{
		Protocol: keys.AuthenticatorProtocolCtap2, Transport: "internal", HasResidentKey: true, HasUserVerification: true,
		IsUserVerified: true, AutomaticPresenceSimulation: true,
	}})
	s.must(err)
	return b
}

// joins follows an invitation, chooses a password and arrives where a second factor is asked for.
func (b *tab) joins(name string) {
	b.Helper()
	token, err := b.store.Accounts().Invite(b.ctx(), "cli", b.users[name].ID, store.InvitePassword, time.Hour)
	b.must(err)
	b.open("/invite/" + token + "?lang=en")
	b.write("password", goodPassword)
	b.write("again", goodPassword)
	b.leads("main button.main", http.StatusOK)
	if b.path() != "/account/factors" {
		b.Fatalf("after the invitation it is %s", b.path())
	}
	b.open("/people")
	if b.path() != "/account/factors" {
		b.Fatalf("without a second factor %s opens", b.path())
	}
}

// leaves signs out.
func (b *tab) leaves() {
	b.Helper()
	b.leads(`form[action="/logout"] button`, http.StatusOK)
	b.back()
	// What was the answer to a form is not asked for again by itself: then there is no page of ours at all.
	if b.path() != "/login" && b.has("main") {
		b.Fatalf("after signing out, going back shows %s: %.300q", b.path(), b.text("main"))
	}
	b.open("/people")
	if b.path() != "/login" {
		b.Fatalf("after signing out %s opens", b.path())
	}
}

// back goes back to the page before and waits for whatever comes: that page out of the browser's memory, another one, or
// the browser's own words.
func (b *tab) back() {
	b.Helper()
	page[bool](b, `(window.before = true, history.back(), true)`)
	for end := time.Now().Add(stepTime); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		// While one page goes and the next comes there is nothing to ask.
		gone, err := chromedp.Run(b.window, chromedp.Evaluate[bool](`window.before !== true && document.readyState === "complete"`))
		if err == nil && gone {
			return
		}
	}
	b.Fatalf("going back leads nowhere; it is still %s", b.path())
}

// names types name and password on the sign-in page.
func (b *tab) names(name string) {
	b.Helper()
	b.open("/login?next=/people")
	b.write("username", name)
	b.write("password", goodPassword)
	b.leads("main button.main", http.StatusOK)
	if b.path() != "/login/factor" {
		b.Fatalf("after the password it is %s", b.path())
	}
	b.open("/people")
	if b.path() != "/login/factor" {
		b.Fatalf("with a password alone %s opens", b.path())
	}
}

func (b *tab) arrived(path string) {
	b.Helper()
	if b.path() != path {
		b.Fatalf("arrived at %s, not %s: %.600q", b.path(), path, b.text("main"))
	}
}

var seedShown = regexp.MustCompile(`[A-Z2-7]{4}( [A-Z2-7]{4})+`)

func TestSecondFactorsInABrowser(t *testing.T) { // R5, R6, R8, R10, R16, R18, R62
	running := chromium(t)
	t.Run("a passkey", func(t *testing.T) { withPasskey(namedWindow(t, running)) })
	t.Run("one-time codes", func(t *testing.T) { withCodes(namedWindow(t, running)) })
}

func withPasskey(b *tab) {
	b.Helper()
	b.joins("aliya")
	b.leads(`a[href="/account/factors/passkey"]`, http.StatusOK)
	b.write("passkey_name", "a made-up telephone")
	b.leads("form[data-passkey] button.main", http.StatusOK)
	if codes := strings.Fields(b.text("pre.codes")); len(codes) != 10 {
		b.Fatalf("the recovery codes are %q", codes)
	}
	b.leads("main a.main", http.StatusOK)
	b.arrived("/account")
	if shown := b.text("#factor"); !strings.Contains(shown, "a made-up telephone") || !strings.Contains(shown, "10") {
		b.Errorf("the account shows %q", shown)
	}
	b.leaves()
	b.names("aliya")
	b.wrongEverywhere("aliya") // R8: from here on strangers try what they like, and a passkey opens all the same
	b.leads("form[data-passkey] button", http.StatusOK)
	b.arrived("/people")
	b.leaves()

	b.wrongEverywhere("aliya")
	b.open("/login?next=/counts")
	b.leads("form[data-passkey] button", http.StatusOK) // without any name
	b.arrived("/counts")
	before := b.cookie().Value
	b.open("/login/again?next=/account")
	b.leads("form[data-passkey] button", http.StatusOK)
	b.arrived("/account")
	if b.cookie().Value == before {
		b.Error("the session kept its id")
	}
	b.leads(`form[action*="/passkey/"] button`, http.StatusUnprocessableEntity) // the last one stays
	b.leaves()
	proofs := slices.DeleteFunc(b.entries()[b.users["aliya"].Code], func(action string) bool { // R62
		return !strings.HasPrefix(action, "log") && !strings.HasPrefix(action, "factor")
	})
	if want := strings.Fields("factor.passkey.add logout login login.factor logout login.passkey login.again logout"); !slices.Equal(proofs, want) {
		b.Errorf("entered are %v, want %v", proofs, want)
	}

	b.must(b.store.Accounts().Disable(b.ctx(), "cli", "aliya"))
	b.open("/login")
	b.leads("form[data-passkey] button", http.StatusTooManyRequests)
	b.server.tries.passed("stranger 0", "127.0.0.1")
	b.open("/login")
	b.leads("form[data-passkey] button", http.StatusUnauthorized)
}

// wrongEverywhere has somebody guess as often as is allowed: names and passkeys from this network, and codes.
func (b *tab) wrongEverywhere(name string) {
	b.Helper()
	for i := range triesPerNetwork {
		b.server.tries.take(fmt.Sprintf("stranger %d", i), "127.0.0.1")
	}
	for range triesPerAccount {
		b.server.tries.takeCode("factor " + b.users[name].Code)
		b.server.tries.takeCode("again " + b.users[name].Code)
	}
}

func withCodes(b *tab) {
	b.Helper()
	b.joins("aliya")
	b.leads(`form[action="/account/factors/totp"] button`, http.StatusOK)
	seed := strings.ReplaceAll(seedShown.FindString(b.text("main code")), " ", "")
	if !b.has("svg.code path") || len(seed) < 32 {
		b.Fatalf("the page shows %q", b.text("main"))
	}
	b.write("code", "000 000")
	b.leads("main button.main", http.StatusUnprocessableEntity)
	step := time.Now().Unix() / 30
	b.write("code", b.codeOf(seed, step))
	b.leads("main button.main", http.StatusOK)
	codes := strings.Fields(b.text("pre.codes"))
	if len(codes) != 10 {
		b.Fatalf("the recovery codes are %q", codes)
	}
	b.leaves()
	b.names("aliya")
	b.write("code", b.codeOf(seed, step))
	b.leads("main button.main", http.StatusUnprocessableEntity) // it was used to enrol
	b.write("code", b.codeOf(seed, max(step+1, time.Now().Unix()/30)))
	b.leads("main button.main", http.StatusOK)
	b.arrived("/people")
	b.leaves()
	for _, want := range []int{http.StatusOK, http.StatusUnprocessableEntity} {
		b.names("aliya")
		b.write("recovery", strings.ToLower(codes[3]))
		b.leads("details form button", want)
		if want == http.StatusOK {
			b.arrived("/people")
			b.open("/")
			if said := b.text("section.note"); !strings.Contains(said, "recovery code was used") {
				b.Errorf("home says %q", said)
			}
			b.leads("section.note button", http.StatusOK)
			if b.has("section.note") {
				b.Error("the notice stays after it was read")
			}
			b.leaves()
		}
	}
}

func (b *tab) codeOf(seed string, step int64) string {
	b.Helper()
	code, err := hotp.GenerateCode(seed, uint64(step))
	b.must(err)
	return code[:3] + " " + code[3:]
}
