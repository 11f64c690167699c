package store

import (
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// How much a search by name looks at, at most. All of it is counted within the scope, so that nobody can tell from an
// answer what lies outside (R26).
const (
	candidatesAtMost = 200   // people whose names are compared letter by letter, for each way of searching
	spellingsAtMost  = 400   // words of the dictionary that a part of a word may stand for
	rowsCounted      = 401   // rows up to which it is found out which word of a query is the rarest
	rowsWeighed      = 12000 // the same where all words of a query are common
	rowsHeld         = 4000  // rows of a common word that are looked up under the others
	lookedUp         = 16000 // rows times spellings that are looked up, at most, where all words of a query are common
	lettersAtMost    = 4     // letters of the mask that are asked for where the words are too many
	bitsAtMost       = 10    // bits of the mask that are asked for; with more, nearly everybody has one of them
)

// seeker looks for people by the words of their names within a scope.
type seeker struct {
	tx     *gorm.DB
	scope  cases.Scope
	arms   []clause // conditions on rows of name_keys, each of which an index answers in its order
	wide   []clause // the same in fewer, where the order does not matter
	found  map[int64]bool
	read   map[int64]nameCard // cards that were read, whether they bear what was asked for or not
	asked  map[string]bool    // which words were looked for together
	rows   map[string]int     // how many rows some words have, as far as they were counted
	common map[string]int     // the same of the words of which all are common
}

func newSeeker(tx *gorm.DB, scope cases.Scope) *seeker {
	return &seeker{tx: tx, scope: scope, arms: nameArms(scope, false), wide: nameArms(scope, true),
		found: map[int64]bool{}, read: map[int64]nameCard{}, asked: map[string]bool{}, rows: map[string]int{}, common: map[string]int{}}
}

// nameArms is a scope as conditions on the rows of name_keys, each of which an index answers: one a team, or one for all
// teams together. What was shared is not among them: it is looked at person by person.
func nameArms(s cases.Scope, together bool) []clause {
	switch {
	case s.Everything:
		return []clause{and()}
	case s.AllTeams:
		return arms(s)
	}
	var out []clause
	if len(s.Shared) > 0 {
		out = append(out, and(clause{sql: "team = ''"}, atLevels(s.Shared)))
	}
	teams := named(s.Teams)
	slices.Sort(teams)
	teams = slices.Compact(teams)
	if together && len(teams) > 1 {
		out = append(out, and(in("team", teams), atLevels(s.Levels)))
		teams = nil
	}
	for _, team := range teams {
		out = append(out, and(clause{"team = ?", args(team)}, atLevels(s.Levels)))
	}
	if s.Creator != 0 {
		out = append(out, clause{"(creator = ? AND level <> ?)", args(s.Creator, cases.Privileged)})
	}
	return out
}

// atLevels is the condition that a row has one of some levels: where those are all, one look at an index instead of one
// for each.
func atLevels(levels []string) clause {
	if len(levels) == len(cases.Levels()) {
		return clause{"level <> ?", args(cases.Privileged)}
	}
	return in("level", levels)
}

// seesAll tells whether no person is outside the scope.
func seesAll(s cases.Scope) bool {
	return s.Everything || s.AllTeams && len(s.Levels) == len(cases.Levels())
}

// borne is the condition on name_parts that somebody in scope bears the word: not by EXISTS, for which PostgreSQL may
// gather all own entries.
func (s *seeker) borne() clause {
	if seesAll(s.scope) {
		return and()
	}
	var list []clause
	for _, arm := range s.wide {
		list = append(list, clause{"(SELECT 1 FROM name_keys WHERE name_keys.word = name_parts.word AND " + arm.sql + " LIMIT 1) = 1", arm.args})
	}
	return or(list...)
}

// listed is in with all values as one, so that the statement is the same however many they are.
func (s *seeker) listed(column string, values []string) clause {
	if len(values) == 1 {
		return clause{column + " = ?", args(values[0])} // in which the database sees that the rows come in order
	}
	list, _ := json.Marshal(values) // never fails for strings
	if s.tx.Name() == "postgres" {
		return clause{column + " = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(? AS jsonb))))", args(string(list))}
	}
	return clause{column + " IN (SELECT value FROM json_each(?))", args(string(list))}
}

// spelt gives the words in scope that the dictionary has under some parts, by part.
func (s *seeker) spelt(parts []string) (map[string][]string, error) {
	out := map[string][]string{}
	for rest := parts; len(rest) > 0; {
		n := min(chunk, len(rest))
		where := and(s.listed("part", rest[:n]), s.borne())
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

// beginning gives the words in scope that the dictionary has under parts with one of some beginnings, by beginning.
func (s *seeker) beginning(beginnings []string) (map[string][]string, error) {
	out := map[string][]string{}
	if len(beginnings) == 0 {
		return out, nil
	}
	borne := s.borne()
	var each []clause
	for _, b := range beginnings {
		each = append(each, clause{"SELECT * FROM (SELECT part, word FROM name_parts WHERE part >= ? AND part < ? AND " + borne.sql +
			" ORDER BY part, word LIMIT ?) AS borne", append(append(args(b, b+lastLetter), borne.args...), spellingsAtMost)})
	}
	err := query(s.tx, sequence(each, " UNION ALL "), func(rows *sql.Rows) error {
		var part, word string
		err := rows.Scan(&part, &word)
		for _, b := range beginnings {
			if strings.HasPrefix(part, b) {
				out[b] = append(out[b], word)
			}
		}
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

// together finds the people in scope who bear all of some words, or their initials. It reads the rows of the rarest
// word, and asks for the others by the mask. Where all are common, those alone are found who bear the words as they were
// typed: what else they may mean would be too many.
func (s *seeker) together(list []wanted, typed bool) ([]int64, error) {
	first, rows, err := s.rarest(list)
	if err != nil || first < 0 || rows == 0 {
		return nil, err
	}
	common := len(list) > 1 && rows >= rowsCounted
	if common && !typed {
		return nil, nil
	}
	if common {
		return s.typed(list, first, max(2, lookedUp/rows))
	}
	others := []clause{and()}
	for i, w := range list {
		if bits := w.bits(); i != first && bits != 0 {
			others = append(others, clause{"mask & ? <> 0", args(bits)})
		}
	}
	return s.bearers(list[first].spellings, rows < candidatesAtMost, and(others...))
}

// bearers reads who in scope bears one of some words, the likeliest first. Where they are few all words are asked for at
// once, else one after the other until there are enough.
func (s *seeker) bearers(words []string, few bool, others clause) ([]int64, error) {
	var out []int64
	step := 1
	if few {
		step = chunk
	}
	for rest := words; len(rest) > 0 && len(out) < candidatesAtMost; step = min(8*step, chunk) {
		n := min(step, len(rest))
		which := s.listed("word", rest[:n])
		var each []clause
		for _, arm := range s.arms {
			where := and(which, arm, others)
			each = append(each, clause{"SELECT * FROM (SELECT record FROM name_keys WHERE " + where.sql +
				" ORDER BY word, team, level, creator, record LIMIT ?) AS borne", append(where.args, candidatesAtMost)})
		}
		all := sequence(each, " UNION ALL ")
		found, err := ids(s.tx, clause{all.sql + " LIMIT ?", append(all.args, candidatesAtMost-len(out))})
		if err != nil {
			return nil, err
		}
		out, rest = append(out, found...), rest[n:]
	}
	return out, nil
}

// bearing reads the cards of those who bear all of some words, as they were typed or otherwise, and were not found before.
func (s *seeker) bearing(list []wanted, typed bool) ([]nameCard, error) {
	key := keyOf(list...)
	if s.asked[key] {
		return nil, nil
	}
	s.asked[key] = true
	records, err := s.together(list, typed)
	if err != nil {
		return nil, err
	}
	records = slices.DeleteFunc(records, func(id int64) bool { return s.found[id] })
	return s.cards(records, list)
}

// cards reads some cards and keeps those that bear all the words.
func (s *seeker) cards(records []int64, list []wanted) ([]nameCard, error) {
	fresh := slices.DeleteFunc(slices.Clone(records), func(id int64) bool { return s.read[id].record != 0 })
	cards, err := cardsByID(s.tx, fresh)
	if err != nil {
		return nil, err
	}
	maps.Copy(s.read, cards)
	var out []nameCard
	for _, id := range records {
		c := s.read[id]
		words := c.lines()
		lacks := func(w wanted) bool { return !w.borneBy(words) }
		if c.record != 0 && !s.found[id] && !slices.ContainsFunc(list, lacks) {
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
