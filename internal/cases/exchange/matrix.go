package exchange

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"aigaq/internal/cases"
)

// Matrix is a table of people and the lists that name them, in the layout of HRDAG's verdata: one row a person, a
// column in_... of 0 and 1 for each list, and no row of zeros. Exact birth dates never leave with it, years and names
// only with whoever sees them.
type Matrix struct {
	*cases.ListMatrix
	Secrets bool // years of birth
	Names   bool
}

// WriteMatrixCSV writes the people of a query as a table and gives their number.
func WriteMatrixCSV(ctx context.Context, w io.Writer, src Source, q cases.Query, m Matrix) (int, error) {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	columns := m.columns()
	if err := out.Write(columns); err != nil {
		return 0, fmt.Errorf("write the header: %w", err)
	}
	n := 0
	err := src.Each(ctx, q, func(r cases.Record) error {
		cells, ok := m.row(r)
		if !ok {
			return nil
		}
		n++
		return out.Write(cells)
	})
	if err != nil {
		return n, fmt.Errorf("write who is named in which list: %w", err)
	}
	out.Flush()
	return n, out.Error()
}

// WriteMatrixJSON writes the same as {"lists":[...],"people":[...]}.
func WriteMatrixJSON(ctx context.Context, w io.Writer, src Source, q cases.Query, m Matrix) (int, error) {
	out := newObjects(w)
	out.text(`{"lists":`)
	lists := []map[string]string{}
	for i, h := range m.Lists {
		lists = append(lists, map[string]string{"column": m.listColumns()[i], "number": h.Number, "title": h.Title.Full})
	}
	if err := out.value(lists); err != nil {
		return 0, err
	}
	out.text(`,"people":[`)
	columns, n := m.columns(), 0
	err := src.Each(ctx, q, func(r cases.Record) error {
		cells, ok := m.row(r)
		if !ok {
			return nil
		}
		if n++; n > 1 {
			out.text(",")
		}
		return out.value(m.object(columns, cells))
	})
	if err != nil {
		return n, fmt.Errorf("write who is named in which list: %w", err)
	}
	out.text("]}\n")
	return n, out.flush()
}

// object is one row with its numbers as numbers.
func (m Matrix) object(columns, cells []string) map[string]any {
	one := map[string]any{}
	for i, c := range columns {
		one[c] = cells[i]
		if n, err := strconv.Atoi(cells[i]); err == nil && (strings.HasPrefix(c, "in_") || c == "n_records" || c == "deceased" || c == "birth_year") {
			one[c] = n
		}
	}
	return one
}

func (m Matrix) columns() []string {
	out := []string{"match_group_id", "sex"}
	if m.Secrets {
		out = append(out, "birth_year")
	}
	out = append(out, "region", "event", "deceased", "n_records")
	if m.Names {
		out = append(out, "number", "name")
	}
	return append(out, m.listColumns()...)
}

// row is one person; false for somebody whom no list names any more.
func (m Matrix) row(r cases.Record) ([]string, bool) {
	p, ok := r.(*cases.Person)
	is := m.Of[r.Base().ID]
	if !ok || len(is.Lists) == 0 {
		return nil, false
	}
	out := []string{m.ID(p.UID), p.Sex.Code}
	if m.Secrets {
		year := ""
		if len(p.Born.From) >= 4 && len(p.Born.To) >= 4 && p.Born.From[:4] == p.Born.To[:4] {
			year = p.Born.From[:4]
		}
		out = append(out, year)
	}
	out = append(out, p.Region, strings.Join(is.Events, "|"), bit(is.Died || p.Died.Known()), strconv.Itoa(max(is.Records, len(is.Lists))))
	if m.Names {
		out = append(out, p.Number, Neutral(p.Title.Full))
	}
	for i := range m.Lists {
		out = append(out, bit(slices.Contains(is.Lists, i)))
	}
	return out, true
}

func bit(yes bool) string {
	if yes {
		return "1"
	}
	return "0"
}

// listColumns names the column of each list: in_, what it is called in Latin letters, and the digits of its number,
// which make it the only one of that name.
func (m Matrix) listColumns() []string {
	out := make([]string, len(m.Lists))
	for i, h := range m.Lists {
		_, digits, _ := strings.Cut(h.Number, "-")
		out[i] = strings.Join(slices.DeleteFunc([]string{"in", slug(h.Title.Full), digits}, func(s string) bool { return s == "" }), "_")
	}
	return out
}

// slug is a title in small Latin letters and digits, cut to what a heading bears.
func slug(title string) string {
	const most = 24
	letters := strings.NewReplacer("а", "a", "ә", "a", "б", "b", "в", "v", "г", "g", "ғ", "g", "д", "d", "е", "e", "ё", "e", "ж", "zh", "з", "z",
		"и", "i", "й", "i", "к", "k", "қ", "q", "л", "l", "м", "m", "н", "n", "ң", "n", "о", "o", "ө", "o", "п", "p", "р", "r", "с", "s", "т", "t",
		"у", "u", "ұ", "u", "ү", "u", "ф", "f", "х", "h", "һ", "h", "ц", "ts", "ч", "ch", "ш", "sh", "щ", "sh", "ъ", "", "ы", "y", "і", "i", "ь", "",
		"э", "e", "ю", "yu", "я", "ya").Replace(strings.ToLower(title))
	words := strings.FieldsFunc(letters, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	out := ""
	for _, w := range words {
		if len(out)+len(w)+1 > most {
			break
		}
		out = strings.TrimPrefix(out+"_"+w, "_")
	}
	return out
}
