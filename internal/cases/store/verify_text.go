package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/words"
)

// text holds the words in which a record is found against its answers: an edit there hides a record, or shows a secret
// word, without touching an answer.
func (v *verification) text(r cases.Record) error {
	h := r.Base()
	var want []string
	if !h.Withdrawn {
		t := textsOf(r)
		want = t[:]
	}
	have, err := keptText(v.tx, v.store.engine, h.ID)
	if err != nil {
		return fmt.Errorf("read the words of %s: %w", h.Number, err)
	}
	if !slices.EqualFunc(have, want, sameWords) {
		return RecordFault{h.Number, "the words that it is found by differ from its answers"}
	}
	for _, w := range words.Spellings(want...) {
		v.spelled[w] = true
	}
	return nil
}

// spellings holds the dictionary of what stands in the texts against them: a word left there would outlive whoever it
// was about, and one that is missing is not found by those who mistype it.
func (v *verification) spellings() error {
	n := 0
	err := query(v.tx, clause{sql: "SELECT word FROM spellings"}, func(rows *sql.Rows) error {
		var word string
		if err := rows.Scan(&word); err != nil {
			return err
		}
		if n++; !v.spelled[word] {
			return RecordFault{"spellings", "the dictionary has a word that stands in no text"}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if n != len(v.spelled) {
		return RecordFault{"spellings", "the dictionary lacks words that stand in texts"}
	}
	return nil
}

// sameWords tells whether two lists of words with spaces between are the same in any order.
func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func (e sqlite) readText() string {
	return "SELECT open, secret, told, told_secret FROM texts WHERE record = ?"
}

func (e postgres) readText() string {
	return `SELECT array_to_string(tsvector_to_array(open), ' '), array_to_string(tsvector_to_array(secret), ' '),
array_to_string(tsvector_to_array(told), ' '), array_to_string(tsvector_to_array(told_secret), ' ') FROM texts WHERE record = ?`
}
