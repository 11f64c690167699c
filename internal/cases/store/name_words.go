package store

import (
	"database/sql"
	"strings"
)

// The dictionary has each word under all that leads to it. The first character of a part says how.
const (
	wholePart = "=" // the weak or the strong key itself, of which a part of a word can be the beginning
	endPart   = ">" // the key from a later letter on, so that a part from its middle is the beginning of a part
	lessPart  = "-" // the key without one of its letters
)

// shortestPart is how many letters of a word find it; shortestTypo is from how many on one may be wrong.
const (
	shortestPart = 3
	shortestTypo = 4
)

// partsOf gives all parts under which the dictionary has a word.
func partsOf(word string) []string {
	weak, strong, _ := strings.Cut(word, " ")
	seen := map[string]bool{}
	var out []string
	add := func(part string) {
		if !seen[part] {
			seen[part] = true
			out = append(out, part)
		}
	}
	add(wholePart + weak)
	for _, key := range []string{weak, strong} {
		if key == "" {
			continue
		}
		add(wholePart + key)
		for i := range key {
			if i > 0 && len(key)-i >= shortestPart {
				add(endPart + key[i:])
			}
		}
		for _, less := range withoutOne(key) {
			add(lessPart + less)
		}
	}
	return out
}

// withoutOne gives what is left of a key when one letter is taken out; nothing for short ones.
func withoutOne(key string) []string {
	letters := []rune(key)
	if len(letters) < shortestTypo {
		return nil
	}
	out := make([]string, len(letters))
	for i := range letters {
		out[i] = string(letters[:i]) + string(letters[i+1:])
	}
	return out
}

// learn puts words into the dictionary that it does not have.
func (a *Acts) learn(words []string) error {
	var fresh []string
	for rest := words; len(rest) > 0; {
		n := min(insertAtOnce, len(rest))
		found, err := a.fresh(rest[:n])
		if err != nil {
			return err
		}
		fresh, rest = append(fresh, found...), rest[n:]
	}
	parts := rowSet{table: "name_parts (part, word)", width: 2}
	for _, w := range fresh {
		for _, part := range partsOf(w)[1:] {
			parts.add(part, w)
		}
	}
	return parts.insert(a.tx)
}

// fresh puts words into the dictionary under their weak keys alone, and gives those that were not there.
func (a *Acts) fresh(words []string) ([]string, error) {
	values := make([]any, 0, 2*len(words))
	for _, w := range words {
		weak, _, _ := strings.Cut(w, " ")
		values = append(values, wholePart+weak, w)
	}
	rows := strings.TrimSuffix(strings.Repeat("(?,?),", len(words)), ",")
	c := clause{"INSERT INTO name_parts (part, word) VALUES " + rows + " ON CONFLICT (part, word) DO NOTHING RETURNING word", values}
	var out []string
	err := query(a.tx, c, func(rows *sql.Rows) error {
		var w string
		err := rows.Scan(&w)
		out = append(out, w)
		return err
	})
	return out, err
}

// forget takes words out of the dictionary that nobody bears any more: of somebody erased nothing is left in it.
func (a *Acts) forget(was, now []string) error {
	kept := map[string]bool{}
	for _, w := range now {
		kept[w] = true
	}
	for _, w := range was {
		if kept[w] {
			continue
		}
		n, err := number(a.tx, clause{"SELECT COUNT(*) FROM (SELECT 1 FROM name_keys WHERE word = ? LIMIT 1) AS borne", args(w)})
		if err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		which := in("part", partsOf(w))
		if err := a.tx.Exec("DELETE FROM name_parts WHERE word = ? AND "+which.sql, append(args(w), which.args...)...).Error; err != nil {
			return err
		}
	}
	return nil
}
