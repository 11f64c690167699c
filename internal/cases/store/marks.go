package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// Marks holds the order of a file's record numbers against the mark of every export in the log, likeliest first. That
// somebody asked is entered. Numbers that no record bears are passed over.
func (k *Keeper) Marks(ctx context.Context, by string, numbers []string) ([]cases.Mark, error) {
	tx := k.store.read.WithContext(ctx)
	file, err := readOrder(tx, numbers)
	if err != nil {
		return nil, fmt.Errorf("look the numbers up: %w", err)
	}
	marks, err := k.marks(tx, file)
	if err != nil {
		return nil, fmt.Errorf("read the exports: %w", err)
	}
	err = k.store.writer.do(func(tx *gorm.DB) error {
		_, err := k.store.enter(tx, by, "audit.mark", "", detail{})
		return err
	})
	slices.SortStableFunc(marks, func(a, b cases.Mark) int {
		switch {
		case a.Chance < b.Chance:
			return -1
		case a.Chance > b.Chance:
			return 1
		}
		return b.Shared - a.Shared
	})
	return marks, err
}

// fileOrder is where each record stands in a file.
type fileOrder struct {
	numbers []string
	at      map[int64]int
}

func readOrder(tx *gorm.DB, numbers []string) (*fileOrder, error) {
	file := &fileOrder{numbers: numbers, at: map[int64]int{}}
	place := make(map[string]int, len(numbers))
	for i, n := range numbers {
		place[n] = i
	}
	for part := range slices.Chunk(numbers, chunk) {
		where := in("number", part)
		err := query(tx, clause{"SELECT id, number FROM records WHERE " + where.sql, where.args}, func(rows *sql.Rows) error {
			var id int64
			var number string
			err := rows.Scan(&id, &number)
			file.at[id] = place[number]
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return file, nil
}

// marks reads the exports one after another; of each that ended it knows the records and their order.
func (k *Keeper) marks(tx *gorm.DB, file *fileOrder) ([]cases.Mark, error) {
	names, err := accountNames(tx)
	if err != nil {
		return nil, err
	}
	var out []cases.Mark
	began := map[string]cases.Mark{}
	c := clause{sql: `SELECT e.body, d.detail FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq
WHERE e.object >= 'export:' AND e.object < 'export;' ORDER BY e.seq`}
	err = query(tx, c, func(rows *sql.Rows) error {
		var body, text []byte
		if err := rows.Scan(&body, &text); err != nil {
			return err
		}
		leaf, d, err := exportEntry(body, text)
		if err != nil || d == nil || !d.Marked {
			return err
		}
		if leaf.Action == "export" {
			began[d.ID] = cases.Mark{Seq: leaf.Seq, At: leaf.Time, Actor: nameOr(names, leaf.Actor), As: nameOr(names, d.As), Purpose: leaf.Purpose, Rows: d.Rows}
			return nil
		}
		m := began[d.ID]
		delete(began, d.ID)
		m.Cut, m.Left = leaf.Action == "export.cut", d.Rows
		err = k.compare(&m, file, d)
		out = append(out, m)
		return err
	})
	for id, m := range began { // broken off with the server: its rows are not known, so neighbours in the file are asked
		m.Cut = true
		k.neighbours(&m, file, id)
		out = append(out, m)
	}
	return out, err
}

func exportEntry(body, text []byte) (audit.Leaf, *exportDetail, error) {
	leaf, err := audit.ParseLeaf(body)
	if err != nil {
		return leaf, nil, fmt.Errorf("read an entry: %w", err)
	}
	if len(text) == 0 {
		return leaf, nil, nil // erased
	}
	var d detail
	if err := json.Unmarshal(text, &d); err != nil {
		return leaf, nil, fmt.Errorf("read the detail of entry %d: %w", leaf.Seq, err)
	}
	return leaf, d.Export, nil
}

// compare holds the pairs that left in an export against their order in the file.
func (k *Keeper) compare(m *cases.Mark, file *fileOrder, d *exportDetail) error {
	key := markKey(k.store.lookup)
	before, n := int64(0), 0
	err := unpackIDs(d.IDs, func(id int64) {
		_, here := file.at[id]
		if here {
			m.Shared++
		}
		if n++; n%2 == 1 {
			before = id
			return
		}
		if first, there := file.at[before]; here && there {
			m.Pair(inOrder(key, d.ID, file.numbers, first, file.at[id]))
		}
	})
	if err == nil {
		m.Weigh()
	}
	return err
}

// neighbours takes every two neighbours of the file for a pair.
func (k *Keeper) neighbours(m *cases.Mark, file *fileOrder, id string) {
	key := markKey(k.store.lookup)
	for i := 1; i < len(file.numbers); i++ {
		m.Pair(inOrder(key, id, file.numbers, i-1, i))
	}
	m.Weigh()
}

// inOrder tells whether two numbers of a file stand as an export's mark put them.
func inOrder(key []byte, export string, numbers []string, i, j int) bool {
	i, j = min(i, j), max(i, j)
	a, b := numbers[i], numbers[j]
	return (a > b) == turned(key, export, a, b)
}

func nameOr(names map[string]string, code string) string {
	if name := names[code]; name != "" {
		return name
	}
	return code
}

// ExportsWith gives the exports in which a record left, newest first, as far as their details were not erased.
func (d *Desk) ExportsWith(ctx context.Context, number string) ([]cases.Entry, error) {
	r, err := d.Get(ctx, number)
	if err != nil {
		return nil, err
	}
	tx := d.store.read.WithContext(ctx)
	names, err := accountNames(tx)
	if err != nil {
		return nil, fmt.Errorf("read the exports of %s: %w", number, err)
	}
	var out []cases.Entry
	c := clause{`SELECT e.body, d.detail FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq
WHERE e.object >= 'export:' AND e.object < 'export;' OR e.object = ? ORDER BY e.seq DESC`, args(r.Base().UID)}
	err = query(tx, c, func(rows *sql.Rows) error {
		var body, text []byte
		if err := rows.Scan(&body, &text); err != nil {
			return err
		}
		leaf, e, err := exportEntry(body, text)
		if err == nil && e != nil && holds(e.IDs, r.Base().ID) {
			out = append(out, cases.Entry{Seq: leaf.Seq, At: leaf.Time, Actor: nameOr(names, leaf.Actor), Action: leaf.Action, Object: leaf.Object})
		}
		return err
	})
	return out, err
}

func holds(packed []byte, id int64) (found bool) {
	err := unpackIDs(packed, func(one int64) { found = found || one == id })
	return found && err == nil
}
