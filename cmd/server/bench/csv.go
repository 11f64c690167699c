package main

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
)

// exported is the kind whose export is measured.
const exported = "detention"

func (b *bench) workingCSV(ctx context.Context) error {
	f, err := cached(ctx, b.cache, "working", working)
	if err != nil {
		return err
	}
	return b.csv(ctx, f, working.name, 5)
}

// csv compares the export of all detentions with a scan of the same rows that writes them as they lie.
func (b *bench) csv(ctx context.Context, f folder, data string, repeat int) (err error) {
	st, desk, err := f.desk(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	db, err := f.raw("aigaq.db", false)
	if err != nil {
		return err
	}
	defer db.Close()
	kind := cases.KindByCode(exported)
	ours, floor := &scan{}, &scan{}
	for range repeat {
		err := ours.run(func(w io.Writer) (int, error) {
			return exchange.WriteCSV(ctx, w, desk, cases.Query{Kind: kind.Code}, kind)
		})
		if err != nil {
			return err
		}
		if err := floor.run(func(w io.Writer) (int, error) { return rawScan(ctx, db, w) }); err != nil {
			return err
		}
		if ours.rows != floor.rows {
			return fmt.Errorf("the export has %d rows, the raw scan %d", ours.rows, floor.rows)
		}
	}
	b.add(row{operation: fmt.Sprintf("CSV export of %d detentions", ours.rows), data: data, ours: ours.String(), floor: "raw scan: " + floor.String()}.
		atLeast(over(floor.took.at(50), ours.took.at(50)), 0.6))
	return nil
}

// scan is what writing all rows took.
type scan struct {
	rows int
	size int64
	took times
}

func (s *scan) run(do func(io.Writer) (int, error)) (err error) {
	out := &lineCounter{}
	began := time.Now()
	s.rows, err = do(out)
	s.took, s.size = append(s.took, time.Since(began)), out.size
	return err
}

func (s *scan) String() string {
	half := s.took.at(50)
	return fmt.Sprintf("%.0f rows/s, %s, %.1f MB", float64(s.rows)/half.Seconds(), short(half), float64(s.size)/1e6)
}

// rawScan writes all that is kept of the detentions: head and own table, answers, links, citations. Keys for sorting
// and searching are left out, as the export does not read them.
func rawScan(ctx context.Context, db *sql.DB, w io.Writer) (int, error) {
	columns, err := answerColumns(ctx, db)
	if err != nil {
		return 0, err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	n, err := rowsOf(ctx, db, "SELECT "+columns+" FROM records JOIN kind_detention AS own ON own.id = records.id"+
		" WHERE records.kind = ? ORDER BY records.id DESC", out.Write, exported)
	if err != nil {
		return n, err
	}
	for _, table := range []string{"answers", "links", "citations"} {
		_, err := rowsOf(ctx, db, "SELECT "+table+".* FROM records JOIN "+table+" ON "+table+".record = records.id WHERE records.kind = ?",
			out.Write, exported)
		if err != nil {
			return n, err
		}
	}
	out.Flush()
	return n, out.Error()
}

// answerColumns names the columns of the head and of the detentions' own table that hold answers.
func answerColumns(ctx context.Context, db *sql.DB) (string, error) {
	var names []string
	for _, table := range []string{"records", "kind_detention"} {
		alias := map[string]string{"records": "records", "kind_detention": "own"}[table]
		_, err := rowsOf(ctx, db, "SELECT name FROM pragma_table_info(?)", func(c []string) error {
			if !strings.HasSuffix(c[0], "_sort") && !strings.HasPrefix(c[0], "search") {
				names = append(names, alias+`."`+c[0]+`"`)
			}
			return nil
		}, table)
		if err != nil {
			return "", err
		}
	}
	return strings.Join(names, ", "), nil
}
