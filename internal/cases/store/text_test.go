package store

import (
	"fmt"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// wantTexts holds how many records a text finds in the search, whatever their kind.
func (h *house) wantTexts(who, text string, want int) []cases.Hit {
	h.Helper()
	hits, total, err := h.desk(who).SearchText(h.ctx(), cases.Query{Text: text}, 50)
	h.must(err)
	if total != want || len(hits) != want {
		h.Errorf("%s searches %q: %d of %d, want %d: %v", who, text, len(hits), total, want, titlesOf(hits))
	}
	h.wantFound(who, text, want)
	return hits
}

func titlesOf(hits []cases.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Head.Number+" "+h.Head.Title.Full)
	}
	return out
}

func TestTextsAreFoundInTheirFormsAndScripts(t *testing.T) {
	onBoth(t, func(h *house) {
		h.put("aliya", "case", "accused", h.person("aliya", "Жанболат Тестов").Number, "type", "criminal", "from", "2022-01-08",
			"file_no", "№ 22-7511-00-3/14", "articles", "cc-272-2", "region", "KZ-75", "remarks", "Адвокатов не допускали на допросы.\nҚамаудағылар үнсіз.")
		h.put("aliya", "source", "title", "Заявление о пытках", "type", "witness_testimony", "excerpt", "He was detained near the square.")
		for _, c := range []struct {
			text string
			want int
		}{
			{"митинг", 0}, {"адвокат митинг", 0}, {"дв", 0},
			{"адвокатами", 1}, {"допрос", 1}, {"қамауда", 1}, {"камаудан", 1}, {"пытка", 1}, {"detaining", 1}, {"адво", 1},
			{"7511", 1}, {"22-7511-00-3/14", 1}, {"227511", 1}, {"272", 1}, {"ст. 272", 1}, {"272-бап", 1}, {"алматы", 1}, {"Almaty", 1},
			{"fldjrfn", 1}, {"gsnrf", 1}, {"адвокат алматы 272", 1}, {"массовые беспорядки", 1},
		} {
			h.wantTexts("aliya", c.text, c.want)
		}
		h.verify()
	})
}

func TestASearchShowsTheWordsAroundWhatItFound(t *testing.T) {
	onBoth(t, func(h *house) {
		h.put("aliya", "source", "title", "Запись", "type", "witness_testimony", "excerpt", strings.Repeat("до ", 100)+"видела пытки сама "+strings.Repeat("после ", 100))
		hits := h.wantTexts("aliya", "пыток", 1)
		text, marked := "", ""
		for _, p := range hits[0].Snippet {
			text += p.Text
			if p.Found {
				marked += p.Text
			}
		}
		if hits[0].Field != "excerpt" || marked != "пытки" || !strings.HasPrefix(text, "… ") || !strings.HasSuffix(text, " …") || len(text) > 400 {
			h.Errorf("%s: %q, marked %q", hits[0].Field, text, marked)
		}
		if hits := h.wantTexts("aliya", "gsnjr", 1); fmt.Sprint(hits[0].Reasons) != "[{layout [] false}]" {
			h.Errorf("found by another layout because of %v", hits[0].Reasons)
		}
	})
}

// R26 R31: a word is found by those alone who see it where it stands.
func TestAWordIsFoundByThoseAloneWhoSeeIt(t *testing.T) {
	onBoth(t, func(h *house) {
		source := h.put("chief", "source", "title", "Запись", "type", "witness_testimony", "level", "restricted")
		open := h.put("chief", "source", "title", "Письмо", "type", "witness_testimony")
		h.put("chief", "detention", "victim", h.person("aliya", "Ерлан Вымыслов").Number, "from", "2022-01-05", "account", "сокровенное",
			"citations.0.source", source.Number, "citations.0.states", "потаенное", "citations.1.source", open.Number, "citations.1.states", "явственное")
		for _, c := range []struct {
			who, text string
			want      int
		}{
			{"aliya", "сокровенное", 1}, {"chief", "сокровенное", 1}, {"reader", "сокровенное", 0}, {"boss", "сокровенное", 0}, {"intake", "сокровенное", 0},
			{"aliya", "потаенное", 0}, {"chief", "потаенное", 0}, {"reader", "потаенное", 0},
			{"west", "явственное", 1}, {"aliya", "явственное", 1}, {"reader", "явственное", 1}, {"intake", "явственное", 0},
		} {
			h.wantTexts(c.who, c.text, c.want)
		}
		source = h.edit("chief", source, "level", "internal")
		h.wantTexts("aliya", "потаенное", 1)
		h.verify()
		h.edit("chief", source, "level", "restricted")
		h.wantTexts("aliya", "потаенное", 0)
		h.verify()
	})
}
