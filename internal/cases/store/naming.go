package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
	"aigaq/internal/cases/names"
)

// nameList is every name under which a person was ever recorded, and every identification number: people are searched
// for by both.
type nameList []nameWords

// nameWords are the words of a name: folded as searches compare them, and as typed.
type nameWords struct{ folded, typed []string }

// namesOf collects the names and identification numbers of a person, whichever record of them is named.
func namesOf(tx *gorm.DB, number string) (nameList, error) {
	found, err := ids(tx, clause{"SELECT id FROM records WHERE number = ?", args(number)})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	people, err := clusterOf(tx, found[0])
	if err != nil {
		return nil, err
	}
	heads, err := headsByID(tx, people)
	if err != nil {
		return nil, err
	}
	var out nameList
	for _, id := range people {
		more, err := namesIn(tx, heads[id].Number)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// namesIn collects the names and numbers of one record: those recorded now, and those that older versions had.
func namesIn(tx *gorm.DB, number string) (nameList, error) {
	var out nameList
	add := func(name string) {
		one := nameWords{strings.Fields(names.Fold(name)), strings.Fields(name)}
		if len(one.folded) > 0 && !slices.ContainsFunc(out, func(w nameWords) bool { return slices.Equal(w.typed, one.typed) }) {
			out = append(out, one)
		}
	}
	c := clause{`SELECT value FROM (SELECT a.value, a."row" AS place FROM answers a JOIN records r ON r.id = a.record
WHERE r.number = ? AND a.field = 'names.value' UNION ALL SELECT p.iin, 1000000 FROM kind_person p JOIN records r ON r.id = p.id WHERE r.number = ?) AS known
ORDER BY place`, args(number, number)}
	err := query(tx, c, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		add(name)
		return err
	})
	if err != nil {
		return nil, err
	}
	c = clause{`SELECT d.detail FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq JOIN records r ON r.uid = e.object
WHERE r.number = ? AND e.revision > 0`, args(number)}
	err = query(tx, c, func(rows *sql.Rows) error {
		var text []byte
		var d detail
		if err := rows.Scan(&text); err != nil || len(text) == 0 || json.Unmarshal(text, &d) != nil {
			return err
		}
		for _, change := range d.Changes {
			if change.Field == "names" || change.Field == "iin" {
				eachName(change.Old, add)
				eachName(change.New, add)
			}
		}
		return nil
	})
	return out, err
}

func eachName(answer string, add func(string)) {
	var kept struct {
		Names []struct {
			Value string `json:"value"`
		} `json:"names"`
		IIN string `json:"iin"`
	}
	if json.Unmarshal([]byte(answer), &kept) == nil {
		add(kept.IIN)
		for _, n := range kept.Names {
			add(n.Value)
		}
	}
}

// shortestWord is how long a part of a name must be to tell a person by it, shortestDigits how long one of a number.
const (
	shortestWord   = 3
	shortestDigits = 6
)

// tells says whether a word that somebody searched by finds a word of a name: searches find any part of it, and boxes
// that suggest send what is typed letter by letter.
func tells(typed, word string) bool {
	least := shortestWord
	if strings.Trim(typed, "0123456789") == "" {
		least = shortestDigits
	}
	return utf8.RuneCountInString(typed) >= least && strings.Contains(word, typed)
}

// in tells whether a text holds all the words of one of the names; loosely: any longer part of them.
func (l nameList) in(text string, loosely bool) bool {
	if plain, err := url.QueryUnescape(text); err == nil {
		text += " " + plain
	}
	words := map[string]bool{}
	for _, w := range strings.Fields(names.Fold(text)) {
		words[w] = true
	}
	return slices.ContainsFunc(l, func(name nameWords) bool {
		if !loosely {
			return !slices.ContainsFunc(name.folded, func(w string) bool { return !words[w] })
		}
		return slices.ContainsFunc(name.folded, func(word string) bool {
			for typed := range words {
				if tells(typed, word) {
					return true
				}
			}
			return false
		})
	})
}

// entries gives the entries from one on that changed no record and whose details name the person: searches that were
// typed, addresses that were exported. A search gives the person away by a part of the name.
func (l nameList) entries(tx *gorm.DB, from int64) (seqs []int64, next int64, err error) {
	next = from
	if len(l) == 0 {
		return nil, next, nil
	}
	for {
		n := 0
		c := clause{`SELECT e.seq, e.body, d.detail FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq
WHERE e.seq >= ? AND e.revision = 0 AND length(d.detail) > 2 ORDER BY e.seq LIMIT 1000`, args(next)}
		err := query(tx, c, func(rows *sql.Rows) error {
			var seq int64
			var body, text []byte
			if err := rows.Scan(&seq, &body, &text); err != nil {
				return err
			}
			n, next = n+1, seq+1
			leaf, err := audit.ParseLeaf(body)
			if err != nil {
				return err
			}
			area, _ := cases.AreaOf(leaf.Action)
			if isAbout(leaf) && l.in(string(text), area == cases.AreaSearch) {
				seqs = append(seqs, seq)
			}
			return nil
		})
		if err != nil || n < 1000 {
			return seqs, next, err
		}
	}
}

// isAbout leaves the entries alone that are about accounts: whoever works here may bear the same name.
func isAbout(leaf audit.Leaf) bool {
	return !strings.HasPrefix(leaf.Action, "account") && !strings.HasPrefix(leaf.Action, "login") && !strings.HasPrefix(leaf.Action, "team")
}

// entriesOf gives the entries of a record whose details hold a text.
func entriesOf(tx *gorm.DB, uid, text string) ([]int64, error) {
	var out []int64
	c := clause{"SELECT e.seq, d.detail FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq WHERE e.object = ?", args(uid)}
	err := query(tx, c, func(rows *sql.Rows) error {
		var seq int64
		var kept []byte
		err := rows.Scan(&seq, &kept)
		if bytes.Contains(kept, []byte(text)) {
			out = append(out, seq)
		}
		return err
	})
	return out, err
}

// looseTexts are the columns outside the records in which somebody may have typed a name.
func looseTexts() [][2]string {
	return [][2]string{{"approvals", "what"}, {"approvals", "why"}, {"approvals", "reason"}, {"shares", "why"}, {"alarms", "why"}, {"merges", "why"}}
}

// sweep empties the texts outside the records that name the person.
func (l nameList) sweep(tx *gorm.DB) error {
	for _, place := range looseTexts() {
		var found []int64
		err := query(tx, clause{sql: "SELECT id, " + place[1] + " FROM " + place[0] + " WHERE " + place[1] + " <> ''"}, func(rows *sql.Rows) error {
			var id int64
			var text string
			err := rows.Scan(&id, &text)
			if l.in(text, false) {
				found = append(found, id)
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, id := range found {
			if err := tx.Exec("UPDATE "+place[0]+" SET "+place[1]+" = '' WHERE id = ?", id).Error; err != nil {
				return err
			}
		}
	}
	return l.sweepPairs(tx)
}

// sweepPairs empties what was said when it was decided about two others, where it names the person.
func (l nameList) sweepPairs(tx *gorm.DB) error {
	var found [][2]int64
	err := query(tx, clause{sql: "SELECT a, b, why FROM pairs WHERE why <> ''"}, func(rows *sql.Rows) error {
		var pair [2]int64
		var why string
		err := rows.Scan(&pair[0], &pair[1], &why)
		if l.in(why, false) {
			found = append(found, pair)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, pair := range found {
		if err := tx.Exec("UPDATE pairs SET why = '' WHERE a = ? AND b = ?", pair[0], pair[1]).Error; err != nil {
			return err
		}
	}
	return nil
}
