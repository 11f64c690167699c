package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"aigaq/internal/cases"
)

// Incoming gives what points to a record from other records that the reader may see: links, and references, whose
// role is the code of their field. With further numbers it gives what points to any of them, each once in a role: those
// are of one person.
func (d *Desk) Incoming(ctx context.Context, number string, further ...string) ([]cases.Incoming, error) {
	source := d.from("records")
	var union clause
	for i, one := range append([]string{number}, further...) {
		h, err := d.head(ctx, one)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			union.sql += " UNION "
		}
		d.addIncoming(&union, h)
	}
	c := clause{"SELECT p.role, " + headList() + " FROM " + source.sql + " JOIN (" + union.sql + ") AS p ON p.record = records.id" +
		" ORDER BY p.role, records.from_sort, records.id LIMIT 500", append(source.args, union.args...)}
	var out []cases.Incoming
	err := query(d.store.read.WithContext(ctx), c, func(rows *sql.Rows) error {
		var one cases.Incoming
		if err := rows.Scan(append([]any{&one.Role}, headPointers(&one.From)...)...); err != nil {
			return err
		}
		d.plainTitle(&one.From)
		if !d.secretRole(one) {
			out = append(out, one)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what points to %s: %w", number, err)
	}
	return out, nil
}

// addIncoming adds the links and references to one record, but for those by which it was merged.
func (d *Desk) addIncoming(union *clause, h *cases.Head) {
	union.sql += "SELECT role, record FROM links WHERE target = ? AND role <> ?"
	union.args = append(union.args, h.ID, cases.MergedRole)
	if h.Kind == "source" {
		d.addCitations(union, h)
	}
	for _, k := range cases.Kinds() {
		d.addReferences(union, k, h)
	}
}

// addCitations adds the citations of a source, but for a reader without secrets not those of a secret answer: that one
// was given at all is part of what is secret.
func (d *Desk) addCitations(union *clause, h *cases.Head) {
	union.sql += " UNION SELECT 'citations', record FROM citations WHERE source = ?"
	union.args = append(union.args, h.ID)
	if d.scope.Secrets {
		return
	}
	for _, k := range cases.Kinds() {
		var secret []string
		for _, f := range k.New().Fields() {
			if f.IsSecret {
				secret = append(secret, f.Code)
			}
		}
		field := in("field", secret)
		union.sql += " AND NOT (" + field.sql + " AND record IN (SELECT id FROM " + ownTable(k.Code) + "))"
		union.args = append(union.args, field.args...)
	}
}

// head gives the head of one record in scope.
func (d *Desk) head(ctx context.Context, number string) (*cases.Head, error) {
	found, err := d.heads(ctx, clause{"records.number = ?", args(cases.CleanNumber(number))}, "records.id", 1)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, cases.ErrNotFound
	}
	return &found[0], nil
}

// addReferences adds the reference columns of a kind that can point to the record. What is tied to an event is listed
// and counted on the event's page, so that column is left out.
func (d *Desk) addReferences(union *clause, k *cases.Kind, h *cases.Head) {
	for _, f := range k.New().Fields() {
		if f.Type != cases.TypeRef || f.AtHead || !slices.Contains(f.Kinds, h.Kind) || f.IsSecret && !d.scope.Secrets {
			continue
		}
		union.sql += " UNION SELECT '" + f.Code + "', id FROM " + ownTable(k.Code) + ` WHERE "` + f.Code + `" = ?`
		union.args = append(union.args, h.ID)
	}
}

// secretRole tells whether a link's role is secret in the record that it comes from.
func (d *Desk) secretRole(one cases.Incoming) bool {
	if d.scope.Secrets {
		return false
	}
	k := cases.KindByCode(one.From.Kind)
	if k == nil {
		return true
	}
	f, ok := cases.FieldOf(k.New(), one.Role)
	return ok && f.IsSecret
}

func (d *Desk) plainTitle(h *cases.Head) {
	if !d.scope.Secrets {
		h.Title.Full = h.Title.Open
	}
}

// Suggest gives up to n records of some kinds whose name, title or number holds a text; with no text the ones that
// were changed last.
func (d *Desk) Suggest(ctx context.Context, text string, kinds []string, n int) ([]cases.Head, error) {
	where := []clause{}
	if len(kinds) > 0 {
		where = append(where, in("records.kind", kinds))
	}
	if text != "" {
		where = append(where, clustered(d.scope, d.store.textClause(d.scope, text)))
	}
	if anyPeople(kinds...) {
		where = append(where, standing(d.scope))
	}
	return d.heads(ctx, and(where...), "records.updated DESC, records.id DESC", min(n, maxPer))
}

func (d *Desk) heads(ctx context.Context, where clause, order string, n int) ([]cases.Head, error) {
	source := d.from("records")
	c := clause{"SELECT " + headList() + " FROM " + source.sql + " WHERE " + where.sql + " ORDER BY " + order + " LIMIT ?",
		append(append(source.args, where.args...), n)}
	var out []cases.Head
	err := query(d.store.read.WithContext(ctx), c, func(rows *sql.Rows) error {
		var h cases.Head
		if err := rows.Scan(headPointers(&h)...); err != nil {
			return err
		}
		d.plainTitle(&h)
		out = append(out, h)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read heads: %w", err)
	}
	return out, nil
}

// headsOf gives the heads of some records by their ids, those in scope alone.
func (d *Desk) headsOf(ctx context.Context, records map[int64]bool) (map[int64]cases.Head, error) {
	heads, err := d.heads(ctx, in("records.id", keys(records)), "records.id", len(records))
	if err != nil {
		return nil, err
	}
	out := make(map[int64]cases.Head, len(heads))
	for _, h := range heads {
		out[h.ID] = h
	}
	return out, nil
}

// Resolve gives the heads of the records with some numbers, those in scope alone.
func (d *Desk) Resolve(ctx context.Context, numbers []string) (map[string]cases.Head, error) {
	out := map[string]cases.Head{}
	numbers = slices.DeleteFunc(slices.Clone(numbers), func(s string) bool { return !cases.LooksLikeNumber(s) })
	for rest := numbers; len(rest) > 0; {
		n := min(chunk, len(rest))
		heads, err := d.heads(ctx, in("records.number", cleaned(rest[:n])), "records.id", n)
		if err != nil {
			return nil, err
		}
		for _, h := range heads {
			out[h.Number] = h
		}
		rest = rest[n:]
	}
	return out, nil
}

// Due gives the steps that are to be done by a day and are not done, soonest first. With mine, those of the cases
// that the user answers for.
func (d *Desk) Due(ctx context.Context, mine bool, n int) ([]cases.Due, error) {
	where := []clause{{sql: "records.due_sort <> '' AND records.kind = 'step' AND own.done <> 'yes'"}}
	if mine {
		where = append(where, clause{"records.owner = ?", args(d.user.Name)})
	}
	steps, err := d.steps(ctx, and(where...), "records.due_sort, records.id", n)
	if err != nil {
		return nil, err
	}
	out := make([]cases.Due, len(steps))
	for i, s := range steps {
		out[i] = cases.Due{On: s.Due, Number: s.Number, Task: s.Task, Case: s.Case, Owner: s.Owner}
	}
	return out, nil
}

// StepsOf gives the steps of a case in the order of their dates.
func (d *Desk) StepsOf(ctx context.Context, number string) ([]*cases.Step, error) {
	return d.steps(ctx, d.refersTo("case", number), "records.from_sort, records.id", maxPer)
}

// refersTo is the condition that a reference of the kind's own table points to a record in scope.
func (d *Desk) refersTo(column, number string) clause {
	source := d.from("records")
	return clause{`own."` + column + `" IN (SELECT id FROM ` + source.sql + " WHERE number = ?)",
		append(source.args, cases.CleanNumber(number))}
}

func (d *Desk) steps(ctx context.Context, where clause, order string, n int) ([]*cases.Step, error) {
	records, err := d.ordered(ctx, cases.KindByCode("step"), where, order, n)
	if err != nil {
		return nil, err
	}
	out := make([]*cases.Step, len(records))
	for i, r := range records {
		out[i] = r.(*cases.Step)
	}
	return out, nil
}

// FiguresOf gives the published figures of an event, the newest first.
func (d *Desk) FiguresOf(ctx context.Context, number string) ([]*cases.Figure, error) {
	source := d.from("records")
	where := clause{"records.event IN (SELECT id FROM " + source.sql + " WHERE number = ?)",
		append(source.args, cases.CleanNumber(number))}
	records, err := d.ordered(ctx, cases.KindByCode("figure"), where, "records.from_sort DESC, records.id", maxPer)
	if err != nil {
		return nil, err
	}
	out := make([]*cases.Figure, len(records))
	for i, r := range records {
		out[i] = r.(*cases.Figure)
	}
	return out, nil
}

// ordered reads full records of a kind in an order.
func (d *Desk) ordered(ctx context.Context, k *cases.Kind, where clause, order string, n int) ([]cases.Record, error) {
	tx := d.store.read.WithContext(ctx)
	b, err := loadKind(tx, d.scope, k, clause{"WHERE " + where.sql + " ORDER BY " + order + " LIMIT ?", append(where.args, n)})
	if err != nil {
		return nil, err
	}
	if err := b.complete(); err != nil {
		return nil, err
	}
	b.conceal()
	return b.records, nil
}
