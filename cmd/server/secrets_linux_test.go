package main

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"aigaq/internal/cases/vault"
)

func TestNoKeyIsInArgumentsEnvironmentOrLog(t *testing.T) { // R78
	h := newHome(t)
	ring, err := vault.Open(h.dir, []byte(testPassphrase))
	if err != nil {
		t.Fatal(err)
	}
	for _, how := range []string{"unlocked in the browser", "unlocked by a file"} {
		r := h.serve(nil)
		if how == "unlocked by a file" {
			r.stop()
			r = h.serve(nil, "--passphrase-file", h.file)
		} else if status, _, body := r.ask(http.MethodPost, "/unlock", give(testPassphrase)); status != http.StatusSeeOther {
			t.Fatalf("status %d: %s", status, body)
		}
		r.until("/login", func(status int, _ string) bool { return status == http.StatusOK })
		r.ask(http.MethodGet, "/people", "")
		proc := fmt.Sprintf("/proc/%d/", r.process.Process.Pid)
		for _, file := range []string{"cmdline", "environ"} {
			b, err := os.ReadFile(proc + file)
			if err != nil {
				t.Fatal(err)
			}
			tellsNoKey(t, how+", "+file, string(b), ring)
		}
		limits, err := os.ReadFile(proc + "limits")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(limits)) {
			if f := strings.Fields(line); strings.HasPrefix(line, "Max core file size") && (f[4] != "0" || f[5] != "0") {
				t.Errorf("%s: %s", how, line)
			}
		}
		r.stop()
		tellsNoKey(t, how+", log", r.out.String(), ring)
	}
}

// tellsNoKey fails the test where a text holds the passphrase or a key in any of its usual spellings.
func tellsNoKey(t *testing.T, what, text string, ring *vault.Ring) {
	t.Helper()
	secrets := []string{testPassphrase, ring.Signing()}
	for _, key := range [][]byte{ring.Database(), ring.Lookup()} {
		secrets = append(secrets, string(key), hex.EncodeToString(key), strings.ToUpper(hex.EncodeToString(key)),
			base64.StdEncoding.EncodeToString(key), base64.RawURLEncoding.EncodeToString(key))
	}
	for i, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Errorf("%s: it holds secret %d", what, i)
		}
	}
}

func TestNobodyOfTheSameAccountReadsItsMemory(t *testing.T) { // R78
	h := newHome(t)
	r := h.serve(nil)
	pid := r.process.Process.Pid
	if os.Getuid() != 0 {
		if f, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid)); err == nil {
			f.Close()
			t.Error("its memory can be read")
		}
		return
	}
	// The administrator reads everything, so the program runs as nobody and what belongs to whom is looked at: what
	// must not be dumped is root's.
	r.stop()
	const nobody = 65534
	for _, path := range []string{filepath.Dir(h.dir), h.dir} {
		if err := os.Chmod(path, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("chown", "-R", fmt.Sprint(nobody), h.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := os.Chmod(filepath.Dir(filepath.Dir(h.dir)), 0o755); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(h.program, "serve", "--data", h.dir, "--addr", freeAddress(t))
	out := &safeBuffer{}
	c.Stdout, c.Stderr = out, out
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	h.start(c)
	r = &running{home: h, process: c, base: "http://" + c.Args[len(c.Args)-1], client: http.DefaultClient, out: out}
	t.Cleanup(r.stop)
	r.until("/healthz", func(status int, _ string) bool { return status == http.StatusOK })
	info, err := os.Stat(fmt.Sprintf("/proc/%d/mem", c.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	if owner := info.Sys().(*syscall.Stat_t).Uid; owner != 0 {
		t.Errorf("its memory belongs to account %d", owner)
	}
}
