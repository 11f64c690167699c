package web

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestHeadSaysWhatGetWouldAndSendsNothing(t *testing.T) { // R21
	s := newSite(t)
	p := s.person("aliya", "Вымышленная")
	b := s.as("aliya")
	for _, path := range []string{"/", "/people", "/people/" + p.Number, "/people.csv", "/people/" + p.Number + ".json", "/no/such", "/login", s.server.static.addresses["style.css"]} {
		get, head := b.get(path), b.do(b.request(http.MethodHead, path, nil))
		if head.Code != get.Code || head.Body.Len() != 0 {
			t.Errorf("%s: %d and %d, %d bytes", path, get.Code, head.Code, head.Body.Len())
		}
		for name := range get.Header() {
			if name != "X-Request-Id" && name != "Aigaq-Audit" && name != "Content-Disposition" && head.Header().Get(name) != get.Header().Get(name) {
				t.Errorf("%s: %s is %q and %q", path, name, get.Header().Get(name), head.Header().Get(name))
			}
		}
	}
	m := s.program("aliya", "read")
	m.send(http.MethodHead, "/api/v1/people/"+p.Number, "").wants(t, http.StatusOK)
}

func TestBodiesAreBoundedByTheirRoute(t *testing.T) { // R92
	s := newSite(t)
	form := func(n int) string { return "remarks=" + strings.Repeat("a", n) }
	for path, status := range map[string]int{
		"/login": http.StatusRequestEntityTooLarge, "/language": http.StatusRequestEntityTooLarge, "/logout": http.StatusRequestEntityTooLarge,
		"/invite/none": http.StatusRequestEntityTooLarge, "/account/password": http.StatusRequestEntityTooLarge, "/people": http.StatusUnprocessableEntity,
	} {
		for _, announced := range []bool{true, false} {
			b := s.as("aliya")
			r := b.request(http.MethodPost, path, nil)
			r.Body = io.NopCloser(strings.NewReader(form(smallBody + 1)))
			if r.ContentLength = -1; announced {
				r.ContentLength = smallBody + 1
			}
			if got := s.do(r); got.Code != status && !(path == "/logout" && !announced) { // which reads no body
				t.Errorf("%s, announced %t: status %d, want %d", path, announced, got.Code, status)
			}
		}
	}
	b := s.as("aliya")
	r := b.request(http.MethodPost, "/people", nil)
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(form(maxBody))), -1
	s.do(r).wants(t, http.StatusRequestEntityTooLarge)
	m := s.program("aliya")
	m.send(http.MethodPost, "/api/v1/people", strings.Repeat(" ", maxBody+1)).wants(t, http.StatusRequestEntityTooLarge)
}

// slow serves a site with timeouts fifty times shorter than those of the program.
func slow(t *testing.T) (s *site, addr string) {
	t.Helper()
	s = newSite(t)
	h := HTTPServer("", s.server.Handler())
	h.ReadHeaderTimeout, h.ReadTimeout, h.IdleTimeout = h.ReadHeaderTimeout/50, h.ReadTimeout/50, h.IdleTimeout/50
	l, err := net.Listen("tcp", "127.0.0.1:0")
	s.must(err)
	go h.Serve(l)
	t.Cleanup(func() { h.Close() })
	return s, l.Addr().String()
}

func TestSlowClientsAreCutOff(t *testing.T) { // R92
	s, addr := slow(t)
	drips := map[string]string{
		"a header that never ends":  "GET /login HTTP/1.1\r\nHost: x\r\nX-Slow: ",
		"a body that never comes":   "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n",
		"a body in endless pieces":  "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n",
		"nothing at all":            "",
		"a connection that is kept": "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
	}
	ended := make(chan string)
	count := 0
	for what, begin := range drips {
		for range 20 {
			count++
			go func() { ended <- drip(addr, what, begin) }()
		}
	}
	client := &http.Client{Timeout: time.Minute}
	for range 5 {
		got, err := client.Get("http://" + addr + "/login")
		s.must(err)
		got.Body.Close()
		if got.StatusCode != http.StatusOK {
			t.Errorf("beside slow clients the sign-in page answers %d", got.StatusCode)
		}
	}
	for range count {
		if wrong := <-ended; wrong != "" {
			t.Error(wrong)
		}
	}
}

// drip sends a beginning and then a byte now and again; it says what is wrong when it is never cut off.
func drip(addr, what, begin string) string {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return err.Error()
	}
	defer c.Close()
	fmt.Fprint(c, begin)
	cut := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, c)
		close(cut)
	}()
	for end := time.After(2 * time.Minute); ; {
		select {
		case <-cut:
			return ""
		case <-end:
			return what + " is never cut off"
		case <-time.After(100 * time.Millisecond):
			if what == "a header that never ends" {
				fmt.Fprint(c, "a")
			} else if what == "a body in endless pieces" {
				fmt.Fprint(c, "1\r\na\r\n")
			}
		}
	}
}

func TestHeadersAreBounded(t *testing.T) { // R92
	_, addr := slow(t)
	for _, head := range []string{"GET /login?q=" + strings.Repeat("a", 2*maxHeader) + " HTTP/1.1\r\nHost: x\r\n", "GET /login HTTP/1.1\r\nHost: x\r\nX-Long: " + strings.Repeat("a", 2*maxHeader) + "\r\n"} {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprint(c, head+"\r\n")
		got, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if got.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("status %d", got.StatusCode)
		}
	}
}
