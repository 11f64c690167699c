package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store/pgtest"
	"aigaq/internal/cases/vault"
)

// Every test of the store runs on both databases: house opens a fresh store on each in turn.

var (
	testRing *vault.Ring
	testPG   *pgtest.Server
	// patternDir and patternURL are databases with the accounts that every test has, made once by the store itself. Most
	// tests begin with a copy; those with a clock of their own, and those that open a store themselves, with nothing.
	patternDir, patternURL func() (string, error)
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	if os.Getenv(killedChild) != "" {
		return m.Run() // a child that is killed would leave what is set up here behind
	}
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
	if testPG, err = pgtest.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "THE TESTS ON POSTGRESQL DO NOT RUN:", err)
		if os.Getenv("CI") != "" {
			return 1
		}
	} else {
		defer testPG.Stop()
	}
	patternDir = sync.OnceValues(func() (string, error) {
		at := filepath.Join(dir, "pattern")
		return at, errors.Join(os.Mkdir(at, 0o700), furnish(Options{Dir: at}))
	})
	patternURL = sync.OnceValues(func() (string, error) {
		url, err := testPG.Database()
		return url, errors.Join(err, furnish(Options{Dir: dir, URL: url}))
	})
	return m.Run()
}

// furnish makes the database that others are copies of.
func furnish(o Options) error {
	o.Ring, o.NoMatching = testRing, true
	s, err := Open(context.Background(), o)
	if err != nil {
		return err
	}
	return errors.Join(settle(s), s.Close())
}

// house is an open store with some accounts, for one test on one database.
type house struct {
	*testing.T
	*Store
	options Options
	users   map[string]cases.User
}

func onBoth(t *testing.T, test func(h *house)) { onBothWith(t, Options{}, test) }

// onBothWith is onBoth with a clock or another option of the test's own.
func onBothWith(t *testing.T, o Options, test func(h *house)) {
	t.Run("sqlite", func(t *testing.T) { test(open(t, another(t, o, false))) })
	t.Run("postgres", func(t *testing.T) {
		if testPG == nil {
			t.Skip("PostgreSQL is not installed")
		}
		test(open(t, another(t, o, true)))
	})
}

// another gives the options of a store that no other test has.
func another(t *testing.T, o Options, postgres bool) Options {
	t.Helper()
	o.Dir, o.URL = t.TempDir(), ""
	var err error
	switch pattern := ""; {
	case postgres && o.Now == nil:
		if pattern, err = patternURL(); err == nil {
			o.URL, err = testPG.Copy(pattern)
		}
	case postgres:
		o.URL, err = testPG.Database()
	case o.Now == nil:
		if pattern, err = patternDir(); err == nil {
			err = os.CopyFS(o.Dir, os.DirFS(pattern))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	if o.URL != "" {
		t.Cleanup(func() { _ = testPG.Drop(o.URL) }) // what stays takes room, and no more
	}
	return o
}

// accounts lists the accounts of every test.
var accounts = []struct {
	name  string
	role  cases.Role
	teams []string
}{
	{"aliya", cases.Staff, []string{"almaty"}}, {"west", cases.Staff, []string{"west"}}, {"lawyer", cases.Lawyer, []string{"almaty"}},
	{"chief", cases.Coordinator, nil}, {"reader", cases.Researcher, nil}, {"intake", cases.Intake, nil},
	{"boss", cases.Admin, nil}, {"auditor", cases.Auditor, nil},
}

// settle adds the teams and accounts, where they are not there yet.
func settle(s *Store) error {
	ctx := context.Background()
	if _, err := s.Accounts().ByName(ctx, accounts[len(accounts)-1].name); err == nil {
		return nil
	}
	for _, team := range []string{"almaty", "west"} {
		if err := s.Keeper().AddTeam(ctx, "cli", team, team, team+" ru", team+" kk"); err != nil {
			return err
		}
	}
	for _, one := range accounts {
		if _, err := s.Accounts().Add(ctx, "cli", one.name, one.role, one.teams); err != nil {
			return err
		}
	}
	return nil
}

func open(t *testing.T, o Options) *house {
	t.Helper()
	o.Ring = testRing
	s, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{T: t, Store: s, options: o, users: map[string]cases.User{}}
	t.Cleanup(func() { h.Store.Close() })
	h.must(settle(s))
	for _, one := range accounts {
		h.users[one.name] = h.desk(one.name).user
	}
	return h
}

func (h *house) ctx() context.Context { return context.Background() }

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) account(name string, role cases.Role, teams ...string) {
	h.Helper()
	a, err := h.Accounts().Add(h.ctx(), "cli", name, role, teams)
	h.must(err)
	h.users[name] = a.User
}

func (h *house) desk(name string) *Desk {
	h.Helper()
	a, err := h.Accounts().ByName(h.ctx(), name)
	h.must(err)
	return h.For(a.User)
}

// reopen closes the store and opens it again on the same data.
func (h *house) reopen() {
	h.Helper()
	h.must(h.Store.Close())
	s, err := Open(h.ctx(), h.options)
	h.must(err)
	h.Store = s
}

// put saves a new record and fails the test when it is refused.
func (h *house) put(who, kind string, pairs ...string) cases.Saved {
	h.Helper()
	s, err := h.desk(who).Save(h.ctx(), "", change(kind, pairs...))
	h.must(err)
	return s
}

// edit saves a new version.
func (h *house) edit(who string, s cases.Saved, pairs ...string) cases.Saved {
	h.Helper()
	c := change(cases.KindByNumber(s.Number).Code, pairs...)
	c.Number, c.Version = s.Number, s.Version
	next, err := h.desk(who).Save(h.ctx(), "", c)
	h.must(err)
	return next
}

// change makes a change of pairs of key and value; a key given twice has several values.
func change(kind string, pairs ...string) cases.Change {
	in := cases.Input{}
	for i := 0; i+1 < len(pairs); i += 2 {
		in[pairs[i]] = append(in[pairs[i]], pairs[i+1])
	}
	return cases.Change{Kind: cases.KindByCode(kind), Sent: in, Reason: "a test"}
}

// person saves somebody with a name.
func (h *house) person(who, name string, pairs ...string) cases.Saved {
	h.Helper()
	return h.put(who, "person", append([]string{"names.0.value", name}, pairs...)...)
}

// problem gives the key of the first problem with a field in an error, or "".
func problem(err error, field string) string {
	var problems cases.Problems
	if !errors.As(err, &problems) {
		return ""
	}
	for _, p := range problems {
		if p.Field == field {
			return p.Key
		}
	}
	return ""
}

func (h *house) verify() {
	h.Helper()
	if _, err := h.Keeper().Verify(h.ctx(), nil); err != nil {
		h.Fatalf("verify: %v", err)
	}
}

func TestSaveAndReadBack(t *testing.T) {
	onBoth(t, func(h *house) {
		began := time.Now()
		p := h.person("aliya", "Санатай Қиялбек", "sex", "male", "born", "1990-05")
		d := h.put("aliya", "detention", "victim", p.Number, "from", "2022-01-05", "to", "2022-01-10", "region", "KZ-75",
			"ground", "mass_riots", "agency", "police", "agency", "knb", "agency.note", "both were named", "account", "secret words")
		r, err := h.desk("aliya").Get(h.ctx(), d.Number)
		h.must(err)
		got := r.(*cases.Detention)
		if got.DaysHeld != cases.Num(5) || got.Over72Hours != cases.Yes || got.Ground.Code != "mass_riots" {
			h.Errorf("read back %+v", got)
		}
		if len(got.Agencies.Codes) != 2 || got.Agencies.Note != "both were named" {
			h.Errorf("agencies %+v", got.Agencies)
		}
		if got.Title.Full != "Санатай Қиялбек" || got.Title.Open != "" || got.Team != "almaty" {
			h.Errorf("title %+v, team %q", got.Title, got.Team)
		}
		if got.Created.Before(began.Add(-time.Minute)) || got.Version != 1 {
			h.Errorf("created %v, version %d", got.Created, got.Version)
		}
		h.verify()
		h.reopen()
		h.verify()
	})
}
