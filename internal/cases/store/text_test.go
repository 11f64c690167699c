package store

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// wantTexts holds how many records a text finds in the search, whatever their kind.
func (h *house) wantTexts(who, text string, want int) []cases.Hit {
	h.Helper()
	hits, total := h.searchTexts(who, text)
	if total != want || len(hits) != want {
		h.Errorf("%s searches %q: %d of %d, want %d: %v", who, text, len(hits), total, want, titlesOf(hits))
	}
	h.wantFound(who, text, want)
	return hits
}

// searchTexts finds records by their words alone, and not people by the likeness of their names.
func (h *house) searchTexts(who, text string) (hits []cases.Hit, total int) {
	h.Helper()
	d, asked, q := h.desk(who), h.Store.asked(text), cases.Query{Text: text}
	exact, err := d.textsByKind(h.read, asked, q)
	h.must(err)
	forgiving, near, err := d.nearTexts(h.read, asked, q, exact)
	h.must(err)
	for _, k := range cases.Kinds() {
		found, err := d.hitsOf(h.read, asked, exact[k.Code], forgiving, near[k.Code], 50)
		h.must(err)
		hits, total = append(hits, found...), total+len(exact[k.Code])+len(near[k.Code])
	}
	return hits, total
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

// R26 R31: what was shared with somebody is found by its own words, and not by what is told with others that they do not
// see.
func TestWhatWasSharedIsNotFoundByWhatOthersTellOfIt(t *testing.T) {
	onBoth(t, func(h *house) {
		source := h.put("aliya", "source", "title", "Запись", "type", "witness_testimony")
		act := h.put("aliya", "detention", "victim", h.person("aliya", "Ерлан Вымыслов").Number, "from", "2022-01-05", "account", "сокровенное",
			"citations.0.source", source.Number, "citations.0.states", "потаенное")
		h.wantTexts("west", "сокровенное", 0)
		h.must(h.desk("aliya").Share(h.ctx(), act.Number, cases.Sharing{Account: "west", Days: 7, Why: "to help"}))
		h.wantTexts("west", "сокровенное", 1)
		h.wantTexts("west", "потаенное", 0)
		h.wantTexts("aliya", "потаенное", 1)
	})
}

// R69 R99: the words go with the record, out of the index too.
func TestNoWordIsLeftOfWhatWasTakenBack(t *testing.T) {
	onBoth(t, func(h *house) {
		k := h.knownAs("Өшірілуші Жүзгеналиева", "уничтожаемое")
		h.wantTexts("aliya", "уничтожаемые", 3)
		h.withdraw("aliya", k.person)
		h.wantTexts("aliya", "уничтожаемое", 0)
		h.wantTexts("lawyer", "уничтожаемое", 0)
		for _, word := range h.indexed() {
			if strings.Contains(word, "уничтож") || strings.Contains(word, "узгенал") {
				h.Errorf("the index still has %s", word)
			}
		}
		h.verify()
	})
}

// indexed gives every word that the index of the texts holds.
func (h *house) indexed() []string {
	h.Helper()
	c := clause{sql: "SELECT word FROM ts_stat('SELECT open || secret || told || told_secret FROM texts')"}
	var out []string
	h.must(h.writer.do(func(tx *gorm.DB) error {
		if h.engine.name() == "sqlite" {
			if err := tx.Exec("CREATE VIRTUAL TABLE seen_words USING fts5vocab(text_index, row)").Error; err != nil {
				return err
			}
			c = clause{sql: "SELECT term FROM seen_words"}
		}
		err := query(tx, c, func(rows *sql.Rows) error {
			var word string
			err := rows.Scan(&word)
			out = append(out, word)
			return err
		})
		if err != nil || h.engine.name() != "sqlite" {
			return err
		}
		return tx.Exec("DROP TABLE seen_words").Error
	}))
	return out
}

func TestASearchPutsPeopleFirstAndCountsEachKind(t *testing.T) {
	onBoth(t, func(h *house) {
		kept, other := h.person("aliya", "Жанболат Тестов", "region", "KZ-75"), h.person("aliya", "Джанбулат Тестов")
		h.put("aliya", "detention", "victim", kept.Number, "from", "2022-01-05", "region", "KZ-75")
		found := func(q cases.Query) string {
			list, err := h.desk("aliya").Look(h.ctx(), q, 5)
			h.must(err)
			out := ""
			for _, f := range list {
				out += fmt.Sprintf("%s %d/%d ", f.Kind.Code, len(f.Hits), f.Total)
			}
			return strings.TrimSpace(out)
		}
		for _, c := range []struct{ q, want string }{
			{"Zhanbolat Testov", "person 2/2 detention 1/1"}, {"никтошенькин", ""}, {"2022", ""},
		} {
			if got := found(cases.Query{Text: c.q}); got != c.want {
				h.Errorf("%q finds %q, want %q", c.q, got, c.want)
			}
		}
		if got := found(cases.Query{Text: "Жанболат", Kind: "detention"}); got != "detention 1/1" {
			h.Errorf("narrowed by kind: %q", got)
		}
		if got := found(cases.Query{Text: "Жанболат", Filters: filtersOf("region", "KZ-71")}); got != "" {
			h.Errorf("narrowed by another region: %q", got)
		}
		if _, err := h.desk("aliya").Look(h.ctx(), cases.Query{Text: "Жанболат", Filters: filtersOf("region", "nowhere")}, 5); problem(err, "region") != "unknown_code" {
			h.Errorf("narrowed by no region: %v", err)
		}
		h.merge("aliya", kept.Number, other.Number)
		if got := found(cases.Query{Text: "Джанбулат"}); got != "person 1/1" {
			h.Errorf("merged: %q", got)
		}
		list, err := h.desk("aliya").Look(h.ctx(), cases.Query{Text: "Джанбулат"}, 5)
		h.must(err)
		if n := list[0].Hits[0].Head.Number; n != kept.Number {
			h.Errorf("who was merged leads to %s, want %s", n, kept.Number)
		}
		if got, err := h.desk("reader").Look(h.ctx(), cases.Query{Text: "Жанболат"}, 5); err != nil || len(got) != 0 {
			h.Errorf("a reader without secrets finds %v, %v", got, err)
		}
	})
}

func TestADatabaseWithoutWordsGetsThemWhenItOpens(t *testing.T) {
	onBoth(t, func(h *house) {
		newScene(h)
		h.must(h.writer.do(func(tx *gorm.DB) error {
			if err := tx.Exec("DELETE FROM texts").Error; err != nil {
				return err
			}
			return tx.Exec("UPDATE derived SET rules = 2").Error
		}))
		h.wantTexts("chief", "жасырын", 0)
		h.reopen()
		h.verify()
	})
}
