package store

import (
	"testing"

	"aigaq/internal/cases"
)

func TestTwoFilesThatComeIntoOneListAtOnceLoseNoRow(t *testing.T) {
	onBoth(t, func(h *house) {
		list := h.bring("aliya", "A made-up list", rowsNamed("Вымыслов Первый"))
		d, l := h.desk("aliya"), cases.NewList{List: list, Level: cases.Internal}
		files := [][]cases.ListRow{rowsNamed("Выдумова Асель", "Выдумова Айгүл"), rowsNamed("Сказков Пример", "Сказков Тест", "Сказков Опыт")}
		var tokens []string
		for i, rows := range files {
			tokens = append(tokens, h.arrive("aliya", rows[0].Name))
			_, err := d.BeginList(h.ctx(), tokens[i], "list.csv", l, len(rows))
			h.must(err)
		}
		for _, i := range []int{1, 0} {
			h.must(d.BringIn(h.ctx(), tokens[i], l, files[i], unsaid))
		}
		page := h.part("aliya", list, cases.RowsAll)
		at := map[int64]string{}
		for _, one := range page.Rows {
			if at[one.Row.Position.N] != "" {
				h.Errorf("%s and %s have one place", at[one.Row.Position.N], one.Row.Called)
			}
			at[one.Row.Position.N] = one.Row.Called
		}
		if len(page.Rows) != 6 {
			h.Errorf("of six rows there are %d: %v", len(page.Rows), at)
		}
	})
}

func TestWhatIsNoLongerCertainIsNotDecidedInBulk(t *testing.T) {
	onBoth(t, func(h *house) {
		meant := h.person("aliya", "Вымыслов Пример Примерович", "born", "1990-05-06", "level", "internal")
		twin := h.person("aliya", "Выдумова Асель Сказковна", "born", "1991-02-03", "level", "internal")
		rows := rowsNamed("Вымыслов Пример Примерович", "Выдумова Асель Сказковна", "Сказков Тест Тестович")
		for i, day := range []string{"1990-05-06", "1991-02-03", "1980-01-01"} {
			rows[i].Born, _ = cases.ParseDate(day)
		}
		sure := h.person("aliya", "Сказков Тест Тестович", "born", "1980-01-01", "level", "internal")
		list := h.bring("aliya", "A made-up list", rows)
		h.must(h.desk("aliya").CompareList(h.ctx(), list, unsaid))
		if got := h.part("aliya", list, cases.RowsCertain).Rows; len(got) != 3 {
			h.Fatalf("%d rows are certain", len(got))
		}
		h.edit("aliya", meant, "names.0.value", "Басқа Біреу Есімұлы", "born", "1950")           // was called so by mistake
		h.person("aliya", "Выдумова Асель Сказковна", "born", "1991-02-03", "level", "internal") // there are two now
		n, err := h.desk("aliya").DecideCertain(h.ctx(), list, unsaid)
		h.must(err)
		if n != 1 {
			h.Errorf("%d rows were decided", n)
		}
		for _, one := range h.part("aliya", list, cases.RowsAll).Rows {
			for _, l := range one.Row.LinksTo("person") {
				if l.To.Number == meant.Number || l.To.Number == twin.Number || l.To.Number != sure.Number {
					h.Errorf("%s was decided to mean %s", one.Row.Called, l.To.Number)
				}
			}
		}
	})
}

func TestAGroupIsNoRowOfTheListsExport(t *testing.T) {
	onBoth(t, func(h *house) {
		list := h.bring("aliya", "A made-up list", rowsNamed("12 неизвестных мужчин", "Вымыслов Пример"))
		for _, one := range h.part("aliya", list, cases.RowsAll).Rows {
			_, err := h.desk("aliya").DecideRow(h.ctx(), cases.RowDecision{Row: one.Row.Number, Version: 1, What: cases.NewPerson, Way: cases.OneByOne})
			h.must(err)
		}
		h.wantMatrix("chief", 1, 1, 1)
		h.wantMatrix("reader", 1, 1, 1)
	})
}
