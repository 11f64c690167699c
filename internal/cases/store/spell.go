package store

import (
	"strings"

	"aigaq/internal/cases/words"
)

// respell brings the dictionary of spellings along with the words of a record: what is new is put there, what no other
// text holds any more is taken out. Both are tokens as words.Set.Sorted gives them; the row of texts is written already.
func (a *Acts) respell(was, now []string) error {
	old, next := words.Spellings(was...), words.Spellings(now...)
	if err := a.spell(without(next, old)); err != nil {
		return err
	}
	for _, w := range without(old, next) {
		if err := a.unspell(w); err != nil {
			return err
		}
	}
	return nil
}

// without gives those of a list that are not in another one; both are sorted, and each has everything once.
func without(list, others []string) []string {
	var out []string
	for _, w := range list {
		for len(others) > 0 && others[0] < w {
			others = others[1:]
		}
		if len(others) == 0 || others[0] != w {
			out = append(out, w)
		}
	}
	return out
}

// spell puts words into the dictionary that it does not have: one statement, whatever their number.
func (a *Acts) spell(list []string) error {
	if len(list) == 0 {
		return nil
	}
	return a.tx.Exec(a.store.engine.keepSpellings(), strings.Join(list, " ")).Error
}

// unspell takes a word out of the dictionary that stands in no text any more.
func (a *Acts) unspell(word string) error {
	q := words.Query{Readings: []words.Reading{{Words: []words.Word{{Tokens: words.Tokens(word)}}}}}
	n, err := number(a.tx, a.store.engine.anyText(a.store.engine.holds(q, textColumns(), nil)))
	if err != nil || n > 0 {
		return err
	}
	return a.tx.Exec("DELETE FROM spellings WHERE word = ?", word).Error
}

// ---- the two databases

func (e sqlite) keepSpellings() string {
	return `INSERT INTO spellings (word) SELECT value FROM json_each('["' || replace(?, ' ', '","') || '"]') WHERE true ON CONFLICT (word) DO NOTHING`
}

func (e sqlite) anyText(where clause) clause {
	return clause{"SELECT COUNT(*) FROM (SELECT 1 FROM text_index WHERE " + where.sql + " LIMIT 1) AS held", where.args}
}

func (e postgres) keepSpellings() string {
	return "INSERT INTO spellings (word) SELECT unnest(string_to_array(?, ' ')) ON CONFLICT (word) DO NOTHING"
}

// anyText asks the index for all rows and takes the first: asked for one row, the planner would read the table in
// search of a word that most often is nowhere.
func (e postgres) anyText(where clause) clause {
	return clause{"WITH held AS MATERIALIZED (SELECT 1 FROM texts WHERE " + where.sql + ") SELECT COUNT(*) FROM (SELECT 1 FROM held LIMIT 1) AS one", where.args}
}
