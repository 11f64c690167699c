package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Export is one export on its way out. That it began is in the log before the first byte; how it ended is entered by
// Done or Cut. As a source of records it gives its desk's, with the recipient's mark in their order, and only for as
// long as the account keeps the rights with which it began.
type Export struct {
	desk *Desk
	take cases.Takeaway
	id   string
	key  []byte // of the mark
	sum  hash.Hash
	size int64
	rows rowIDs
	held cases.Record // the first of a pair, until the second is known
}

// exportDetail is what the log keeps of an export beside its purpose and its hash.
type exportDetail struct {
	ID       string `json:"id"`
	Rows     int    `json:"rows"`
	Bytes    int64  `json:"bytes,omitempty"`
	Marked   bool   `json:"marked,omitempty"`   // the order of its rows carries the mark
	Approval string `json:"approval,omitempty"` // the approval that was spent
	Consent  string `json:"consent,omitempty"`  // what people had to consent to; a code of consent_purpose
	Left     int    `json:"left,omitempty"`     // records that stayed behind for want of it
	As       string `json:"as,omitempty"`       // the account whose rights held, where the operator exported
	IDs      []byte `json:"ids,omitempty"`      // of the records, in the list's order, packed
}

// errGrown cuts an export that has become larger than what was entered and approved.
var errGrown = errors.New("more records than the export was entered with")

// Weigh tells how much a query would let leave, how much of it is restricted, and how much stays behind for want of the
// consent that the query names.
func (d *Desk) Weigh(ctx context.Context, q cases.Query) (w cases.Weight, err error) {
	w, err = d.weigh(ctx, q)
	if err != nil || q.Consent == "" {
		return w, err
	}
	q.Consent = ""
	all, err := d.weigh(ctx, q)
	w.Left = all.Rows - w.Rows
	return w, err
}

// WeighAll weighs several queries that leave together, each with the same consent.
func (d *Desk) WeighAll(ctx context.Context, list []cases.Query, consent string) (all cases.Weight, err error) {
	for _, q := range list {
		q.Consent = consent
		w, err := d.Weigh(ctx, q)
		if err != nil {
			return all, err
		}
		all.Rows, all.Restricted, all.Left = all.Rows+w.Rows, all.Restricted+w.Restricted, all.Left+w.Left
	}
	return all, nil
}

func (d *Desk) weigh(ctx context.Context, q cases.Query) (w cases.Weight, err error) {
	p, err := d.plan(q)
	if err != nil {
		return w, err
	}
	source := d.source(p)
	c := clause{"SELECT COUNT(*), COUNT(CASE WHEN records.level IN (?, ?) THEN 1 END) FROM " + source.sql + " WHERE " + p.where.sql,
		append(append(args(cases.Restricted, cases.Privileged), source.args...), p.where.args...)}
	if err := d.store.read.WithContext(ctx).Raw(c.sql, c.args...).Row().Scan(&w.Rows, &w.Restricted); err != nil {
		return w, fmt.Errorf("weigh an export: %w", err)
	}
	return w, nil
}

// Export begins an export: it returns after the entry is on the disk. ErrNotApproved means that it needs a second
// person's approval and has none.
func (d *Desk) Export(_ context.Context, t cases.Takeaway) (*Export, error) {
	x := d.newExport(t)
	err := d.store.writer.do(func(tx *gorm.DB) error {
		approval, err := d.allow(tx, t)
		if err != nil {
			return err
		}
		return x.enter(tx, "export", exportDetail{Approval: approval, Marked: x.marked()}, nil)
	})
	if err != nil {
		return nil, fmt.Errorf("begin an export: %w", err)
	}
	return x, nil
}

// Exported enters an export that is already made and about to leave: one entry, on the disk before it returns.
func (d *Desk) Exported(_ context.Context, t cases.Takeaway, file []byte, records []cases.Record) error {
	x := d.newExport(t)
	for _, r := range records {
		x.rows.add(r.Base().ID)
	}
	err := d.store.writer.do(func(tx *gorm.DB) error {
		approval, err := d.allow(tx, t)
		if err != nil {
			return err
		}
		return x.enter(tx, "export", exportDetail{Approval: approval, Bytes: int64(len(file)), IDs: x.rows.packed()}, []tlog.Hash{sha256.Sum256(file)})
	})
	if err != nil {
		return fmt.Errorf("enter an export: %w", err)
	}
	return nil
}

func (d *Desk) newExport(t cases.Takeaway) *Export {
	id, _ := newSecret()
	return &Export{desk: d, take: t, id: id[:16], key: markKey(d.store.lookup), sum: sha256.New()}
}

// allow holds an export against what an account may take away within a day without a second person, and spends an
// approval where it is more. It gives the approval's code.
func (d *Desk) allow(tx *gorm.DB, t cases.Takeaway) (approval string, err error) {
	if t.Alone <= 0 {
		return "", nil
	}
	now := d.store.now()
	var taken int
	err = tx.Raw("SELECT COALESCE(SUM(size), 0) FROM taken WHERE account = ? AND at > ?", d.user.ID, now.Add(-24*time.Hour).UnixMicro()).Row().Scan(&taken)
	if err != nil {
		return "", err
	}
	if taken+t.Rows <= t.Alone {
		return "", tx.Exec("INSERT INTO taken (account, at, size) VALUES (?,?,?)", d.user.ID, now.UnixMicro(), t.Rows).Error
	}
	if !t.Spend {
		return "", ErrNotApproved
	}
	return d.store.Approvals().use(tx, d.user, cases.Ask{Kind: cases.ApproveExport, What: t.What, Size: t.Rows, Purpose: t.Purpose})
}

// Taken is how many records the user took away within a day without a second person.
func (d *Desk) Taken(ctx context.Context) (n int, err error) {
	err = d.store.read.WithContext(ctx).Raw("SELECT COALESCE(SUM(size), 0) FROM taken WHERE account = ? AND at > ?",
		d.user.ID, d.store.now().Add(-24*time.Hour).UnixMicro()).Row().Scan(&n)
	return n, err
}

// enter writes an entry of this export. Its object is the record where one leaves, else the export itself.
func (x *Export) enter(tx *gorm.DB, action string, e exportDetail, files []tlog.Hash) error {
	e.ID, e.Rows, e.Left, e.Consent = x.id, x.take.Rows, x.take.Left, x.consent()
	if action != "export" {
		e.Rows = x.rows.n
	}
	actor := x.desk.user.Code
	if x.take.Operator {
		actor, e.As = "cli", x.desk.user.Code
	}
	note := pageNote{scope: x.desk.scope, detail: detail{Number: cases.CleanNumber(x.take.Number)}}
	known, err := headsOfNotes(tx, []pageNote{note})
	if err != nil {
		return err
	}
	object := note.object(known[note.detail.Number])
	if object == "" {
		object = exportObject(x.id)
	}
	_, err = x.desk.store.enter(tx, actor, action, object, detail{Reason: x.take.Why, What: withoutText(x.take.What), Number: x.take.Number,
		Export: &e, Files: files, Purpose: x.take.Purpose})
	return err
}

// exportObject is how the log names an export of many records.
func exportObject(id string) string { return "export:" + id }

// withoutText takes what was searched for, which may be a name, out of an address.
func withoutText(address string) string {
	path, query, _ := strings.Cut(address, "?")
	values, err := url.ParseQuery(query)
	if err != nil || !values.Has("q") {
		return address
	}
	values.Set("q", "*")
	return path + "?" + values.Encode()
}

// Writer gives a writer that passes the file on and takes its hash.
func (x *Export) Writer(to io.Writer) io.Writer { return &hashed{x, to} }

type hashed struct {
	x  *Export
	to io.Writer
}

func (h *hashed) Write(b []byte) (int, error) {
	n, err := h.to.Write(b)
	h.x.sum.Write(b[:n])
	h.x.size += int64(n)
	return n, err
}

// marked tells whether the order of the rows says whose they are.
func (x *Export) marked() bool { return x.take.Number == "" && !x.take.Unmarked }

// Done enters that the whole file has left: its SHA-256 and the records in it.
func (x *Export) Done() error { return x.end("export.done") }

// Cut enters that a part of the file has left and no more will.
func (x *Export) Cut() error { return x.end("export.cut") }

func (x *Export) end(action string) error {
	var sum tlog.Hash
	x.sum.Sum(sum[:0])
	e := exportDetail{Bytes: x.size, Marked: x.marked(), IDs: x.rows.packed()}
	err := x.desk.store.writer.do(func(tx *gorm.DB) error { return x.enter(tx, action, e, []tlog.Hash{sum}) })
	if err != nil {
		return fmt.Errorf("end an export: %w", err)
	}
	return nil
}

// consent is what the people in the file must consent to.
func (x *Export) consent() string {
	return cases.Query{Listed: x.take.Lists}.ConsentFor(x.take.Purpose, x.desk.scope.Secrets)
}

// Each gives the records of a query, marked, and stops when the account has lost a right meanwhile (R28).
func (x *Export) Each(ctx context.Context, q cases.Query, do func(cases.Record) error) error {
	q.Consent = x.consent()
	err := x.desk.Each(ctx, q, func(r cases.Record) error {
		if x.rows.n%maxPer == 0 {
			if err := x.still(ctx); err != nil {
				return err
			}
		}
		if x.rows.n >= x.take.Rows+x.take.Rows/10+10 {
			return errGrown
		}
		x.rows.add(r.Base().ID)
		return x.pair(r, do)
	})
	if last := x.held; err == nil && last != nil {
		x.held = nil
		err = do(last)
	}
	return err
}

// still tells whether the account has lost nothing of what it saw when the export began. One that has begins again,
// with what it may see now.
func (x *Export) still(ctx context.Context) error {
	if x.take.Still != nil {
		if err := x.take.Still(ctx); err != nil {
			return err
		}
	}
	now, _, err := x.desk.store.Accounts().one(x.desk.store.read.WithContext(ctx), "id = ? AND disabled = 0", x.desk.user.ID)
	if errors.Is(err, cases.ErrNotFound) || err == nil && lost(x.desk.scope, cases.ScopeOf(now.User)) {
		return cases.ErrForbidden
	}
	return err
}

// lost tells whether a scope has become another one, by more than having been given further records.
func lost(had, has cases.Scope) bool {
	for _, id := range had.Shares {
		if !slices.Contains(has.Shares, id) {
			return true
		}
	}
	had.Shares, had.Edits, has.Shares, has.Edits = nil, nil, nil, nil
	return !reflect.DeepEqual(had, has)
}
