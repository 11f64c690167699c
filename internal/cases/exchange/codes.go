package exchange

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"aigaq/internal/cases"
)

// The types of column in tables of codes. No column of such a table holds free text, but for names where they are asked
// for by whoever sees them.
const (
	asID     = "id"     // a pseudonym
	asNumber = "number" // whole
	asFlag   = "flag"   // 0 or 1
	asCode   = "code"   // of a vocabulary
	asCodes  = "codes"  // of a vocabulary, several, with a bar between them
	asDate   = "date"   // as it is known: ISO 8601, with the marks of the Extended Date/Time Format
	asText   = "text"
)

// codeColumn is one column of a table of codes: what the codebook says of it, and how its cell is written.
type codeColumn[R any] struct {
	name string
	kind string // one of the types above
	// list is the vocabulary; lists has it by kind, where the column is a question of some kinds of record, which may each
	// have another one.
	list  string
	lists map[string]string
	cell  func(R) string
}

// codeTable is a table of codes. Its rows are put in the order of their first cells, which are pseudonyms: the order in
// which records were entered would lead from one recipient's file to another's.
type codeTable[R any] struct {
	columns []codeColumn[R]
	cells   []string
	one     bytes.Buffer
	out     *csv.Writer
	lines   []string
}

func newCodeTable[R any](columns []codeColumn[R]) *codeTable[R] {
	t := &codeTable[R]{columns: columns, cells: make([]string, len(columns))}
	t.out = csv.NewWriter(&t.one)
	t.out.UseCRLF = true
	return t
}

func (t *codeTable[R]) add(r R) error {
	for i, c := range t.columns {
		t.cells[i] = c.cell(r)
	}
	line, err := t.line()
	t.lines = append(t.lines, line)
	return err
}

// line encodes the cells.
func (t *codeTable[R]) line() (string, error) {
	t.one.Reset()
	if err := t.out.Write(t.cells); err != nil {
		return "", fmt.Errorf("write a row of codes: %w", err)
	}
	t.out.Flush()
	return t.one.String(), t.out.Error()
}

// text gives the whole table.
func (t *codeTable[R]) text() (header string, lines []string, err error) {
	for i, c := range t.columns {
		t.cells[i] = c.name
	}
	header, err = t.line()
	slices.Sort(t.lines)
	return header, t.lines, err
}

// field is a question that may leave as codes, with its kinds.
type field struct {
	cases.Field
	kinds []string
	lists map[string]string
}

// codedFields lists the questions of some kinds that are answered with codes, dates and numbers and may leave without
// names: nothing secret, nothing in words, nobody's account, and nothing of the daily work. A question that several kinds
// ask stands there once.
func codedFields(kinds ...*cases.Kind) []field {
	var out []field
	at := map[string]int{}
	for _, k := range kinds {
		for _, f := range cases.Fields(k.New()) {
			if !leavesAsCode(f) {
				continue
			}
			i, there := at[f.Code]
			if !there {
				i = len(out)
				at[f.Code] = i
				out = append(out, field{Field: f, lists: map[string]string{}})
			}
			out[i].kinds = append(out[i].kinds, k.Code)
			out[i].lists[k.Code] = f.List
		}
	}
	return out
}

func leavesAsCode(f cases.Field) bool {
	switch {
	case f.IsSecret || f.Group == "deadline" || f.Group == "handling" && f.Code != "status":
		return false
	case f.List == "user" || f.List == "lawyer" || f.List == "team":
		return false
	}
	return slices.Contains([]cases.Type{cases.TypeDate, cases.TypeCode, cases.TypeChoice, cases.TypeChoices, cases.TypeTri, cases.TypeNumber}, f.Type)
}

// answered is a record with its answers by code, worked out once a row.
type answered struct {
	cases.Record
	fields map[string]cases.Field
}

func answersOf(r cases.Record) answered {
	a := answered{Record: r, fields: map[string]cases.Field{}}
	for _, f := range cases.Fields(r) {
		a.fields[f.Code] = f
	}
	return a
}

// fieldColumns are the columns of some questions, given how a row leads to its record.
func fieldColumns[R any](fields []field, of func(R) answered) []codeColumn[R] {
	var out []codeColumn[R]
	for _, f := range fields {
		c := codeColumn[R]{name: f.Code, kind: columnType(f.Type), cell: func(r R) string { return codeOf(of(r).fields[f.Code]) }}
		if c.list, c.lists = f.oneList(), f.lists; f.Type == cases.TypeTri {
			c.list = yesNo
		}
		out = append(out, c)
		if f.Type == cases.TypeDate {
			out = append(out, codeColumn[R]{name: f.Code + "_precision", kind: asCode, list: precisions, cell: func(r R) string {
				return string(toTheDay(of(r).fields[f.Code]).Precision)
			}})
		}
	}
	return out
}

// oneList is the vocabulary of a question, where it is the same in each kind.
func (f field) oneList() string {
	for _, list := range f.lists {
		if list != f.List {
			return ""
		}
	}
	return f.List
}

func columnType(t cases.Type) string {
	switch t {
	case cases.TypeDate:
		return asDate
	case cases.TypeChoices:
		return asCodes
	case cases.TypeNumber:
		return asNumber
	}
	return asCode
}

// codeOf is an answer without the words beside it. A question that a kind does not ask has none.
func codeOf(f cases.Field) string {
	switch f.Type {
	case cases.TypeDate:
		return toTheDay(f).String()
	case cases.TypeChoice:
		c, _ := valueOf[cases.Coded](f)
		return c.Code
	case cases.TypeChoices:
		c, _ := valueOf[cases.CodedList](f)
		return strings.Join(c.Codes, "|")
	case cases.TypeNumber:
		n, _ := valueOf[cases.Number](f)
		return number(&n)
	case cases.TypeCode, cases.TypeTri:
		return plain.cell(&f, nil)
	}
	return ""
}

// toTheDay is a date without its time of day, by which somebody could be told.
func toTheDay(f cases.Field) cases.Date {
	d, _ := valueOf[cases.Date](f)
	if d.Precision == cases.Time {
		d.Precision, d.Clock = cases.Day, ""
	}
	return d
}

func valueOf[T any](f cases.Field) (T, bool) {
	var none T
	if f.Code == "" {
		return none, false
	}
	v, ok := f.Value().(*T)
	if !ok {
		return none, false
	}
	return *v, true
}
