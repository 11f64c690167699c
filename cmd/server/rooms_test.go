package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "aigaq/"

// rooms says which of our packages each package may import. The sub-rooms of store and web count as their room.
var rooms = map[string][]string{
	"internal/cases":                {},
	"internal/cases/audit":          {},
	"internal/cases/witness":        {"internal/cases/audit"},
	"internal/cases/names":          {},
	"internal/cases/names/labelled": {},
	"internal/cases/words":          {"internal/cases/names"},
	"internal/cases/vault":          {},
	"internal/cases/i18n":           {},
	"internal/cases/sample":         {"internal/cases"},
	"internal/cases/exchange":       {"internal/cases"},
	"internal/cases/store":          {"internal/cases", "internal/cases/audit", "internal/cases/names", "internal/cases/vault", "internal/cases/words", "migrations"},
	"internal/cases/store/pgtest":   {},
	"migrations":                    {},
	"views":                         {"internal/cases", "internal/cases/i18n"},
	"internal/web":                  {"internal/cases", "internal/cases/audit", "internal/cases/exchange", "internal/cases/i18n", "internal/cases/store", "views"},
	"cmd/server":                    {"*"},
	"cmd/server/bench":              {"*"},
	"cmd/server/verifier":           {"internal/cases/audit"},
}

// owners are the libraries that one room alone may know.
var owners = map[string]string{
	"gorm.io/":                    "internal/cases/store",
	"github.com/ncruces/":         "internal/cases/store",
	"github.com/jackc/":           "internal/cases/store",
	"github.com/labstack/echo/v4": "internal/web",
}

func TestRoomsImportOnlyWhatTheyMay(t *testing.T) {
	for _, p := range packages(t) {
		room := strings.TrimPrefix(p.ImportPath, module)
		allowed, known := rooms[room]
		if !known {
			t.Errorf("%s is not a room of the house: add it to ARCHITECTURE.md and to this table", room)
			continue
		}
		for _, path := range p.Imports {
			checkImport(t, room, allowed, path)
		}
	}
}

func checkImport(t *testing.T, room string, allowed []string, path string) {
	t.Helper()
	if ours, ok := strings.CutPrefix(path, module); ok && !slices.Contains(allowed, ours) && !slices.Contains(allowed, "*") {
		t.Errorf("%s imports %s", room, ours)
	}
	for prefix, owner := range owners {
		if strings.HasPrefix(path, prefix) && room != owner && room != "cmd/server/bench" {
			t.Errorf("%s imports %s, which only %s may", room, path, owner)
		}
	}
}

type listed struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
