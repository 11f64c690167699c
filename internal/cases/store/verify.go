package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// PlaceRecord is the place of a fault found in a record rather than in the log.
const PlaceRecord = "record"

// RecordFault says that a record does not agree with its newest entry in the log.
type RecordFault struct {
	Number string
	Why    string
}

func (f RecordFault) Error() string { return PlaceRecord + " " + f.Number + ": " + f.Why }

// Report is what a verification found in order.
type Report struct {
	audit.Report
	Records int // records that agree with their newest entries
	Erased  int // records and entries whose salts were erased, so that they cannot be checked
	// Remarks are what a reader of the log should know and what is no fault.
	Remarks      []Remark
	Cosignatures int // cosignatures of witnesses that hold
}

// Verify hashes the log again from its first entry, holds every node, checkpoint and remembered head against it, and
// then every detail, every record and every row of the facts against the log. The first thing wrong comes back as an
// audit.Fault or a RecordFault. All of it is read from one snapshot.
func (k *Keeper) Verify(ctx context.Context, seen []audit.SeenHead) (Report, error) {
	var report Report
	err := k.store.snapshot(ctx, func(tx *gorm.DB) error {
		var err error
		report.Report, err = audit.Verify(ctx, storedLog{tx}, audit.Against{
			Origin: k.store.signer.Name(), Verifiers: note.VerifierList(k.store.checker), Heads: seen, Visit: report.remark(),
		})
		if err != nil {
			return err
		}
		v := verification{tx: tx, store: k.store, report: &report, index: indexed{map[int64][2]int64{}}, spelled: map[string]bool{}}
		return v.run()
	})
	return report, err
}

// storedLog reads the log in slices, so that no query stays open while the pass works.
type storedLog struct{ tx *gorm.DB }

func (l storedLog) Head(context.Context) (size int64, edge []byte, err error) {
	err = l.tx.Raw("SELECT size, edge FROM audit_head WHERE id = 1").Row().Scan(&size, &edge)
	return size, edge, err
}

// numbered is a row of the log: its number and its bytes.
type numbered struct {
	number int64
	bytes  []byte
}

// slices hands the rows of a query with (number, bytes, order) to yield, a thousand at a time.
func (l storedLog) slices(statement string, yield func(int64, []byte) error) error {
	last := int64(-1)
	for {
		rows, err := l.read(clause{statement, args(last)}, yield)
		if err != nil || len(rows) < 1000 {
			return err
		}
		last = rows[len(rows)-1].number
	}
}

// read hands the rows of a query with (number, bytes) to yield once all of them have been read, and gives them back.
func (l storedLog) read(c clause, yield func(int64, []byte) error) ([]numbered, error) {
	var rows []numbered
	err := query(l.tx, c, func(r *sql.Rows) error {
		var one numbered
		err := r.Scan(&one.number, &one.bytes)
		rows = append(rows, one)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if err := yield(r.number, r.bytes); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func (l storedLog) Entries(_ context.Context, yield func(int64, []byte) error) error {
	return l.slices("SELECT seq, body FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT 1000", yield)
}

func (l storedLog) Nodes(_ context.Context, yield func(int64, []byte) error) error {
	return l.slices("SELECT id, hash FROM audit_node WHERE id > ? ORDER BY id LIMIT 1000", yield)
}

// Checkpoints are read whole: there is one for each minute of activity at most. A size changed behind the
// application's back only changes their order; the signed text is what is believed.
func (l storedLog) Checkpoints(_ context.Context, yield func(int64, []byte) error) error {
	_, err := l.read(clause{sql: "SELECT id, note FROM audit_checkpoint ORDER BY size, id"}, yield)
	return err
}

// verification holds the tables against a log that has been found whole.
type verification struct {
	tx     *gorm.DB
	store  *Store
	report *Report
	index  indexed
	// anyGone tells whether any record is withdrawn at all.
	anyGone bool
	// nameKeys is how many rows people must be found by.
	nameKeys int
	// spelled are the words of all texts that the dictionary must have.
	spelled map[string]bool
}

func (v *verification) run() error {
	if err := v.sealed(); err != nil {
		return err
	}
	if err := v.cosignatures(); err != nil {
		return err
	}
	if err := v.details(); err != nil {
		return err
	}
	if err := v.hours(); err != nil {
		return err
	}
	if err := v.tx.Raw("SELECT COUNT(*) > 0 FROM records WHERE withdrawn <> 0").Row().Scan(&v.anyGone); err != nil {
		return fmt.Errorf("look for withdrawn records: %w", err)
	}
	if err := v.lost(); err != nil {
		return err
	}
	if err := v.strangers(); err != nil {
		return err
	}
	if err := v.clusters(); err != nil {
		return err
	}
	for _, k := range cases.Kinds() {
		if err := v.kind(k); err != nil {
			return err
		}
	}
	if err := v.dictionary(); err != nil {
		return err
	}
	if err := v.spellings(); err != nil {
		return err
	}
	return v.tallies()
}

// details holds the salted details, and what the entry table repeats of the entries, against the entries.
func (v *verification) details() error {
	for last := int64(-1); ; {
		n := 0
		c := clause{`SELECT e.seq, e.object, e.revision, e.body, d.salt, d.detail, COALESCE(i.seq, -1), COALESCE(i.at, 0),
COALESCE(i.actor, ''), COALESCE(i.action, ''), COALESCE(i.area, ''), COALESCE(i.refused, 0) FROM audit_entry e
LEFT JOIN audit_detail d ON d.seq = e.seq LEFT JOIN audit_index i ON i.seq = e.seq WHERE e.seq > ? ORDER BY e.seq LIMIT 1000`, args(last)}
		err := query(v.tx, c, func(rows *sql.Rows) error {
			var e entryRow
			var i indexRow
			err := rows.Scan(&e.seq, &e.object, &e.revision, &e.line, &e.salt, &e.detail, &i.seq, &i.at, &i.actor, &i.action, &i.area, &i.refused)
			if err != nil {
				return err
			}
			n, last = n+1, e.seq
			return v.detail(e, i)
		})
		if err != nil {
			return err
		}
		if n < 1000 {
			return nil
		}
	}
}

// entryRow is an entry as it is kept.
type entryRow struct {
	seq                int64
	object             string
	revision           int64
	line, salt, detail []byte
}

func (v *verification) detail(e entryRow, i indexRow) error {
	leaf, err := audit.ParseLeaf(e.line)
	switch {
	case err != nil:
		return audit.Fault{Place: audit.PlaceEntry, Number: e.seq, Why: "it cannot be read"}
	case leaf.Object != e.object || leaf.Revision != e.revision:
		return audit.Fault{Place: audit.PlaceEntry, Number: e.seq, Why: "its object or revision differs from what it says"}
	case e.salt == nil:
		return audit.Fault{Place: audit.PlaceEntry, Number: e.seq, Why: "its detail is missing"}
	case len(e.salt) == 0:
		v.report.Erased++
	case len(e.salt) != 64 || audit.Commit(e.salt[32:], e.detail) != leaf.Detail:
		return audit.Fault{Place: audit.PlaceEntry, Number: e.seq, Why: "its detail differs from what it commits to"}
	}
	return v.index.hold(leaf, i)
}

// lost finds a record that the log says was made and that is not there.
func (v *verification) lost() error {
	var object string
	c := "SELECT COALESCE(MIN(object), '') FROM audit_entry WHERE revision = 1 AND object NOT IN (SELECT uid FROM records)"
	if err := v.tx.Raw(c).Row().Scan(&object); err != nil {
		return fmt.Errorf("look for lost records: %w", err)
	}
	if object != "" {
		return RecordFault{v.numberOf(object), "the log says that it was made, and it is not there"}
	}
	return nil
}

// numberOf is the number that a record had, as the detail of its first entry has it; its uid where that was erased.
func (v *verification) numberOf(object string) string {
	var text []byte
	var d detail
	row := v.tx.Raw(`SELECT d.detail FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq
WHERE e.object = ? AND e.revision = 1`, object).Row()
	if row.Scan(&text) != nil || json.Unmarshal(text, &d) != nil || d.Number == "" {
		return object
	}
	return d.Number
}

// verifyBatch is how many records are held against the log at once.
const verifyBatch = 200

func (v *verification) kind(k *cases.Kind) error {
	for last := int64(0); ; {
		b, err := loadKind(v.tx, everything(), k, clause{"WHERE records.kind = ? AND records.id > ? ORDER BY records.id LIMIT ?",
			args(k.Code, last, verifyBatch)})
		if err != nil {
			return err
		}
		if err := b.complete(); err != nil {
			return err
		}
		for _, r := range b.records {
			last = r.Base().ID
			if err := v.record(r); err != nil {
				return err
			}
		}
		if len(b.records) < verifyBatch {
			return v.orphans(k)
		}
	}
}

// orphans finds a head without a row in its kind's own table: it would be passed over silently.
func (v *verification) orphans(k *cases.Kind) error {
	var number string
	c := "SELECT COALESCE(MIN(number), '') FROM records WHERE kind = ? AND id NOT IN (SELECT id FROM " + ownTable(k.Code) + ")"
	if err := v.tx.Raw(c, k.Code).Row().Scan(&number); err != nil {
		return fmt.Errorf("look for broken records: %w", err)
	}
	if number != "" {
		return RecordFault{number, "its answers are not there"}
	}
	return nil
}

func (v *verification) record(r cases.Record) error {
	h := r.Base()
	var body, salt, text []byte
	row := v.tx.Raw(`SELECT e.body, d.salt, d.detail FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq
WHERE e.object = ? AND e.revision > 0 ORDER BY e.revision DESC LIMIT 1`, h.UID).Row()
	if err := row.Scan(&body, &salt, &text); err != nil {
		return RecordFault{h.Number, "the log holds no entry of it"}
	}
	leaf, err := audit.ParseLeaf(body)
	if err != nil {
		return err
	}
	content, err := cases.Canonical(r)
	if err != nil {
		return err
	}
	switch {
	case leaf.Revision != h.Version:
		return RecordFault{h.Number, fmt.Sprintf("it is at version %d, its newest entry is of version %d", h.Version, leaf.Revision)}
	case len(salt) == 0:
		v.report.Erased++
	case audit.Commit(salt[:32], content) != leaf.Content:
		return RecordFault{h.Number, fmt.Sprintf("it differs from version %d as saved", h.Version)}
	}
	if len(salt) > 0 {
		if err := v.numbered(h, leaf.Seq, text); err != nil {
			return err
		}
	}
	if err := v.stands(r, leaf.Action == "record.erase"); err != nil {
		return err
	}
	for _, agrees := range []func(cases.Record) error{v.facts, v.names, v.derived} {
		if err := agrees(r); err != nil {
			return err
		}
	}
	v.report.Records++
	return nil
}
