package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// readsLog tells whether a user may read the audit log.
func readsLog(u cases.User) bool { return u.Role == cases.Auditor || u.Role == cases.Coordinator }

// Log gives the entries of the audit log that a query is true of, newest first: who did what to which object, when and
// for what purpose. What it says never comes along: no title, no answer, no reason, nothing that was searched for.
// Auditors read the number and kind of every record, everybody else those of records that they may see.
// cases.ErrForbidden is the answer to who may not read the log.
func (d *Desk) Log(ctx context.Context, q cases.LogQuery) (*cases.Log, error) {
	if !readsLog(d.user) {
		return nil, cases.ErrForbidden
	}
	tx := d.store.read.WithContext(ctx)
	where, err := d.logWhere(tx, q)
	if errors.Is(err, cases.ErrNotFound) {
		return &cases.Log{}, nil
	}
	if err != nil {
		return nil, err
	}
	log, err := d.readLog(tx, where, q)
	if err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	return log, nil
}

func (d *Desk) readLog(tx *gorm.DB, where clause, q cases.LogQuery) (*cases.Log, error) {
	per := q.Per
	if per <= 0 {
		per = cases.LogPer
	}
	per = min(per, cases.LogMost)
	entries, err := logEntries(tx, where, per+1)
	if err != nil {
		return nil, err
	}
	log := &cases.Log{Entries: entries}
	if len(entries) > per {
		log.Entries, log.More = entries[:per], true
	}
	if d.user.Role == cases.Auditor {
		return log, nil
	}
	return log, d.veil(tx, log.Entries)
}

// logWhere renders a query to a condition; cases.ErrNotFound where nothing can be found by it.
func (d *Desk) logWhere(tx *gorm.DB, q cases.LogQuery) (clause, error) {
	var all []clause
	if q.Person != "" {
		all = append(all, clause{"i.actor = ?", args(q.Person)})
	}
	if q.Area != "" {
		all = append(all, clause{"i.area = ?", args(q.Area)})
	}
	switch q.Outcome {
	case cases.LogDone:
		all = append(all, clause{sql: "i.refused = 0"})
	case cases.LogRefused:
		all = append(all, clause{sql: "i.refused = 1"})
	}
	if q.Before > 0 {
		all = append(all, clause{"i.seq < ?", args(q.Before)})
	}
	if q.Record != "" {
		uid, err := d.logRecord(tx, q.Record)
		if err != nil {
			return clause{}, err
		}
		all = append(all, clause{"i.seq IN (SELECT seq FROM audit_entry WHERE object = ?)", args(uid)})
	}
	times, err := logTimes(tx, q)
	return and(append(all, times...)...), err
}

// logRecord finds what the log calls a record. An auditor may ask about every number: what they learn by it is in the
// log already, which holds an entry of every record.
func (d *Desk) logRecord(tx *gorm.DB, number string) (uid string, err error) {
	if !cases.LooksLikeNumber(number) {
		return "", cases.ErrNotFound
	}
	source := clause{sql: "records"}
	if d.user.Role != cases.Auditor {
		source = d.from("records")
	}
	row := tx.Raw("SELECT uid FROM "+source.sql+" WHERE number = ?", append(source.args, cases.CleanNumber(number))...).Row()
	if err := row.Scan(&uid); errors.Is(err, sql.ErrNoRows) {
		return "", cases.ErrNotFound
	} else if err != nil {
		return "", fmt.Errorf("find a record for the audit log: %w", err)
	}
	return uid, nil
}

// logTimes narrows to a stretch of time: exactly by the wall clock of each entry, and first of all to the stretch of
// the log in which the hours of that time lie.
func logTimes(tx *gorm.DB, q cases.LogQuery) ([]clause, error) {
	var out, hours []clause
	if !q.From.IsZero() {
		from := q.From.UnixMicro()
		out = append(out, clause{"i.at >= ?", args(from)})
		hours = append(hours, clause{"hour >= ?", args(hourOf(from))})
	}
	if !q.To.IsZero() {
		to := q.To.UnixMicro()
		out = append(out, clause{"i.at < ?", args(to)})
		hours = append(hours, clause{"hour <= ?", args(hourOf(to))})
	}
	if len(hours) == 0 {
		return nil, nil
	}
	within := and(hours...)
	var low, high int64
	err := tx.Raw("SELECT COALESCE(MIN(low), 0), COALESCE(MAX(high), -1) FROM audit_hour WHERE "+within.sql, within.args...).Row().Scan(&low, &high)
	if err != nil {
		return nil, fmt.Errorf("find a time in the audit log: %w", err)
	}
	return append(out, clause{"i.seq BETWEEN ? AND ?", args(low, high)}), nil
}

// logPlaces is the query for the numbers of the entries on a page. It reads the index alone, so that a page takes no
// longer the longer the log is.
func logPlaces(where clause, n int) clause {
	return clause{"SELECT i.seq FROM audit_index i WHERE " + where.sql + " ORDER BY i.seq DESC LIMIT ?", append(where.args, n)}
}

// logEntries reads entries that a condition is true of, newest first.
func logEntries(tx *gorm.DB, where clause, n int) ([]cases.LogEntry, error) {
	places := logPlaces(where, n)
	c := clause{`SELECT e.body, d.salt, d.detail, i.area, i.refused, COALESCE(u.name, ''), COALESCE(u.role, ''),
COALESCE(o.name, ''), COALESCE(r.number, ''), COALESCE(r.kind, '')
FROM (` + places.sql + `) AS p JOIN audit_index i ON i.seq = p.seq JOIN audit_entry e ON e.seq = p.seq
JOIN audit_detail d ON d.seq = p.seq LEFT JOIN users u ON u.code = i.actor LEFT JOIN users o ON o.code = e.object
LEFT JOIN records r ON r.uid = e.object ORDER BY p.seq DESC`, places.args}
	var out []cases.LogEntry
	err := query(tx, c, func(rows *sql.Rows) error {
		var e cases.LogEntry
		var body, salt, text []byte
		var refused int64
		var account string
		if err := rows.Scan(&body, &salt, &text, &e.Area, &refused, &e.Name, &e.Role, &account, &e.Number, &e.Kind); err != nil {
			return err
		}
		e.Refused, e.Object = refused != 0, account
		err := fillLogEntry(&e, body, salt, text)
		out = append(out, e)
		return err
	})
	return out, err
}

// fillLogEntry takes out of an entry and its detail what belongs to no content.
func fillLogEntry(e *cases.LogEntry, body, salt, text []byte) error {
	leaf, err := audit.ParseLeaf(body)
	if err != nil {
		return fmt.Errorf("read an entry: %w", err)
	}
	e.Seq, e.At, e.Actor, e.Action = leaf.Seq, leaf.Time, leaf.Actor, leaf.Action
	e.Version, e.Purpose, e.Erased = leaf.Revision, leaf.Purpose, len(salt) == 0
	if e.Object == "" && e.Number == "" {
		e.Object = strings.TrimPrefix(leaf.Object, "team:")
	}
	if e.Number != "" || e.Erased {
		return nil
	}
	var d struct{ Number string }
	if err := json.Unmarshal(text, &d); err != nil {
		return fmt.Errorf("read the detail of entry %d: %w", leaf.Seq, err)
	}
	if k := cases.KindByNumber(d.Number); k != nil {
		e.Number, e.Kind = d.Number, k.Code
	}
	return nil
}

// veil takes out the numbers of records that a reader may not see: a coordinator reads the log too, and a lawyer's
// privileged note is none of theirs.
func (d *Desk) veil(tx *gorm.DB, entries []cases.LogEntry) error {
	numbers := map[string]bool{}
	for _, e := range entries {
		if e.Number != "" {
			numbers[e.Number] = false
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	var asked []string
	for n := range numbers {
		asked = append(asked, n)
	}
	seen, err := headsIn(tx, d.from("records"), asked)
	if err != nil {
		return err
	}
	for i := range entries {
		if e := &entries[i]; e.Number != "" && !seen[e.Number] {
			e.Number, e.Kind, e.Object, e.Version = "", "", "", 0
		}
	}
	return nil
}

// Entries gives entries of the log after one, as Keeper.Entries does, to whoever may read it. What names a record is
// left out where the reader may not see it, unless an auditor reads. cases.ErrForbidden is the answer to anybody else.
func (d *Desk) Entries(ctx context.Context, after int64, n int) ([]cases.Entry, error) {
	if !readsLog(d.user) {
		return nil, cases.ErrForbidden
	}
	entries, err := d.store.Keeper().Entries(ctx, after, n)
	if err != nil || d.user.Role == cases.Auditor {
		return entries, err
	}
	objects := make([]string, len(entries))
	for i, e := range entries {
		objects[i] = e.Object
	}
	where, seen := in("uid", objects), scopeSQL(d.scope, "records")
	hidden := map[string]bool{}
	err = query(d.store.read.WithContext(ctx), clause{"SELECT uid FROM records WHERE " + where.sql + " AND NOT " + seen.sql,
		append(where.args, seen.args...)}, func(rows *sql.Rows) error {
		var uid string
		err := rows.Scan(&uid)
		hidden[uid] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	for i := range entries {
		if e := &entries[i]; hidden[e.Object] {
			e.Object, e.Number, e.Version = "", "", 0
		}
	}
	return entries, nil
}

// headsIn tells which numbers are those of records in a part of the table.
func headsIn(tx *gorm.DB, source clause, numbers []string) (map[string]bool, error) {
	seen := map[string]bool{}
	where := in("number", numbers)
	c := clause{"SELECT number FROM " + source.sql + " WHERE " + where.sql, append(source.args, where.args...)}
	err := query(tx, c, func(rows *sql.Rows) error {
		var number string
		err := rows.Scan(&number)
		seen[number] = true
		return err
	})
	return seen, err
}

// Actors lists the accounts by which the log can be filtered, in the order of their names.
func (d *Desk) Actors(ctx context.Context) ([]cases.Actor, error) {
	if !readsLog(d.user) {
		return nil, cases.ErrForbidden
	}
	var out []cases.Actor
	c := clause{sql: "SELECT code, name, role FROM users ORDER BY name_key"}
	err := query(d.store.read.WithContext(ctx), c, func(rows *sql.Rows) error {
		var a cases.Actor
		err := rows.Scan(&a.Code, &a.Name, &a.Role)
		out = append(out, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list who acted: %w", err)
	}
	return out, nil
}
