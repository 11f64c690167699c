package exchange

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"reflect"

	"aigaq/internal/cases"
)

// WriteCSV writes every record of a query as a table (RFC 4180, UTF-8 without a byte order mark) and gives the number
// of records written. The header holds field codes. Rows leave as they come, so memory does not grow with them.
// Without a kind the table has the columns that all records share.
func WriteCSV(ctx context.Context, w io.Writer, src Source, q cases.Query, k *cases.Kind) (int, error) {
	t := newTable(w, k)
	if err := t.header(); err != nil {
		return 0, err
	}
	err := src.Each(ctx, q, t.row)
	if err != nil {
		return t.rows, fmt.Errorf("write records as CSV: %w", err)
	}
	return t.rows, t.flush()
}

// WriteRecordCSV writes one record as a table of one row.
func WriteRecordCSV(w io.Writer, k *cases.Kind, r cases.Record) error {
	t := newTable(w, k)
	if err := t.header(); err != nil {
		return err
	}
	if err := t.row(r); err != nil {
		return fmt.Errorf("write %s as CSV: %w", r.Base().Number, err)
	}
	return t.flush()
}

// Columns names the columns of a kind's table, in order; nil asks for those that all records share.
func Columns(k *cases.Kind) []string {
	var names []string
	for _, c := range columnsOf(k) {
		names = append(names, c.name)
	}
	return names
}

// table writes rows. The columns, and the fields that they read, are worked out once: every record is laid over the
// same one, so that a row costs neither a list of fields nor a list of cells.
type table struct {
	out     *csv.Writer
	kind    *cases.Kind
	columns []column
	cells   []string
	one     cases.Record  // what the fields point into; nil in a table of all kinds
	over    reflect.Value // the struct behind one
	fields  []cases.Field
	rows    int
}

func newTable(w io.Writer, k *cases.Kind) *table {
	columns := columnsOf(k)
	t := &table{out: csv.NewWriter(w), kind: k, columns: columns, cells: make([]string, len(columns))}
	t.out.UseCRLF = true
	if k != nil {
		t.one = k.New()
		t.over, t.fields = reflect.ValueOf(t.one).Elem(), cases.Fields(t.one)
	}
	return t
}

func (t *table) header() error {
	for i := range t.columns {
		t.cells[i] = t.columns[i].name
	}
	if err := t.out.Write(t.cells); err != nil {
		return fmt.Errorf("write the header: %w", err)
	}
	return nil
}

func (t *table) row(r cases.Record) error {
	h := r.Base()
	if t.kind != nil {
		from := reflect.ValueOf(r).Elem()
		if h.Kind != t.kind.Code || from.Type() != t.over.Type() {
			return fmt.Errorf("record %s is of kind %s, the table of kind %s", h.Number, h.Kind, t.kind.Code)
		}
		t.over.Set(from)
	}
	for i := range t.columns {
		c := &t.columns[i]
		if c.field < 0 {
			t.cells[i] = c.cell(nil, h)
			continue
		}
		t.cells[i] = c.cell(&t.fields[c.field], h)
	}
	t.rows++
	return t.out.Write(t.cells)
}

func (t *table) flush() error {
	t.out.Flush()
	if err := t.out.Error(); err != nil {
		return fmt.Errorf("write the last rows: %w", err)
	}
	return nil
}
