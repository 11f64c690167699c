package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// partner starts a witness of the log, with the real program and in a folder of its own.
func (h *home) partner(logKey string) (key, url string) {
	h.Helper()
	dir := h.TempDir()
	file := filepath.Join(dir, "key")
	out, err := exec.Command(h.program, "witness", "--new-key", file, "--name", "partner.example/one").CombinedOutput()
	if err != nil {
		h.Fatalf("make a key: %v: %s", err, out)
	}
	addr := freeAddress(h.T)
	c := exec.Command(h.program, "witness", "--key-file", file, "--addr", addr, "--log", logKey)
	c.Dir, c.Env = dir, []string{} // no data folder, no passphrase, nothing of ours
	h.start(c)
	h.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		_ = c.Wait()
	})
	return strings.TrimSpace(string(out)), "http://" + addr
}

// waitHead asks for the head until it says what is wanted.
func (h *home) waitHead(wanted string) string {
	h.Helper()
	var out string
	for end := time.Now().Add(90 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if out = h.command("audit", "head"); strings.Contains(out, wanted) {
			return out
		}
	}
	h.Fatalf("the head never says %q:\n%s", wanted, out)
	return ""
}

// R67, R68: a partner's witness cosigns, a stranger checks the proof, and a data folder that was put back is found out.
func TestAPartnerWatchesTheLog(t *testing.T) {
	h := newHome(t)
	h.command("sample")
	number := regexp.MustCompile(`PER-\d+`).FindString(h.command("export", "person", "--as", "Вымышленный Координатор"))
	key := strings.TrimSpace(h.command("audit", "key"))
	old := filepath.Join(t.TempDir(), "old")
	if err := os.CopyFS(old, os.DirFS(h.dir)); err != nil {
		t.Fatal(err)
	}

	partner, url := h.partner(key)
	server := h.serve(nil, "--passphrase-file", h.file, "--witness", partner+"@"+url)
	code := strings.Join(strings.SplitN(partner, "+", 3)[:2], "+")
	if head := h.waitHead("# witness " + code + ": cosigned"); strings.Contains(head, "ALARM") || strings.Contains(head, "STALE") {
		t.Errorf("the head says %s", head)
	}
	proof := h.command("audit", "proof", number, "--as", "Вымышленный Координатор")
	if out, ok := h.verify(proof, "--key", key, "--witness", partner); !ok || !strings.Contains(out, "cosigned by         "+code) || !strings.Contains(out, `"kind": "person"`) {
		t.Errorf("the proof gives %s", out)
	}
	sealed := h.command("audit", "proof", number)
	if out, ok := h.verify(sealed, "--key", key, "--witness", partner); !ok || !strings.Contains(out, "is sealed") || strings.Contains(out, "answers") {
		t.Errorf("the sealed proof gives %s", out)
	}
	if out, ok := h.verify(strings.Replace(proof, "person", "persom", 1), "--key", key); ok {
		t.Errorf("a changed proof gives %s", out)
	}
	h.command("audit", "verify", "--heads", h.write("proof", proof))

	server.stop()
	heads := h.write("heads", h.command("audit", "head"))
	h.command("audit", "verify", "--heads", heads)
	if err := os.RemoveAll(h.dir); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(h.dir, os.DirFS(old)); err != nil {
		t.Fatal(err)
	}
	h.command("audit", "verify") // agrees with itself
	if out, err := exec.Command(h.program, "audit", "verify", "--heads", heads, "--data", h.dir, "--passphrase-file", h.file).CombinedOutput(); err == nil {
		t.Errorf("the old folder agrees with a head of later: %s", out)
	}
	h.serve(nil, "--passphrase-file", h.file, "--witness", partner+"@"+url)
	h.waitHead("ALARM: rolledback")
}

// write keeps a text in a file.
func (h *home) write(name, text string) string {
	h.Helper()
	path := filepath.Join(h.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		h.Fatal(err)
	}
	return path
}

// verify runs the verifier on a proof, with nothing else.
func (h *home) verify(proof string, args ...string) (out string, proved bool) {
	h.Helper()
	program := filepath.Join(binaryDir, "aigaq-verify")
	if _, err := os.Stat(program); err != nil {
		if out, err := exec.Command("go", "build", "-o", program, "./verifier").CombinedOutput(); err != nil {
			h.Fatalf("build: %v: %s", err, out)
		}
	}
	c := exec.Command(program, append(args, h.write("proof", proof))...)
	b, err := c.CombinedOutput()
	return string(b), err == nil
}
