package exchange

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"aigaq/internal/cases"
)

// Matrix is a table of people and the lists that name them, in the layout of HRDAG's verdata: one row a person, a
// column in_... of 0 and 1 for each list, and no row of zeros. Exact birth dates never leave with it, years and names
// only with whoever sees them; everybody is given the age in a band.
type Matrix struct {
	*cases.ListMatrix
	Secrets bool // years of birth
	Names   bool
}

// WriteMatrixCSV writes the people of a query as a table and gives their number. Rows are held until all are there, to be
// put in the order of their pseudonyms.
func WriteMatrixCSV(ctx context.Context, w io.Writer, src Source, q cases.Query, m Matrix) (int, error) {
	t, err := m.table(ctx, src, q)
	if err != nil {
		return 0, err
	}
	header, lines, err := t.text()
	for i := 0; err == nil && i <= len(lines); i++ {
		line := header
		if i > 0 {
			line = lines[i-1]
		}
		_, err = io.WriteString(w, line)
	}
	if err != nil {
		return len(lines), fmt.Errorf("write who is named in which list: %w", err)
	}
	return len(lines), nil
}

// listed is one person of the table.
type listed struct {
	*cases.Person
	is  cases.Membership
	who cases.Rostered
}

// table reads everybody whom a list names.
func (m Matrix) table(ctx context.Context, src Source, q cases.Query) (*codeTable[listed], error) {
	t := newCodeTable(m.columns())
	err := src.Each(ctx, q, func(r cases.Record) error {
		one, ok := m.listed(r)
		if !ok {
			return nil
		}
		return t.add(one)
	})
	if err != nil {
		return nil, fmt.Errorf("read who is named in which list: %w", err)
	}
	return t, nil
}

// listed is a person with what is told of them; false for somebody whom no list names any more.
func (m Matrix) listed(r cases.Record) (listed, bool) {
	p, ok := r.(*cases.Person)
	is := m.Of[r.Base().ID]
	if !ok || len(is.Lists) == 0 {
		return listed{}, false
	}
	one := listed{Person: p, is: is}
	if who := m.People[p.ID]; who != nil {
		one.who = *who
	}
	return one, true
}

// WriteMatrixJSON writes the same as {"lists":[...],"people":[...]}.
func WriteMatrixJSON(ctx context.Context, w io.Writer, src Source, q cases.Query, m Matrix) (int, error) {
	columns := m.columns()
	people := map[string]json.RawMessage{}
	err := src.Each(ctx, q, func(r cases.Record) error {
		one, ok := m.listed(r)
		if !ok {
			return nil
		}
		b, err := json.Marshal(object(columns, one))
		people[m.ID(one.UID)] = b
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("write who is named in which list: %w", err)
	}
	out := newObjects(w)
	out.text(`{"lists":`)
	if err := out.value(m.listsOf()); err != nil {
		return 0, err
	}
	out.text(`,"people":[`)
	ids := make([]string, 0, len(people))
	for id := range people {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for i, id := range ids {
		if i > 0 {
			out.text(",")
		}
		out.text(string(people[id]))
	}
	out.text("]}\n")
	return len(ids), out.flush()
}

// listsOf says which column is which list.
func (m Matrix) listsOf() []map[string]string {
	lists := []map[string]string{}
	for i, column := range m.listColumns() {
		lists = append(lists, map[string]string{"column": column, "number": m.Lists[i].Number, "title": m.Lists[i].Title.Full})
	}
	return lists
}

// object is one row with its numbers as numbers.
func object[R any](columns []codeColumn[R], row R) map[string]any {
	out := map[string]any{}
	for _, c := range columns {
		cell := c.cell(row)
		out[c.name] = cell
		if n, err := strconv.Atoi(cell); err == nil && (c.kind == asFlag || c.kind == asNumber) {
			out[c.name] = n
		}
	}
	return out
}

func (m Matrix) columns() []codeColumn[listed] {
	out := []codeColumn[listed]{
		{name: "match_group_id", kind: asID, cell: func(p listed) string { return m.ID(p.UID) }},
		{name: "sex", kind: asCode, list: "sex", cell: func(p listed) string { return p.who.Sex }},
		{name: "age_band", kind: asCode, list: ageBand, cell: func(p listed) string { return p.who.Age }},
		{name: "age_at", kind: asCode, list: ageAt, cell: func(p listed) string { return p.who.AgeAt }},
	}
	if m.Secrets {
		out = append(out, codeColumn[listed]{name: "birth_year", kind: asNumber, cell: func(p listed) string { return yearOf(p.Born) }})
	}
	out = append(out,
		codeColumn[listed]{name: "region", kind: asCode, list: "region", cell: func(p listed) string { return p.Region }},
		codeColumn[listed]{name: "event", kind: asID, cell: func(p listed) string { return strings.Join(p.is.Events, "|") }},
		codeColumn[listed]{name: "deceased", kind: asFlag, cell: func(p listed) string { return bit(p.is.Died || p.Died.Known()) }},
		codeColumn[listed]{name: "direct_victim", kind: asFlag, cell: func(p listed) string { return bit(p.who.Acts > 0) }},
		codeColumn[listed]{name: "accused", kind: asFlag, cell: func(p listed) string { return bit(p.who.Cases > 0) }},
		codeColumn[listed]{name: "n_acts", kind: asNumber, cell: func(p listed) string { return strconv.Itoa(p.who.Acts) }},
		codeColumn[listed]{name: "n_records", kind: asNumber, cell: func(p listed) string { return strconv.Itoa(max(p.is.Records, len(p.is.Lists))) }},
		codeColumn[listed]{name: "first_seen", kind: asDate, cell: func(p listed) string { return m.seen(p, false) }},
		codeColumn[listed]{name: "last_seen", kind: asDate, cell: func(p listed) string { return m.seen(p, true) }},
	)
	if m.Names {
		out = append(out, codeColumn[listed]{name: "number", kind: asID, cell: func(p listed) string { return p.Number }},
			codeColumn[listed]{name: "name", kind: asText, cell: func(p listed) string { return Neutral(p.Title.Full) }})
	}
	return append(out, listFlags(m, func(p listed) []int { return p.is.Lists })...)
}

// listFlags are the columns that say for each list whether it names somebody.
func listFlags[R any](m Matrix, of func(R) []int) []codeColumn[R] {
	var out []codeColumn[R]
	for i, name := range m.listColumns() {
		out = append(out, codeColumn[R]{name: name, kind: asFlag, cell: func(r R) string { return bit(slices.Contains(of(r), i)) }})
	}
	return out
}

// seen is the earliest or the latest day of what a person is met in: acts, cases, and the lists that name them.
func (m Matrix) seen(p listed, last bool) string {
	first, latest := p.who.First, p.who.Last
	for _, i := range p.is.Lists {
		for _, day := range []string{m.Lists[i].From.From, m.Lists[i].From.To} {
			if day != "" && (first == "" || day < first) {
				first = day
			}
			latest = max(latest, day)
		}
	}
	if last {
		return latest
	}
	return first
}

// yearOf is the year of a date, where it lies in one.
func yearOf(d cases.Date) string {
	if len(d.From) >= 4 && len(d.To) >= 4 && d.From[:4] == d.To[:4] {
		return d.From[:4]
	}
	return ""
}

func bit(yes bool) string {
	if yes {
		return "1"
	}
	return "0"
}
