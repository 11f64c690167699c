package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases/i18n"
	"aigaq/internal/cases/store"
)

func TestNoAccountComesFromTheNetwork(t *testing.T) { // R1, R2
	st, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Ring: testRing})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	catalogues, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	server, err := New(Config{Store: st, Catalogues: catalogues})
	if err != nil {
		t.Fatal(err)
	}
	s := &site{T: t, server: server, store: st}
	for _, r := range server.routes() {
		path := strings.NewReplacer("{path}", "people", ":number", "PER-100000").Replace(r.path)
		b := &browser{site: s}
		b.do(b.request(r.method, path, values("name", "mallory", "username", "mallory", "role", "admin", "lang", "en",
			"password", goodPassword, "again", goodPassword, "fresh", goodPassword, "code", "west", "en", "a", "ru", "b", "kk", "c")))
	}
	all, err := st.Accounts().List(t.Context())
	s.must(err)
	if len(all) != 0 {
		t.Fatalf("there are accounts: %+v", all)
	}
	s.server.tries = newThrottle(time.Now)
	for _, name := range []string{"admin", "root", "demo"} {
		for _, password := range []string{"", "password", name} {
			if got := (&browser{site: s}).post("/login", "username", name, "password", password); got.Code == http.StatusSeeOther || len(got.Result().Cookies()) > 0 {
				t.Errorf("%s with %q answers %d", name, password, got.Code)
			}
		}
	}
}
