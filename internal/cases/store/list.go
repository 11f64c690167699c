package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// defaultPer is how many records a page has unless it asks otherwise; maxPer is the most it gets.
const (
	defaultPer = 50
	maxPer     = 500
)

// peopleUpTo is the number of records up to which a list also says how many people they are about.
const peopleUpTo = 5_000

// plan is a query made ready: which table, under which conditions, in which order.
type plan struct {
	kind  *cases.Kind // nil: all kinds
	plain bool        // nothing but the kind is asked for
	where clause
	order order
	per   int
}

// List gives one page of the records that a query lets through. Problems name an unknown filter, value, order or
// cursor.
func (d *Desk) List(ctx context.Context, q cases.Query) (*cases.List, error) {
	d = d.consenting(q.Consent)
	tx := d.store.read.WithContext(ctx)
	p, err := d.plan(q)
	if err != nil {
		return nil, err
	}
	last, err := d.after(tx, q.After)
	if err != nil {
		return nil, err
	}
	heads, err := d.page(tx, p, last)
	if err != nil {
		return nil, err
	}
	list := &cases.List{}
	if len(heads) > p.per {
		heads = heads[:p.per]
		list.Next = cursor(heads[len(heads)-1])
	}
	if list.Records, err = d.byIDs(tx, plain(heads), map[int64]*cases.Head{}); err != nil {
		return nil, err
	}
	if err := d.totals(tx, p, list); err != nil {
		return nil, fmt.Errorf("count the list: %w", err)
	}
	return list, nil
}

func (d *Desk) plan(q cases.Query) (*plan, error) {
	p := &plan{per: q.Per, plain: q.Kind != "" && q.Text == "" && q.Consent == "" && !q.Listed && !anyFilter(q.Filters)}
	if p.per <= 0 {
		p.per = defaultPer
	}
	p.per = min(p.per, maxPer)
	if q.Kind != "" {
		if p.kind = cases.KindByCode(q.Kind); p.kind == nil {
			return nil, cases.Wrong("kind", "unknown_code", "value", q.Kind)
		}
	}
	var err error
	if p.where, err = d.conditions(q); err != nil {
		return nil, err
	}
	p.order, err = d.orderOf(p.kind, q.Sort)
	return p, err
}

func anyFilter(f cases.Filters) bool {
	for _, values := range f {
		if strings.Join(values, "") != "" {
			return true
		}
	}
	return false
}

// row is a head with the value that the page is ordered by.
type row struct {
	head cases.Head
	key  string
}

func plain(rows []row) []cases.Head {
	out := make([]cases.Head, len(rows))
	for i, r := range rows {
		out[i] = r.head
	}
	return out
}

// page reads the heads of a page and one more, by which it knows that there is a next.
func (d *Desk) page(tx *gorm.DB, p *plan, last row) ([]row, error) {
	beyond := p.order.beyond(last)
	if c, ok := d.byArms(p, beyond); ok {
		return rowsOf(tx, c)
	}
	source := d.source(p)
	where := and(p.where, beyond)
	return rowsOf(tx, clause{"SELECT records.id, records.kind, records.number, " + p.order.key + " FROM " + source.sql + " WHERE " + where.sql +
		" ORDER BY " + p.order.by() + " LIMIT ?", append(append(source.args, where.args...), p.per+1)})
}

func rowsOf(tx *gorm.DB, c clause) ([]row, error) {
	var out []row
	err := query(tx, c, func(rows *sql.Rows) error {
		var r row
		if err := rows.Scan(&r.head.ID, &r.head.Kind, &r.head.Number, &r.key); err != nil {
			return err
		}
		out = append(out, r)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read a page: %w", err)
	}
	return out, nil
}

// source is the scoped head table, with the kind's own table where the order or a filter needs it.
func (d *Desk) source(p *plan) clause {
	c := d.from("records")
	if p.kind != nil {
		c.sql += " JOIN " + ownTable(p.kind.Code) + " AS own ON own.id = records.id"
	}
	return c
}

// Each hands every record of a query to a function, in the order of the list, a batch at a time: memory stays the
// same however many there are. What the user may see is read anew with every batch: what was taken back meanwhile is not
// handed out, and cases.ErrForbidden ends it for an account that was disabled or has another role or other teams.
func (d *Desk) Each(ctx context.Context, q cases.Query, do func(cases.Record) error) error {
	d = d.consenting(q.Consent)
	tx := d.store.read.WithContext(ctx)
	q.Per = maxPer
	p, err := d.plan(q)
	if err != nil {
		return err
	}
	last, err := d.after(tx, q.After)
	if err != nil {
		return err
	}
	known := map[int64]*cases.Head{}
	for {
		heads, err := d.page(tx, p, last)
		if err != nil {
			return err
		}
		more := len(heads) > p.per
		heads = heads[:min(len(heads), p.per)]
		records, err := d.byIDs(tx, plain(heads), known)
		if err != nil {
			return err
		}
		for _, r := range records {
			if err := do(r); err != nil {
				return err
			}
		}
		if !more {
			return nil
		}
		last = heads[len(heads)-1]
		if d, err = d.renewed(tx); err != nil {
			return err
		}
		if p, err = d.plan(q); err != nil {
			return err
		}
	}
}
