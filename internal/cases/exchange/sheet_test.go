package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"

	"aigaq/internal/cases"
)

// R60
func TestFilesThatAreNoListAreRefusedInWords(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		key  string
	}{
		"nothing":          {nil, "file_empty"},
		"blank lines":      {[]byte(" \n\n ; ;\n"), "file_empty"},
		"an old workbook":  {[]byte("\xd0\xcf\x11\xe0\xa1\xb1"), "file_not_a_table"},
		"a PDF":            {[]byte("%PDF-1.7"), "file_not_a_table"},
		"a broken zip":     {[]byte("PK\x03\x04 and nothing else"), "file_not_a_table"},
		"zeros":            {make([]byte, 4000), "file_empty"},
		"another zip":      {zipped(t, "a.txt", 10), "file_not_a_table"},
		"a bomb":           {zipped(t, "xl/worksheets/sheet1.xml", sheetOpened+1), "file_unpacks"},
		"too many bytes":   {bytes.Repeat([]byte("a"), SheetBytes+1), "file_too_large"},
		"too many rows":    {[]byte(strings.Repeat("Ф,1\n", SheetRows+2)), "file_too_many_rows"},
		"too many columns": {[]byte(strings.Repeat("x,", SheetColumns+1) + "x"), "file_too_many_columns"},
	} {
		_, err := ReadSheet("list", c.file)
		var problems cases.Problems
		if !errors.As(err, &problems) || problems[0].Key != c.key {
			t.Errorf("%s: %v, wanted %s", name, err, c.key)
		}
	}
}

func zipped(t *testing.T, name string, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write(make([]byte, size))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const plainList = "№;ФИО;Дата рождения;Пол;Регион;Кем задержан\n1;Вымыслов Пример Примерович;05.01.1991;м;Атырауская область;неизвестно\n2;Выдумова Асель;1990;ж;г. Алматы;\n"

func TestTheEncodingAndTheSeparatorAreGuessed(t *testing.T) {
	old, err := charmap.Windows1251.NewEncoder().String(plainList)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewEncoder().String(plainList)
	if err != nil {
		t.Fatal(err)
	}
	with := func(sep string) string { return strings.ReplaceAll(plainList, ";", sep) }
	for name, file := range map[string]string{
		"semicolons": plainList, "tabs": with("\t"), "bars": with("|"), "commas": with(","), "a mark": "\ufeff" + plainList,
		"windows-1251": old, "UTF-16": wide, "UTF-16 without a mark": wide[2:], "UTF-16 the other way round": turnedRound(wide[2:]), "Windows line ends": strings.ReplaceAll(plainList, "\n", "\r\n"), "announced": "sep=;\n" + plainList,
		"quotes": strings.ReplaceAll(plainList, "неизвестно", `"кем-то; ""людьми""`+"\n"+`в масках"`), "a stray quote": strings.ReplaceAll(plainList, "неизвестно", `"ОМОН`),
	} {
		s, err := ReadSheet(name, []byte(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rows := s.ListRows(s.GuessColumns(), regionsBook())
		if len(rows) != 2 || !s.Headed {
			t.Errorf("%s: %d rows, %+v", name, len(rows), s)
			continue
		}
		r := rows[0]
		if r.Name != "Вымыслов Пример Примерович" || r.Born.String() != "1991-01-05" || r.Sex != "male" || r.Region != "KZ-23" || rows[1].Region != "KZ-75" || len(r.Flags) > 0 {
			t.Errorf("%s: %+v", name, rows)
		}
		if !strings.Contains(r.Written, "Кем задержан: ") || !strings.Contains(r.Written, "ФИО: Вымыслов") {
			t.Errorf("%s: written is %q", name, r.Written)
		}
	}
}

func regionsBook() *cases.Book {
	return cases.NewBook([]cases.Term{
		{List: "region", Code: "KZ-23", En: "Atyrau Region", Ru: "Атырауская область", Kk: "Атырау облысы"},
		{List: "region", Code: "KZ-75", En: "Almaty (city)", Ru: "г. Алматы", Kk: "Алматы қаласы"},
		{List: "region", Code: "KZ-19", En: "Almaty Region", Ru: "Алматинская область", Kk: "Алматы облысы"},
	})
}

func TestHeadingsAreKnownInThreeLanguages(t *testing.T) {
	for _, list := range []string{"Фамилия,ИМЯ,Отчество,Год рождения", "тегі,Аты,Әкесінің аты,туған  жылы", "Surname,First Name,Patronymic,DOB", "last name,given name,middle-name,Date of birth"} {
		s, err := ReadSheet("list", []byte(list+"\nВымыслов,Пример,Примерович,1991"))
		if err != nil {
			t.Fatal(err)
		}
		if got := s.GuessColumns(); !slices.Equal(got, []string{AsSurname, AsGiven, AsPatronymic, AsBorn}) {
			t.Errorf("%s: %q", list, got)
		}
		if r := s.ListRows(s.GuessColumns(), regionsBook())[0]; r.Name != "Вымыслов Пример Примерович" || r.Born.String() != "1991" {
			t.Errorf("%s: %+v", list, r)
		}
	}
}

func TestAListWithoutHeadingsIsReadByWhatStandsInIt(t *testing.T) {
	s, err := ReadSheet("list", []byte("1,Вымыслов Пример,05.01.1991,x\n2,Выдумова Асель,1990,y\n"))
	if err != nil {
		t.Fatal(err)
	}
	rows := s.ListRows(s.GuessColumns(), regionsBook())
	if s.Headed || len(rows) != 2 || rows[0].Name != "Вымыслов Пример" || rows[1].Born.String() != "1990" || rows[1].Line != 2 {
		t.Errorf("%+v %+v", s.GuessColumns(), rows)
	}
}

func TestWhatCannotBeReadIsKeptAsWrittenAndSaid(t *testing.T) {
	s, err := ReadSheet("list", []byte("ФИО,Дата рождения,Пол,Регион\nВымыслов Пример,32.13.1991,?,Где-то,ещё одно,=1+1\n,,,\nвыдумова\u0000 Асель,до войны\n"))
	if err != nil {
		t.Fatal(err)
	}
	rows := s.ListRows(s.GuessColumns(), regionsBook())
	if len(rows) != 2 || s.Blank != 1 {
		t.Fatalf("%d rows and %d blank ones", len(rows), s.Blank)
	}
	r := rows[0]
	if !slices.Equal(r.Flags, []string{"ragged", "unread_date", "unread_sex", "unread_region"}) || len(r.Faults) != 3 {
		t.Errorf("flags %q, faults %+v", r.Flags, r.Faults)
	}
	for _, cell := range []string{"32.13.1991", "?", "Где-то", "ещё одно", "=1+1"} {
		if !strings.Contains(r.Written, cell) {
			t.Errorf("%q is not in %q", cell, r.Written)
		}
	}
	if f := r.Faults[0]; f.Line != 2 || f.Column != "Дата рождения" || f.Value != "32.13.1991" || r.Born.Stated != "32.13.1991" || r.Born.Known() {
		t.Errorf("%+v, born %+v", f, r.Born)
	}
	if rows[1].Name != "выдумова Асель" || rows[1].Line != 4 || rows[1].Born.Stated != "до войны" {
		t.Errorf("%+v", rows[1])
	}
}

func TestDatesOfBirthAsListsWriteThem(t *testing.T) {
	s := &Sheet{}
	for cell, want := range map[string]string{
		"05.01.1991": "1991-01-05", "1991": "1991", "1991-01": "1991-01", "январь 1991": "1991-01", "33243": "1991-01-05", "1991 г.р.": "1991",
		"5 января 1991 года": "1991-01-05", "1991 ж.т.": "1991", "1991-01-05 00:00:00": "1991-01-05", "33243.5": "1991-01-05", "12": "", "нет": "", "99999999": "",
	} {
		d, ok := s.dateOf(cell)
		if ok != (want != "") || d.String() != want {
			t.Errorf("%q gives %q (%t), wanted %q", cell, d.String(), ok, want)
		}
	}
}

func TestAWorkbookIsReadAsItsCellsAreKept(t *testing.T) {
	book := excelize.NewFile()
	for i, row := range [][]any{{"Фамилия", "Имя", "Дата рождения", "Сумма"}, {"Вымыслов", "Пример", 33243, nil}, {"Выдумова", "Асель", "1990", nil}} {
		if err := book.SetSheetRow("Sheet1", "A"+strconv.Itoa(i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SetCellFormula("Sheet1", "D2", "HYPERLINK(\"https://example.org\",\"x\")"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	s, err := ReadSheet("list.xlsx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	rows := s.ListRows(s.GuessColumns(), regionsBook())
	if len(rows) != 2 || rows[0].Name != "Вымыслов Пример" || rows[0].Born.String() != "1991-01-05" || rows[1].Born.String() != "1990" {
		t.Errorf("%+v", rows)
	}
	if strings.Contains(rows[0].Written, "HYPERLINK") {
		t.Errorf("a formula came along: %q", rows[0].Written)
	}
}

func FuzzAnyFileIsReadOrRefused(f *testing.F) {
	f.Add([]byte(plainList))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := ReadSheet("list", file)
		if err != nil {
			return
		}
		for _, r := range s.ListRows(s.GuessColumns(), regionsBook()) {
			if r.Written == "" {
				t.Errorf("row %d is empty", r.Position)
			}
		}
	})
}
