package sample

import (
	"embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"aigaq/internal/cases"
)

//go:embed data/*.csv data/*.json
var data embed.FS

// entry is one record before it has a number. In its answers "@key" stands for the record of another, earlier entry.
type entry struct {
	key, kind, team string
	answers         cases.Input
}

// readJSON reads entries written out by hand, with answers in the shape that the API takes.
func readJSON(name string) ([]entry, error) {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		Key, Kind, Team string
		Answers         json.RawMessage
	}
	if err := json.Unmarshal(text, &rows); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	var out []entry
	for _, r := range rows {
		answers, problems := cases.FromJSON(r.Answers)
		if problems != nil {
			return nil, fmt.Errorf("read %s of %s: %w", r.Key, name, problems)
		}
		out = append(out, entry{r.Key, r.Kind, r.Team, answers})
	}
	return out, nil
}

// readTable reads entries of one kind from a table whose columns are field codes, the first one the key.
func readTable(name, kind string) ([]entry, error) {
	rows, err := readRows(name)
	if err != nil {
		return nil, err
	}
	var out []entry
	for _, row := range rows[1:] {
		e := entry{key: row[0], kind: kind, answers: cases.Input{}}
		for i, code := range rows[0][1:] {
			e.answers.Set(code, row[i+1])
		}
		out = append(out, e)
	}
	return out, nil
}

func readRows(name string) ([][]string, error) {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return rows, nil
}
