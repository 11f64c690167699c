package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/i18n"
	"aigaq/internal/cases/store"
	"aigaq/internal/cases/store/pgtest"
	"aigaq/internal/cases/vault"
)

var (
	testRing *vault.Ring
	// testPG starts the PostgreSQL of all tests, once one asks for it.
	testPG func() (*pgtest.Server, error)
	// patternDir and patternURL are databases with the accounts that every site has, made once by the store itself. Most
	// tests begin with a copy; those with a clock of their own begin with nothing.
	patternDir, patternURL func() (string, error)
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "aigaq-ring")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	if testRing, err = vault.Create(dir, []byte("a passphrase for tests"), "aigaq.test"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var started *pgtest.Server
	testPG = sync.OnceValues(func() (pg *pgtest.Server, err error) {
		started, err = pgtest.Start()
		return started, err
	})
	defer func() {
		if started != nil {
			started.Stop()
		}
	}()
	patternDir = sync.OnceValues(func() (string, error) {
		at := filepath.Join(dir, "pattern")
		return at, errors.Join(os.Mkdir(at, 0o700), furnish(store.Options{Dir: at}))
	})
	patternURL = sync.OnceValues(func() (string, error) {
		url, err := emptyDatabase()
		return url, errors.Join(err, furnish(store.Options{Dir: dir, URL: url}))
	})
	return m.Run()
}

// emptyDatabase gives the address of a new database of PostgreSQL.
func emptyDatabase() (string, error) {
	pg, err := testPG()
	if err != nil {
		return "", err
	}
	return pg.Database()
}

// furnishedDatabase gives the address of one with the accounts of every site.
func furnishedDatabase() (string, error) {
	pattern, err := patternURL()
	if err != nil {
		return "", err
	}
	pg, err := testPG()
	if err != nil {
		return "", err
	}
	return pg.Copy(pattern)
}

// furnish makes the database that others are copies of.
func furnish(o store.Options) error {
	o.Ring, o.NoMatching = testRing, true
	st, err := store.Open(context.Background(), o)
	if err != nil {
		return err
	}
	return errors.Join(settle(st), st.Close())
}

// settle adds the teams and accounts, where they are not there yet.
func settle(st *store.Store) error {
	ctx := context.Background()
	if _, err := st.Accounts().ByName(ctx, who[len(who)-1].name); err == nil {
		return nil
	}
	for _, team := range []string{"almaty", "west"} {
		if err := st.Keeper().AddTeam(ctx, "cli", team, team, team+" ru", team+" kk"); err != nil {
			return err
		}
	}
	for _, one := range who {
		if _, err := st.Accounts().Add(ctx, "cli", one.name, one.role, one.teams); err != nil {
			return err
		}
	}
	return nil
}

// site is the whole application on a database of its own, with an account of each role.
type site struct {
	*testing.T
	server *Server
	store  *store.Store
	users  map[string]cases.User
	log    *strings.Builder
}

// who lists the accounts of a site. Aliya and the lawyer are of the team almaty, west is of another one.
var who = []struct {
	name  string
	role  cases.Role
	teams []string
}{
	{"chief", cases.Coordinator, nil}, {"aliya", cases.Staff, []string{"almaty"}}, {"west", cases.Staff, []string{"west"}},
	{"lawyer", cases.Lawyer, []string{"almaty"}}, {"intake", cases.Intake, nil}, {"reader", cases.Researcher, nil},
	{"auditor", cases.Auditor, nil}, {"boss", cases.Admin, nil},
}

func newSite(t *testing.T, with ...func(*Config)) *site {
	t.Helper()
	return siteOn(t, store.Options{}, with...)
}

// siteOn is a site on a store that is opened with options of the test's own.
func siteOn(t *testing.T, o store.Options, with ...func(*Config)) *site {
	t.Helper()
	s := &site{T: t, users: map[string]cases.User{}, log: &strings.Builder{}}
	o.Dir, o.Ring = t.TempDir(), testRing
	if o.Now == nil && o.URL == "" {
		pattern, err := patternDir()
		s.must(err)
		s.must(os.CopyFS(o.Dir, os.DirFS(pattern)))
	}
	st, err := store.Open(s.ctx(), o)
	s.must(err)
	t.Cleanup(func() { st.Close() })
	s.store = st
	s.must(settle(st))
	for _, one := range who {
		account, err := st.Accounts().ByName(s.ctx(), one.name)
		s.must(err)
		s.users[one.name] = account.User
	}
	catalogues, err := i18n.Load()
	s.must(err)
	c := Config{Store: st, Catalogues: catalogues, Log: slog.New(slog.NewTextHandler(s.log, nil)), Version: "test"}
	for _, f := range with {
		f(&c)
	}
	s.server, err = New(c)
	s.must(err)
	return s
}

func (s *site) ctx() context.Context { return context.Background() }

func (s *site) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// answer is what came back.
type answer struct {
	*httptest.ResponseRecorder
	body string
}

func (s *site) do(r *http.Request) answer {
	s.Helper()
	w := httptest.NewRecorder()
	s.server.Handler().ServeHTTP(w, r)
	return answer{w, w.Body.String()}
}

// put saves a record past the pages.
func (s *site) put(name, kind string, pairs ...string) cases.Saved {
	s.Helper()
	saved, err := s.desk(name).Save(s.ctx(), "", cases.Change{
		Kind: cases.KindByCode(kind), Sent: cases.Input(values(pairs...)), Reason: "a test",
	})
	s.must(err)
	return saved
}

func (s *site) person(name, called string) cases.Saved {
	s.Helper()
	return s.put(name, "person", "names.0.value", called)
}

// total is how many records of a kind somebody sees.
func (s *site) total(name, kind string) int {
	s.Helper()
	list, err := s.desk(name).List(s.ctx(), cases.Query{Kind: kind, Per: 1})
	s.must(err)
	return list.Total
}

// desk is the desk that an account has now, with what is shared with it.
func (s *site) desk(name string) *store.Desk {
	s.Helper()
	a, err := s.store.Accounts().ByName(s.ctx(), name)
	s.must(err)
	return s.store.For(a.User)
}

// settled waits until what was read so far is in the log. Entries of reading are written in their order, so it has
// somebody who does nothing else read something, and waits for that.
func (s *site) settled() {
	s.Helper()
	last := "last-" + newID()
	head, err := s.store.Keeper().Head(s.ctx())
	s.must(err)
	s.store.For(cases.User{Code: last}).Noted(s.ctx(), "open", "")
	for after, end := head.Size-1, time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		page, err := s.store.Keeper().Entries(s.ctx(), after, 500)
		s.must(err)
		for _, e := range page {
			if after = e.Seq; e.Actor == last {
				return
			}
		}
	}
	s.Fatal("what was read is not entered within a minute")
}

var _ io.Writer = (*strings.Builder)(nil)
