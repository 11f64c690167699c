package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// testPassphrase opens the data folders of these tests.
const testPassphrase = "вымышленная парольная фраза 7391"

var binaryDir string

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	var err error
	if binaryDir, err = os.MkdirTemp("", "aigaq-binary"); err == nil {
		err = os.Chmod(binaryDir, 0o755) // another account runs it
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(binaryDir)
	return m.Run()
}

// binary builds the program once for all tests of this package that want it.
var binary = sync.OnceValues(func() (string, error) {
	path := filepath.Join(binaryDir, "aigaq")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w: %s", err, out)
	}
	return path, nil
})

// home is a data folder of its own with an account, and the program to run on it.
type home struct {
	*testing.T
	program, dir, file string
}

func newHome(t *testing.T) *home {
	t.Helper()
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	h := &home{T: t, program: program, dir: filepath.Join(t.TempDir(), "data"), file: filepath.Join(t.TempDir(), "passphrase")}
	if err := os.WriteFile(h.file, []byte(testPassphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.command("user", "add", "Вымышленный Координатор", "--role", "coordinator")
	return h
}

// command runs a command of the program beside whatever runs, and gives what it prints.
func (h *home) command(args ...string) string {
	h.Helper()
	c := exec.Command(h.program, append(args, "--data", h.dir, "--passphrase-file", h.file)...)
	out, err := c.CombinedOutput()
	if err != nil {
		h.Fatalf("%s: %v: %s", args, err, out)
	}
	return string(out)
}

// running is a server of the real program.
type running struct {
	*home
	process *exec.Cmd
	base    string
	out     *safeBuffer
	client  *http.Client
}

// safeBuffer may be read while a process writes into it.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// serve starts the server without a terminal and waits until it answers. wrap stands before the program's name.
func (h *home) serve(wrap []string, args ...string) *running {
	h.Helper()
	addr := freeAddress(h.T)
	line := append(append(wrap[:len(wrap):len(wrap)], h.program, "serve", "--data", h.dir, "--addr", addr), args...)
	r := &running{home: h, base: "http://" + addr, out: &safeBuffer{}, process: exec.Command(line[0], line[1:]...)}
	r.client = &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r.process.Stdout, r.process.Stderr, r.process.WaitDelay = r.out, r.out, 20*time.Second
	h.start(r.process)
	h.Cleanup(func() { r.stop() })
	r.until("/healthz", func(status int, _ string) bool { return status == http.StatusOK })
	return r
}

func (h *home) start(c *exec.Cmd) {
	h.Helper()
	if err := c.Start(); err != nil {
		h.Fatal(err)
	}
}

func (r *running) stop() {
	if r.process.ProcessState == nil {
		_ = r.process.Process.Signal(syscall.SIGTERM)
		_ = r.process.Wait()
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// ask sends a request as a page of ours would and gives status, headers and body.
func (r *running) ask(method, path, form string) (int, http.Header, string) {
	r.Helper()
	q, err := http.NewRequest(method, r.base+path, strings.NewReader(form))
	if err != nil {
		r.Fatal(err)
	}
	if form != "" {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	got, err := r.client.Do(q)
	if err != nil {
		return 0, nil, err.Error()
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		r.Fatal(err)
	}
	return got.StatusCode, got.Header, string(body)
}

// until asks until the answer is as wanted.
func (r *running) until(path string, wanted func(int, string) bool) {
	r.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if status, _, body := r.ask(http.MethodGet, path, ""); wanted(status, body) {
			return
		}
	}
	r.Fatalf("%s never answered as it should; the program says:\n%s", path, r.out)
}
