package store

import (
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// why gives the reasons of each hit of a search for words, in order.
func (h *house) why(who, text string) []string {
	h.Helper()
	hits, _ := h.searchTexts(who, text)
	var out []string
	for _, hit := range hits {
		why := hit.Head.Title.Full
		for _, r := range hit.Reasons {
			why += fmt.Sprint(" ", r.Key, r.Args)
		}
		out = append(out, why)
	}
	return out
}

func TestWordsAreFoundWithAMistakeAndByTheirMiddle(t *testing.T) {
	onBoth(t, func(h *house) {
		h.put("aliya", "source", "title", "Запись", "type", "witness_testimony", "excerpt", "Правозащитники видели протесты у Жанаөзенской площади.")
		for _, c := range []struct {
			text, want string
		}{
			{"пратист", "[]"}, {"суп", "[]"}, {"защ", "[]"}, {"пратесты митинг", "[]"}, {"751298430056", "[]"},
			{"протестов", "[Запись]"},
			{"пратест", "[Запись letters[1]]"}, {"пратестами", "[Запись letters[1]]"}, {"портесты", "[Запись letters[1]]"},
			{"правозошитники", "[]"}, {"защитники", "[Запись word_part[]]"}, {"защит", "[Запись word_part[]]"},
			{"протест защитник", "[Запись word_part[]]"}, {"пратест защитник", "[Запись letters[1] word_part[]]"},
			{"плащадь", "[Запись letters[1]]"}, {"өзенск", "[Запись word_part[]]"},
		} {
			if got := fmt.Sprint(h.why("aliya", c.text)); got != c.want {
				h.Errorf("%q finds %s, want %s", c.text, got, c.want)
			}
			h.countsAsTyped(c.text)
		}
		h.verify()
	})
}

// countsAsTyped holds lists and counts to what a search finds as it was typed, without what is merely like it.
func (h *house) countsAsTyped(text string) {
	h.Helper()
	list, err := h.desk("aliya").List(h.ctx(), cases.Query{Text: text})
	h.must(err)
	counts, err := h.desk("aliya").Counts(h.ctx(), cases.CountQuery{Unit: cases.UnitRecords, Text: text})
	h.must(err)
	found, err := h.desk("aliya").Look(h.ctx(), cases.Query{Text: text}, 20)
	h.must(err)
	typed, all := 0, 0
	for _, f := range found {
		typed, all = typed+f.Total, all+f.Total+f.Near
	}
	if list.Total != typed || counts.Total != typed || all != len(h.why("aliya", text)) {
		h.Errorf("%q: the list has %d, counted %d, the search finds %d as typed and shows %d", text, list.Total, counts.Total, typed, all)
	}
}

func TestNoMistakeIsForgivenWhereTheWordItselfIsFoundOften(t *testing.T) {
	onBoth(t, func(h *house) {
		near := h.put("aliya", "source", "title", "Попытка", "type", "witness_testimony")
		for i := range fewTexts {
			if got := h.why("aliya", "пытка"); len(got) != i+1 || got[i] != "Попытка word_part[]" {
				h.Errorf("beside %d: %q", i, got)
			}
			h.put("aliya", "source", "title", "Пытка", "type", "witness_testimony")
		}
		if got := h.why("aliya", "пытка"); len(got) != fewTexts {
			h.Errorf("with enough: %q", got)
		}
		found, err := h.desk("aliya").Look(h.ctx(), cases.Query{Text: "пытка"}, 20)
		h.must(err)
		for _, f := range found {
			for _, hit := range f.Hits {
				if hit.Head.Number == near.Number {
					h.Error("a part of a word is shown beside enough whole ones")
				}
			}
		}
	})
}

// R26 R31: words that stand in secret or hidden texts alone lead nobody to anything, and change no answer.
func TestSecretAndHiddenWordsAreOfferedToNobody(t *testing.T) {
	onBoth(t, func(h *house) {
		h.put("aliya", "source", "title", "Рукопись", "type", "witness_testimony")
		asked := []string{"рукописи", "рукапись", "копис", "сакровенное", "кровенн", "патаенное", "аенно", "рукапись сакровенное"}
		answers := func(who string) (out []string) {
			for _, text := range asked {
				found, err := h.desk(who).Look(h.ctx(), cases.Query{Text: text}, 5)
				h.must(err)
				list, err := h.desk(who).List(h.ctx(), cases.Query{Text: text})
				h.must(err)
				out = append(out, fmt.Sprintf("%s: %d in the list", text, list.Total))
				for _, f := range found {
					out = append(out, fmt.Sprintf("%s %d %+v", f.Kind.Code, f.Total, f.Hits))
				}
			}
			return out
		}
		readers := []string{"reader", "boss", "intake", "west"}
		before := map[string]string{}
		for _, who := range readers {
			before[who] = fmt.Sprint(answers(who))
		}
		hidden := h.put("chief", "source", "title", "Потаенное", "type", "witness_testimony", "level", "restricted")
		for range fewTexts { // more than few hold the words, of whom these readers see none
			h.put("aliya", "detention", "victim", h.person("aliya", "Ерлан Вымыслов", "level", "restricted").Number, "from", "2022-01-05",
				"account", "сокровенное рукопись", "level", "restricted")
		}
		for _, who := range readers {
			if now := fmt.Sprint(answers(who)); now != before[who] {
				h.Errorf("%s is answered\n%s\nwhere it was\n%s", who, now, before[who])
			}
		}
		if got := fmt.Sprint(h.why("aliya", "патаенное")); got != "[]" {
			h.Errorf("aliya finds %s", got)
		}
		if got := h.why("chief", "патаенное"); len(got) != 1 || got[0] != "Потаенное letters[1]" {
			h.Errorf("whoever sees %s finds %q", hidden.Number, got)
		}
		if got := h.why("aliya", "сакровенное"); len(got) != fewTexts {
			h.Errorf("whoever sees the narratives finds %q", got)
		}
	})
}

// R69 R99: the last text that holds a word takes it out of the dictionary.
func TestTheDictionaryForgetsWhatStandsNowhere(t *testing.T) {
	onBoth(t, func(h *house) {
		spelled := func(word string, want int) {
			h.Helper()
			n, err := number(h.read, clause{"SELECT COUNT(*) FROM spellings WHERE word = ?", args(word)})
			h.must(err)
			if n != want {
				h.Errorf("the dictionary has %q %d times, want %d", word, n, want)
			}
		}
		k := h.knownAs("Өшірілуші Жүзгеналиева", "уничтожаемое")
		other := h.put("aliya", "source", "title", "Стираемое", "type", "witness_testimony", "excerpt", "Стираемое и хранимое.")
		spelled("уничтожаемое", 1)
		spelled("стираемое", 1)
		other = h.edit("aliya", other, "excerpt", "Хранимое.")
		spelled("стираемое", 1)
		h.edit("aliya", other, "title", "Хранимое")
		spelled("стираемое", 0)
		spelled("хранимое", 1)
		h.verify()
		h.withdraw("aliya", k.person)
		spelled("уничтожаемое", 0)
		h.verify()
		h.must(h.writer.do(func(tx *gorm.DB) error {
			if err := tx.Exec("DELETE FROM spellings").Error; err != nil {
				return err
			}
			return tx.Exec("UPDATE derived SET rules = 3").Error
		}))
		h.reopen()
		spelled("хранимое", 1)
		h.verify()
	})
}

func TestAPartOfVeryManyWordsIsFound(t *testing.T) {
	onBoth(t, func(h *house) {
		letters := []rune("абвгдежзиклмнопрстуфхцчшщ")
		for n := range 2 {
			var b strings.Builder
			for i := range 2_000 {
				i += n * 2_000
				b.WriteString(string([]rune{letters[i%25], letters[i/25%25], letters[i/625]}) + "ховань ")
			}
			h.put("aliya", "source", "title", "Запись", "type", "witness_testimony", "excerpt", b.String())
		}
		if got := h.why("aliya", "хован"); len(got) != 2 || got[0] != "Запись word_part[]" {
			h.Errorf("found %q", got)
		}
	})
}
