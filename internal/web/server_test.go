package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"aigaq/internal/cases"
)

func TestAnErrorTellsNothingFromInside(t *testing.T) { // R46
	s := newSite(t)
	s.server.echo.GET("/fails", func(echo.Context) error { return errors.New("SELECT secret FROM /var/lib/Құпия") })
	s.server.echo.GET("/panics", func(echo.Context) error { panic("Құпия") })
	s.server.echo.GET("/full", func(echo.Context) error { return cases.ErrFull })
	for path, status := range map[string]int{"/fails": 500, "/panics": 500, "/full": 507} {
		got := s.as("aliya").get(path).wants(t, status)
		if strings.Contains(got.body, "Құпия") || strings.Contains(got.body, "SELECT") || strings.Contains(got.body, "goroutine") {
			t.Errorf("%s shows %s", path, excerpt(got.body))
		}
		if id := got.Header().Get("X-Request-Id"); id == "" || !strings.Contains(got.body, id) || !strings.Contains(s.log.String(), id) {
			t.Errorf("%s: the request's name %q is not on the page or in the log", path, id)
		}
	}
}

func TestTheLogHoldsNoAddressesOfRecords(t *testing.T) { // R46
	s := newSite(t)
	p := s.person("aliya", "Вымышленная")
	b := s.as("aliya")
	b.get("/people/" + p.Number)
	b.get("/search?q=Құпия")
	b.get("/people/PER-999999")
	for _, word := range []string{p.Number, "999999", "%D2%9A", "Құпия", "aliya", b.session} {
		if strings.Contains(s.log.String(), word) {
			t.Errorf("the log holds %q", word)
		}
	}
}

func TestPagesAreCompressed(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	plain := b.get("/people/new").wants(t, http.StatusOK)
	r := b.request(http.MethodGet, "/people/new", nil)
	r.Header.Set("Accept-Encoding", "br, gzip;q=0.8")
	small := s.do(r).wants(t, http.StatusOK)
	if small.Header().Get("Content-Encoding") != "gzip" || len(small.body)*3 > len(plain.body) {
		t.Fatalf("%d bytes instead of %d, %v", len(small.body), len(plain.body), small.Header())
	}
	z, err := gzip.NewReader(strings.NewReader(small.body))
	s.must(err)
	whole, err := io.ReadAll(z)
	s.must(err)
	if !bytes.HasSuffix(whole, []byte("</html>")) {
		t.Error("the page is not whole")
	}
	r = b.request(http.MethodGet, "/no/such", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	if got := s.do(r).wants(t, http.StatusNotFound); got.Header().Get("Content-Encoding") != "gzip" {
		t.Error("an error page is not compressed")
	}
	r = b.request(http.MethodPost, "/language", values("lang", "ru"))
	r.Header.Set("Accept-Encoding", "gzip")
	if got := s.do(r).wants(t, http.StatusSeeOther); got.Header().Get("Content-Encoding") != "" || got.Body.Len() != 0 {
		t.Error("a redirect has a body")
	}
}

func TestHalfAnExportIsCutOff(t *testing.T) {
	s := newSite(t)
	s.server.echo.GET("/half", func(c echo.Context) error {
		_, _ = c.Response().Write([]byte("number,"))
		return errors.New("the rest is lost")
	})
	live := httptest.NewServer(s.server.Handler())
	defer live.Close()
	for _, encoding := range []string{"identity", "gzip"} {
		r, err := http.NewRequest(http.MethodGet, live.URL+"/half", nil)
		s.must(err)
		r.Header.Set("Accept-Encoding", encoding)
		got, err := http.DefaultClient.Do(r)
		if err == nil {
			_, err = io.ReadAll(got.Body)
			got.Body.Close()
		}
		if err == nil {
			t.Errorf("%s: half a file looks like a whole one", encoding)
		}
	}
}

func TestFilesOfPagesAreKeptForEver(t *testing.T) {
	s := newSite(t)
	for name, path := range s.server.static.addresses {
		got := s.as("").get(path).wants(t, http.StatusOK)
		if !strings.Contains(got.Header().Get("Cache-Control"), "immutable") || got.Body.Len() == 0 {
			t.Errorf("%s: %v", name, got.Header())
		}
	}
	for _, path := range []string{"/static/../server.go", "/static/..%2fserver.go", "/static/", "/static/style.css", "/static/%00"} {
		if got := s.as("").get(path); got.Code != http.StatusNotFound {
			t.Errorf("%s answered %d", path, got.Code)
		}
	}
}

func TestLanguages(t *testing.T) {
	s := newSite(t)
	lang := func(r *http.Request) string {
		t.Helper()
		_, rest, _ := strings.Cut(s.do(r).body, `<html lang="`)
		return rest[:2]
	}
	b := s.as("aliya")
	r := b.request(http.MethodGet, "/people", nil)
	r.Header.Set("Accept-Language", "kk-KZ, ru;q=0.8")
	if got := lang(r); got != "kk" {
		t.Errorf("the browser's language gave %s", got)
	}
	b.post("/account/language", "lang", "ru").wants(t, http.StatusSeeOther)
	if got := lang(r); got != "ru" {
		t.Errorf("the account's language gave %s", got)
	}
	r.AddCookie(&http.Cookie{Name: languageCookie, Value: "en"})
	if got := lang(r); got != "en" {
		t.Errorf("the one chosen in the browser gave %s", got)
	}
	r.URL.RawQuery = "lang=kk"
	if got := lang(r); got != "kk" {
		t.Errorf("the one in the address gave %s", got)
	}
	if got := b.get("/people?lang=xx").wants(t, http.StatusOK); len(got.Result().Cookies()) != 0 {
		t.Error("a language that there is not was kept")
	}
	if got := b.get("/people?lang=kk"); len(got.Result().Cookies()) != 1 {
		t.Error("the language of the address was not kept")
	}
}

func TestForwardedAddressesAreBelievedFromProxiesAlone(t *testing.T) { // R47
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = "10.0.0.1:1234"
	r.Header.Set("X-Forwarded-For", "203.0.113.9, 198.51.100.7")
	r.Header.Set("X-Real-Ip", "203.0.113.9")
	if got := addressOf(nil)(r); got != "10.0.0.1" {
		t.Errorf("without a proxy it is %s", got)
	}
	if got := addressOf([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")})(r); got != "198.51.100.7" {
		t.Errorf("behind a proxy it is %s", got)
	}
	if got := addressOf([]netip.Prefix{netip.MustParsePrefix("172.16.0.0/12")})(r); got != "10.0.0.1" {
		t.Errorf("behind another proxy it is %s", got)
	}
}

func TestEveryTimeoutIsSet(t *testing.T) { // R92
	h := HTTPServer("127.0.0.1:0", http.NotFoundHandler())
	if h.ReadHeaderTimeout == 0 || h.ReadTimeout == 0 || h.WriteTimeout <= pageTime || h.IdleTimeout == 0 || h.MaxHeaderBytes != 16<<10 {
		t.Errorf("%+v", h)
	}
}

func TestSearchLeadsToANumberAtOnce(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымышленная Сәуле")
	b := s.as("aliya")
	if got := b.get("/search?q="+strings.ToLower(p.Number)).wants(t, http.StatusSeeOther); got.Header().Get("Location") != "/people/"+p.Number {
		t.Errorf("led to %s", got.Header().Get("Location"))
	}
	for _, text := range []string{"сауле", "СӘУ", "вымышл"} {
		if got := b.get("/search?q="+text).wants(t, http.StatusOK); !strings.Contains(got.body, p.Number) {
			t.Errorf("%q does not find %s", text, p.Number)
		}
	}
	for _, text := range []string{"", "%25", "_", "\xff", strings.Repeat("a ", 10_000)} {
		r := b.request(http.MethodGet, "/search", nil)
		r.URL.RawQuery = values("q", text).Encode()
		if got := s.do(r).wants(t, http.StatusOK); strings.Contains(got.body, p.Number) {
			t.Errorf("%.20q finds %s", text, p.Number)
		}
	}
}

func TestCountsLinkToTheRowsTheyCount(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымышленная")
	s.put("aliya", "detention", "victim", p.Number, "from", "2022-01", "region", "KZ-75")
	s.put("aliya", "death", "victim", p.Number, "from", "2022")
	b := s.as("aliya")
	for _, one := range []struct {
		q    cases.CountQuery
		by   []string
		keys []string
		want int
	}{
		{cases.CountQuery{Unit: cases.UnitActs, Filters: cases.Filters{"kind": {"detention"}}}, []string{"region"}, []string{"KZ-75"}, 1},
		{cases.CountQuery{Unit: cases.UnitActs}, []string{"kind", "month"}, []string{"death", ""}, 1},
		{cases.CountQuery{Unit: cases.UnitActs}, []string{"region"}, []string{""}, 1},
		{cases.CountQuery{Unit: cases.UnitActs}, nil, nil, 2},
		{cases.CountQuery{Unit: cases.UnitCases}, nil, nil, 0},
		{cases.CountQuery{Unit: cases.UnitRecords}, nil, nil, 3},
		{cases.CountQuery{Unit: cases.UnitPeople, Filters: cases.Filters{"region": {"KZ-75"}}}, nil, nil, 1},
	} {
		path := rowsBehind(one.q, one.by, one.keys)
		got := b.get(path).wants(t, http.StatusOK)
		if n := strings.Count(got.body, "<tr data-number="); n != one.want {
			t.Errorf("%s lists %d records, want %d", path, n, one.want)
		}
	}
}

func TestAServerWithoutAStoreDoesNotStart(t *testing.T) {
	if _, err := New(Config{}); err == nil {
		t.Error("it started")
	}
}
