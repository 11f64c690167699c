package cases

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"
)

// filled gives an answer to every question of some fields, out of a small book.
func filled(fields []Field) Input {
	in := Input{}
	for _, f := range fields {
		if !f.IsComputed {
			answer(f, in)
		}
	}
	return in
}

func answer(f Field, in Input) {
	switch f.Type {
	case TypeText:
		in[f.Code] = []string{"Жауап " + f.Code}
	case TypeLong:
		in[f.Code] = []string{"several\nlines of\t" + f.Code}
	case TypeText3, TypeLong3:
		for _, lang := range []string{"en", "ru", "kk"} {
			in[f.Code+"."+lang] = []string{f.Code + " in " + lang}
		}
	case TypeDate:
		in[f.Code], in[f.Code+".stated"] = []string{"2022-01-05T14:30"}, []string{"after lunch"}
	case TypeCode:
		in[f.Code] = []string{"one"}
	case TypeChoice:
		in[f.Code], in[f.Code+".note"] = []string{NotApplicable}, []string{"a note"}
	case TypeChoices:
		in[f.Code], in[f.Code+".note"] = []string{"two", "one", Unknown}, []string{"a note"}
	case TypeTri:
		in[f.Code] = []string{Unknown}
	case TypeNumber:
		in[f.Code] = []string{"17"}
	case TypePoint:
		in[f.Code] = []string{"43.2567,76.9286"}
	case TypeRef:
		in[f.Code] = []string{numberOf(f, 1)}
	case TypeLinks:
		in.Merge(f.Code+".0", Input{"to": {numberOf(f, 1)}, "certainty": {"one"}, "note": {"why"}})
		in.Merge(f.Code+".1", Input{"to": {numberOf(f, 2)}})
	case TypeCited:
		in.Merge(f.Code+".0", Input{"source": {numberOf(f, 1)}, "field": {"status"}, "states": {"so"}, "where": {"p. 3"}, "credibility": {"one"}})
		in.Merge(f.Code+".1", Input{"source": {numberOf(f, 1)}})
	case TypeRows:
		blank := f.Value().(*RowList).Blank()
		in.Merge(f.Code+".0", filled(blank))
		in.Merge(f.Code+".1", filled(blank))
	default:
		panic("no answer for a field of type " + f.Type)
	}
}

func numberOf(f Field, n int) string {
	return fmt.Sprintf("%s-%d", KindByCode(f.Kinds[len(f.Kinds)-1]).Prefix, 123450+n)
}

// full gives a record of a kind with every question answered.
func full(t *testing.T, k *Kind) Record {
	t.Helper()
	r := Blank(k)
	if problems := Lay(r, Change{Sent: filled(Fields(r))}, smallBook(), true); problems != nil {
		t.Fatalf("%s: %v", k.Code, problems)
	}
	for _, f := range Fields(r) {
		if f.Empty() && !f.IsComputed {
			t.Fatalf("%s: %s is empty after it was answered", k.Code, f.Code)
		}
	}
	return r
}

func eachKind(t *testing.T, test func(t *testing.T, k *Kind)) {
	for _, k := range Kinds() {
		t.Run(k.Code, func(t *testing.T) { test(t, k) })
	}
}

func TestAFormReadsBackAsItWasFilled(t *testing.T) {
	eachKind(t, func(t *testing.T, k *Kind) {
		r := full(t, k)
		again := Blank(k)
		if problems := Lay(again, Change{Sent: Typed(r)}, smallBook(), true); problems != nil {
			t.Fatal(problems)
		}
		same(t, r, again)
		if !reflect.DeepEqual(Typed(r), Typed(again)) {
			t.Errorf("filled %v, then %v", Typed(r), Typed(again))
		}
	})
}

func TestJSONReadsBackAsItWasWritten(t *testing.T) {
	eachKind(t, func(t *testing.T, k *Kind) {
		r := full(t, k)
		text, err := json.Marshal(JSON(r))
		if err != nil {
			t.Fatal(err)
		}
		in, problems := FromJSON(text)
		again := Blank(k)
		problems = append(problems, Lay(again, Change{Sent: in}, smallBook(), true)...)
		if problems != nil {
			t.Fatal(problems)
		}
		same(t, r, again)
	})
}

func TestEachAnswerComesBackFromTheHistory(t *testing.T) {
	eachKind(t, func(t *testing.T, k *Kind) {
		for _, f := range Fields(full(t, k)) {
			text, err := FieldJSON(f)
			if err != nil {
				t.Fatal(err)
			}
			again, ok := Remember(k, f.Code, text)
			after, err := FieldJSON(again)
			if !ok || err != nil || after != text {
				t.Errorf("%s: %s came back as %s (%t, %v)", f.Code, text, after, ok, err)
			}
		}
	})
}

// same holds two records' answers against each other.
func same(t *testing.T, a, b Record) {
	t.Helper()
	changes, err := Diff(a, b)
	if err != nil || len(changes) > 0 {
		t.Errorf("they differ: %v, %v", changes, err)
	}
}

func TestAClearedAnswerIsCleared(t *testing.T) {
	eachKind(t, func(t *testing.T, k *Kind) {
		for _, f := range Fields(full(t, k)) {
			if f.IsComputed {
				continue
			}
			r := full(t, k)
			in := Input{f.Code: {}}
			if f.Type == TypeChoice || f.Type == TypeChoices {
				in[f.Code+".note"] = []string{""}
			}
			if problems := Lay(r, Change{Sent: in}, smallBook(), true); problems != nil {
				t.Fatal(problems)
			}
			changes, _ := Diff(full(t, k), r)
			if len(changes) != 1 || changes[0].Field != f.Code || changes[0].New != "" {
				t.Errorf("clearing %s changed %v", f.Code, changes)
			}
		}
	})
}

func TestNullInJSONClears(t *testing.T) {
	eachKind(t, func(t *testing.T, k *Kind) {
		for _, f := range Fields(full(t, k)) {
			if f.IsComputed || f.Type == TypeLinks || f.Type == TypeChoice || f.Type == TypeChoices {
				continue // links are one list, and the note of a code stands by itself
			}
			r := full(t, k)
			in, problems := FromJSON([]byte(`{"` + f.Code + `": null}`))
			problems = append(problems, Lay(r, Change{Sent: in}, smallBook(), true)...)
			if g, _ := FieldOf(r, f.Code); problems != nil || !g.Empty() {
				t.Errorf("%s stays after null: %v", f.Code, problems)
			}
		}
	})
}

func TestNoLinksInJSONEmptiesEveryRole(t *testing.T) {
	d := full(t, KindByCode("detention")).(*Detention)
	in, problems := FromJSON([]byte(`{"links": [{"role": "victim", "number": "PER-700001"}]}`))
	problems = append(problems, Lay(d, Change{Sent: in}, smallBook(), true)...)
	if problems != nil || len(d.Links) != 1 || d.Links[0].To.Number != "PER-700001" {
		t.Errorf("links %+v, %v", d.Links, problems)
	}
	for _, text := range []string{`{"links": ["PER-700001"]}`, `{"links": "PER-700001"}`, `{"links": [{"number": "PER-700001"}]}`,
		`{"links": [{"role": "remarks", "number": "PER-700001"}]}`, `[]`, `null`, `{"region"`, `{"articles": [["one"]]}`} {
		d := full(t, KindByCode("detention")).(*Detention)
		in, problems := FromJSON([]byte(text))
		problems = append(problems, Lay(d, Change{Sent: in}, smallBook(), true)...)
		if problems == nil {
			t.Errorf("%s passes", text)
		}
	}
}

func TestTheCanonicalFormHoldsTheAnswersAndNothingElse(t *testing.T) { // R65 R69
	eachKind(t, func(t *testing.T, k *Kind) {
		r := full(t, k)
		was := canonical(t, r)
		h := r.Base()
		h.Title, h.RegionNow, h.Version, h.Editor = Title{Full: "another"}, "KZ-10", 9, 9
		for _, f := range Fields(r) {
			if n, ok := f.Value().(*Number); ok && f.IsComputed {
				*n = Num(99)
			}
			if y, ok := f.Value().(*Tri); ok && f.IsComputed {
				*y = Yes
			}
		}
		if !bytes.Equal(was, canonical(t, r)) {
			t.Error("it changes with what is worked out")
		}
		for _, f := range Fields(r) {
			if f.IsComputed {
				continue
			}
			less := full(t, k)
			g, _ := FieldOf(less, f.Code)
			g.Clear()
			if bytes.Equal(was, canonical(t, less)) {
				t.Errorf("it is the same without %s", f.Code)
			}
		}
	})
}

func canonical(t *testing.T, r Record) []byte {
	t.Helper()
	b, err := Canonical(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFieldListsAreSound(t *testing.T) {
	eachKind(t, func(t *testing.T, k *Kind) {
		seen := map[string]bool{}
		for _, f := range Fields(k.New()) {
			if seen[f.Code] || f.Code == "links" || f.Code == "number" {
				t.Errorf("the code %s is taken", f.Code)
			}
			seen[f.Code] = true
			if f.Many() && f.Columns() != nil || f.IsSorted && len(f.Columns()) == 0 {
				t.Errorf("%s: its columns do not fit its type", f.Code)
			}
			if f.IsDimension && f.Code != "event" && !slices.Contains(Dimensions(), f.Code) && f.Code != "level" {
				t.Errorf("%s is a dimension that counts do not know", f.Code)
			}
			for _, kind := range f.Kinds {
				if KindByCode(kind) == nil {
					t.Errorf("%s points to the unknown kind %s", f.Code, kind)
				}
			}
		}
		if KindByNumber(k.Prefix+"-123456") != k || KindByPath(k.Path) != k || k.New().Base() == nil {
			t.Errorf("%s is not found by its number or path", k.Code)
		}
	})
}
