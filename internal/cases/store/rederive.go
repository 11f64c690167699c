package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/words"
)

// derivedRules is raised when titles or other derived values are worked out in another way than before. 1: a title
// names only people whom everybody who sees the act sees as well. 2: people are found by the words of their names.
// 3: every text is found by its words. 4: and by words with a mistake. 5: further readings of Latin and names that are one.
const derivedRules = 5

// rederiveSlice is how many records are worked out again in one transaction, so that nothing holds the writer for long.
const rederiveSlice = 50

// rederive works the derived values of a database out again that was written by older rules, before anybody reads in
// it: an old title may name somebody whom its reader must not see. What was done is kept slice by slice.
func (s *Store) rederive(ctx context.Context) error {
	var rules int
	if err := s.read.WithContext(ctx).Raw("SELECT rules FROM derived WHERE id = 1").Row().Scan(&rules); err != nil {
		return fmt.Errorf("read by which rules the database was written: %w", err)
	}
	if rules >= derivedRules {
		return nil
	}
	for _, step := range s.rederivations(rules) {
		if err := s.inSlices(ctx, step); err != nil {
			return fmt.Errorf("work out again what is derived: %w", err)
		}
	}
	return s.writer.do(func(tx *gorm.DB) error {
		return tx.Exec("UPDATE derived SET rules = ? WHERE id = 1", derivedRules).Error
	})
}

// rederivation does what follows the record with an id, and gives the last one that it did; -1 where there was none.
type rederivation func(tx *gorm.DB, last int64) (int64, error)

// rederivations gives what brings a database from some rules to those of today. What is given its words is given the
// dictionary of them along with them.
func (s *Store) rederivations(rules int) []rederivation {
	all := []rederivation{s.rederiveAfter, s.nameAfter, s.textAfter, s.spellAfter, s.renameAfter}
	if rules < 3 {
		return slices.Delete(all, 3, 4)[rules:]
	}
	return all[rules:]
}

func (s *Store) inSlices(ctx context.Context, step rederivation) error {
	for last := int64(0); last >= 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := s.writer.do(func(tx *gorm.DB) (err error) {
			last, err = step(tx, last)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// nameSlice is how many people are given the words that they are found by in one transaction, nameLoad how many of them
// are read at once. The more at once, the more of the words lie side by side in the index.
const (
	nameSlice = 20_000
	nameLoad  = 1_000
)

// nameAfter gives the next people the words that they are found by. Nothing else of them is read or written.
func (s *Store) nameAfter(tx *gorm.DB, last int64) (int64, error) {
	var cards []nameCard
	for range nameSlice / nameLoad {
		more, next, err := cardsAfter(tx, last)
		if err != nil {
			return 0, err
		}
		cards = append(cards, more...)
		if next < 0 && len(cards) == 0 {
			return -1, nil
		}
		if next < 0 {
			break // the next slice finds nobody
		}
		last = next
	}
	a := &Acts{store: s, tx: tx, scope: everything()}
	return last, a.addCards(cards)
}

// cardsAfter makes the cards of the next people that have none, and gives the last of them; -1 where there was nobody.
func cardsAfter(tx *gorm.DB, last int64) ([]nameCard, int64, error) {
	b, err := loadKind(tx, everything(), cases.KindByCode("person"), clause{
		"WHERE records.kind = 'person' AND records.id > ? AND records.withdrawn = 0 ORDER BY records.id LIMIT ?", args(last, nameLoad)})
	if err != nil || len(b.records) == 0 {
		return nil, -1, err
	}
	if err := b.answers(); err != nil {
		return nil, 0, err
	}
	there, err := cardsByID(tx, b.ids())
	if err != nil {
		return nil, 0, err
	}
	var cards []nameCard
	for _, r := range b.records {
		if c := cardOf(r); c.record != 0 && there[c.record].record == 0 {
			cards = append(cards, c)
		}
	}
	return cards, b.records[len(b.records)-1].Base().ID, nil
}

// rederiveAfter works the titles of the next slice out again.
func (s *Store) rederiveAfter(tx *gorm.DB, last int64) (int64, error) {
	var kinds []string
	for _, k := range cases.Kinds() {
		if k.Subject != "" || k.Under != "" {
			kinds = append(kinds, k.Code)
		}
	}
	kind := in("kind", kinds)
	next, err := ids(tx, clause{"SELECT id FROM records WHERE id > ? AND withdrawn = 0 AND " + kind.sql + " ORDER BY id LIMIT ?",
		append(append(args(last), kind.args...), rederiveSlice)})
	if err != nil || len(next) == 0 {
		return -1, err
	}
	a := &Acts{store: s, tx: tx, scope: everything()}
	for _, id := range next {
		if err := a.refresh(id); err != nil {
			return 0, err
		}
	}
	return next[len(next)-1], nil
}

// textSlice is how many records are given the words that they are found by in one transaction.
const textSlice = 500

// textAfter gives the next records the words that they are found by. Nothing else of them is written.
func (s *Store) textAfter(tx *gorm.DB, last int64) (int64, error) {
	next, err := ids(tx, clause{"SELECT id FROM records WHERE id > ? ORDER BY id LIMIT ?", args(last, textSlice)})
	if err != nil || len(next) == 0 {
		return -1, err
	}
	kinds, err := kindsOf(tx, next)
	if err != nil {
		return 0, err
	}
	a := &Acts{store: s, tx: tx, scope: everything()}
	for _, k := range cases.Kinds() {
		which := in("records.id", kinds[k.Code])
		b, err := loadKind(tx, everything(), k, clause{"WHERE " + which.sql, which.args})
		if err != nil {
			return 0, err
		}
		if err := b.complete(); err != nil {
			return 0, err
		}
		for _, r := range b.records {
			if err := a.writeText(r, false); err != nil {
				return 0, err
			}
		}
	}
	return next[len(next)-1], nil
}

// spellAfter puts the words of the next records into the dictionary of spellings. Nothing else is written.
func (s *Store) spellAfter(tx *gorm.DB, last int64) (int64, error) {
	next, err := ids(tx, clause{"SELECT record FROM texts WHERE record > ? ORDER BY record LIMIT ?", args(last, textSlice)})
	if err != nil || len(next) == 0 {
		return -1, err
	}
	var all []string
	for _, id := range next {
		kept, err := keptText(tx, s.engine, id)
		if err != nil {
			return 0, err
		}
		all = append(all, words.Spellings(kept...)...)
	}
	slices.Sort(all)
	a := &Acts{store: s, tx: tx, scope: everything()}
	return next[len(next)-1], a.spell(slices.Compact(all))
}
