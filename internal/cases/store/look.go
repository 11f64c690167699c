package store

import (
	"database/sql"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
	"aigaq/internal/cases/words"
)

// lookedUpTo bounds how many records are named that a human must look at, rareUpTo how many may hold a single word of a
// name for it to tell whose it is.
const (
	lookedUpTo = 100
	rareUpTo   = 20
)

// naming gives the numbers of the records in a scope that may hold one of some names in their texts: two words of it, or
// one that few records hold, in any form of the words that a search finds and in the spellings of the other alphabet;
// and, whatever they tell of, notes and what sources state, as it is written. It does not find nicknames nor mistakes:
// it helps whoever looks and does not replace them.
func (s *Store) naming(tx *gorm.DB, scope cases.Scope, list nameList) ([]string, error) {
	var all []clause
	for _, some := range list.tellingParts() {
		all = append(all, s.spelled(scope, some))
	}
	if len(all) == 0 {
		return nil, nil
	}
	out, err := numbersWhere(tx, scope, or(append(all, told(list)...)...), lookedUpTo)
	if err != nil {
		return nil, err
	}
	for _, word := range list.rareWords() {
		more, err := numbersWhere(tx, scope, s.spelled(scope, []string{word}), rareUpTo+1)
		if err != nil {
			return nil, err
		}
		if len(more) <= rareUpTo {
			out = append(out, more...)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), lookedUpTo)], nil
}

func numbersWhere(tx *gorm.DB, scope cases.Scope, where clause, most int) (out []string, err error) {
	source := scoped(scope, "records")
	c := clause{"SELECT records.number FROM " + source.sql + " WHERE level <> ? AND " + where.sql + " ORDER BY records.number LIMIT ?",
		append(append(append(source.args, cases.Privileged), where.args...), most)}
	err = query(tx, c, func(rows *sql.Rows) error {
		var number string
		err := rows.Scan(&number)
		out = append(out, number)
		return err
	})
	return out, err
}

// spelled is the condition that a record holds some words, each in any of its forms and spellings.
func (s *Store) spelled(scope cases.Scope, some []string) clause {
	var r words.Reading
	for _, written := range some {
		one := words.Word{Typed: names.Fold(written)}
		for _, spelling := range append([]string{written}, names.Spellings(written)...) {
			if read := words.Asked(spelling, func([]words.Token) []string { return nil }).Readings; len(read) > 0 {
				one.Tokens = append(one.Tokens, read[0].Words[0].Tokens...)
			}
		}
		r.Words = append(r.Words, one)
	}
	var any []clause
	for _, p := range parts(scope) {
		any = append(any, s.withWords(words.Query{Readings: []words.Reading{r}}, p))
	}
	return or(any...)
}

// leastTelling is how long a word of a name is at least that is looked for: an initial tells nothing.
const leastTelling = 3

// tellingParts gives the words by which a text names somebody: each two words of a name, or the one that it has.
func (l nameList) tellingParts() (out [][]string) {
	for _, name := range l {
		telling := name.telling()
		if len(telling) == 1 && len(name.folded) == 1 {
			out = append(out, telling)
		}
		for i := range telling {
			for j := range i {
				out = append(out, []string{telling[j], telling[i]})
			}
		}
	}
	return out
}

// rareWords gives the words of names of several words, each once.
func (l nameList) rareWords() (out []string) {
	for _, name := range l {
		for _, word := range name.telling() {
			if len(name.folded) > 1 && !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	return out
}

// telling are the words of a name that are long enough, as they were typed; of very many the first.
func (n nameWords) telling() (out []string) {
	for _, word := range n.typed {
		pieces := strings.FieldsFunc(word, func(r rune) bool { return unicode.IsPunct(r) && names.Fold("a"+string(r)+"a") != "aa" })
		for _, part := range pieces {
			if utf8.RuneCountInString(names.Fold(part)) >= leastTelling {
				out = append(out, part)
			}
		}
	}
	return out[:min(len(out), 4)]
}

// told are the conditions that a note or a citation holds the words of a name. Where they stand with a record that not
// everybody sees who sees this one, no search finds them; they must be found all the same by whoever has a name erased.
func told(list nameList) []clause {
	return []clause{holding("citations", "record", `states || ' ' || "where"`, list), holding("links", "record", "note", list)}
}

// holding is the condition that a text holds the words of a name but for their endings, however they are capitalised.
func holding(table, id, text string, list nameList) clause {
	var any []clause
	for _, some := range list.tellingParts() {
		var all []clause
		for _, w := range some {
			all = append(all, clause{"(" + text + ` LIKE ? ESCAPE '\' OR ` + text + ` LIKE ? ESCAPE '\' OR ` + text + ` LIKE ? ESCAPE '\')`, args(inText(strings.ToLower(stemmed(w))),
				inText(titled(stemmed(w))), inText(strings.ToUpper(stemmed(w))))})
		}
		any = append(any, and(all...))
	}
	where := or(any...)
	return clause{"records.id IN (SELECT " + id + " FROM " + table + " WHERE " + where.sql + ")", where.args}
}

func inText(word string) string { return "%" + escapeLike(word) + "%" }

// stemmed leaves of a longer word what stands in it whatever its ending: a database compares letters alone.
func stemmed(word string) string {
	runes := []rune(word)
	return string(runes[:max(min(len(runes), 4), len(runes)-2)])
}

func titled(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	return strings.ToUpper(string(first)) + strings.ToLower(word[size:])
}
