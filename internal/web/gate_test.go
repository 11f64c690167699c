package web

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"aigaq/internal/cases/i18n"
)

// gated is a gate before a small application.
type gated struct {
	*testing.T
	gate  *Gate
	log   *strings.Builder
	wrong int  // as the application was told
	fails bool // opening
}

const rightPassphrase = "вымышленная фраза 1"

func newGated(t *testing.T) *gated {
	t.Helper()
	g := &gated{T: t, log: &strings.Builder{}}
	catalogues, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	g.gate, err = NewGate(GateConfig{Catalogues: catalogues, Secure: true, Log: slog.New(slog.NewTextHandler(g.log, nil)), Unlock: g.unlock})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (g *gated) unlock(passphrase []byte) (func(int) (http.Handler, error), error) {
	if string(passphrase) != rightPassphrase {
		return nil, ErrWrongPassphrase
	}
	return func(wrong int) (http.Handler, error) {
		g.wrong = wrong
		if g.fails {
			return nil, errors.New("no such table: Құпия")
		}
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }), nil
	}, nil
}

func (g *gated) send(method, path string, form url.Values, headers ...string) answer {
	g.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	g.gate.ServeHTTP(w, r)
	return answer{w, w.Body.String()}
}

func (g *gated) give(passphrase string) answer {
	g.Helper()
	return g.send(http.MethodPost, "/unlock", values("passphrase", passphrase))
}

func TestALockedServerAnswersOnlyTheUnlockPage(t *testing.T) { // R74
	g := newGated(t)
	for _, path := range []string{"/", "/login", "/people/PER-605128", "/invite/x", "/audit", "/records.csv", "/no/such", "/unlock/x"} {
		if got := g.send(http.MethodGet, path, nil).wants(t, http.StatusSeeOther); got.Header().Get("Location") != "/unlock" {
			t.Errorf("%s led to %s", path, got.Header().Get("Location"))
		}
		g.send(http.MethodHead, path, nil).wants(t, http.StatusSeeOther)
	}
	g.send(http.MethodPost, "/people", values("names.0.value", "Вымышленная")).wants(t, http.StatusServiceUnavailable)
	g.send(http.MethodPost, "/login", values("name", "a", "password", "b")).wants(t, http.StatusServiceUnavailable)
	if got := g.send(http.MethodGet, "/healthz", nil).wants(t, http.StatusOK).object(t); got["locked"] != true {
		t.Errorf("the health check says %v", got)
	}
	got := g.send(http.MethodGet, "/api/v1/people", nil, "Accept-Language", "kk").wants(t, http.StatusServiceUnavailable).object(t)
	if got["error"] != "locked" || !strings.Contains(got["message"].(string), "құпия") {
		t.Errorf("programs are told %v", got)
	}
	g.send(http.MethodGet, g.gate.server.static.addresses["style.css"], nil).wants(t, http.StatusOK)
	for lang, word := range map[string]string{"en": "Passphrase", "ru": "Парольная фраза", "kk": "Құпия сөйлем"} {
		page := g.send(http.MethodGet, "/unlock?lang="+lang, nil).wants(t, http.StatusOK)
		if !strings.Contains(page.body, word) || strings.Contains(page.body, "Aigaq") || strings.Contains(page.body, "data-audit-size") {
			t.Errorf("%s: %s", lang, excerpt(page.body))
		}
	}
}

func TestALockedServerHasTheSameHeaders(t *testing.T) { // R21, R41
	g := newGated(t)
	for _, path := range []string{"/", "/unlock", "/healthz", "/static/none", "/people", "/api/v1/people", "/static/../../x"} {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodTrace} {
			g.send(method, path, nil).isSecured(t, method+" "+path)
		}
	}
	g.give("another phrase altogether").wants(t, http.StatusUnauthorized).isSecured(t, "a wrong passphrase")
	g.send(http.MethodPost, "/unlock", values("passphrase", strings.Repeat("a", smallBody))).wants(t, http.StatusRequestEntityTooLarge).isSecured(t, "too much")
}

func TestAWrongPassphraseIsRefusedCountedAndThrottled(t *testing.T) { // R74, R93
	g := newGated(t)
	g.send(http.MethodPost, "/unlock", values("passphrase", rightPassphrase), "Sec-Fetch-Site", "cross-site").wants(t, http.StatusForbidden)
	g.send(http.MethodPost, "/unlock", values("passphrase", strings.Repeat("a", smallBody))).wants(t, http.StatusRequestEntityTooLarge)
	for range triesPerName {
		g.give("another Құпия phrase").wants(t, http.StatusUnauthorized)
	}
	if got := g.give(rightPassphrase).wants(t, http.StatusTooManyRequests); got.Header().Get("Retry-After") == "" {
		t.Error("nobody is told how long to wait")
	}
	if strings.Contains(g.log.String(), "Құпия") || !strings.Contains(g.log.String(), "a wrong passphrase was given") {
		t.Errorf("the log says %s", g.log)
	}
	g.gate.server.tries.passed("", "192.0.2.1")
	g.give(rightPassphrase).wants(t, http.StatusSeeOther)
	g.gate.Wait()
	if g.wrong != triesPerName {
		t.Errorf("the log will say that %d were wrong", g.wrong)
	}
}

func TestTheRightPassphraseLetsTheApplicationAnswer(t *testing.T) { // R74
	g := newGated(t)
	g.fails = true
	g.give(rightPassphrase).wants(t, http.StatusSeeOther)
	g.gate.Wait()
	if page := g.send(http.MethodGet, "/unlock", nil, "Accept-Language", "en").wants(t, http.StatusOK); !strings.Contains(page.body, "could not be opened") || strings.Contains(page.body, "Құпия") {
		t.Error(excerpt(page.body))
	}
	g.fails = false
	g.give(rightPassphrase).wants(t, http.StatusSeeOther)
	g.gate.Wait()
	for _, path := range []string{"/", "/unlock", "/healthz"} {
		g.send(http.MethodGet, path, nil).wants(t, http.StatusTeapot)
	}
}
