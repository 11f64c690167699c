package exchange

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"aigaq/internal/cases"
)

// parsed reads a table back with the standard library's reader, as maps from column to cell.
func parsed(t *testing.T, data []byte) (header []string, rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

func TestCSVHasEveryFieldOfEveryKind(t *testing.T) {
	for _, k := range cases.Kinds() {
		t.Run(k.Code, func(t *testing.T) {
			var b bytes.Buffer
			n, err := WriteCSV(context.Background(), &b, shelf{full(t, k, 1), full(t, k, 2)}, cases.Query{}, k)
			if err != nil || n != 2 {
				t.Fatalf("rows %d, error %v", n, err)
			}
			header, rows := parsed(t, b.Bytes())
			if !slices.Equal(header[:3], []string{"number", "uid", "version"}) {
				t.Errorf("the first columns are %v", header[:3])
			}
			if !slices.Equal(header, Columns(k)) {
				t.Errorf("Columns says %v, the file has %v", Columns(k), header)
			}
			for _, f := range cases.Fields(k.New()) {
				checkAnswered(t, f, rows[0])
			}
		})
	}
}

// checkAnswered wants something in each column of a field.
func checkAnswered(t *testing.T, f cases.Field, row map[string]string) {
	t.Helper()
	found := false
	for column, cell := range row {
		if column != f.Code && !strings.HasPrefix(column, f.Code+".") {
			continue
		}
		found = true
		if cell == "" && column != f.Code+".certainty" {
			t.Errorf("column %s is empty", column)
		}
	}
	if !found {
		t.Errorf("no column for %s", f.Code)
	}
}

func TestCSVCells(t *testing.T) {
	k := cases.KindByCode("detention")
	d := full(t, k, 1).(*cases.Detention)
	d.Links = []cases.Link{
		{Role: "victim", To: cases.Ref{Number: "PER-300001", Title: cases.Title{Full: "One"}}},
		{Role: "victim", To: cases.Ref{Hidden: true}},
		{Role: "victim", To: cases.Ref{Number: "PER-300002", Title: cases.Title{Full: "=Two"}}, Note: "second"},
	}
	d.Articles = cases.CodedList{Codes: []string{"a", "b"}}
	d.To = cases.Date{From: "2022-01-01", To: "2022-01-31", Precision: cases.Month}
	d.TakenFrom = "=HYPERLINK(\"x\")"
	d.DaysHeld = cases.Num(0)
	var b bytes.Buffer
	if err := WriteRecordCSV(&b, k, d); err != nil {
		t.Fatal(err)
	}
	_, rows := parsed(t, b.Bytes())
	want := map[string]string{
		"victim": "PER-300001 | PER-300002", "victim.title": "One | '=Two", "victim.note": " | second",
		"victim.certainty": "", "articles": "a | b", "to": "2022-01", "from.stated": "stated from",
		"taken_from": "'=HYPERLINK(\"x\")", "days_held": "0", "place.title": "Title of PLC-200001", "version": "3",
	}
	for column, cell := range want {
		if rows[0][column] != cell {
			t.Errorf("%s is %q, want %q", column, rows[0][column], cell)
		}
	}
}

func TestCSVRowsOfARecord(t *testing.T) {
	k := cases.KindByCode("person")
	p := full(t, k, 1).(*cases.Person)
	p.Names = []cases.PersonName{{Value: "Вымышленный Человек", Script: "cyrl"}, {Value: "Fictional Person"}}
	var b bytes.Buffer
	if err := WriteRecordCSV(&b, k, p); err != nil {
		t.Fatal(err)
	}
	_, rows := parsed(t, b.Bytes())
	if got := rows[0]["names"]; got != "Вымышленный Человек; script=cyrl | Fictional Person" {
		t.Errorf("names are %q", got)
	}
}

func TestCSVOfAllKindsTogether(t *testing.T) {
	var all shelf
	for i, k := range cases.Kinds() {
		all = append(all, full(t, k, i))
	}
	var b bytes.Buffer
	if _, err := WriteCSV(context.Background(), &b, all, cases.Query{}, nil); err != nil {
		t.Fatal(err)
	}
	_, rows := parsed(t, b.Bytes())
	for i, k := range cases.Kinds() {
		if rows[i]["kind"] != k.Code || rows[i]["name"] != "Fictional Record" {
			t.Errorf("row %d is %v", i, rows[i])
		}
	}
}

func TestCSVIsRFC4180(t *testing.T) {
	var b bytes.Buffer
	if _, err := WriteCSV(context.Background(), &b, shelf{}, cases.Query{}, cases.KindByCode("event")); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte("number,")) || !bytes.HasSuffix(b.Bytes(), []byte("\r\n")) {
		t.Errorf("the file is %q", b.String())
	}
}

func TestCSVRefusesARecordOfAnotherKind(t *testing.T) {
	src := shelf{full(t, cases.KindByCode("person"), 1)}
	if _, err := WriteCSV(context.Background(), &bytes.Buffer{}, src, cases.Query{}, cases.KindByCode("event")); err == nil {
		t.Error("a person went into a table of events")
	}
}

// broken is a writer whose disk is full.
type broken struct{}

var errBroken = errors.New("broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestAWriterThatFailsIsNoticed(t *testing.T) {
	k := cases.KindByCode("event")
	src := shelf{full(t, k, 1)}
	if _, err := WriteCSV(context.Background(), broken{}, src, cases.Query{}, k); !errors.Is(err, errBroken) {
		t.Errorf("CSV gave %v", err)
	}
	if _, err := WriteJSON(context.Background(), broken{}, src, cases.Query{}); !errors.Is(err, errBroken) {
		t.Errorf("JSON gave %v", err)
	}
	if err := WriteCountsCSV(broken{}, &cases.Counts{}); !errors.Is(err, errBroken) {
		t.Errorf("counts gave %v", err)
	}
}

func TestNeutral(t *testing.T) { // R55
	for _, c := range []struct{ in, want string }{
		{"=1+1", "'=1+1"}, {"+7 700", "'+7 700"}, {"-5", "'-5"}, {"@x", "'@x"}, {"\tx", "'\tx"}, {"\rx", "'\rx"}, {"\x00x", "'\x00x"},
		{"＝1", "'＝1"}, {"－1", "'－1"}, {"＋1", "'＋1"}, {"＠x", "'＠x"}, {" =1", " '=1"}, {"\"=1\"", "\"'=1\""}, {"\u00a0=1", "\u00a0'=1"},
		{"a\n=1", "a\n'=1"}, {"a;=1", "a;'=1"}, {"a; -1", "a; '-1"}, {"a\n\n- b", "a\n\n'- b"},
		{"", ""}, {"plain", "plain"}, {"a-b", "a-b"}, {"Қазақша ө-ү", "Қазақша ө-ү"}, {"a = b", "a = b"}, {"a; b", "a; b"}, {"1-2", "1-2"},
	} {
		if got := Neutral(c.in); got != c.want {
			t.Errorf("Neutral(%q) is %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzNeutralLeavesNoFormula(f *testing.F) {
	for _, s := range []string{"=1", "a;\"=1", "\n\n＝", "\t\t@", "é;-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := Neutral(s)
		for _, cell := range strings.FieldsFunc(out, splitsCell) {
			cell = strings.TrimLeftFunc(cell, func(r rune) bool { return isPadding(r) && r != '\'' })
			if cell != "" && opensFormula([]rune(cell)[0]) {
				t.Errorf("%q became %q, which has a formula", s, out)
			}
		}
		bare := func(s string) string { return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "'", "") }
		if utf8.ValidString(s) && bare(out) != bare(s) {
			t.Errorf("%q lost something: %q", s, out)
		}
	})
}

func BenchmarkCSV(b *testing.B) {
	k := cases.KindByCode("detention")
	t := &testing.T{}
	records := shelf{}
	for i := range 1000 {
		records = append(records, full(t, k, i))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := WriteCSV(context.Background(), discard{}, records, cases.Query{}, k); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/row")
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
