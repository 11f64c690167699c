package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheServerCallsNobody(t *testing.T) { // R45
	tracer, err := exec.LookPath("strace")
	if err == nil {
		err = exec.Command(tracer, "-qq", "-e", "trace=connect", "-o", os.DevNull, "true").Run()
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("system calls cannot be traced, and here they must be: ", err)
		}
		t.Skip("THAT THE SERVER CALLS NOBODY IS NOT TESTED: system calls cannot be traced on this machine: ", err)
	}
	trace := filepath.Join(t.TempDir(), "trace")
	h := newHome(t)
	r := h.serve([]string{tracer, "-D", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", trace})
	r.ask(http.MethodPost, "/unlock", give(testPassphrase))
	r.until("/login", func(status int, _ string) bool { return status == http.StatusOK })
	link := h.command("user", "add", "Вымышленный Сотрудник", "--role", "coordinator")
	token, _, _ := strings.Cut(link[strings.Index(link, "/invite/"):], "\n")
	status, header, body := r.ask(http.MethodPost, token, "password=%D0%B2%D1%8B%D0%B4%D1%83%D0%BC%D0%B0%D0%BD%D0%BD%D1%8B%D0%B9%207391&again=%D0%B2%D1%8B%D0%B4%D1%83%D0%BC%D0%B0%D0%BD%D0%BD%D1%8B%D0%B9%207391")
	if status != http.StatusSeeOther || header.Get("Set-Cookie") == "" {
		t.Fatalf("signing in answers %d: %s", status, body)
	}
	cookie, _, _ := strings.Cut(header.Get("Set-Cookie"), ";")
	for _, path := range []string{"/", "/people", "/people/new", "/people.csv", "/records.json", "/counts?by=region", "/search?q=http://192.0.2.7/", "/audit", "/account", "/no/such", "/leave"} {
		r.as(cookie, http.MethodGet, path, "")
	}
	form := "title.en=Fictional&type=document&url=http%3A%2F%2F192.0.2.7%2Fx&web=http%3A%2F%2F192.0.2.7%2Fx"
	if status := r.as(cookie, http.MethodPost, "/sources", form); status >= http.StatusInternalServerError {
		t.Errorf("a source with an address answers %d", status)
	}
	r.stop()
	b, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if strings.Contains(line, "AF_INET") || strings.Contains(line, "AF_INET6") {
			t.Errorf("it calls out: %s", line)
		}
	}
}

// as asks with a session and gives the status.
func (r *running) as(cookie, method, path, form string) int {
	r.Helper()
	q, err := http.NewRequest(method, r.base+path, strings.NewReader(form))
	if err != nil {
		r.Fatal(err)
	}
	q.Header.Set("Cookie", cookie)
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	got, err := r.client.Do(q)
	if err != nil {
		r.Fatal(err)
	}
	got.Body.Close()
	return got.StatusCode
}
