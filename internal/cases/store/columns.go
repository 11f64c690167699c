package store

import (
	"database/sql"
	"strings"
	"time"

	"aigaq/internal/cases"
)

// headColumn is one column of the head table and where it lives in a head.
type headColumn struct {
	name string
	ptr  func(*cases.Head) any
}

// headColumns lists the columns of the head that are read with a record, in order.
func headColumns() []headColumn {
	return []headColumn{
		{"id", func(h *cases.Head) any { return &h.ID }},
		{"uid", func(h *cases.Head) any { return &h.UID }},
		{"kind", func(h *cases.Head) any { return &h.Kind }},
		{"number", func(h *cases.Head) any { return &h.Number }},
		{"version", func(h *cases.Head) any { return &h.Version }},
		{"under", func(h *cases.Head) any { return idColumn{&h.Under} }},
		{"merged", func(h *cases.Head) any { return idColumn{&h.Merged} }},
		{"withdrawn", func(h *cases.Head) any { return stateColumn{&h.Withdrawn, &h.Erased} }},
		{"team", func(h *cases.Head) any { return &h.Team }},
		{"level", func(h *cases.Head) any { return &h.Level }},
		{"status", func(h *cases.Head) any { return &h.Status }},
		{"event", func(h *cases.Head) any { return refColumn{&h.Event} }},
		{"from_from", func(h *cases.Head) any { return &h.From.From }},
		{"from_to", func(h *cases.Head) any { return &h.From.To }},
		{"from_clock", func(h *cases.Head) any { return &h.From.Clock }},
		{"from_precision", func(h *cases.Head) any { return (*string)(&h.From.Precision) }},
		{"from_stated", func(h *cases.Head) any { return &h.From.Stated }},
		{"to_from", func(h *cases.Head) any { return &h.To.From }},
		{"to_to", func(h *cases.Head) any { return &h.To.To }},
		{"to_clock", func(h *cases.Head) any { return &h.To.Clock }},
		{"to_precision", func(h *cases.Head) any { return (*string)(&h.To.Precision) }},
		{"to_stated", func(h *cases.Head) any { return &h.To.Stated }},
		{"region", func(h *cases.Head) any { return &h.Region }},
		{"region_now", func(h *cases.Head) any { return &h.RegionNow }},
		{"owner", func(h *cases.Head) any { return &h.Owner }},
		{"due_from", func(h *cases.Head) any { return &h.Due.From }},
		{"due_to", func(h *cases.Head) any { return &h.Due.To }},
		{"due_clock", func(h *cases.Head) any { return &h.Due.Clock }},
		{"due_precision", func(h *cases.Head) any { return (*string)(&h.Due.Precision) }},
		{"due_stated", func(h *cases.Head) any { return &h.Due.Stated }},
		{"title", func(h *cases.Head) any { return &h.Title.Full }},
		{"title_open", func(h *cases.Head) any { return &h.Title.Open }},
		{"title_ru", func(h *cases.Head) any { return &h.Title.Ru }},
		{"title_kk", func(h *cases.Head) any { return &h.Title.Kk }},
		{"creator", func(h *cases.Head) any { return &h.Creator }},
		{"editor", func(h *cases.Head) any { return &h.Editor }},
		{"created", func(h *cases.Head) any { return moment{&h.Created} }},
		{"updated", func(h *cases.Head) any { return moment{&h.Updated} }},
	}
}

// headList is the head's columns as a select names them.
func headList() string {
	names := make([]string, 0, 40)
	for _, c := range headColumns() {
		names = append(names, "records."+c.name)
	}
	return strings.Join(names, ", ")
}

func headPointers(h *cases.Head) []any {
	columns := headColumns()
	out := make([]any, len(columns))
	for i, c := range columns {
		out[i] = c.ptr(h)
	}
	return out
}

// ownColumns gives the columns of a record's own table, in the order of its fields, without those of the head.
func ownColumns(r cases.Record) []cases.Column {
	var out []cases.Column
	for _, f := range r.Fields() {
		if !f.AtHead {
			out = append(out, f.Columns()...)
		}
	}
	return out
}

// ownTable is the name of a kind's own table.
func ownTable(kind string) string { return "kind_" + kind }

// ownList is the kind's own columns as a select names them, with a comma before each.
func ownList(k *cases.Kind) string {
	var b strings.Builder
	for _, c := range ownColumns(k.New()) {
		b.WriteString(`, own."` + c.Name + `"`)
	}
	return b.String()
}

// target is where a scan puts a column's value.
func target(c cases.Column) any {
	switch p := c.Ptr.(type) {
	case *cases.Ref:
		return refColumn{p}
	case *cases.Number:
		return numberColumn{p}
	}
	return c.Ptr
}

// kept is the value of a column as the database keeps it.
func kept(c cases.Column) any {
	switch p := c.Ptr.(type) {
	case *cases.Ref:
		return idOrNull(p.ID)
	case *cases.Number:
		if !p.Given {
			return nil
		}
		return p.N
	case *string:
		return *p
	}
	return c.Ptr
}

func idOrNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// refColumn scans an id that may be null into a reference.
type refColumn struct{ p *cases.Ref }

func (c refColumn) Scan(v any) error {
	var id sql.NullInt64
	err := id.Scan(v)
	*c.p = cases.Ref{ID: id.Int64}
	return err
}

// idColumn scans an id that may be null; 0 stands for none.
type idColumn struct{ p *int64 }

func (c idColumn) Scan(v any) error {
	var id sql.NullInt64
	err := id.Scan(v)
	*c.p = id.Int64
	return err
}

// What the column withdrawn of a record holds.
const (
	stateWithdrawn = 1 // the consent to keep it was taken back
	stateErased    = 2 // its content is gone
)

// stateColumn scans whether a record was withdrawn and whether it was erased.
type stateColumn struct{ withdrawn, erased *bool }

func (c stateColumn) Scan(v any) error {
	var n sql.NullInt64
	err := n.Scan(v)
	*c.withdrawn, *c.erased = n.Int64 != 0, n.Int64 == stateErased
	return err
}

// flagColumn scans what is kept as 0 for no and anything else for yes.
type flagColumn struct{ p *bool }

func (c flagColumn) Scan(v any) error {
	var n sql.NullInt64
	err := n.Scan(v)
	*c.p = n.Int64 != 0
	return err
}

// numberColumn scans a number that may be null.
type numberColumn struct{ p *cases.Number }

func (c numberColumn) Scan(v any) error {
	var n sql.NullInt64
	err := n.Scan(v)
	*c.p = cases.Number{N: n.Int64, Given: n.Valid}
	return err
}

// moment scans microseconds since 1970, in which times are kept.
type moment struct{ p *time.Time }

func (c moment) Scan(v any) error {
	var n sql.NullInt64
	err := n.Scan(v)
	*c.p = time.UnixMicro(n.Int64).UTC()
	return err
}
