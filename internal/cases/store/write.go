package store

import (
	"sort"
	"strconv"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// headValues gives the columns of the head as they are written, in a fixed order. Keys for sorting are made here, so
// that every reader finds them in the same form.
func headValues(r cases.Record) (columns []string, values []any) {
	h := r.Base()
	set := func(name string, v any) { columns, values = append(columns, name), append(values, v) }
	set("uid", h.UID)
	set("kind", h.Kind)
	set("number", h.Number)
	set("version", h.Version)
	set("under", idOrNull(h.Under))
	set("team", h.Team)
	set("level", h.Level)
	set("status", h.Status)
	set("event", idOrNull(h.Event.ID))
	for _, d := range []struct {
		code string
		date cases.Date
	}{{"from", h.From}, {"to", h.To}, {"due", h.Due}} {
		set(d.code+"_from", d.date.From)
		set(d.code+"_to", d.date.To)
		set(d.code+"_clock", d.date.Clock)
		set(d.code+"_precision", string(d.date.Precision))
		set(d.code+"_stated", d.date.Stated)
	}
	set("from_sort", h.From.Sort())
	set("due_sort", h.Due.Sort())
	set("region", h.Region)
	set("region_now", h.RegionNow)
	set("owner", h.Owner)
	set("title", h.Title.Full)
	set("title_open", h.Title.Open)
	set("title_ru", h.Title.Ru)
	set("title_kk", h.Title.Kk)
	set("title_sort", names.SortKey(h.Title.Full))
	set("title_open_sort", names.SortKey(h.Title.Open))
	set("creator", h.Creator)
	set("editor", h.Editor)
	set("created", h.Created.UnixMicro())
	set("updated", h.Updated.UnixMicro())
	return columns, values
}

// writeNew inserts a record into the head, its own table, answers, links and citations.
func (a *Acts) writeNew(r cases.Record) error {
	h := r.Base()
	columns, values := headValues(r)
	statement := "INSERT INTO records (" + strings.Join(columns, ", ") + ") VALUES (" + marks(len(columns)) + ") RETURNING id"
	if err := a.tx.Raw(statement, values...).Row().Scan(&h.ID); err != nil {
		return err
	}
	own := ownColumns(r)
	list, values := `"id"`, []any{h.ID}
	for _, c := range own {
		list += `, "` + c.Name + `"`
		values = append(values, kept(c))
	}
	err := a.tx.Exec("INSERT INTO "+ownTable(h.Kind)+" ("+list+") VALUES ("+marks(len(values))+")", values...).Error
	if err != nil {
		return err
	}
	return a.writeMany(r)
}

// update writes the next version over the one that the writer started from; another version there is a stale edit.
func (a *Acts) update(r cases.Record, version int64) error {
	h := r.Base()
	h.Version = version + 1
	held, err := a.updateHead(r, version)
	if err != nil {
		return err
	}
	if !held {
		return a.stale(h.Number)
	}
	for _, table := range []string{"answers", "links", "citations", "facts"} {
		if err := a.tx.Exec("DELETE FROM "+table+" WHERE record = ?", h.ID).Error; err != nil {
			return err
		}
	}
	if err := a.updateOwn(r); err != nil {
		return err
	}
	return a.writeMany(r)
}

// rewrite brings the derived values of a record up to date without a new version.
func (a *Acts) rewrite(r cases.Record) error {
	h := r.Base()
	if _, err := a.updateHead(r, h.Version); err != nil {
		return err
	}
	if err := a.tx.Exec("DELETE FROM facts WHERE record = ?", h.ID).Error; err != nil {
		return err
	}
	if err := a.updateOwn(r); err != nil {
		return err
	}
	return a.writeDerived(r, false)
}

// writeDerived writes the rows that are worked out from a record's answers: what counts and searches read.
func (a *Acts) writeDerived(r cases.Record, isNew bool) error {
	if err := a.writeNames(r, isNew); err != nil {
		return err
	}
	if err := a.writeText(r, isNew); err != nil {
		return err
	}
	return a.writeFacts(r)
}

// updateHead writes the head over the version named, and tells whether that version was there.
func (a *Acts) updateHead(r cases.Record, version int64) (held bool, err error) {
	columns, values := headValues(r)
	res := a.tx.Exec("UPDATE records SET "+strings.Join(columns, " = ?, ")+" = ? WHERE id = ? AND version = ?",
		append(values, r.Base().ID, version)...)
	return res.RowsAffected == 1, res.Error
}

func (a *Acts) updateOwn(r cases.Record) error {
	own := ownColumns(r)
	if len(own) == 0 {
		return nil
	}
	set, values := make([]string, len(own)), make([]any, len(own))
	for i, c := range own {
		set[i], values[i] = `"`+c.Name+`" = ?`, kept(c)
	}
	h := r.Base()
	return a.tx.Exec("UPDATE "+ownTable(h.Kind)+" SET "+strings.Join(set, ", ")+" WHERE id = ?", append(values, h.ID)...).Error
}

func (a *Acts) stale(number string) error {
	current, err := getIn(a.tx, a.scope, number, true)
	if err != nil {
		return err
	}
	return &cases.Stale{Current: current}
}

// writeMany inserts what has several rows for a record.
func (a *Acts) writeMany(r cases.Record) error {
	h := r.Base()
	answers := rowSet{table: `answers (record, field, "row", value)`, width: 4}
	for _, f := range r.Fields() {
		if f.Many() {
			addAnswers(&answers, h.ID, f)
		}
	}
	links := rowSet{table: "links (record, position, role, target, certainty, note)", width: 6}
	for i, l := range h.Links {
		links.add(h.ID, i, l.Role, l.To.ID, l.Certainty, l.Note)
	}
	citations := rowSet{table: `citations (record, position, field, source, states, "where", credibility)`, width: 7}
	for i, c := range h.Citations {
		citations.add(h.ID, i, c.Field, c.Source.ID, c.States, c.Where, c.Credibility)
	}
	for _, rows := range []rowSet{answers, links, citations} {
		if err := rows.insert(a.tx); err != nil {
			return err
		}
	}
	return a.writeDerived(r, h.Version == 1)
}

// addAnswers turns a field of many values into rows: names.2.value becomes row 2 of names.value, the codes of a
// multiple choice are rows 0, 1, 2 of their field, and a note has the row -1.
func addAnswers(rows *rowSet, id int64, f cases.Field) {
	in := cases.Input{}
	f.Fill(in)
	sorted := make([]string, 0, len(in))
	for key := range in {
		sorted = append(sorted, key)
	}
	sort.Strings(sorted)
	for _, key := range sorted {
		rest := strings.TrimPrefix(strings.TrimPrefix(key, f.Code), ".")
		index, part, isRow := strings.Cut(rest, ".")
		n, err := strconv.Atoi(index)
		switch {
		case isRow && err == nil:
			rows.add(id, f.Code+"."+part, n, in[key][0])
		case rest == "":
			for i, code := range in[key] {
				rows.add(id, f.Code, i, code)
			}
		default:
			rows.add(id, key, -1, in[key][0])
		}
	}
}
