package exchange

import (
	"bytes"
	"testing"

	"aigaq/internal/cases"
)

// R55: every start that a spreadsheet takes for a formula, in a text of a record, as it stands in the file. A number
// that is negative stays one: it has a column of its own type. A carriage return is dropped by the writer of tables.
func TestNoCellOfAFileIsAFormula(t *testing.T) {
	k := cases.KindByCode("source")
	starts := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", "＝1", "＋1", "－1", "＠1", `"=1`, "a\n=1", "a;=1"}
	want := []string{"'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t'=1", "''=1", "'\x00=1", "'＝1", "'＋1", "'－1", "'＠1", `"'=1`, "a\n'=1", "a;'=1"}
	for i, text := range starts {
		s := k.New().(*cases.Source)
		s.Head.Kind, s.Head.Number, s.Title.Full = "source", "SRC-100001", text
		s.Remarks = text
		var b bytes.Buffer
		if err := WriteRecordCSV(&b, k, s); err != nil {
			t.Fatal(err)
		}
		_, rows := parsed(t, b.Bytes())
		if got := rows[0]["remarks"]; got != want[i] {
			t.Errorf("%q left as %q, want %q", text, got, want[i])
		}
	}
	d := cases.KindByCode("detention").New().(*cases.Detention)
	d.Head.Kind, d.Head.Number, d.DaysHeld = "detention", "DET-100001", cases.Num(-3)
	var b bytes.Buffer
	if err := WriteRecordCSV(&b, cases.KindByCode("detention"), d); err != nil {
		t.Fatal(err)
	}
	if _, rows := parsed(t, b.Bytes()); rows[0]["days_held"] != "-3" {
		t.Errorf("a negative number became %q", rows[0]["days_held"])
	}
}
