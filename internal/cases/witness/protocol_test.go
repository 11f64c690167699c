package witness_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"aigaq/internal/cases/audit"
	"aigaq/internal/cases/witness"
)

func TestTheWitnessAnswersAsTheProtocolSays(t *testing.T) {
	h := newHistory(t, "log.example")
	stranger := newHistory(t, "other.example")
	forger := newHistory(t, "log.example")
	p := newPartner(t, h.key)
	for _, one := range []*history{h, stranger, forger} {
		one.grow("a", "b", "c")
	}
	body := func(one *history, old int64) string {
		s, _, _, err := one.Submission(context.Background(), nil, old)
		must(t, err)
		return string(s.Bytes())
	}
	good := body(h, 0)
	for name, test := range map[string]struct {
		method, path, body string
		status             int
	}{
		"another page":       {"POST", "/", good, 404},
		"a GET":              {"GET", "/add-checkpoint", "", 405},
		"nothing":            {"POST", "/add-checkpoint", "", 400},
		"no old size":        {"POST", "/add-checkpoint", strings.TrimPrefix(good, "old 0"), 400},
		"a leading zero":     {"POST", "/add-checkpoint", strings.Replace(good, "old 0", "old 00", 1), 400},
		"no hash":            {"POST", "/add-checkpoint", strings.Replace(good, "old 0\n", "old 0\nhash\n", 1), 400},
		"too long":           {"POST", "/add-checkpoint", good + strings.Repeat("x", 70<<10), 400},
		"old beyond":         {"POST", "/add-checkpoint", strings.Replace(good, "old 0", "old 9", 1), 400},
		"an unknown log":     {"POST", "/add-checkpoint", body(stranger, 0), 404},
		"a forged signature": {"POST", "/add-checkpoint", body(forger, 0), 403},
		"another old size":   {"POST", "/add-checkpoint", body(h, 2), 409},
		"a proof too many":   {"POST", "/add-checkpoint", strings.Replace(good, "old 0\n", "old 0\n"+tlog.Hash{}.String()+"\n", 1), 422},
	} {
		r := httptest.NewRequest(test.method, test.path, strings.NewReader(test.body))
		w := httptest.NewRecorder()
		p.run.ServeHTTP(w, r)
		if w.Code != test.status {
			t.Errorf("%s: %d %s, want %d", name, w.Code, w.Body, test.status)
		}
		if w.Code == 409 && (w.Header().Get("Content-Type") != "text/x.tlog.size" || w.Body.String() != "0\n") {
			t.Errorf("%s: %q %q", name, w.Header().Get("Content-Type"), w.Body)
		}
	}
	p.ask(h)
	want(h, 3, "")
}

// A witness that forgot would cosign a second history under its old name.
func TestAWitnessWithoutItsMemoryDoesNotStart(t *testing.T) {
	h := newHistory(t, "log.example")
	p := newPartner(t, h.key)
	c, err := audit.NewCosigner(p.skey, nil)
	must(t, err)
	if _, err := witness.NewServer(c, p.logs, p.path, quiet()); err == nil {
		t.Error("two run on one memory")
	}
	p.stop()
	must(t, os.Remove(p.path))
	if _, err := witness.NewServer(c, p.logs, p.path, quiet()); !errors.Is(err, witness.ErrNoState) {
		t.Errorf("without: %v", err)
	}
	must(t, os.WriteFile(p.path, []byte(`{"log.example":{"size":3,"root":"x"}}`), 0o600))
	if _, err := witness.NewServer(c, p.logs, p.path, quiet()); err == nil {
		t.Error("a damaged memory is read")
	}
	if err := witness.NewState(p.path); err == nil {
		t.Error("a memory is replaced")
	}
	if _, err := witness.NewServer(c, []string{h.key, newHistory(t, "log.example").key}, p.path, quiet()); err == nil {
		t.Error("two logs of one name")
	}
}

// R67: what cannot be remembered is not cosigned.
func TestAWitnessThatCannotRememberDoesNotCosign(t *testing.T) {
	h := newHistory(t, "log.example")
	p := newPartner(t, h.key)
	h.grow("a")
	must(t, os.RemoveAll(filepath.Dir(p.path)))
	p.ask(h)
	want(h, 0, "unreachable")
}

// R45
func TestTargetsAreOneAddressEach(t *testing.T) {
	_, key, err := audit.NewWitnessKey("partner.example/one")
	must(t, err)
	_, log, err := audit.NewKey("log.example")
	must(t, err)
	for _, bad := range []string{"", key, "https://x.example", "@https://x.example", log + "@https://x.example", key + "@ftp://x.example",
		key + "@http://x.example", key + "@http://8.8.8.8", key + "@https://", key + "@https://u:p@x.example", key + "@https://x.example?a=b", key + "@https://x.example#a"} {
		if _, err := witness.ParseTarget(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	for _, good := range []string{key + "@https://x.example", key + "@https://x.example/w/", key + "@http://127.0.0.1:1", key + "@http://10.1.2.3:80/x", key + "@http://localhost:1"} {
		if _, err := witness.ParseTarget(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}
