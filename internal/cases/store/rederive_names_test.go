package store

import (
	"hash/fnv"
	"strings"
	"testing"

	"gorm.io/gorm"
)

func TestPeopleEnteredUnderOlderRulesOfNamesAreFoundByTodays(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		p := h.person("aliya", "Жүсіп Ойданов", "level", "internal")
		h.person("aliya", "Асан Вымыслов", "level", "internal")
		var words string
		h.must(h.read.Raw("SELECT words FROM name_cards WHERE record = ?", p.ID).Row().Scan(&words))
		var older []string
		for _, w := range strings.Split(words, "\n") {
			if !strings.HasSuffix(w, " ") { // the words themselves, without those of names that are one
				older = append(older, w)
			}
		}
		if len(older) == strings.Count(words, "\n")+1 {
			h.Fatalf("nothing but %q", words)
		}
		h.must(h.writer.do(func(tx *gorm.DB) error {
			a := &Acts{store: h.Store, tx: tx, scope: everything()}
			cards, err := cardsByID(tx, []int64{p.ID})
			if err != nil {
				return err
			}
			was := cards[p.ID]
			if err := a.dropCard(was); err != nil {
				return err
			}
			now := was
			now.words = strings.Join(older, "\n")
			if err := a.addCard(now); err != nil {
				return err
			}
			if err := a.forget(was.lines(), now.lines()); err != nil {
				return err
			}
			return tx.Exec("UPDATE derived SET rules = 4").Error
		}))
		h.reopen()
		h.finds("aliya", "Юсуп Ойданов", p)
		h.verify()
	})
}

// Words of names are kept in the database. Whoever changes how they are made has older databases worked out again: by
// another rule in rederivations, which raises derivedRules. Then this sum is brought up to date.
func TestTheWordsThatNamesAreFoundByChangeWithTheRulesAlone(t *testing.T) {
	const rules, sum = 5, uint64(4551944036748685262)
	h := fnv.New64a()
	for _, name := range strings.Split(`Жанболат Мамай;Zhanbolat Mamai;Jañbolat Mamaı;Хамит Қожа-Сейіт;Юлия Щеглова;Julia Scheglova;Ishak Dauitov;
Aigeerim Serikqyzy;Shuxrat Yo'ldoshev;Aleksandr Kuznecov;Heinrich Müller;Michał Sawicki;Тен Сан Хи;Ли А.;Жүсіп Әбілқасым;Абай Серік ұлы Ахат;
Bay'yrjan Qojahmet;Dınara Muratqyzy;ҒАЛЫМЖАН ЁЛКИН;Оксана Гринько-Савченко;12 unidentified men`, ";") {
		for _, w := range wordsOf([]string{strings.TrimSpace(name)}) {
			_, _ = h.Write([]byte(w + "\n"))
		}
	}
	if derivedRules != rules || h.Sum64() != sum {
		t.Errorf("the rules are %d and the words sum up to %d", derivedRules, h.Sum64())
	}
}
