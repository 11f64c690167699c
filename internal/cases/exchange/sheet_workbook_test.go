package exchange

import (
	"archive/zip"
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// turnedRound exchanges every two bytes.
func turnedRound(text string) string {
	out := []byte(text)
	for i := 0; i+1 < len(out); i += 2 {
		out[i], out[i+1] = out[i+1], out[i]
	}
	return string(out)
}

// workbook writes sheets of rows into an XLSX file; what makes it odd is done last.
func workbook(t *testing.T, sheets []string, rows map[string][][]any, odd func(*excelize.File) error) []byte {
	t.Helper()
	book := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(book.SetSheetName("Sheet1", sheets[0]))
	for _, name := range sheets[1:] {
		_, err := book.NewSheet(name)
		must(err)
	}
	for name, list := range rows {
		for i, row := range list {
			must(book.SetSheetRow(name, "A"+strconv.Itoa(i+1), &row))
		}
	}
	if odd != nil {
		must(odd(book))
	}
	var b bytes.Buffer
	must(book.Write(&b))
	return b.Bytes()
}

func namesIn(t *testing.T, file []byte) (*Sheet, []string) {
	t.Helper()
	s, err := ReadSheet("list.xlsx", file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range s.ListRows(s.GuessColumns(), regionsBook()) {
		out = append(out, r.Name+" "+r.Born.String()+" "+r.Region)
	}
	return s, out
}

func TestTheFirstSheetThatIsShownAndHasSomethingInItIsReadAndTheOthersAreNamed(t *testing.T) {
	list := [][]any{{"ФИО", "Год рождения"}, {"Вымыслов Пример", "1990"}}
	other := [][]any{{"ФИО", "Год рождения"}, {"Выдумова Асель", "1991"}}
	file := workbook(t, []string{"Черновик", "Пусто", "Список", "Ещё"}, map[string][][]any{"Черновик": other, "Список": list, "Ещё": other},
		func(book *excelize.File) error {
			book.SetActiveSheet(2)
			return book.SetSheetVisible("Черновик", false)
		})
	s, got := namesIn(t, file)
	if s.Sheet != "Список" || !slices.Equal(s.Others, []string{"Ещё", "Черновик"}) || s.Blank != 0 {
		t.Errorf("%q was read and %q was not, %d blank", s.Sheet, s.Others, s.Blank)
	}
	if !slices.Equal(got, []string{"Вымыслов Пример 1990 "}) {
		t.Errorf("%q", got)
	}
	if s, _ := namesIn(t, workbook(t, []string{"Один"}, map[string][][]any{"Один": list}, nil)); len(s.Others) > 0 {
		t.Errorf("one sheet has others: %q", s.Others)
	}
}

func TestEveryRowHasWhatStandsInACellThatGoesOverSeveral(t *testing.T) {
	file := workbook(t, []string{"Л"}, map[string][][]any{"Л": {{"ФИО", "Год рождения", "Регион"}, {"Вымыслов Пример", "1990", "г. Алматы"},
		{"Выдумова Асель", "1991"}, {"Киялбаев Серік", "1992"}, {"Ойданов Асан", "1993", "Атырауская область"}}},
		func(book *excelize.File) error { return book.MergeCell("Л", "C2", "C4") })
	s, got := namesIn(t, file)
	want := []string{"Вымыслов Пример 1990 KZ-75", "Выдумова Асель 1991 KZ-75", "Киялбаев Серік 1992 KZ-75", "Ойданов Асан 1993 KZ-23"}
	if !slices.Equal(got, want) || s.Merged != 2 {
		t.Errorf("%q, %d cells", got, s.Merged)
	}
}

func TestAMergedCellThatClaimsTheWholeSheetCostsNothing(t *testing.T) {
	file := workbook(t, []string{"Л"}, map[string][][]any{"Л": {{"ФИО", "Год рождения"}, {"Вымыслов Пример", "1990"}, {"Выдумова Асель", "1991"}}},
		func(book *excelize.File) error { return book.MergeCell("Л", "A3", "B4") })
	file = rewritten(t, file, "A3:B4", "A3:XFD1048576") // the library itself would never end writing it
	if s, got := namesIn(t, file); len(got) != 2 || s.Merged != 0 {
		t.Errorf("%q, %d cells", got, s.Merged)
	}
}

// rewritten exchanges words in all parts of a workbook.
func rewritten(t *testing.T, file []byte, was, is string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out, changed := zip.NewWriter(&b), false
	for _, f := range in.File {
		text := partOf(in, f.Name)
		changed = changed || bytes.Contains(text, []byte(was))
		w, err := out.Create(f.Name)
		if err == nil {
			_, err = w.Write(bytes.ReplaceAll(text, []byte(was), []byte(is)))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil || !changed {
		t.Fatalf("%q is nowhere, %v", was, err)
	}
	return b.Bytes()
}

func TestRowsAboveTheHeadingsAreTheTitleOfTheList(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		top  int
		want []string
	}{
		"a title":              {"Список вымышленных людей;;\n;;\nФИО;Год рождения;Регион\nВымыслов Пример;1990;г. Алматы\n", 1, []string{"Вымыслов Пример 1990 KZ-75"}},
		"a title and a date":   {"Список\nна 05.01.2022;составлен;\nФИО;Год рождения;Регион\nВымыслов Пример;1990;\n", 2, []string{"Вымыслов Пример 1990 "}},
		"one column":           {"Выдумова Асель\nФИО\nВымыслов Пример\n", 0, []string{"Выдумова Асель  ", "ФИО  ", "Вымыслов Пример  "}},
		"rows like the others": {"Выдумова;Асель;1991\nфамилия;имя;год рождения\nВымыслов;Пример;1990\n", 0, nil},
	} {
		s, got := namesIn(t, []byte(c.text))
		if s.Top != c.top || c.want != nil && !slices.Equal(got, c.want) {
			t.Errorf("%s: %d above, %q", name, s.Top, got)
		}
		if c.top == 0 {
			continue
		}
		s.Headed = false // somebody says that it is not so
		if rows := s.ListRows(s.GuessColumns(), regionsBook()); len(rows) != len(s.Rows) || !strings.Contains(rows[0].Written, "Список") {
			t.Errorf("%s: without headings %d rows of %d", name, len(rows), len(s.Rows))
		}
	}
}
