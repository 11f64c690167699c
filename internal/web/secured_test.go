package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

// secured are the headers of every answer of a server that is reached over https.
func secured() map[string]string {
	return map[string]string{
		"Content-Security-Policy": contentPolicy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY",
		"Permissions-Policy":        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		"Strict-Transport-Security": "max-age=63072000", "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow",
	}
}

// isSecured wants these headers on an answer.
func (a answer) isSecured(t *testing.T, what string) {
	t.Helper()
	for name, value := range secured() {
		if a.Header().Get(name) != value {
			t.Errorf("%s (%d): %s is %q", what, a.Code, name, a.Header().Get(name))
		}
	}
}

func TestSecurityHeadersAreOnEveryAnswer(t *testing.T) { // R21, R41
	s := newSite(t, func(c *Config) { c.Secure = true })
	s.server.echo.GET("/panics", func(echo.Context) error { panic("on purpose") })
	p := s.person("aliya", "Вымышленная")
	seen := map[int]bool{}
	check := func(r *http.Request) {
		t.Helper()
		got := s.do(r)
		seen[got.Code] = true
		got.isSecured(t, r.Method+" "+r.URL.Path)
	}
	for _, r := range s.server.routes() {
		address := strings.NewReplacer("{path}", "people", ":number", p.Number, ":file", "none", ":token", "none", ":user", "none", ":team", "none", ":ask", "1", ":other", p.Number).Replace(r.path)
		for _, name := range []string{"", "aliya", "boss"} {
			check(s.as(name).request(r.method, address, nil))
		}
	}
	check(s.as("").request(http.MethodGet, "/panics", nil))
	check(s.as("aliya").request(http.MethodPatch, "/people", nil))
	check(s.as("aliya").request(http.MethodOptions, "/people", nil))
	check(s.as("aliya").request(http.MethodGet, "/no/such/page", nil))
	check(s.as("").request(http.MethodGet, "/static/../../etc/passwd", nil))
	big := httptest.NewRequest(http.MethodPost, "/language", strings.NewReader(strings.Repeat("a", maxBody+1)))
	check(big)
	for _, status := range []int{200, 303, 401, 403, 404, 405, 409, 413, 422, 500} {
		if !seen[status] {
			t.Errorf("no answer of status %d was looked at", status)
		}
	}
}
