package store

import (
	"database/sql"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// How much a search by name looks at, at most. All of it is counted within the scope, so that nobody can tell from an
// answer what lies outside (R26).
const (
	candidatesAtMost = 200 // people whose names are compared letter by letter, for each way of searching
	spellingsAtMost  = 400 // words of the dictionary that a part of a word may stand for
	rowsCounted      = 400 // rows up to which it is found out which word of a query is the rarest
	bitsAtMost       = 10  // bits of the mask that are asked for; with more, nearly everybody has one of them
)

// seeker looks for people by the words of their names within a scope.
type seeker struct {
	tx    *gorm.DB
	scope cases.Scope
	arms  []clause
	found map[int64]bool
}

func newSeeker(tx *gorm.DB, scope cases.Scope) *seeker {
	return &seeker{tx: tx, scope: scope, arms: nameArms(scope), found: map[int64]bool{}}
}

// nameArms is a scope as conditions on the rows of name_keys, each of which an index answers: one a team. What was
// shared is not among them: it is looked at person by person.
func nameArms(s cases.Scope) []clause {
	switch {
	case s.Everything:
		return []clause{and()}
	case s.AllTeams:
		return arms(s)
	}
	var out []clause
	if len(s.Shared) > 0 {
		out = append(out, and(clause{sql: "team = ''"}, in("level", s.Shared)))
	}
	teams := named(s.Teams)
	slices.Sort(teams)
	for _, team := range slices.Compact(teams) {
		out = append(out, and(clause{"team = ?", args(team)}, in("level", s.Levels)))
	}
	if s.Creator != 0 {
		out = append(out, clause{"(creator = ? AND level <> ?)", args(s.Creator, cases.Privileged)})
	}
	return out
}

// seesAll tells whether no person is outside the scope.
func seesAll(s cases.Scope) bool {
	return s.Everything || s.AllTeams && len(s.Levels) == len(cases.Levels())
}

// borne is the condition on name_parts that somebody in scope bears the word.
func (s *seeker) borne() clause {
	if seesAll(s.scope) {
		return and()
	}
	var list []clause
	for _, arm := range s.arms {
		list = append(list, clause{"EXISTS (SELECT 1 FROM name_keys WHERE name_keys.word = name_parts.word AND " + arm.sql + ")", arm.args})
	}
	return or(list...)
}

// spelt gives the words in scope that the dictionary has under some parts, by part.
func (s *seeker) spelt(parts []string) (map[string][]string, error) {
	out := map[string][]string{}
	for rest := parts; len(rest) > 0; {
		n := min(chunk, len(rest))
		where := and(among("part", rest[:n]), s.borne())
		c := clause{"SELECT part, word FROM name_parts WHERE " + where.sql + " ORDER BY part, word", where.args}
		err := query(s.tx, c, func(rows *sql.Rows) error {
			var part, word string
			err := rows.Scan(&part, &word)
			out[part] = append(out[part], word)
			return err
		})
		if err != nil {
			return nil, err
		}
		rest = rest[n:]
	}
	return out, nil
}

// beginning gives the words in scope that the dictionary has under parts that begin so.
func (s *seeker) beginning(part string) ([]string, error) {
	borne := s.borne()
	c := clause{"SELECT word FROM name_parts WHERE part >= ? AND part < ? AND " + borne.sql + " ORDER BY part, word LIMIT ?",
		append(append(args(part, part+lastLetter), borne.args...), spellingsAtMost)}
	var out []string
	err := query(s.tx, c, func(rows *sql.Rows) error {
		var word string
		err := rows.Scan(&word)
		out = append(out, word)
		return err
	})
	return out, err
}

// lastLetter sorts behind every letter.
const lastLetter = "\U0010FFFF"

// among is in with a number of question marks that is a power of two: there are few different statements then, and
// each is prepared once.
func among[T any](column string, values []T) clause {
	n := 1
	for n < len(values) {
		n *= 2
	}
	padded := slices.Grow(slices.Clone(values), n-len(values))
	for len(values) > 0 && len(padded) < n {
		padded = append(padded, values[len(values)-1])
	}
	return in(column, padded)
}

// rarest gives the place of the word that the fewest rows in scope have, and how many that are, up to rowsCounted; -1
// where somebody bears none of the spellings of a word.
func (s *seeker) rarest(list []wanted) (at, rows int, err error) {
	at, rows = -1, rowsCounted+1
	several := len(list) > 1
	for i, w := range list {
		if w.Initial {
			continue
		}
		n := rowsCounted
		if several || len(w.spellings) == 0 {
			if n, err = s.count(w.spellings, rows); err != nil {
				return -1, 0, err
			}
		}
		if n < rows {
			at, rows = i, n
		}
	}
	return at, rows, nil
}

// count is how many rows in scope some words have, up to most.
func (s *seeker) count(words []string, most int) (total int, err error) {
	for rest := words; len(rest) > 0 && total < most; {
		n := min(chunk, len(rest))
		which := among("word", rest[:n])
		for _, arm := range s.arms {
			where := and(which, arm)
			found, err := number(s.tx, clause{"SELECT COUNT(*) FROM (SELECT 1 FROM name_keys WHERE " + where.sql + " LIMIT ?) AS few",
				append(where.args, most)})
			if err != nil {
				return 0, err
			}
			total += found
		}
		rest = rest[n:]
	}
	return min(total, most), nil
}

// together finds the people in scope who bear all of some words, or their initials. It reads the rows of the rarest
// word, and asks for the others by the mask.
func (s *seeker) together(list []wanted) ([]int64, error) {
	rarest, rows, err := s.rarest(list)
	if err != nil || rarest < 0 || rows == 0 {
		return nil, err
	}
	others := []clause{and()}
	for i, w := range list {
		if bits := w.bits(); i != rarest && bits != 0 {
			others = append(others, clause{"mask & ? <> 0", args(bits)})
		}
	}
	return s.rows(list[rarest].spellings, rows < candidatesAtMost, and(others...))
}

// rows reads who in scope bears one of some words, the likeliest first. Where they are few all words are asked for at
// once, else one after the other until there are enough.
func (s *seeker) rows(words []string, few bool, others clause) ([]int64, error) {
	var out []int64
	step := 1
	if few {
		step = chunk
	}
	for rest := words; len(rest) > 0 && len(out) < candidatesAtMost; step = min(8*step, chunk) {
		n := min(step, len(rest))
		which := among("word", rest[:n])
		for _, arm := range s.arms {
			where := and(which, arm, others)
			found, err := ids(s.tx, clause{"SELECT record FROM name_keys WHERE " + where.sql +
				" ORDER BY word, team, level, creator, record LIMIT ?", append(where.args, candidatesAtMost)})
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
			if len(out) >= candidatesAtMost {
				break
			}
		}
		rest = rest[n:]
	}
	return out[:min(len(out), candidatesAtMost)], nil
}

// bearing reads the cards of those who bear all of some words and were not read before.
func (s *seeker) bearing(list []wanted) ([]nameCard, error) {
	records, err := s.together(list)
	if err != nil {
		return nil, err
	}
	records = slices.DeleteFunc(records, func(id int64) bool { return s.found[id] })
	return s.cards(records, list)
}

// cards reads some cards and keeps those that bear all the words.
func (s *seeker) cards(records []int64, list []wanted) ([]nameCard, error) {
	cards, err := cardsByID(s.tx, records)
	if err != nil {
		return nil, err
	}
	var out []nameCard
	for _, id := range records {
		c, there := cards[id]
		words := c.lines()
		lacks := func(w wanted) bool { return !w.borneBy(words) }
		if there && !s.found[id] && !slices.ContainsFunc(list, lacks) {
			s.found[id] = true
			out = append(out, c)
		}
	}
	return out, nil
}

// shared reads the cards of the people who were shared with the reader: they are few, and compared one by one.
func (s *seeker) shared() ([]nameCard, error) {
	shares := slices.Clone(s.scope.Shares)
	slices.Sort(shares)
	return s.cards(slices.Compact(shares), nil)
}
