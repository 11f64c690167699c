package exchange

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"aigaq/internal/cases"
)

// NumberColumn is one column of a file in which numbers of records stand, in the order of its rows.
type NumberColumn struct {
	Name    string
	Numbers []string
}

// numbersAtLeast is how many different numbers make a column one of numbers.
const numbersAtLeast = 2

// longestNumber bounds, in bytes, what may be a number with some blanks around it.
const longestNumber = 40

// NumberColumns finds the columns of record numbers in a table or in JSON, whatever became of it since it left: other
// columns, another separator, other quotes, rows taken out. The longest column comes first.
func NumberColumns(r io.Reader) ([]NumberColumn, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(4 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		_, _ = in.Discard(3) // it was peeked at
	}
	c := collector{}
	if first := bytes.TrimLeft(head, "\ufeff \t\r\n"); len(first) > 0 && (first[0] == '{' || first[0] == '[') {
		err = c.json(in)
	} else {
		err = c.table(in, separator(head))
	}
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	out := slices.DeleteFunc(c.columns, func(one *found) bool { return len(one.Numbers) < numbersAtLeast })
	slices.SortStableFunc(out, func(a, b *found) int { return len(b.Numbers) - len(a.Numbers) })
	all := make([]NumberColumn, len(out))
	for i, one := range out {
		all[i] = one.NumberColumn
	}
	return all, nil
}

// collector gathers the numbers of each column, each once, in the order in which they come.
type collector struct{ columns []*found }

type found struct {
	NumberColumn
	seen map[string]bool
}

func (c *collector) column(name string) *found {
	for _, one := range c.columns {
		if one.Name == name {
			return one
		}
	}
	one := &found{NumberColumn{Name: name}, map[string]bool{}}
	c.columns = append(c.columns, one)
	return one
}

func (f *found) add(cell string) {
	if len(cell) > longestNumber || !cases.LooksLikeNumber(cell) {
		return
	}
	if number := cases.CleanNumber(cell); !f.seen[number] {
		f.seen[number] = true
		f.Numbers = append(f.Numbers, number)
	}
}

// separator is the likeliest one of a table's first line.
func separator(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best := ','
	for _, one := range ";\t|" {
		if bytes.Count(line, []byte(string(one))) > bytes.Count(line, []byte(string(best))) {
			best = one
		}
	}
	return best
}

// table reads a table. Its first row is taken for a header where no number stands in it.
func (c *collector) table(in io.Reader, comma rune) error {
	table := csv.NewReader(in)
	table.Comma, table.FieldsPerRecord, table.LazyQuotes, table.ReuseRecord = comma, -1, true, true
	for {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		for len(c.columns) < len(cells) {
			c.columns = append(c.columns, &found{NumberColumn{Name: cells[len(c.columns)]}, map[string]bool{}})
		}
		for i, cell := range cells {
			c.columns[i].add(cell)
		}
	}
}

// json reads objects, in a list or one after another, whatever they are wrapped in.
func (c *collector) json(in io.Reader) error {
	all := json.NewDecoder(in)
	for {
		token, err := all.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if token != json.Delim('[') {
			continue
		}
		for all.More() {
			var raw json.RawMessage
			if err := all.Decode(&raw); err != nil {
				return err
			}
			var one map[string]json.RawMessage
			if json.Unmarshal(raw, &one) == nil {
				c.object(one)
			}
		}
	}
}

func (c *collector) object(one map[string]json.RawMessage) {
	for key, raw := range one {
		var text string
		if json.Unmarshal(raw, &text) == nil && cases.LooksLikeNumber(text) {
			c.column(key).add(text)
		}
	}
}
