package store

import (
	"database/sql"
	"fmt"
	"hash/fnv"

	"aigaq/internal/cases"
)

// names holds what a person is found by against the answers: a name hidden from searches would be entered twice, and
// one that somebody put there would be found where it is not.
func (v *verification) names(r cases.Record) error {
	if _, ok := r.(cases.Named); !ok {
		return nil
	}
	h := r.Base()
	want := cardOf(r)
	cards, err := cardsByID(v.tx, []int64{h.ID})
	if err != nil {
		return fmt.Errorf("read what %s is found by: %w", h.Number, err)
	}
	if cards[h.ID] != want {
		return RecordFault{h.Number, "what it is found by differs from its answers"}
	}
	words := want.lines()
	v.nameKeys += len(words)
	if len(words) == 0 {
		return nil
	}
	which := in("word", words)
	n, err := number(v.tx, clause{"SELECT COUNT(*) FROM name_keys WHERE " + which.sql +
		" AND team = ? AND level = ? AND creator = ? AND record = ? AND mask = ?",
		append(which.args, want.team, want.level, want.creator, want.record, maskOf(words))})
	if err != nil {
		return fmt.Errorf("read what %s is found by: %w", h.Number, err)
	}
	if n != len(words) {
		return RecordFault{h.Number, "words that it is found by are missing"}
	}
	return nil
}

// dictionary finds words that people are found by and nobody has, and holds the dictionary against those words.
func (v *verification) dictionary() error {
	n, err := number(v.tx, clause{sql: "SELECT COUNT(*) FROM name_keys"})
	if err != nil {
		return fmt.Errorf("count what people are found by: %w", err)
	}
	if n != v.nameKeys {
		return RecordFault{"name_keys", "somebody is found by words that nobody has"}
	}
	var want, have uint64
	err = query(v.tx, clause{sql: "SELECT DISTINCT word FROM name_keys"}, func(rows *sql.Rows) error {
		var word string
		err := rows.Scan(&word)
		for _, part := range partsOf(word) {
			want += partSum(part, word)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read what people are found by: %w", err)
	}
	err = query(v.tx, clause{sql: "SELECT part, word FROM name_parts"}, func(rows *sql.Rows) error {
		var part, word string
		err := rows.Scan(&part, &word)
		have += partSum(part, word)
		return err
	})
	if err != nil {
		return fmt.Errorf("read the dictionary of names: %w", err)
	}
	if want != have {
		return RecordFault{"name_parts", "the dictionary of names differs from the names"}
	}
	return nil
}

func partSum(part, word string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(part + "\n" + word))
	return h.Sum64()
}
