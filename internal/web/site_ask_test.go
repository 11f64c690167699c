package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// browser is somebody's browser; without a session, nobody's.
type browser struct {
	*site
	session string
}

// as signs somebody in through a one-time link, past the pages.
func (s *site) as(name string) *browser {
	s.Helper()
	if name == "" {
		return &browser{site: s}
	}
	token, err := s.store.Accounts().Invite(s.ctx(), "cli", s.users[name].ID, store.InviteSignIn, time.Hour)
	s.must(err)
	session, _, err := s.store.Accounts().Accept(s.ctx(), token, "")
	s.must(err)
	return &browser{s, session}
}

// stating says what the browser's owner opens restricted records for.
func (b *browser) stating(purpose string) *browser {
	b.Helper()
	b.must(b.store.Accounts().StatePurpose(b.ctx(), b.session, cases.Purpose{Code: purpose, Why: "a test"}))
	return b
}

func (b *browser) request(method, path string, form url.Values) *http.Request {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method != http.MethodGet {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if b.session != "" {
		r.AddCookie(&http.Cookie{Name: b.server.cookieName(), Value: b.session})
	}
	return r
}

func (b *browser) get(path string) answer {
	b.Helper()
	return b.do(b.request(http.MethodGet, path, nil))
}

func (b *browser) post(path string, pairs ...string) answer {
	b.Helper()
	return b.do(b.request(http.MethodPost, path, values(pairs...)))
}

func values(pairs ...string) url.Values {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}

// client is a program with somebody's token.
type client struct {
	*site
	token string
}

func (s *site) program(name string, scopes ...string) *client {
	s.Helper()
	if name == "" {
		return &client{site: s}
	}
	if scopes == nil {
		scopes = []string{"read", "write"}
	}
	token, err := s.store.Accounts().AddToken(s.ctx(), "cli", s.users[name].ID, name+newID(), scopes)
	s.must(err)
	return &client{s, token}
}

func (c *client) send(method, path, body string, headers ...string) answer {
	c.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return c.do(r)
}

// object reads a JSON answer.
func (a answer) object(t *testing.T) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(a.body), &out); err != nil {
		t.Fatalf("status %d, %v in %s", a.Code, err, a.body)
	}
	return out
}

// wants fails the test unless the answer has a status; it gives the answer back.
func (a answer) wants(t *testing.T, status int) answer {
	t.Helper()
	if a.Code != status {
		t.Fatalf("status %d, wanted %d; location %q; %s", a.Code, status, a.Header().Get("Location"), excerpt(a.body))
	}
	return a
}

func excerpt(s string) string {
	if i := strings.Index(s, "<main"); i >= 0 {
		s = s[i:]
	}
	return s[:min(len(s), 1500)]
}
