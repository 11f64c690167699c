package store

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// batch is some records of any kind that are read together: a handful of queries, however many they are.
type batch struct {
	tx      *gorm.DB
	scope   cases.Scope
	records []cases.Record
	fields  map[int64][]cases.Field // of each record, made once: every step below needs them
	refs    []*cases.Ref
	known   map[int64]*cases.Head // what has been referred to already, where batches follow each other
}

// query runs a clause and hands every row to scan.
func query(tx *gorm.DB, c clause, scan func(*sql.Rows) error) error {
	rows, err := tx.Raw(c.sql, c.args...).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// loadKind reads records of one kind: their heads and their own tables in one query.
func loadKind(tx *gorm.DB, scope cases.Scope, k *cases.Kind, rest clause) (*batch, error) {
	b := &batch{tx: tx, scope: scope, fields: map[int64][]cases.Field{}, known: map[int64]*cases.Head{}}
	source := scoped(scope, "records")
	c := clause{"SELECT " + headList() + ownList(k) + " FROM " + source.sql + " JOIN " + ownTable(k.Code) +
		" AS own ON own.id = records.id " + rest.sql, append(source.args, rest.args...)}
	err := query(tx, c, func(rows *sql.Rows) error {
		r := k.New()
		fields := cases.Fields(r)
		to := headPointers(r.Base())
		for _, f := range fields {
			if f.AtHead {
				continue
			}
			for _, column := range f.Columns() {
				to = append(to, target(column))
			}
		}
		if err := rows.Scan(to...); err != nil {
			return err
		}
		b.records = append(b.records, r)
		b.fields[r.Base().ID] = fields
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read %s records: %w", k.Code, err)
	}
	return b, nil
}

func (b *batch) ids() []int64 {
	out := make([]int64, len(b.records))
	for i, r := range b.records {
		out[i] = r.Base().ID
	}
	return out
}

// complete reads what lives outside the two tables: answers of many values, links, citations, and the titles of what
// is referred to.
func (b *batch) complete() error {
	if len(b.records) == 0 {
		return nil
	}
	heads := make(map[int64]*cases.Head, len(b.records))
	for _, r := range b.records {
		heads[r.Base().ID] = r.Base()
	}
	if err := b.answers(); err != nil {
		return fmt.Errorf("read answers: %w", err)
	}
	if err := b.links(heads); err != nil {
		return fmt.Errorf("read links: %w", err)
	}
	if err := b.citations(heads); err != nil {
		return fmt.Errorf("read citations: %w", err)
	}
	if err := b.clusters(heads); err != nil {
		return fmt.Errorf("read clusters: %w", err)
	}
	return b.titles()
}

func (b *batch) answers() error {
	where := in("record", b.ids())
	inputs := map[int64]cases.Input{}
	c := clause{`SELECT record, field, "row", value FROM answers WHERE ` + where.sql + ` ORDER BY record, field, "row"`, where.args}
	err := query(b.tx, c, func(rows *sql.Rows) error {
		var record int64
		var field, value string
		var row int
		if err := rows.Scan(&record, &field, &row, &value); err != nil {
			return err
		}
		in := inputs[record]
		if in == nil {
			in = cases.Input{}
			inputs[record] = in
		}
		key := answerKey(field, row)
		in[key] = append(in[key], value)
		return nil
	})
	if err != nil {
		return err
	}
	for id, in := range inputs {
		for _, f := range b.fields[id] {
			if f.Many() {
				f.Restore(in)
			}
		}
	}
	return nil
}

// answerKey turns a row of the answers table into the key of an input: row 2 of names.value is names.2.value, and the
// rows of a multiple choice are repeated values of one key. A note has the row -1.
func answerKey(field string, row int) string {
	group, part, ok := strings.Cut(field, ".")
	if !ok || row < 0 {
		return field
	}
	return group + "." + strconv.Itoa(row) + "." + part
}

func (b *batch) links(heads map[int64]*cases.Head) error {
	where := in("record", b.ids())
	c := clause{"SELECT record, role, target, certainty, note FROM links WHERE " + where.sql + " ORDER BY record, position", where.args}
	return query(b.tx, c, func(rows *sql.Rows) error {
		var record int64
		var l cases.Link
		if err := rows.Scan(&record, &l.Role, &l.To.ID, &l.Certainty, &l.Note); err != nil {
			return err
		}
		h := heads[record]
		h.Links = append(h.Links, l)
		return nil
	})
}

func (b *batch) citations(heads map[int64]*cases.Head) error {
	where := in("record", b.ids())
	c := clause{`SELECT record, field, source, states, "where", credibility FROM citations WHERE ` + where.sql + " ORDER BY record, position", where.args}
	return query(b.tx, c, func(rows *sql.Rows) error {
		var record int64
		var one cases.Citation
		if err := rows.Scan(&record, &one.Field, &one.Source.ID, &one.States, &one.Where, &one.Credibility); err != nil {
			return err
		}
		h := heads[record]
		h.Citations = append(h.Citations, one)
		return nil
	})
}

// titles fills in number, kind and title of everything that the records refer to. What is out of scope is marked
// hidden, but keeps its number until concealed: a save must not lose it.
func (b *batch) titles() error {
	for _, r := range b.records {
		for _, f := range b.fields[r.Base().ID] {
			b.refs = append(b.refs, f.Refs()...)
		}
	}
	return fillRefs(b.tx, b.scope, b.refs, b.known)
}

// allRefs gives every reference in a record.
func allRefs(r cases.Record) []*cases.Ref {
	var out []*cases.Ref
	for _, f := range cases.Fields(r) {
		out = append(out, f.Refs()...)
	}
	return out
}

// fillRefs reads what references point to, as far as it is not known yet, and shows it as a scope sees it.
func fillRefs(tx *gorm.DB, scope cases.Scope, refs []*cases.Ref, known map[int64]*cases.Head) error {
	ids := map[int64]bool{}
	for _, r := range refs {
		if r.ID != 0 && known[r.ID] == nil {
			ids[r.ID] = true
		}
	}
	for rest := keys(ids); len(rest) > 0; {
		n := min(chunk, len(rest))
		if err := readTitles(tx, rest[:n], known); err != nil {
			return err
		}
		rest = rest[n:]
	}
	for _, r := range refs {
		if h := known[r.ID]; h != nil {
			*r = refTo(h, scope)
		}
	}
	return nil
}

// readTitles reads of some records only what a reference shows and what the policy asks.
func readTitles(tx *gorm.DB, ids []int64, into map[int64]*cases.Head) error {
	where := in("id", ids)
	c := clause{"SELECT id, kind, number, under, withdrawn, team, level, creator, title, title_open, title_ru, title_kk FROM records WHERE " +
		where.sql, where.args}
	err := query(tx, c, func(rows *sql.Rows) error {
		h := &cases.Head{}
		t := &h.Title
		err := rows.Scan(&h.ID, &h.Kind, &h.Number, idColumn{&h.Under}, stateColumn{&h.Withdrawn, &h.Erased}, &h.Team, &h.Level, &h.Creator, &t.Full, &t.Open, &t.Ru, &t.Kk)
		into[h.ID] = h
		return err
	})
	if err != nil {
		return fmt.Errorf("read titles: %w", err)
	}
	return nil
}

// refTo makes the reference to a record as a scope sees it.
func refTo(h *cases.Head, scope cases.Scope) cases.Ref {
	r := cases.Ref{ID: h.ID, Kind: h.Kind, Number: h.Number, Title: titleOf(h), Hidden: !scope.Sees(h), Team: h.Team, Level: h.Level}
	if !scope.Secrets {
		r.Title.Full = r.Title.Open
	}
	return r
}

// titleOf is how others call a record. What was withdrawn has no name any more, not even in the titles that others make
// of it.
func titleOf(h *cases.Head) cases.Title {
	if h.Withdrawn {
		return cases.Title{}
	}
	return h.Title
}

func keys(set map[int64]bool) []int64 {
	out := make([]int64, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	return out
}

// chunk is how many ids one query names at most.
const chunk = 500

// headsByID reads heads without regard to scope, for resolving references: what is out of scope is concealed by
// those who ask.
func headsByID(tx *gorm.DB, ids []int64) (map[int64]*cases.Head, error) {
	out := make(map[int64]*cases.Head, len(ids))
	for len(ids) > 0 {
		n := min(chunk, len(ids))
		found, err := headsWhere(tx, in("records.id", ids[:n]))
		if err != nil {
			return nil, err
		}
		for _, h := range found {
			out[h.ID] = h
		}
		ids = ids[n:]
	}
	return out, nil
}

func headsWhere(tx *gorm.DB, where clause) ([]*cases.Head, error) {
	var out []*cases.Head
	c := clause{"SELECT " + headList() + " FROM records WHERE " + where.sql, where.args}
	err := query(tx, c, func(rows *sql.Rows) error {
		h := &cases.Head{}
		if err := rows.Scan(headPointers(h)...); err != nil {
			return err
		}
		out = append(out, h)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read heads: %w", err)
	}
	return out, nil
}

// conceal empties what the reader may not see: secret answers, and what is known of hidden records.
func (b *batch) conceal() {
	for _, ref := range b.refs {
		if ref.Hidden {
			*ref = cases.Ref{ID: ref.ID, Hidden: true}
		}
	}
	for _, r := range b.records {
		b.scope.Redact(r)
	}
}
