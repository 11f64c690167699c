package store

import (
	"database/sql"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/words"
)

// fewTexts is below how many records that hold the words of a query, in all that its reader sees, words with a mistake
// are looked for as well.
const fewTexts = 5

// forgiving gives the query in which words may differ by a mistake or be parts of longer ones, where as it is typed it
// finds few in all that the reader sees, whatever else narrows it. False: there is nothing to forgive, or no need.
//
// The dictionary has words that the reader does not see. None of them changes an answer: they are looked for where the
// reader may look, so they find nothing, and there is no bound that they could take from others (R26).
func (d *Desk) forgiving(tx *gorm.DB, asked words.Query) (words.Query, bool, error) {
	pieces := asked.Pieces()
	if len(pieces) == 0 {
		return asked, false, nil
	}
	if few, err := d.few(tx, asked); err != nil || !few {
		return asked, false, err
	}
	all, err := d.led(tx, pieces)
	if err != nil {
		return asked, false, fmt.Errorf("look for words with a mistake: %w", err)
	}
	out, any := asked.Forgiving(all)
	return out, any, nil
}

// led gives the words of the dictionary to which pieces lead, sorted. What a word begins with the index finds; for the
// rest all words are looked at.
func (d *Desk) led(tx *gorm.DB, pieces []words.Piece) ([]string, error) {
	var begun, rest []clause
	for _, p := range pieces {
		switch {
		case p.Start && p.End:
			begun = append(begun, clause{"word = ?", args(p.Text)})
		case p.Start:
			begun = append(begun, clause{"(word >= ? AND word < ?)", args(p.Text, p.Text+lastLetter)})
		case p.End:
			rest = append(rest, clause{"word LIKE ?", args("%" + p.Text)}) // a piece is of letters alone
		default:
			rest = append(rest, clause{"word LIKE ?", args("%" + p.Text + "%")})
		}
	}
	first, second := or(begun...), or(rest...)
	var out []string
	err := query(tx, clause{"SELECT word FROM spellings WHERE " + first.sql + " UNION SELECT word FROM spellings WHERE " + second.sql + " ORDER BY word",
		append(first.args, second.args...)}, func(rows *sql.Rows) error {
		var word string
		err := rows.Scan(&word)
		out = append(out, word)
		return err
	})
	return out, err
}

// few tells whether fewer than fewTexts records of all that the reader sees hold the words of a query.
func (d *Desk) few(tx *gorm.DB, asked words.Query) (bool, error) {
	var all []int64
	source, t := d.from("records"), d.store.engine.texts()
	for _, p := range parts(d.scope) {
		holds := d.store.holds(asked, p)
		found, err := ids(tx, clause{"SELECT " + t.id + " FROM " + t.join + " " + source.sql + " ON records.id = " + t.id + " WHERE " + holds.sql + " LIMIT ?",
			append(append(slices.Clone(source.args), holds.args...), fewTexts)})
		if err != nil {
			return false, fmt.Errorf("see how many hold the words: %w", err)
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return len(slices.Compact(all)) < fewTexts, nil
}

// nearTexts gives, by kind and newest first, the records that a query finds only when mistakes are forgiven, and the
// query that finds them. exact are those that it finds as it is.
func (d *Desk) nearTexts(tx *gorm.DB, asked words.Query, q cases.Query, exact map[string][]int64) (words.Query, map[string][]int64, error) {
	n := 0
	for _, list := range exact {
		n += len(list)
	}
	if n >= fewTexts {
		return asked, nil, nil
	}
	near, any, err := d.forgiving(tx, asked)
	if err != nil || !any {
		return asked, nil, err
	}
	found, err := d.textsByKind(tx, near, q)
	for kind, list := range found {
		found[kind] = slices.DeleteFunc(list, func(id int64) bool { return slices.Contains(exact[kind], id) })
	}
	return near, found, err
}
