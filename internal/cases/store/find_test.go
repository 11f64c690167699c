package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// findsOnly fails unless a search by name answers with these people, whatever their order.
func (h *house) findsOnly(who, text string, want ...cases.Saved) {
	h.Helper()
	hits, err := h.desk(who).Find(h.ctx(), text, 50)
	h.must(err)
	var got, wanted []string
	for _, hit := range hits {
		got = append(got, hit.Head.Number)
	}
	for _, s := range want {
		wanted = append(wanted, s.Number)
	}
	slices.Sort(got)
	slices.Sort(wanted)
	if !slices.Equal(got, wanted) {
		h.Errorf("%s searching %q finds %v, want %v", who, text, got, wanted)
	}
}

// finds fails unless somebody is among the first ten answers.
func (h *house) finds(who, text string, want cases.Saved) {
	h.Helper()
	hits, err := h.desk(who).Find(h.ctx(), text, 10)
	h.must(err)
	if !slices.ContainsFunc(hits, func(hit cases.Hit) bool { return hit.Head.Number == want.Number }) {
		h.Errorf("%s searching %q does not find %s", who, text, want.Number)
	}
}

// R26
func TestNobodyIsFoundByNameOutsideTheScope(t *testing.T) {
	onBoth(t, func(h *house) {
		mine := h.person("aliya", "Жұпар Ойдан", "team", "almaty", "level", "internal")
		h.person("west", "Жұпар Ойдан", "team", "west", "level", "internal")
		noted := h.person("intake", "Жұпар Ойдан", "level", "public")
		h.findsOnly("reader", "Жұпар Ойдан")
		h.findsOnly("boss", "Жұпар Ойдан")
		h.findsOnly("auditor", "Жұпар Ойдан")
		h.findsOnly("intake", "Жұпар", noted)
		h.findsOnly("aliya", "Жұпар", mine, noted)
	})
}

func TestEditsMoveWhatAPersonIsFoundBy(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("chief", "Бірінші Үлгінов", "team", "almaty", "level", "internal")
		h.finds("aliya", "Үлгінов", p)
		p = h.edit("aliya", p, "names.0.value", "Екінші Мысалов")
		h.findsOnly("aliya", "Үлгінов")
		h.finds("aliya", "Мысалов", p)
		p = h.edit("chief", p, "team", "west")
		h.findsOnly("aliya", "Мысалов")
		h.finds("west", "Мысалов", p)
		h.verify()
	})
}

// R69
func TestOfSomebodyErasedNoWordIsLeftInTheDictionary(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Өшпесов Жалғыз")
		other := h.person("aliya", "Өшпесов Қалған")
		h.withdraw("aliya", p)
		h.findsOnly("chief", "Жалғыз")
		h.findsOnly("chief", "Өшпесов", other)
		if _, err := h.Erasures().Erase(h.ctx(), h.users["chief"], p.Number); err != nil {
			h.Fatal(err)
		}
		for _, table := range []string{"name_cards", "name_keys"} {
			h.none("SELECT COUNT(*) FROM "+table+" WHERE record = ?", p.ID)
		}
		h.none("SELECT COUNT(*) FROM name_parts WHERE word NOT IN (SELECT word FROM name_keys)")
		h.verify()
	})
}

// none fails unless a count is 0.
func (h *house) none(statement string, values ...any) {
	h.Helper()
	n, err := number(h.read, clause{statement, values})
	h.must(err)
	if n != 0 {
		h.Errorf("%s: %d", statement, n)
	}
}

func TestADatabaseFromBeforeTheSearchByNameIsGivenItWhenItOpens(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Ескерек Деректов")
		gone := h.person("aliya", "Кеткен Адамов")
		h.withdraw("aliya", gone)
		h.must(h.writer.do(func(tx *gorm.DB) error {
			for _, statement := range []string{"DELETE FROM name_parts", "DELETE FROM name_keys", "DELETE FROM name_cards", "UPDATE derived SET rules = 1"} {
				if err := tx.Exec(statement).Error; err != nil {
					return err
				}
			}
			return nil
		}))
		h.findsOnly("aliya", "Деректов")
		h.reopen()
		h.finds("aliya", "Деректов", p)
		h.findsOnly("chief", "Адамов")
		h.verify()
	})
}

func TestTheNameThatIsPreferredIsTheTitle(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Ulgi Oidan", "names.1.value", "Үлгі Ойдан", "names.1.preferred", "yes")
		r, err := h.desk("aliya").Get(h.ctx(), p.Number)
		h.must(err)
		if r.Base().Title.Full != "Үлгі Ойдан" {
			h.Errorf("the title is %q", r.Base().Title.Full)
		}
		c := change("person", "names.0.value", "А", "names.0.preferred", "yes", "names.1.value", "Б", "names.1.preferred", "yes")
		_, err = h.desk("aliya").Save(h.ctx(), "", c)
		if err == nil || !strings.Contains(fmt.Sprint(err), "one_preferred") {
			h.Errorf("two preferred forms gave %v", err)
		}
	})
}
