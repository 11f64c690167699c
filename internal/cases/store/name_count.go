package store

import (
	"database/sql"
	"slices"
	"strings"
)

// rarest gives the place of the word that the fewest rows in scope have, and about how many that are; -1 where there are
// initials alone. Of a word alone as many are read as there are, and none is counted.
func (s *seeker) rarest(list []wanted) (at, rows int, err error) {
	if len(list) > 1 {
		if err := s.weigh(list); err != nil {
			return -1, 0, err
		}
	}
	at = -1
	for i, w := range list {
		if w.Initial {
			continue
		}
		n := min(len(w.spellings), 1) * rowsCounted
		if len(list) > 1 {
			n = s.rows[keyOf(w)]
		}
		if at < 0 || n < rows {
			at, rows = i, n
		}
	}
	return at, rows, nil
}

// weigh finds out how many rows each of some words has, as far as it takes to know the rarest: up to rowsCounted, and
// where all have so many, further. Of what a mistake or a beginning adds to a common word it is known that it is common.
func (s *seeker) weigh(list []wanted) error {
	list = slices.DeleteFunc(slices.Clone(list), func(w wanted) bool { return w.Initial })
	if err := s.count(list, rowsCounted); err != nil {
		return err
	}
	if slices.ContainsFunc(list, func(w wanted) bool { return s.rows[keyOf(w)] < rowsCounted }) {
		return nil
	}
	again := slices.DeleteFunc(slices.Clone(list), func(w wanted) bool { return s.common[w.Weak+" "+w.Strong] > 0 })
	for _, w := range again {
		delete(s.rows, keyOf(w))
	}
	err := s.count(again, rowsWeighed)
	for _, w := range again {
		s.common[w.Weak+" "+w.Strong] = s.rows[keyOf(w)]
	}
	for _, w := range list {
		s.rows[keyOf(w)] = max(s.rows[keyOf(w)], s.common[w.Weak+" "+w.Strong])
	}
	return err
}

// count notes how many rows in scope the spellings of some words have, up to most, asking once for all that it does not
// know. Each spelling was found because somebody in scope bears it: where they are many they are not counted.
func (s *seeker) count(list []wanted, most int) error {
	var keys []string
	var sums []clause
	for _, w := range list {
		key := keyOf(w)
		if _, done := s.rows[key]; done {
			continue
		}
		s.rows[key] = min(len(w.spellings), rowsCounted)
		if n := len(w.spellings); n > 0 && n < rowsCounted {
			keys, sums = append(keys, key), append(sums, s.sum(w.spellings, most))
		}
	}
	if len(keys) == 0 {
		return nil
	}
	counts := make([]int, len(keys))
	to := make([]any, len(keys))
	for i := range counts {
		to[i] = &counts[i]
	}
	all := sequence(sums, ", ")
	err := query(s.tx, clause{"SELECT " + all.sql, all.args}, func(rows *sql.Rows) error { return rows.Scan(to...) })
	for i, key := range keys {
		s.rows[key] = min(counts[i], most)
	}
	return err
}

// sum is how many rows in scope some words have, each part of the scope counted up to most.
func (s *seeker) sum(words []string, most int) clause {
	which := s.listed("word", words)
	var each []clause
	for _, arm := range s.wide {
		where := and(which, arm)
		each = append(each, clause{"(SELECT COUNT(*) FROM (SELECT 1 FROM name_keys WHERE " + where.sql + " LIMIT ?) AS few)", append(where.args, most)})
	}
	return joined(each, " + ", "0")
}

// keyOf tells words that are looked for from others.
func keyOf(list ...wanted) string {
	var b strings.Builder
	for _, w := range list {
		b.WriteString(w.Weak + " " + w.Strong + "\n")
		for _, one := range w.spellings {
			b.WriteString("\t" + one)
		}
	}
	return b.String()
}
