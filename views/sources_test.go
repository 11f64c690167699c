package views

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sources lists the files of a folder that people wrote for the program.
func sources(t *testing.T, dir string, patterns ...string) []string {
	t.Helper()
	var out []string
	for _, pattern := range patterns {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, files...)
	}
	out = slices.DeleteFunc(out, func(f string) bool {
		return strings.HasSuffix(f, "_test.go") || strings.HasSuffix(f, "_templ.go")
	})
	if len(out) == 0 {
		t.Fatalf("no sources in %s", dir)
	}
	return out
}

func parsed(t *testing.T, file string) *ast.File {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// elements gives the literals of a kind in the lists of a file.
func elements(t *testing.T, file string, kind token.Token) []string {
	t.Helper()
	var out []string
	ast.Inspect(parsed(t, file), func(n ast.Node) bool {
		if list, ok := n.(*ast.CompositeLit); ok {
			for _, e := range list.Elts {
				if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == kind {
					out = append(out, strings.Trim(lit.Value, `"`))
				}
			}
		}
		return true
	})
	if len(out) == 0 {
		t.Fatalf("%s has no list", file)
	}
	return out
}

// literal gives the text of a string literal; false for anything else.
func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// calls visits every call in the rooms that check, keep and serve records, with the name of what is called.
func calls(t *testing.T, do func(file, name string, call *ast.CallExpr)) {
	t.Helper()
	for _, dir := range []string{"../internal/cases", "../internal/cases/store", "../internal/web", "../cmd/server"} {
		for _, file := range sources(t, dir, "*.go") {
			ast.Inspect(parsed(t, file), func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					do(file, nameOf(call.Fun), call)
				}
				return true
			})
		}
	}
}

// nameOf gives the last name of an expression: enter of a.store.enter; empty where it has none.
func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// problemKeys finds the key of every problem that the program can name, with the file that does. A key that is put
// together must be one of the two ways known here, else the test says that it cannot follow.
func problemKeys(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	calls(t, func(file, name string, call *ast.CallExpr) {
		switch name {
		case "wrong", "unlikely", "Wrong":
			if len(call.Args) < 2 {
				return // another function of that name
			}
			key := call.Args[1]
			if s, ok := literal(key); ok {
				found[s] = file
			} else if _, variable := key.(*ast.Ident); !variable && !strings.HasSuffix(file, "checks.go") {
				t.Errorf("%s: the key of a problem is put together", file)
			}
		case "after":
			if len(call.Args) != 4 {
				return // another function of that name
			}
			if s, ok := literal(call.Args[2]); ok {
				found["before_"+s] = file
			}
		}
	})
	// Reading a date gives the key as its second result.
	ast.Inspect(parsed(t, "../internal/cases/date_parse.go"), func(n ast.Node) bool {
		if back, ok := n.(*ast.ReturnStmt); ok && len(back.Results) == 2 {
			if s, ok := literal(back.Results[1]); ok && s != "" {
				found[s] = "date_parse.go"
			}
		}
		return true
	})
	return found
}

// actionKeys finds every action that the audit log can hold, with the file that enters it. What is not a literal is
// handed on under the name action; anything else the test cannot follow, and says so.
func actionKeys(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	calls(t, func(file, name string, call *ast.CallExpr) {
		i, ok := map[string]int{"enter": 2, "Noted": 1, "NotedNow": 1, "begin": 2, "rotate": 3, "refuse": 1}[name]
		if !ok || len(call.Args) < 3 || name == "enter" && len(call.Args) < 5 {
			return // another function of that name
		}
		s, ok := literal(call.Args[i])
		if ok {
			found[s] = file
		} else if !strings.HasSuffix(strings.ToLower(nameOf(call.Args[i])), "action") {
			t.Errorf("%s: %s is given an action that the test cannot follow", file, name)
		}
	})
	for _, file := range sources(t, "../internal/cases/store", "*.go") {
		ast.Inspect(parsed(t, file), func(n ast.Node) bool {
			if pair, ok := n.(*ast.KeyValueExpr); ok && nameOf(pair.Key) == "action" {
				if s, ok := literal(pair.Value); ok {
					found[s] = file
				}
			}
			if set, ok := n.(*ast.AssignStmt); ok && len(set.Lhs) == 1 && nameOf(set.Lhs[0]) == "action" {
				if s, ok := literal(set.Rhs[0]); ok {
					found[s] = file
				}
			}
			return true
		})
	}
	return found
}
