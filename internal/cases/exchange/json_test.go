package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// answerJSON is what lists look like.
type answerJSON struct {
	Records []map[string]any `json:"records"`
	Total   int              `json:"total"`
	Next    *string          `json:"next"`
}

func read(t *testing.T, data []byte) answerJSON {
	t.Helper()
	var out answerJSON
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return out
}

func TestJSONHasEveryFieldOfEveryKind(t *testing.T) {
	for _, k := range cases.Kinds() {
		var b bytes.Buffer
		n, err := WriteJSON(context.Background(), &b, shelf{full(t, k, 1), full(t, k, 2)}, cases.Query{})
		got := read(t, b.Bytes())
		if err != nil || n != 2 || got.Total != 2 || len(got.Records) != 2 || got.Next == nil || *got.Next != "" {
			t.Fatalf("%s: %d records, error %v, %+v", k.Code, n, err, got)
		}
		for _, f := range cases.Fields(k.New()) {
			if !hasKey(got.Records[0], f) {
				t.Errorf("%s: no key for %s", k.Code, f.Code)
			}
		}
	}
}

func hasKey(record map[string]any, f cases.Field) bool {
	code := f.Code
	switch f.Type {
	case cases.TypeText3, cases.TypeLong3:
		code += ".kk"
	case cases.TypeLinks:
		links, _ := record["links"].([]any)
		for _, l := range links {
			if one, _ := l.(map[string]any); one["role"] == f.Code {
				return true
			}
		}
		return false
	}
	_, ok := record[code]
	return ok
}

func TestJSONOfNothingIsAList(t *testing.T) {
	var b bytes.Buffer
	if _, err := WriteJSON(context.Background(), &b, shelf{}, cases.Query{}); err != nil {
		t.Fatal(err)
	}
	if got := read(t, b.Bytes()); got.Records == nil || len(got.Records) != 0 {
		t.Errorf("got %s", b.String())
	}
}

func TestListJSONNamesTheNextPage(t *testing.T) {
	var b bytes.Buffer
	list := &cases.List{Records: shelf{full(t, cases.KindByCode("event"), 1)}, Total: 12, Next: `cur"sor`}
	if err := WriteListJSON(&b, list); err != nil {
		t.Fatal(err)
	}
	if got := read(t, b.Bytes()); got.Total != 12 || *got.Next != `cur"sor` {
		t.Errorf("got %s", b.String())
	}
}

func TestRecordJSONIsTheRecord(t *testing.T) {
	r := full(t, cases.KindByCode("case"), 1)
	var b bytes.Buffer
	if err := WriteRecordJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil || got["number"] != "CAS-100001" {
		t.Errorf("error %v in %s", err, b.String())
	}
}

func TestCounts(t *testing.T) {
	counts := &cases.Counts{
		Unit: "people", By: []string{"region", "month"}, Total: 3, Undated: 1, Unknown: 2,
		Cells: []cases.Cell{{Keys: []string{"KZ-75", "2022-01"}, N: 3}, {Keys: []string{"", "2022-02"}, N: 1}},
		AsOf:  time.Unix(0, 0), AuditSize: 9,
	}
	var table, object bytes.Buffer
	if err := WriteCountsCSV(&table, counts); err != nil {
		t.Fatal(err)
	}
	want := "region,month,unit,count\r\nKZ-75,2022-01,people,3\r\n,2022-02,people,1\r\n"
	if table.String() != want {
		t.Errorf("the table is %q", table.String())
	}
	if err := WriteCountsJSON(&object, counts); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(object.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	cells, _ := got["cells"].([]any)
	first := map[string]any{"region": "KZ-75", "month": "2022-01", "count": 3.0}
	if len(cells) != 2 || !reflect.DeepEqual(cells[0], first) || got["undated"] != 1.0 || got["audit_size"] != 9.0 || got["as_of"] != "1970-01-01T00:00:00Z" {
		t.Errorf("the object is %s", object.String())
	}
}
