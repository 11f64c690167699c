package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"aigaq/internal/cases"
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
	var have []string
	c := v.store.engine.readText()
	err := query(v.tx, clause{c, args(h.ID)}, func(rows *sql.Rows) error {
		have = make([]string, 4)
		return rows.Scan(&have[0], &have[1], &have[2], &have[3])
	})
	if err != nil {
		return fmt.Errorf("read the words of %s: %w", h.Number, err)
	}
	if !slices.EqualFunc(have, want, sameWords) {
		return RecordFault{h.Number, "the words that it is found by differ from its answers"}
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
