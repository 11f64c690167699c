package store

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// R63: while the log takes no entry, nothing is written by any door, and afterwards everything is as it was.
func TestNothingIsWrittenThatTheLogDoesNotTake(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Вымысел Айдар")
		h.must(h.Accounts().SetPassword(h.ctx(), "cli", h.users["west"].ID, "a long sentence of words"))
		link, err := h.Accounts().Invite(h.ctx(), "cli", h.users["aliya"].ID, InviteSignIn, time.Hour)
		h.must(err)
		session := h.session("lawyer")
		_, err = h.Accounts().AddToken(h.ctx(), "cli", h.users["aliya"].ID, "a token", []string{"read"})
		h.must(err)
		h.breakLog()
		before := h.digest()
		c := change("person", "names.0.value", "Другой Вымысел", "remarks", "x")
		edit := c
		edit.Number, edit.Version = p.Number, p.Version
		ctx, accounts, keeper, aliya := h.ctx(), h.Accounts(), h.Keeper(), h.users["aliya"]
		writes := map[string]func() error{
			"Desk.Save, new":          func() error { _, err := h.desk("aliya").Save(ctx, "", c); return err },
			"Desk.Save, a version":    func() error { _, err := h.desk("aliya").Save(ctx, "token", edit); return err },
			"Desk.NotedNow":           func() error { return h.desk("aliya").NotedNow(ctx, "open", p.Number) },
			"Accounts.Add":            func() error { _, err := accounts.Add(ctx, "cli", "somebody", cases.Staff, nil); return err },
			"Accounts.Invite":         func() error { _, err := accounts.Invite(ctx, "cli", aliya.ID, InviteSignIn, time.Hour); return err },
			"Accounts.Accept":         func() error { _, _, err := accounts.Accept(ctx, link, ""); return err },
			"Accounts.SignIn":         func() error { _, _, err := accounts.SignIn(ctx, "west", "a long sentence of words"); return err },
			"Accounts.SignIn, failed": func() error { _, _, err := accounts.SignIn(ctx, "west", "another long sentence"); return err },
			"Accounts.SetPassword":    func() error { return accounts.SetPassword(ctx, "cli", aliya.ID, "a long sentence of words") },
			"Accounts.SetLanguage":    func() error { return accounts.SetLanguage(ctx, aliya, "kk") },
			"Accounts.SignOut":        func() error { return accounts.SignOut(ctx, session) },
			"Accounts.Disable":        func() error { return accounts.Disable(ctx, "cli", "aliya") },
			"Accounts.AddToken":       func() error { _, err := accounts.AddToken(ctx, "cli", aliya.ID, "b", []string{"read"}); return err },
			"Accounts.RevokeToken":    func() error { return accounts.RevokeToken(ctx, "cli", "a token") },
			"Keeper.AddTeam":          func() error { return keeper.AddTeam(ctx, "cli", "north", "North", "Север", "Солтүстік") },
			"Keeper.Note":             func() error { return keeper.Note(ctx, "cli", "host.read", "x") },
			"Keeper.Check":            func() error { _, err := keeper.Check(ctx, "cli", nil); return err },
		}
		for name, write := range writes {
			if err := write(); err == nil || errors.Is(err, ErrRefused) {
				h.Errorf("%s went through: %v", name, err)
			}
			if after := h.digest(); after != before {
				h.Errorf("%s left something behind", name)
				before = after
			}
		}
		h.mendLog()
		if _, err := h.desk("aliya").Save(ctx, "token", edit); err != nil {
			h.Errorf("mended, a save gives %v", err)
		}
		h.verify()
	})
}

// silent are the writes that enter nothing, each with its reason.
func silent() map[string]string {
	return map[string]string{
		"touch":       "says that a session is in use, not that anything was done",
		"DropStash":   "what was typed is sent or thrown away",
		"Checkpoint":  "signs the log itself",
		"BeginTOTP":   "nothing counts before it is confirmed, which is entered",
		"once":        "uses up a code, whatever comes of it; the sign-in is entered",
		"Use":         "spends an approval; within an act that act is the entry",
		"rederive":    "notes by which rules the database was worked out; nobody acted",
		"inSlices":    "works out again what follows from answers; nobody acted",
		"writePairs":  "keeps who may be one as it follows from answers; nobody decided anything",
		"Rearrange":   "says which column of a file is what; the list is entered when it is brought in",
		"SetWatchers": "keeps what the command line names when the server starts",
	}
}

// R63: whatever writes, writes its entry in the same transaction. A function that hands work to the writer must come, by
// the functions that the work calls, to the one that enters.
func TestEveryWriteEntersItsAct(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	calls, writes := map[string][]string{}, map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(f, func(n ast.Node) bool {
				s, ok := n.(*ast.SelectorExpr)
				if ok && s.Sel.Name == "do" {
					if w, ok := s.X.(*ast.SelectorExpr); ok && w.Sel.Name == "writer" {
						writes[f.Name.Name] = true
					}
				}
				if c, ok := n.(*ast.CallExpr); ok {
					calls[f.Name.Name] = append(calls[f.Name.Name], called(c))
				}
				return true
			})
		}
	}
	if len(writes) < 15 {
		t.Fatalf("only %d functions write: the search no longer understands the sources", len(writes))
	}
	for name := range writes {
		if silent()[name] == "" && !reaches(calls, name, map[string]bool{}) {
			t.Errorf("%s writes and enters nothing", name)
		}
	}
}

// called names what a call calls in this package; the writer's own do leads anywhere, so it leads nowhere here.
func called(c *ast.CallExpr) string {
	name := ""
	switch f := c.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	if name == "do" || name == "Error" {
		return ""
	}
	return name
}

func reaches(calls map[string][]string, from string, seen map[string]bool) bool {
	seen[from] = true
	for _, next := range calls[from] {
		if next == "enter" || !seen[next] && reaches(calls, next, seen) {
			return true
		}
	}
	return false
}

// session signs somebody in.
func (h *house) session(name string) string {
	h.Helper()
	link, err := h.Accounts().Invite(h.ctx(), "cli", h.users[name].ID, InviteSignIn, time.Hour)
	h.must(err)
	session, _, err := h.Accounts().Accept(h.ctx(), link, "")
	h.must(err)
	return session
}

// breakLog has the database refuse every new entry; mendLog takes that back.
func (h *house) breakLog() {
	h.Helper()
	if h.engine.name() == "postgres" {
		h.must(h.run("CREATE TRIGGER refuse_all BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse()"))
		return
	}
	h.must(h.run("CREATE TRIGGER refuse_all BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'the log is full'); END"))
}

func (h *house) mendLog() {
	h.Helper()
	on := ""
	if h.engine.name() == "postgres" {
		on = " ON audit_entry"
	}
	h.must(h.run("DROP TRIGGER refuse_all" + on))
}

// digest is one hash of every row of every table.
func (h *house) digest() string {
	h.Helper()
	_, err := h.Keeper().Match(h.ctx()) // else the comparing behind the saves is still to come
	h.must(err)
	tables := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
	if h.engine.name() == "postgres" {
		tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
	}
	var names []string
	h.must(query(h.read, clause{sql: tables}, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	}))
	sort.Strings(names)
	sum := sha256.New()
	for _, name := range names {
		var lines []string
		h.must(query(h.read, clause{sql: `SELECT * FROM "` + name + `"`}, func(rows *sql.Rows) error {
			line, err := anyRow(rows)
			lines = append(lines, line)
			return err
		}))
		sort.Strings(lines)
		fmt.Fprintln(sum, name, strings.Join(lines, "\n"))
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

func anyRow(rows *sql.Rows) (string, error) {
	columns, err := rows.Columns()
	if err != nil {
		return "", err
	}
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(any)
	}
	err = rows.Scan(values...)
	for i := range values {
		values[i] = *values[i].(*any)
	}
	return fmt.Sprintf("%q", values), err
}
