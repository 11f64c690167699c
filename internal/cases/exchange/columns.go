package exchange

import (
	"strconv"
	"strings"

	"aigaq/internal/cases"
)

// between stands between the values of one cell.
const between = " | "

// column is one column of a table: its name, the field that it is made from, and how a cell is written.
type column struct {
	name  string
	field int // the place in the record's field list; below 0: made from the head
	cell  func(f *cases.Field, h *cases.Head) string
}

// columnsOf makes the columns of a kind from its field list. Without a kind they are those that all records share.
func columnsOf(k *cases.Kind) []column {
	columns := headColumns(k == nil)
	if k == nil {
		return columns
	}
	if k.Code == "person" {
		columns = append(columns, head("merged_numbers", func(h *cases.Head) string { return strings.Join(h.MergedNumbers, between) }))
	}
	for i, f := range cases.Fields(k.New()) {
		for _, part := range partsOf(f) {
			columns = append(columns, column{name: f.Code + part.suffix, field: i, cell: part.cell})
		}
	}
	return columns
}

func headColumns(mixed bool) []column {
	columns := []column{
		head("number", func(h *cases.Head) string { return h.Number }),
		head("uid", func(h *cases.Head) string { return h.UID }),
		head("version", func(h *cases.Head) string { return strconv.FormatInt(h.Version, 10) }),
	}
	if !mixed {
		return columns
	}
	return append(columns,
		head("kind", func(h *cases.Head) string { return h.Kind }),
		head("name", func(h *cases.Head) string { return Neutral(h.Title.Full) }),
		head("from", func(h *cases.Head) string { return h.From.String() }),
		head("to", func(h *cases.Head) string { return h.To.String() }),
		head("event", func(h *cases.Head) string { return h.Event.Number }),
		head("region", func(h *cases.Head) string { return h.Region }),
		head("region_now", func(h *cases.Head) string { return h.RegionNow }),
		head("status", func(h *cases.Head) string { return h.Status }),
		head("level", func(h *cases.Head) string { return h.Level }),
		head("team", func(h *cases.Head) string { return h.Team }))
}

func head(name string, of func(*cases.Head) string) column {
	return column{name: name, field: -1, cell: func(_ *cases.Field, h *cases.Head) string { return of(h) }}
}

// part is one column of a field: its name after the field's code, and its cell.
type part struct {
	suffix string
	cell   func(*cases.Field, *cases.Head) string
}

// of gives a cell its typed answer.
func of[T any](suffix string, write func(*T) string) part {
	return part{suffix, func(f *cases.Field, _ *cases.Head) string {
		v, _ := f.Value().(*T)
		return write(v)
	}}
}

// partsOf says how each type of field is spread over columns.
func partsOf(f cases.Field) []part {
	switch f.Type {
	case cases.TypeCode, cases.TypeTri:
		return []part{plain}
	case cases.TypeText3, cases.TypeLong3:
		return []part{
			of(".en", func(t *cases.Text3) string { return Neutral(t.En) }),
			of(".ru", func(t *cases.Text3) string { return Neutral(t.Ru) }),
			of(".kk", func(t *cases.Text3) string { return Neutral(t.Kk) })}
	case cases.TypeDate:
		return []part{
			of("", func(d *cases.Date) string { return d.String() }),
			of(".stated", func(d *cases.Date) string { return Neutral(d.Stated) })}
	case cases.TypeChoice:
		return []part{
			of("", func(c *cases.Coded) string { return c.Code }),
			of(".note", func(c *cases.Coded) string { return Neutral(c.Note) })}
	case cases.TypeChoices:
		return []part{
			of("", func(c *cases.CodedList) string { return strings.Join(c.Codes, between) }),
			of(".note", func(c *cases.CodedList) string { return Neutral(c.Note) })}
	case cases.TypeNumber:
		return []part{of("", number)}
	case cases.TypeRef:
		return []part{
			of("", func(r *cases.Ref) string { return r.Number }),
			of(".title", func(r *cases.Ref) string { return Neutral(r.Title.Full) })}
	case cases.TypeLinks:
		return linkParts(f.Code)
	case cases.TypeRows:
		return []part{of("", rows)}
	case cases.TypeCited:
		return []part{{"", citations}}
	}
	return []part{of("", func(s *string) string { return Neutral(*s) })}
}

// plain writes codes and yes or no, which come from closed lists.
var plain = part{"", func(f *cases.Field, _ *cases.Head) string {
	switch v := f.Value().(type) {
	case *string:
		return *v
	case *cases.Tri:
		return string(*v)
	}
	return ""
}}

func number(n *cases.Number) string {
	if !n.Given {
		return ""
	}
	return strconv.FormatInt(n.N, 10)
}
