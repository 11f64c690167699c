package main

import (
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"testing"
)

func give(passphrase string) string { return url.Values{"passphrase": {passphrase}}.Encode() }

func TestServeWithoutPassphraseStartsLockedAndIsUnlockedInTheBrowser(t *testing.T) { // R74
	r := newHome(t).serve(nil)
	if _, _, body := r.ask(http.MethodGet, "/healthz", ""); strings.TrimSpace(body) != `{"locked":true}` {
		t.Errorf("the health check says %s", body)
	}
	if status, h, _ := r.ask(http.MethodGet, "/login", ""); status != http.StatusSeeOther || h.Get("Location") != "/unlock" {
		t.Errorf("the sign-in page answers %d and leads to %s", status, h.Get("Location"))
	}
	if status, _, _ := r.ask(http.MethodPost, "/unlock", give("another phrase altogether")); status != http.StatusUnauthorized {
		t.Errorf("a wrong passphrase is answered with %d", status)
	}
	if status, _, body := r.ask(http.MethodPost, "/unlock", give(testPassphrase)); status != http.StatusSeeOther {
		t.Fatalf("the right passphrase is answered with %d: %s", status, body)
	}
	r.until("/healthz", func(_ int, body string) bool { return strings.TrimSpace(body) == `{"locked":false}` })
	if status, h, _ := r.ask(http.MethodGet, "/unlock", ""); status != http.StatusSeeOther || h.Get("Location") != "/login" {
		t.Errorf("once unlocked, the page answers %d and leads to %s", status, h.Get("Location"))
	}
	if status, _, _ := r.ask(http.MethodGet, "/login", ""); status != http.StatusOK {
		t.Errorf("once unlocked, the sign-in page answers %d", status)
	}
	r.command("audit", "verify")
	for _, word := range []string{testPassphrase, "another phrase"} {
		if strings.Contains(r.out.String(), word) {
			t.Errorf("the log holds %q", word)
		}
	}
	r.stop()
	if code := r.process.ProcessState.ExitCode(); code != exitDone {
		t.Errorf("it ended with %d: %s", code, r.out)
	}
}

func TestServeMakesNoKeysOverTheNetwork(t *testing.T) { // R1
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "serve", "--data", t.TempDir(), "--addr", freeAddress(t)).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "holds no keys") {
		t.Errorf("an empty folder was served: %v %s", err, out)
	}
}
