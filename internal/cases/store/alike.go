package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// formsAtMost is how many forms of one name are looked for: each is a search of its own.
const formsAtMost = 50

// alikeCard is somebody on record with how alike they are to the one sought.
type alikeCard struct {
	nameCard
	person names.Person
	match  names.Match
}

// Alike gives up to n people on record who are likely to be the one sought, the likeliest first, with what agrees and
// what differs. It finds within the reader's scope; a reader without secrets is given nobody. An event out of scope is
// like one that is not there.
func (d *Desk) Alike(ctx context.Context, sought cases.Sought, n int) ([]cases.Alike, error) {
	if !d.scope.Secrets || d.scope.Nothing() || n <= 0 {
		return nil, nil
	}
	sought.Names = sought.Names[:min(len(sought.Names), formsAtMost)]
	tx := d.store.read.WithContext(ctx)
	p := personOf(sought)
	var found []alikeCard
	event, err := d.eventOf(tx, sought.Event)
	if err == nil {
		p.Event = event.number
		found, err = alikeAt(tx, d.scope, p, 2*n+1, event) // some may be left out, or be one person
	}
	if err != nil {
		return nil, fmt.Errorf("look for people alike: %w", err)
	}
	found, err = d.withoutPerson(ctx, found, sought.Not)
	if err != nil {
		return nil, fmt.Errorf("leave out who is compared: %w", err)
	}
	out, err := d.alike(ctx, found, sought)
	if err == nil {
		out, err = d.alikeOnce(ctx, out)
	}
	return out[:min(n, len(out))], err
}

// withoutPerson leaves somebody out, by whichever number, with all records of them that the reader sees.
func (d *Desk) withoutPerson(ctx context.Context, list []alikeCard, number string) ([]alikeCard, error) {
	if !cases.LooksLikeNumber(number) {
		return list, nil
	}
	own, err := d.clusterIDs(ctx, []string{cases.CleanNumber(number)})
	return slices.DeleteFunc(list, func(c alikeCard) bool { return slices.Contains(own, c.record) }), err
}

// alikeOnce gives each person once: the record that stands for them, with the name by which they are the likeliest.
func (d *Desk) alikeOnce(ctx context.Context, list []cases.Alike) ([]cases.Alike, error) {
	hits := make([]cases.Hit, len(list))
	for i, a := range list {
		hits[i] = cases.Hit{Head: a.Head, Score: float64(i)} // roots keeps the first of each: the score says which
	}
	hits, err := d.roots(ctx, hits)
	if err != nil {
		return nil, err
	}
	out := make([]cases.Alike, len(hits))
	for i, h := range hits {
		out[i] = list[int(h.Score)]
		out[i].Head = h.Head
	}
	return out, nil
}

// personOf makes of what is known of somebody what package names compares.
func personOf(s cases.Sought) names.Person {
	p := names.Person{Sex: s.Sex, Born: names.Span{From: s.Born.From, To: s.Born.To}, Region: s.Region, IIN: s.IIN}
	for _, name := range s.Names {
		p.Names = append(p.Names, names.Parse(name))
	}
	return p
}

// atEvent is an event in scope, and the condition on facts that the scope admits a row.
type atEvent struct {
	number string
	id     int64
	facts  clause
}

func (d *Desk) eventOf(tx *gorm.DB, number string) (atEvent, error) {
	if !cases.LooksLikeNumber(number) {
		return atEvent{}, nil
	}
	source := d.from("records")
	found, err := ids(tx, clause{"SELECT id FROM " + source.sql + " WHERE kind = 'event' AND number = ?",
		append(source.args, cases.CleanNumber(number))})
	if err != nil || len(found) == 0 {
		return atEvent{}, err
	}
	return atEvent{number: cases.CleanNumber(number), id: found[0], facts: d.from("facts")}, nil
}

// alikeIn gives up to n people in scope who are alike to a person, the likeliest first.
func alikeIn(tx *gorm.DB, scope cases.Scope, p names.Person, n int) ([]alikeCard, error) {
	return alikeAt(tx, scope, p, n, atEvent{})
}

func alikeAt(tx *gorm.DB, scope cases.Scope, p names.Person, n int, event atEvent) ([]alikeCard, error) {
	s := newSeeker(tx, scope)
	cards, err := s.alike(p)
	if err != nil {
		return nil, err
	}
	there, err := subjectsAt(tx, cards, event)
	if err != nil {
		return nil, err
	}
	var out []alikeCard
	for _, c := range cards {
		one := alikeCard{nameCard: c, person: c.asPerson()}
		if there[c.record] {
			one.person.Event = event.number
		}
		if one.match = names.Compare(p, one.person); one.match.Score >= names.ProposeAt {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b alikeCard) int {
		return cmp.Or(cmp.Compare(b.match.Score, a.match.Score), cmp.Compare(a.record, b.record))
	})
	return out[:min(n, len(out))], nil
}

func (c *nameCard) asPerson() names.Person {
	return names.Person{Names: c.forms(), Sex: c.sex, Born: names.Span{From: c.bornFrom, To: c.bornTo}, Region: c.region, IIN: c.iin}
}

// subjectsAt tells which of some people a record of an event is about.
func subjectsAt(tx *gorm.DB, cards []nameCard, event atEvent) (map[int64]bool, error) {
	out := map[int64]bool{}
	if event.id == 0 {
		return out, nil
	}
	for rest := cards; len(rest) > 0; {
		n := min(chunk, len(rest))
		records := make([]int64, n)
		for i := range n {
			records[i] = rest[i].record
		}
		which := in("subject", records)
		found, err := ids(tx, clause{"SELECT subject FROM " + event.facts.sql + " WHERE event = ? AND " + which.sql,
			append(append(slices.Clone(event.facts.args), event.id), which.args...)})
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			out[id] = true
		}
		rest = rest[n:]
	}
	return out, nil
}

// alike collects the cards of those who can be a person by one of the forms of their name, or by the number.
func (s *seeker) alike(p names.Person) ([]nameCard, error) {
	out, err := s.shared()
	if err != nil {
		return nil, err
	}
	if p.IIN != "" {
		same, err := s.numbered(p.IIN)
		if err != nil {
			return nil, err
		}
		out = append(out, same...)
	}
	for _, f := range p.Names {
		found, err := s.likely(f)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// numbered finds those who have an identification number.
func (s *seeker) numbered(iin string) ([]nameCard, error) {
	if strings.Trim(iin, "0123456789") != "" { // nobody has it, and a database refuses some of what may be typed
		return nil, nil
	}
	within := or(s.arms...)
	found, err := ids(s.tx, clause{"SELECT record FROM name_cards WHERE iin = ? AND iin <> '' AND " + within.sql + " ORDER BY record LIMIT ?",
		append(append(args(iin), within.args...), candidatesAtMost)})
	if err != nil {
		return nil, err
	}
	return s.cards(found, nil)
}

// alike makes the answer of what was found, once more within the scope.
func (d *Desk) alike(ctx context.Context, list []alikeCard, sought cases.Sought) ([]cases.Alike, error) {
	if len(list) == 0 {
		return nil, nil
	}
	records := make([]int64, len(list))
	for i, c := range list {
		records[i] = c.record
	}
	heads, err := d.heads(ctx, in("records.id", records), "records.id", len(records))
	if err != nil {
		return nil, err
	}
	born, err := d.bornOf(ctx, records)
	if err != nil {
		return nil, err
	}
	var out []cases.Alike
	for _, c := range list {
		i := slices.IndexFunc(heads, func(h cases.Head) bool { return h.ID == c.record })
		if i < 0 {
			continue
		}
		a := cases.Alike{Head: heads[i], Names: strings.Split(c.names, "\n"), Born: born[c.record], Score: c.match.Score,
			Reasons: reasons(c.match.Reasons)}
		a.Points = points(sought, a, c)
		out = append(out, a)
	}
	return out, nil
}

// bornOf reads the dates of birth of some people as they were stated.
func (d *Desk) bornOf(ctx context.Context, records []int64) (map[int64]cases.Date, error) {
	out := map[int64]cases.Date{}
	where := in("id", records)
	c := clause{"SELECT id, born_from, born_to, born_clock, born_precision, born_stated FROM kind_person WHERE " + where.sql, where.args}
	err := query(d.store.read.WithContext(ctx), c, func(rows *sql.Rows) error {
		var id int64
		var b cases.Date
		err := rows.Scan(&id, &b.From, &b.To, &b.Clock, (*string)(&b.Precision), &b.Stated)
		out[id] = b
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read dates of birth: %w", err)
	}
	return out, nil
}

// points says of each thing that two people can have in common whether they do.
func points(s cases.Sought, a cases.Alike, c alikeCard) []cases.Compared {
	point := func(field, ours, theirs string, same bool) cases.Compared {
		p := cases.Compared{Field: field, Ours: ours, Theirs: theirs, State: cases.PointDiffers}
		switch {
		case ours == "" || theirs == "":
			p.State = cases.PointUnknown
		case same:
			p.State = cases.PointSame
		}
		return p
	}
	var ours, theirs string
	if m := c.match; m.A < len(s.Names) && m.B < len(a.Names) {
		ours, theirs = s.Names[m.A], a.Names[m.B]
	}
	alike := !slices.ContainsFunc(c.match.Reasons, func(r names.Reason) bool {
		return r.Against && (r.Key == "given_differs" || r.Key == "patronymic_differs")
	})
	return []cases.Compared{
		point("names", ours, theirs, alike),
		point("born", day(s.Born), day(a.Born), overlap(s.Born, a.Born)),
		point("sex", s.Sex, c.sex, s.Sex == c.sex),
		point("region", s.Region, c.region, s.Region == c.region),
		point("event", s.Event, c.person.Event, s.Event == c.person.Event),
	}
}

// day is a date as it is kept: the words of whoever stated it, else its days.
func day(d cases.Date) string {
	if !d.Known() {
		return ""
	}
	return cmp.Or(d.Stated, d.Sort())
}

// overlap tells whether two dates can be one day.
func overlap(a, b cases.Date) bool {
	return (a.From == "" || b.To == "" || a.From <= b.To) && (b.From == "" || a.To == "" || b.From <= a.To)
}
