package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// findAt is the score below which somebody is no answer to a search.
const findAt = 0.3

// Find gives up to n people whose names somebody may mean who typed a text: in any script, the words in any order, each
// of them whole, a part, an initial or with a mistake; a year or a day beside them is that of birth. The best come first, each
// with the reasons why. Names are secret: a reader without secrets finds nobody. What lies outside the reader's scope
// makes no difference to the answer.
func (d *Desk) Find(ctx context.Context, text string, n int) ([]cases.Hit, error) {
	if !d.scope.Secrets || d.scope.Nothing() || n <= 0 {
		return nil, nil
	}
	if cases.LooksLikeNumber(text) {
		return d.numbered(ctx, text)
	}
	text, births := withoutBirths(text)
	queries := names.Queried(text)
	s := newSeeker(d.store.read.WithContext(ctx), d.scope)
	cards, err := s.search(queries, n)
	if err != nil {
		return nil, fmt.Errorf("find people by name: %w", err)
	}
	return d.best(ctx, byWorth(cards, queries, births), n)
}

// numbered answers a search for the number of a person.
func (d *Desk) numbered(ctx context.Context, text string) ([]cases.Hit, error) {
	found, err := d.heads(ctx, clause{"records.kind = 'person' AND records.number = ?", args(cases.CleanNumber(text))}, "records.id", 1)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return []cases.Hit{{Head: found[0], Score: 1}}, nil
}

// scored is a card with how well it answers a search.
type scored struct {
	nameCard
	score   float64
	reasons []names.Reason
	spelled bool // a name of theirs is written just as it was typed
}

// byWorth puts cards in order: by how well their names answer any of the readings of what was typed, those spelled as
// typed first, then as they were entered. Numbers are drawn at random: by them the order would change with what is hidden.
func byWorth(cards []nameCard, queries []names.Form, births []birth) []scored {
	var out []scored
	for _, c := range cards {
		one := scored{nameCard: c}
		for _, form := range c.forms() {
			for _, q := range queries {
				score, reasons := names.Explain(q, form)
				if as := spelled(q, form); score > one.score || score == one.score && as && !one.spelled {
					one.score, one.reasons, one.spelled = score, reasons, as
				}
			}
		}
		one.born(births)
		if one.score >= findAt {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), falseLast(a.spelled, b.spelled), cmp.Compare(a.record, b.record))
	})
	return out
}

// falseLast puts what holds before what does not.
func falseLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// spelled tells whether a name is written as it was typed, letter for letter.
func spelled(q, form names.Form) bool {
	return strings.EqualFold(strings.Join(strings.Fields(q.Written), " "), strings.Join(strings.Fields(form.Written), " "))
}

// forms takes the names of a card apart.
func (c *nameCard) forms() []names.Form {
	var out []names.Form
	for _, name := range strings.Split(c.names, "\n") {
		out = append(out, names.Parse(name))
	}
	return out
}

// best reads the heads of the first of a list, once more within the scope. Whoever was merged into another is shown as
// that one, and each once: where that leaves too few, more are read.
func (d *Desk) best(ctx context.Context, list []scored, n int) ([]cases.Hit, error) {
	var hits, out []cases.Hit
	for rest := list[:min(perPerson*n, len(list))]; len(rest) > 0 && len(out) < n; {
		take := min(n, len(rest))
		found, err := d.namedHits(ctx, rest[:take])
		if err != nil {
			return nil, err
		}
		hits, rest = append(hits, found...), rest[take:]
		if out, err = d.roots(ctx, hits); err != nil {
			return nil, err
		}
	}
	return out[:min(n, len(out))], nil
}

// namedHits reads the heads of some people and keeps those that the reader sees, in their order.
func (d *Desk) namedHits(ctx context.Context, list []scored) ([]cases.Hit, error) {
	records := make([]int64, len(list))
	for i, s := range list {
		records[i] = s.record
	}
	heads, err := d.heads(ctx, among("records.id", records), "records.id", len(records))
	if err != nil {
		return nil, err
	}
	var out []cases.Hit
	for _, s := range list {
		i := slices.IndexFunc(heads, func(h cases.Head) bool { return h.ID == s.record })
		if i >= 0 {
			out = append(out, cases.Hit{Head: heads[i], Score: s.score, Reasons: reasons(s.reasons)})
		}
	}
	return out, nil
}

// perPerson is how many records of one person are allowed for when the best are chosen: those merged into one another.
const perPerson = 3

// reasons turns the reasons of package names into those of package cases.
func reasons(list []names.Reason) []cases.Reason {
	out := make([]cases.Reason, len(list))
	for i, r := range list {
		out[i] = cases.Reason{Key: r.Key, Args: r.Args, Against: r.Against}
	}
	return out
}

// namedIn is the condition on records.id that somebody bears all words of a text, each as a whole, as the beginning or
// the middle of a longer one, or with a mistake. It narrows what a scope admits and never widens it; a reader without
// secrets finds nobody by it.
func namedIn(scope cases.Scope, text string) clause {
	if !scope.Secrets {
		return or()
	}
	text, _ = withoutBirths(text)
	var readings []clause
	for _, q := range names.Queried(text) {
		var all []clause
		for _, w := range q.Words {
			if c, ok := bearing(w); ok && len(all) < maxWords {
				all = append(all, c)
			}
		}
		if len(all) > 0 {
			readings = append(readings, and(all...))
		}
	}
	return or(readings...)
}

// swapsFrom is from how many letters on a word of a filter may have a wrong one. Where each of two words lacks one letter
// of the other, as here the database alone tells, short ones are two names.
const swapsFrom = 6

// bearing is the condition that somebody bears a word of a query; false for a word that is too short to ask for.
func bearing(w names.Word) (clause, bool) {
	if w.Initial || w.Weak == "" || len(w.Strong) > longestKey {
		return clause{}, false
	}
	parts, swapped := typoParts(w)
	if utf8.RuneCountInString(w.Strong) >= swapsFrom {
		parts = append(parts, swapped...)
	}
	for _, key := range alternatives(w) {
		parts = append(parts, wholePart+key)
	}
	slices.Sort(parts)
	all := []clause{among("part", slices.Compact(parts))}
	for _, begin := range []string{wholePart + w.Strong, wholePart + w.Weak, endPart + w.Strong} {
		all = append(all, clause{"part >= ? AND part < ?", args(begin, begin+lastLetter)})
	}
	any := or(all...)
	return clause{"records.id IN (SELECT record FROM name_keys WHERE word IN (SELECT word FROM name_parts WHERE " + any.sql + "))", any.args}, true
}
