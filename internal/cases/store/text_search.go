package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/words"
)

// hitsOf reads up to n of what was found, as it was typed first.
func (d *Desk) hitsOf(tx *gorm.DB, asked words.Query, exact []int64, forgiving words.Query, near []int64, n int) ([]cases.Hit, error) {
	n = max(0, n)
	hits, err := d.hits(tx, asked, exact[:min(n, len(exact))])
	if err != nil {
		return nil, err
	}
	more, err := d.hits(tx, forgiving, near[:min(n-len(hits), len(near))])
	return append(hits, more...), err
}

// peopleByName is how many people are looked at who may be meant by their names.
const peopleByName = 50

// Look is what a search box finds: of each kind up to n records, people before the others and those whose names are
// most like what was typed before those in whose texts it stands. Counts are as in SearchText.
func (d *Desk) Look(ctx context.Context, q cases.Query, n int) ([]cases.Found, error) {
	if q.Kind != "" && cases.KindByCode(q.Kind) == nil {
		return nil, cases.Wrong("kind", "unknown_code", "value", q.Kind)
	}
	tx := d.store.read.WithContext(ctx)
	asked := d.store.asked(q.Text)
	perKind, err := d.textsByKind(tx, asked, q)
	if err != nil {
		return nil, fmt.Errorf("search the texts: %w", err)
	}
	forgiving, near, err := d.nearTexts(tx, asked, q, perKind)
	if err != nil {
		return nil, err
	}
	people, err := d.byName(ctx, tx, q)
	if err != nil {
		return nil, err
	}
	var out []cases.Found
	for _, k := range peopleFirst() {
		one, n := cases.Found{Kind: k}, n
		rest, further := perKind[k.Code], near[k.Code]
		if k.Code == "person" {
			n *= peoplePer // one name has many spellings, and each may be recorded
			one.Hits, one.Total = people[:min(n, len(people))], len(people)
			byName := func(id int64) bool {
				return slices.ContainsFunc(people, func(h cases.Hit) bool { return h.Head.ID == id })
			}
			rest, further = slices.DeleteFunc(rest, byName), slices.DeleteFunc(further, byName)
		}
		one.Total, one.Near = min(one.Total+len(rest), cases.FoundUpTo+1), len(further)
		if one.Total+one.Near == 0 {
			continue
		}
		hits, err := d.hitsOf(tx, asked, rest, forgiving, further, n-len(one.Hits))
		if err != nil {
			return nil, err
		}
		one.Hits = append(one.Hits, hits...)
		out = append(out, one)
	}
	return out, nil
}

// peoplePer is how many times as many people are shown as records of another kind.
const peoplePer = 4

func peopleFirst() []*cases.Kind {
	out := []*cases.Kind{cases.KindByCode("person")}
	for _, k := range cases.Kinds() {
		if k.Code != "person" {
			out = append(out, k)
		}
	}
	return out
}

// FindPeople is Find with each person once: in the place of who was merged into another stands that one.
func (d *Desk) FindPeople(ctx context.Context, text string, n int) ([]cases.Hit, error) {
	hits, err := d.byName(ctx, d.store.read.WithContext(ctx), cases.Query{Text: text})
	return hits[:min(n, len(hits))], err
}

// byName gives the people whose names may be meant, as far as the rest of a query lets them through, each once.
func (d *Desk) byName(ctx context.Context, tx *gorm.DB, q cases.Query) ([]cases.Hit, error) {
	if q.Kind != "" && q.Kind != "person" || !canBeName(q.Text) {
		return nil, nil
	}
	found, err := d.Find(ctx, q.Text, peopleByName)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	if found, err = d.roots(ctx, found); err != nil {
		return nil, err
	}
	var ids []int64
	for _, h := range found {
		ids = append(ids, h.Head.ID)
	}
	one := q
	one.Kind = "person"
	let, err := d.let(tx, one, ids)
	if err != nil {
		return nil, fmt.Errorf("narrow the people found: %w", err)
	}
	return slices.DeleteFunc(found, func(h cases.Hit) bool { return !slices.Contains(let, h.Head.ID) }), nil
}

// roots puts in the place of who was merged into another that one, as far as the reader sees them, each once.
func (d *Desk) roots(ctx context.Context, found []cases.Hit) ([]cases.Hit, error) {
	var into []int64
	for _, h := range found {
		if h.Head.Merged != 0 {
			into = append(into, h.Head.Merged)
		}
	}
	if len(into) == 0 {
		return found, nil
	}
	heads, err := d.heads(ctx, in("records.id", into), "records.id", len(into))
	if err != nil {
		return nil, err
	}
	var out []cases.Hit
	for _, h := range found {
		at := slices.IndexFunc(heads, func(root cases.Head) bool { return root.ID == h.Head.Merged })
		if at >= 0 {
			h.Head = heads[at]
		}
		if !slices.ContainsFunc(out, func(o cases.Hit) bool { return o.Head.ID == h.Head.ID }) {
			out = append(out, h)
		}
	}
	return out, nil
}

// textsByKind gives the ids that a query finds by their words, by kind, newest first, each list up to one more than is
// counted.
func (d *Desk) textsByKind(tx *gorm.DB, asked words.Query, q cases.Query) (map[string][]int64, error) {
	all, err := d.textIDs(tx, asked, q, cases.FoundUpTo+1)
	if err != nil {
		return nil, err
	}
	if len(all) <= cases.FoundUpTo || q.Kind != "" {
		return kindsOf(tx, all)
	}
	out := map[string][]int64{}
	for _, k := range cases.Kinds() {
		one := q
		one.Kind = k.Code
		if out[k.Code], err = d.textIDs(tx, asked, one, cases.FoundUpTo+1); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// kindsOf parts ids by the kind of their records, in their order.
func kindsOf(tx *gorm.DB, all []int64) (map[string][]int64, error) {
	out := map[string][]int64{}
	kinds := map[int64]string{}
	for rest := all; len(rest) > 0; {
		n := min(chunk, len(rest))
		which := in("id", rest[:n])
		err := query(tx, clause{"SELECT id, kind FROM records WHERE " + which.sql, which.args}, func(rows *sql.Rows) error {
			var id int64
			var kind string
			err := rows.Scan(&id, &kind)
			kinds[id] = kind
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read the kinds of what was found: %w", err)
		}
		rest = rest[n:]
	}
	for _, id := range all {
		out[kinds[id]] = append(out[kinds[id]], id)
	}
	return out, nil
}

// textIDs gives the ids of the records that a query finds by their words, newest first, up to most. Each part of the
// scope is read in that order and no further. In the place of who was merged into another stands that one. Where whole
// words find as many already, beginnings are not looked for: a database must gather all of them before it can give one.
func (d *Desk) textIDs(tx *gorm.DB, asked words.Query, q cases.Query, most int) ([]int64, error) {
	if len(asked.Readings) == 0 {
		return nil, nil
	}
	q.Text = ""
	where, err := d.conditions(q)
	if err != nil {
		return nil, err
	}
	whole, err := d.wordsIDs(tx, asked.Whole(), q, where, most)
	if err != nil || len(whole) == most {
		return whole, err
	}
	return d.wordsIDs(tx, asked, q, where, most)
}

// wordsIDs is textIDs for the words of a query as they are.
func (d *Desk) wordsIDs(tx *gorm.DB, asked words.Query, q cases.Query, where clause, most int) ([]int64, error) {
	var out []int64
	for _, p := range parts(d.scope) {
		if q.Kind != "" {
			p.must = append(slices.Clone(p.must), kindWord(q.Kind))
		}
		found, err := d.partIDs(tx, d.store.holds(asked, p), where, joins(q), most)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
		if q.Kind != "" && q.Kind != "person" {
			continue
		}
		roots, err := d.rootIDs(tx, asked, p, q, most)
		if err != nil {
			return nil, err
		}
		out = append(out, roots...)
	}
	slices.SortFunc(out, func(a, b int64) int { return cmp.Compare(b, a) })
	out = slices.Compact(out)
	return out[:min(most, len(out))], nil
}

func (d *Desk) partIDs(tx *gorm.DB, holds, where clause, own string, most int) ([]int64, error) {
	source, t := d.from("records"), d.store.engine.texts()
	return ids(tx, clause{"SELECT " + t.id + " FROM " + t.join + " " + source.sql + " ON records.id = " + t.id + own + " WHERE " + holds.sql + " AND " + where.sql +
		" ORDER BY " + t.id + " DESC LIMIT ?", append(append(append(slices.Clone(source.args), holds.args...), where.args...), most)})
}

// joins is the table of a kind, where the filters of a query may ask for it.
func joins(q cases.Query) string {
	k := cases.KindByCode(q.Kind)
	if k == nil || !anyFilter(q.Filters) {
		return ""
	}
	return " JOIN " + ownTable(k.Code) + " AS own ON own.id = records.id"
}

// rootIDs gives those into whom people were merged whom a query finds by their words.
func (d *Desk) rootIDs(tx *gorm.DB, asked words.Query, p part, q cases.Query, most int) ([]int64, error) {
	p.must = append(slices.Clone(p.must), []string{mergedWord()})
	source, t, holds, root := d.from("records"), d.store.engine.texts(), d.store.holds(asked, p), absorbed(d.scope)
	found, err := ids(tx, clause{"SELECT DISTINCT records.merged FROM " + t.join + " " + source.sql + " ON records.id = " + t.id +
		" WHERE records.merged > 0 AND " + holds.sql + " AND " + root.sql + " LIMIT ?",
		append(append(append(slices.Clone(source.args), holds.args...), root.args...), most)})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return d.let(tx, q, found)
}

// let gives those of some ids that a query lets through, whatever its text.
func (d *Desk) let(tx *gorm.DB, q cases.Query, all []int64) ([]int64, error) {
	q.Text = ""
	where, err := d.conditions(q)
	if err != nil {
		return nil, err
	}
	var out []int64
	for rest := all; len(rest) > 0; {
		n := min(chunk, len(rest))
		source, which, own := d.from("records"), in("records.id", rest[:n]), joins(q)
		found, err := ids(tx, clause{"SELECT records.id FROM " + source.sql + own + " WHERE " + which.sql + " AND " + where.sql,
			append(append(source.args, which.args...), where.args...)})
		if err != nil {
			return nil, err
		}
		out, rest = append(out, found...), rest[n:]
	}
	return out, nil
}

// hits reads what was found, with the words around the first place where the reader sees it.
func (d *Desk) hits(tx *gorm.DB, asked words.Query, ids []int64) ([]cases.Hit, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := headsByID(tx, ids)
	if err != nil {
		return nil, err
	}
	heads := make([]cases.Head, 0, len(ids))
	for _, id := range ids {
		if h := found[id]; h != nil {
			heads = append(heads, *h)
		}
	}
	records, err := d.byIDs(tx, heads, map[int64]*cases.Head{})
	if err != nil {
		return nil, err
	}
	look := lookingFor(asked)
	out := make([]cases.Hit, len(records))
	for i, r := range records {
		out[i] = look.hit(r)
	}
	return out, nil
}
