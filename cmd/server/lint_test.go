package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// parsed is a package's hand-written code without its tests.
type parsed struct {
	*testing.T
	set    *token.FileSet
	files  []*ast.File
	consts map[string]bool
}

func parse(t *testing.T, dir string) *parsed {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", dir, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %d files, %v", dir, len(paths), err)
	}
	p := &parsed{T: t, set: token.NewFileSet(), consts: map[string]bool{}}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
			continue
		}
		f, err := parser.ParseFile(p.set, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		p.files = append(p.files, f)
		p.constants(f)
	}
	return p
}

func (p *parsed) constants(f *ast.File) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, spec := range g.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				p.consts[name.Name] = true
			}
		}
	}
}

// walk visits every node with the file and function that it is in: "list.go page".
func (p *parsed) walk(visit func(place string, n ast.Node)) {
	for _, f := range p.files {
		place := ""
		ast.Inspect(f, func(n ast.Node) bool {
			if fn, ok := n.(*ast.FuncDecl); ok {
				place = filepath.Base(p.set.Position(fn.Pos()).Filename) + " " + fn.Name.Name
			}
			visit(place, n)
			return true
		})
	}
}

// method gives the receiver and the name of a method call; false for anything else.
func method(n ast.Node) (call *ast.CallExpr, receiver, name string, ok bool) {
	call, ok = n.(*ast.CallExpr)
	if !ok {
		return nil, "", "", false
	}
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil, "", "", false
	}
	return call, types.ExprString(s.X), s.Sel.Name, true
}

// builders are the methods of gorm that make SQL out of what they are given, or that take a struct for a condition,
// in which a zero value is none.
var builders = []string{
	"First", "Last", "Take", "Find", "FirstOrCreate", "FirstOrInit", "Where", "Or", "Not", "Order", "Select", "Omit", "Group",
	"Having", "Joins", "InnerJoins", "Table", "Model", "Pluck", "Distinct", "Count", "Create", "CreateInBatches", "Save", "Update",
	"Updates", "UpdateColumn", "UpdateColumns", "Delete", "Preload", "Scopes", "Clauses", "Assign", "Attrs", "Unscoped", "AutoMigrate",
	"Migrator", "Association", "FindInBatches",
}

// ours are calls of functions that bear such a name and are not gorm's: place and receiver.
var ours = []string{"save.go Save a", "erasures.go giveBack a", "text_search.go byName d",
	"list_bring.go TryList a", "list_bring.go listOf a", "list_bring.go bringSlice a", "list_decide.go decideRow a", "list_decide.go saveNamedIn a", "list_decide.go personOf a",
	"blocks.go groups cmp", "comparing.go united cmp", "ranking.go compareAll cmp", "ranking.go windows cmp"}

func TestTheStoreBuildsNoSQLWithGorm(t *testing.T) { // R36, R37
	parse(t, "internal/cases/store").walk(func(place string, n ast.Node) {
		_, receiver, name, ok := method(n)
		if receiver == "cmp" || receiver == "slices" {
			return // the standard library has an Or and a Delete of its own
		}
		if ok && slices.Contains(builders, name) && !slices.Contains(ours, place+" "+receiver) {
			t.Errorf("%s calls %s.%s: write the statement, with a question mark for each value", place, receiver, name)
		}
	})
}

// named are the parts of statements that come from the field lists or are made of question marks, wherever they stand.
var named = []string{
	"headList()", "ownList(k)", "ownTable(k.Code)", "ownTable(p.kind.Code)", "ownTable(h.Kind)", "f.Code", "marks(len(values))",
	"p.order.key", "p.order.by()", "o.key",
}

// reviewed are the other parts of statements that are no constants. Each was looked at: it is chosen among constants
// by the code around it, or is one where the function is called. What somebody typed is never among them.
var reviewed = []string{
	"accounts.go one where", "administer.go lines where", "around.go heads order", "around.go refersTo column", "around.go ordered order",
	"asks.go Asks ask", "audit.go keepEntry rows", "audit.go readHead lock", "counts.go cells columns", "counts.go cells number",
	"order.go beyond sign", "pairs.go sees id", "pinned.go begin statement", "rowset.go insert r.table", "rowset.go insert rows", "name_words.go fresh rows",
	"scope.go joined none", "scope.go sequence strings.Join(parts, between)", "name_seek.go listed column", "scope.go in column", "scope.go facts columns", "scope.go scoped table",
	"verify.go slices statement", "verify_clusters.go pairs statement", "verify_facts.go facts strings.Join(columns, \", \")", "write.go writeNew statement", "write.go writeNew list",
	"write.go update table", "write.go updateHead strings.Join(columns, \" = ?, \")", "write.go updateOwn strings.Join(set, \", \")",
	"arms.go byArms strings.Join(parts, \" UNION \")", "arms.go byArms order", "audit.go readRow lock", "consent.go saying records",
	"consent.go consented column", "erase.go empty table", "factors.go removeFactor statement", "look.go holding text", "look.go holding id",
	"look.go holding table", "naming.go sweep place[0]", "naming.go sweep place[1]", "seal.go lostCheckpoint gap",
	"totals.go peopleByArms strings.Join(parts, \" UNION ALL \")", "totals.go talliedWith strings.Join(parts, \" UNION \")", "totp.go once statement", "watch.go cosignedPoint rest",
	"text.go writeText a.store.engine.keepText()", "text_find.go holds id", "text_find.go withWords t.id", "text_find.go withWords t.table",
	"text_find.go anyColumn name", "text_search.go partIDs t.id", "text_search.go partIDs t.join",
	"text_search.go partIDs own", "text_search.go rootIDs t.id", "text_search.go rootIDs t.join", "text_search.go let own", "text.go keptText e.readText()",
	"spell.go spell a.store.engine.keepSpellings()", "text_forgive.go few t.id", "text_forgive.go few t.join",
	"counts.go countTotals c", "verify.go lost c", "verify.go orphans c", "verify_derived.go keys c", "verify_derived.go strangers c",
}

func TestNoStatementIsMadeOfWhatSomebodyTyped(t *testing.T) { // R37
	p := parse(t, "internal/cases/store")
	p.walk(func(place string, n ast.Node) {
		for _, e := range p.statements(n) {
			for _, part := range p.loose(e) {
				if !slices.Contains(named, part) && !slices.Contains(reviewed, place+" "+part) && !strings.HasPrefix(part, "fmt.Sprintf(`PRAGMA") {
					t.Errorf("%s puts %s into a statement: make it a value, or review it and add it to the list", place, part)
				}
			}
		}
	})
}

// statements gives the expressions of a node that become SQL: what Raw and Exec are given, and the text of a clause.
func (p *parsed) statements(n ast.Node) []ast.Expr {
	switch x := n.(type) {
	case *ast.CallExpr:
		if call, _, name, ok := method(x); ok && (name == "Raw" || name == "Exec") && len(call.Args) > 0 {
			return call.Args[:1]
		}
	case *ast.CompositeLit:
		if id, ok := x.Type.(*ast.Ident); ok && id.Name == "clause" && len(x.Elts) > 0 {
			if kv, ok := x.Elts[0].(*ast.KeyValueExpr); ok {
				return []ast.Expr{kv.Value}
			}
			return x.Elts[:1]
		}
	case *ast.AssignStmt:
		for i, left := range x.Lhs {
			if s, ok := left.(*ast.SelectorExpr); ok && s.Sel.Name == "sql" && i < len(x.Rhs) {
				return x.Rhs[i : i+1]
			}
		}
	}
	return nil
}

// loose gives the parts of an expression that are neither constants nor the text of another clause.
func (p *parsed) loose(e ast.Expr) []string {
	switch x := e.(type) {
	case *ast.BasicLit:
		return nil
	case *ast.BinaryExpr:
		return append(p.loose(x.X), p.loose(x.Y)...)
	case *ast.ParenExpr:
		return p.loose(x.X)
	case *ast.Ident:
		if p.consts[x.Name] {
			return nil
		}
	case *ast.SelectorExpr:
		if x.Sel.Name == "sql" {
			return nil
		}
	}
	return []string{types.ExprString(e)}
}

func TestTheStoreReadsWhatBecameOfAStatement(t *testing.T) { // R36
	parse(t, "internal/cases/store").walk(func(place string, n ast.Node) {
		statement, ok := n.(*ast.ExprStmt)
		if !ok {
			return
		}
		if _, receiver, name, ok := method(statement.X); ok && slices.Contains([]string{"Exec", "ExecContext", "Scan", "Raw"}, name) {
			t.Errorf("%s drops what %s.%s answers", place, receiver, name)
		}
	})
}

// unsafePages are the ways past templ's escaping.
var unsafePages = []string{
	"templ.Raw", "templ.SafeURL", "SafeClass", "SafeCSS", "JSUnsafeFuncCall", "templ.JSExpression", "templ.JSFuncCall", "templ.ComponentScript",
	"template.HTML", "template.JS", "template.URL", "onclick=", "javascript:", "<style", "style=",
}

func TestNoPageGoesPastTheEscaping(t *testing.T) { // R40
	paths, err := filepath.Glob("../../views/*")
	if err != nil {
		t.Fatal(err)
	}
	web, err := filepath.Glob("../../internal/web/*.go")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, path := range append(paths, web...) {
		if strings.HasSuffix(path, "_templ.go") || strings.HasSuffix(path, "_test.go") || filepath.Ext(path) != ".go" && filepath.Ext(path) != ".templ" {
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		read++
		for _, word := range unsafePages {
			if strings.Contains(string(b), word) {
				t.Errorf("%s holds %s", path, word)
			}
		}
	}
	if read < 50 {
		t.Errorf("only %d files were read", read)
	}
}
