package exchange

import (
	"context"
	"strconv"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// full makes a record of a kind in which every question is answered.
func full(t *testing.T, k *cases.Kind, n int) cases.Record {
	t.Helper()
	r := cases.Blank(k)
	h := r.Base()
	h.Number, h.UID, h.Version = k.Prefix+"-"+strconv.Itoa(100000+n), "uid-"+strconv.Itoa(n), 3
	h.Created, h.Updated = time.Unix(1_700_000_000, 0), time.Unix(1_700_000_001, 0)
	h.Title = cases.Title{Full: "Fictional Record", Open: "Fictional Record"}
	for _, f := range cases.Fields(r) {
		in := cases.Input{}
		answer(f, in)
		f.IsComputed = false
		f.Restore(in)
		if f.Empty() {
			t.Fatalf("%s.%s could not be answered", k.Code, f.Code)
		}
		for _, ref := range f.Refs() {
			ref.Title = cases.Title{Full: "Title of " + ref.Number}
		}
	}
	return r
}

// answer types an answer to a field, by its type.
func answer(f cases.Field, in cases.Input) {
	number := "PER-200001"
	if len(f.Kinds) > 0 {
		number = cases.KindByCode(f.Kinds[0]).Prefix + "-200001"
	}
	switch f.Type {
	case cases.TypeDate:
		in[f.Code], in[f.Code+".stated"] = []string{"2022-01-05"}, []string{"stated " + f.Code}
	case cases.TypeText3, cases.TypeLong3:
		in[f.Code+".en"], in[f.Code+".ru"], in[f.Code+".kk"] = []string{"en " + f.Code}, []string{"ru " + f.Code}, []string{"kk " + f.Code}
	case cases.TypeChoice, cases.TypeChoices:
		in[f.Code], in[f.Code+".note"] = []string{"unknown"}, []string{"note " + f.Code}
	case cases.TypeTri:
		in[f.Code] = []string{"yes"}
	case cases.TypeNumber:
		in[f.Code] = []string{"7"}
	case cases.TypePoint:
		in[f.Code] = []string{"43.25,76.9"}
	case cases.TypeRef:
		in[f.Code] = []string{number}
	case cases.TypeLinks:
		in.Merge(f.Code+".0", cases.Input{"to": {number}, "note": {"note " + f.Code}, "certainty": {"certain"}})
	case cases.TypeCited:
		in.Merge(f.Code+".0", cases.Input{"source": {number}, "states": {"states"}, "where": {"page 3"}})
	case cases.TypeRows:
		answerRow(f, in)
	default:
		in[f.Code] = []string{"text of " + f.Code}
	}
}

func answerRow(f cases.Field, in cases.Input) {
	list, _ := f.Value().(*cases.RowList)
	for _, sub := range list.Blank() {
		row := cases.Input{}
		answer(sub, row)
		in.Merge(f.Code+".0", row)
	}
}

// shelf is a source of records that are in memory.
type shelf []cases.Record

func (s shelf) Each(_ context.Context, _ cases.Query, yield func(cases.Record) error) error {
	for _, r := range s {
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}
