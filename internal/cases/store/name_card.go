package store

import (
	"database/sql"
	"slices"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// nameCard is what a search by name knows of somebody: one row a person who is not withdrawn. Team, level and creator
// are those of the record, so that a scope can be asked without looking at it.
type nameCard struct {
	record           int64
	number           string
	team, level      string
	creator          int64
	words            string // those that the person is found by, a line each
	names            string // every form, the preferred one first, a line each
	sex              string
	bornFrom, bornTo string
	region           string
	iin              string
}

// cardColumns is the columns of a card, in the order of its fields.
const cardColumns = "record, number, team, level, creator, words, names, sex, born_from, born_to, region, iin"

func (c *nameCard) values() []any {
	return args(c.record, c.number, c.team, c.level, c.creator, c.words, c.names, c.sex, c.bornFrom, c.bornTo, c.region, c.iin)
}

func (c *nameCard) pointers() []any {
	return args(&c.record, &c.number, &c.team, &c.level, &c.creator, &c.words, &c.names, &c.sex, &c.bornFrom, &c.bornTo, &c.region, &c.iin)
}

// cardOf makes the card of a record; a blank one for what nobody is found by: other kinds, and who was withdrawn.
func cardOf(r cases.Record) nameCard {
	p, ok := r.(cases.Named)
	h := r.Base()
	if !ok || h.Withdrawn {
		return nameCard{}
	}
	known := p.Known()
	if len(known.Names) == 0 && known.IIN == "" {
		return nameCard{}
	}
	return nameCard{record: h.ID, number: h.Number, team: h.Team, level: h.Level, creator: h.Creator,
		words: strings.Join(wordsOf(known.Names), "\n"), names: strings.Join(oneLine(known.Names), "\n"), sex: known.Sex,
		bornFrom: known.Born.From, bornTo: known.Born.To, region: known.Region, iin: known.IIN}
}

func oneLine(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.Join(strings.Fields(s), " ")
	}
	return out
}

// wordsOf gives the dictionary words of some forms of a name, each once, in a fixed order.
func wordsOf(forms []string) []string {
	var out []string
	for _, s := range forms {
		out = append(out, wordsOfForm(names.Parse(s))...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wordsOfForm gives the words of one form as the dictionary has them, and the keys that stand for none of its words:
// of neighbours joined, of foreign equivalents.
func wordsOfForm(f names.Form) []string {
	var out []string
	own := map[string]bool{}
	for _, w := range f.Words {
		if word := dictionaryWord(w.Weak, w.Strong); word != "" {
			own[w.Weak] = true
			out = append(out, word)
		}
	}
	for _, key := range f.Keys() {
		if word := dictionaryWord(key, ""); word != "" && !own[key] {
			out = append(out, word)
		}
	}
	return out[:min(len(out), wordsAtMost)]
}

// wordsAtMost is how many words of one form are kept: what has more is no name.
const wordsAtMost = 40

// longestKey is how many bytes of a key are kept; what is longer is no name, and no page of an index holds it.
const longestKey = 60

// dictionaryWord is a word as the dictionary has it: its weak key, a space, its strong key.
func dictionaryWord(weak, strong string) string {
	if weak == "" || strings.ContainsAny(weak+strong, " \n") {
		return ""
	}
	return cut(weak) + " " + cut(strong)
}

func cut(s string) string {
	return strings.ToValidUTF8(s[:min(len(s), longestKey)], "")
}

// The mask of a person has a bit for the first letter of each of their words, and one for each word by its weak key.
// It lets a search ask for the other words of a query while it reads the rows of one, and never keeps out who is meant.
const (
	letterBits = 26
	wordBits   = 36
)

func maskOf(words []string) int64 {
	var mask int64
	for _, w := range words {
		weak, strong, _ := strings.Cut(w, " ")
		mask |= wordBit(weak)
		if strong != "" {
			mask |= letterBit(weak) | letterBit(strong)
		}
	}
	return mask
}

// letterBit is the bit of a word's first letter; 0 for a letter that is none of a to z.
func letterBit(s string) int64 {
	if s == "" || s[0]|0x20 < 'a' || s[0]|0x20 > 'z' {
		return 0
	}
	return 1 << (s[0] | 0x20 - 'a')
}

// wordBit is the bit of a weak key, by FNV-1a: it is kept, so it must be the same everywhere and always.
func wordBit(weak string) int64 {
	sum := uint32(2166136261)
	for i := range len(weak) {
		sum = (sum ^ uint32(weak[i])) * 16777619
	}
	return 1 << (letterBits + (sum^sum>>16)%wordBits)
}

// writeNames keeps what a person is found by. Nothing is written where nothing of it changed.
func (a *Acts) writeNames(r cases.Record, isNew bool) error {
	if _, ok := r.(cases.Named); !ok {
		return nil
	}
	next := cardOf(r)
	if isNew {
		return a.addCard(next)
	}
	cards, err := cardsByID(a.tx, []int64{r.Base().ID})
	if err != nil {
		return err
	}
	was := cards[r.Base().ID]
	if was == next {
		return nil
	}
	if was.record != 0 {
		if err := a.dropCard(was); err != nil {
			return err
		}
	}
	if err := a.addCard(next); err != nil {
		return err
	}
	return a.forget(was.lines(), next.lines())
}

// lines gives the words of a card.
func (c *nameCard) lines() []string {
	if c.words == "" {
		return nil
	}
	return strings.Split(c.words, "\n")
}

func (a *Acts) addCard(c nameCard) error {
	if c.record == 0 {
		return nil
	}
	return a.addCards([]nameCard{c})
}

// addCards keeps cards with all that leads to them.
func (a *Acts) addCards(list []nameCard) error {
	cards := rowSet{table: "name_cards (" + cardColumns + ")", width: 12}
	keys := rowSet{table: "name_keys (word, team, level, creator, record, mask)", width: 6}
	var all []string
	of := map[string][]nameCard{}
	for _, c := range list {
		cards.add(c.values()...)
		for _, w := range c.lines() {
			of[w] = append(of[w], c)
			all = append(all, w)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	for _, w := range all { // in the order of the index, so that its pages are come to one after the other
		for _, c := range of[w] {
			keys.add(w, c.team, c.level, c.creator, c.record, maskOf(c.lines()))
		}
	}
	for _, rows := range []rowSet{cards, keys} {
		if err := rows.insert(a.tx); err != nil {
			return err
		}
	}
	return a.learn(all)
}

func (a *Acts) dropCard(c nameCard) error {
	if words := c.lines(); len(words) > 0 {
		which := in("word", words)
		err := a.tx.Exec("DELETE FROM name_keys WHERE "+which.sql+" AND team = ? AND level = ? AND creator = ? AND record = ?",
			append(which.args, c.team, c.level, c.creator, c.record)...).Error
		if err != nil {
			return err
		}
	}
	return a.tx.Exec("DELETE FROM name_cards WHERE record = ?", c.record).Error
}

// cardsByID reads cards whatever the scope: those who show them have asked it.
func cardsByID(tx *gorm.DB, records []int64) (map[int64]nameCard, error) {
	out := make(map[int64]nameCard, len(records))
	for rest := records; len(rest) > 0; {
		n := min(chunk, len(rest))
		which := among("record", rest[:n])
		found, err := readCards(tx, clause{"SELECT " + cardColumns + " FROM name_cards WHERE " + which.sql, which.args})
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			out[c.record] = c
		}
		rest = rest[n:]
	}
	return out, nil
}

func readCards(tx *gorm.DB, c clause) ([]nameCard, error) {
	var out []nameCard
	err := query(tx, c, func(rows *sql.Rows) error {
		var one nameCard
		err := rows.Scan(one.pointers()...)
		out = append(out, one)
		return err
	})
	return out, err
}
