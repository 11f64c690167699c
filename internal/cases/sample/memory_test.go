package sample

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/migrations"
)

// memory keeps records as the store does, in maps: it lays what was sent over a blank record, resolves references,
// works answers out and refuses every problem, be it only a warning.
type memory struct {
	book    *cases.Book
	records map[string]cases.Record
	order   []string
	tokens  map[string]cases.Saved
	keys    map[string]cases.Record // by the key of the sample
}

func newMemory(t *testing.T) *memory {
	t.Helper()
	terms, err := migrations.Terms()
	if err != nil {
		t.Fatal(err)
	}
	list := append(Teams(), cases.Term{List: "user", Code: "lawyer"}, cases.Term{List: "lawyer", Code: "lawyer"})
	for _, m := range terms {
		list = append(list, cases.Term{List: m.List, Code: m.Code, Parent: m.Parent, For: strings.Fields(m.For), ValidFrom: m.ValidFrom, ValidTo: m.ValidTo})
	}
	book := cases.NewBook(list)
	book.Today = today.Format(time.DateOnly)
	return &memory{book: book, records: map[string]cases.Record{}, tokens: map[string]cases.Saved{}, keys: map[string]cases.Record{}}
}

var today = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func (m *memory) HeadOf(r cases.Ref) *cases.Head {
	if found, ok := m.records[r.Number]; ok {
		return found.Base()
	}
	return nil
}

func (m *memory) Save(_ context.Context, token string, c cases.Change) (cases.Saved, error) {
	if saved, ok := m.tokens[token]; ok {
		saved.Repeated = true
		return saved, nil
	}
	r := cases.Blank(c.Kind)
	problems := cases.Lay(r, c, m.book, true)
	problems = append(problems, m.resolve(r)...)
	if d, ok := r.(cases.Deriver); ok {
		d.Derive(m, m.book)
	}
	problems = append(problems, cases.CheckRequired(r)...)
	problems = append(problems, cases.CheckCitations(r)...)
	problems = append(problems, m.offered(r)...)
	problems = append(problems, r.Check(m.book)...)
	if problems != nil {
		return cases.Saved{}, problems
	}
	h := r.Base()
	h.ID, h.Number = int64(len(m.order)+1), fmt.Sprintf("%s-%06d", c.Kind.Prefix, len(m.order)+1)
	h.Title = r.Name()
	m.records[h.Number], m.order = r, append(m.order, h.Number)
	m.keys[strings.TrimPrefix(token, "sample-")] = r
	m.tokens[token] = cases.Saved{Number: h.Number, ID: h.ID, Version: 1}
	return m.tokens[token], nil
}

// resolve fills in whom references mean; one to nobody, or to a record of another team, is refused as the store does.
func (m *memory) resolve(r cases.Record) cases.Problems {
	var problems cases.Problems
	team := r.Base().Team
	for _, f := range cases.Fields(r) {
		for _, ref := range f.Refs() {
			if !ref.Given() {
				continue
			}
			to := m.HeadOf(*ref)
			if to == nil || to.Team != "" && to.Team != team {
				problems = append(problems, cases.Wrong(f.Code, "unknown_record", "value", ref.Number+ref.Typed)...)
				continue
			}
			ref.ID, ref.Title = to.ID, to.Title
		}
	}
	return problems
}

// offered refuses a term that its list does not offer for the kind of the record.
func (m *memory) offered(r cases.Record) cases.Problems {
	var problems cases.Problems
	for _, f := range cases.Fields(r) {
		var codes []string
		switch v := f.Value().(type) {
		case *cases.Coded:
			codes = []string{v.Code}
		case *cases.CodedList:
			codes = v.Codes
		}
		for _, code := range codes {
			if t, ok := m.book.Term(f.List, code); ok && len(t.For) > 0 && !strings.Contains(" "+strings.Join(t.For, " ")+" ", " "+r.Base().Kind+" ") {
				problems = append(problems, cases.Wrong(f.Code, "not_offered", "value", code)...)
			}
		}
	}
	return problems
}
