package cases

import (
	"strconv"
	"strings"
	"testing"
)

// keyOf is the key of the first problem with a field; empty where there is none.
func keyOf(problems Problems, field string) string {
	for _, p := range problems {
		if p.Field == field {
			return p.Key
		}
	}
	return ""
}

// terms is a small book: two codes in every list that any field names.
func smallBook() *Book {
	var terms []Term
	seen := map[string]bool{}
	for _, k := range Kinds() {
		for _, list := range listsOf(Fields(k.New())) {
			if !seen[list] {
				seen[list] = true
				terms = append(terms, Term{List: list, Code: "one", En: "One"}, Term{List: list, Code: "two", En: "Two"})
			}
		}
	}
	terms = append(terms, Term{List: "certainty", Code: "one"}, Term{List: "credibility", Code: "one"},
		Term{List: "region", Code: "KZ-63"}, Term{List: "region", Code: "KZ-10"}, Term{List: "region", Code: "KZ-75"},
		Term{List: "district", Code: "semey", Parent: "KZ-63", For: []string{"KZ-10"}})
	return NewBook(terms)
}

func listsOf(fields []Field) []string {
	var out []string
	for _, f := range fields {
		if f.List != "" {
			out = append(out, f.List)
		}
		if rows, ok := f.Value().(*RowList); ok {
			out = append(out, listsOf(rows.Blank())...)
		}
	}
	return out
}

func TestAnswersThatAreRefused(t *testing.T) { // R42 R43
	book := smallBook()
	long := strings.Repeat("ә", MaxText+1)
	for _, c := range []struct {
		name, kind, field string
		in                Input
		key               string
	}{
		{"bytes that are no UTF-8", "person", "occupation", Input{"occupation": {"a\xffb"}}, "not_utf8"},
		{"a control character", "person", "occupation", Input{"occupation": {"a\x07b"}}, "control_character"},
		{"a zero byte", "person", "health", Input{"health": {"a\x00b"}}, "control_character"},
		{"a delete character", "event", "title", Input{"title.kk": {"a\x7fb"}}, "control_character"},
		{"a line too long", "person", "occupation", Input{"occupation": {long}}, "too_long"},
		{"a story too long", "person", "remarks", Input{"remarks": {strings.Repeat("x", MaxLong+1)}}, "too_long"},
		{"a code of no list", "case", "type", Input{"type": {"nonsense"}}, "unknown_code"},
		{"one unknown code of several", "case", "articles", Input{"articles": {"one|nonsense"}}, "unknown_code"},
		{"unknown where it is no answer", "case", "status", Input{"status": {"unknown"}}, "unknown_code"},
		{"maybe", "detention", "lawyer_admitted", Input{"lawyer_admitted": {"maybe"}}, "not_yes_no"},
		{"a number in words", "person", "group_size", Input{"group_size": {"ten"}}, "not_a_number"},
		{"half a person", "person", "group_size", Input{"group_size": {"1.5"}}, "not_a_number"},
		{"a group of none", "person", "group_size", Input{"group_size": {"0"}}, "out_of_range"},
		{"a group too large", "person", "group_size", Input{"group_size": {"1000001"}}, "out_of_range"},
		{"a number beyond all numbers", "person", "group_size", Input{"group_size": {"99999999999999999999"}}, "not_a_number"},
		{"a point beyond the pole", "place", "position", Input{"position": {"91,70"}}, "not_a_point"},
		{"a point of words", "place", "position", Input{"position": {"here,there"}}, "not_a_point"},
		{"a point that is no number", "place", "position", Input{"position": {"NaN,NaN"}}, "not_a_point"},
		{"a case as place", "detention", "place", Input{"place": {"CAS-123456"}}, "wrong_kind"},
		{"an event as victim", "detention", "victim", Input{"victim": {"EVT-123456"}}, "wrong_kind"},
		{"a number of no kind", "detention", "place", Input{"place": {"ZZZ-123456"}}, "wrong_kind"},
		{"an unknown certainty", "detention", "victim", Input{"victim.0.to": {"PER-123456"}, "victim.0.certainty": {"no"}}, "unknown_code"},
		{"a note too long", "case", "type", Input{"type": {"one"}, "type.note": {long}}, "too_long"},
		{"a name without the name", "person", "names.0.value", Input{"names.0.script": {"one"}}, "required"},
		{"an unknown script", "person", "names.3.script", Input{"names.3.value": {"A"}, "names.3.script": {"no"}}, "unknown_code"},
		{"a citation without a source", "person", "citations.0.source", Input{"citations.0.states": {"so"}}, "required"},
		{"a person as source", "person", "citations.0.source", Input{"citations.0.source": {"PER-123456"}}, "wrong_kind"},
		{"a list that is no list", "person", "links", Input{"links": {"DET-123456"}}, "not_a_link"},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := Lay(Blank(KindByCode(c.kind)), Change{Sent: c.in}, book, true)
			if got := keyOf(problems, c.field); got != c.key {
				t.Errorf("problems %v; want %s: %s", problems, c.field, c.key)
			}
		})
	}
}

func TestTooManyRowsAreRefused(t *testing.T) {
	in := Input{}
	for i := range MaxRows + 1 {
		in.Merge("names."+strconv.Itoa(i), Input{"value": {"A"}})
	}
	if problems := Lay(&Person{}, Change{Sent: in}, smallBook(), true); keyOf(problems, "names") != "too_many_rows" {
		t.Errorf("problems %v", problems)
	}
}

func TestLayNamesWhatNoFieldHas(t *testing.T) { // R35
	for _, key := range []string{"nonsense", "title.de", "occupation.note", "sex.word", "names.0.nonsense", "names.first.value",
		"names.00.value", "consent.0.on.hour", "lawyer.0.from", "citations.0.id", "born.era", "id", "team_id"} {
		p := &Person{Occupation: "a welder", Sex: Coded{Code: "one"}}
		if problems := Lay(p, Change{Sent: Input{key: {"1"}}}, smallBook(), true); keyOf(problems, key) != "unknown_field" {
			t.Errorf("%s: problems %v", key, problems)
		}
	}
	for _, key := range []string{"number", "uid", "version", "created", "names.0.value", "consent.0.on.stated", "sex.note", "born.year"} {
		if problems := Lay(&Person{}, Change{Sent: Input{key: {"2022"}}}, smallBook(), true); keyOf(problems, key) != "" {
			t.Errorf("%s: problems %v", key, problems)
		}
	}
	if problems := Lay(&Person{}, Change{Sent: Input{"nonsense": {"1"}}, Unread: true}, smallBook(), true); problems != nil {
		t.Errorf("left unread: %v", problems)
	}
}

func TestWhatWasNotSentStays(t *testing.T) {
	d := &Detention{}
	d.From = Date{From: "2022-01-05", To: "2022-01-05", Precision: Day, Stated: "on the fifth"}
	d.Ground, d.Articles = Coded{"one", "a note"}, CodedList{[]string{"one", "two"}, "which"}
	d.Reason, d.RecordDrawn = "a reason", No
	for _, c := range []struct {
		name string
		in   Input
		ok   func() bool
	}{
		{"nothing at all", Input{}, func() bool { return d.Reason == "a reason" && d.RecordDrawn == No }},
		{"a code without its note", Input{"ground": {"two"}}, func() bool { return d.Ground == Coded{"two", "a note"} }},
		{"a note without its code", Input{"ground.note": {"new"}}, func() bool { return d.Ground == Coded{"two", "new"} }},
		{"the words of a date alone", Input{"from.stated": {"5 Jan"}}, func() bool { return d.From.From == "2022-01-05" && d.From.Stated == "5 Jan" }},
		{"the same date without its words", Input{"from": {"2022-01-05"}}, func() bool { return d.From.Stated == "5 Jan" }},
		{"another date without its words", Input{"from": {"2022-01-06"}}, func() bool { return d.From.Stated == "" }},
		{"a note of several codes", Input{"articles.note": {"x"}}, func() bool { return len(d.Articles.Codes) == 2 && d.Articles.Note == "x" }},
		{"an empty answer", Input{"stated_reason": {""}, "record_drawn": {""}, "articles": {}}, func() bool {
			return d.Reason == "" && d.RecordDrawn == "" && len(d.Articles.Codes) == 0
		}},
	} {
		if problems := Lay(d, Change{Sent: c.in}, smallBook(), true); problems != nil || !c.ok() {
			t.Errorf("%s: %v, %+v", c.name, problems, d)
		}
	}
}

func TestAWithdrawnTermMayStay(t *testing.T) {
	c := &Case{Type: Coded{Code: "old"}, Articles: CodedList{Codes: []string{"old", "one"}}}
	c.Owner = "somebody disabled"
	in := Input{"type": {"old"}, "articles": {"old", "two"}, "owner": {"somebody disabled"}}
	if problems := Lay(c, Change{Sent: in}, smallBook(), true); problems != nil {
		t.Errorf("problems %v", problems)
	}
	if problems := Lay(&Case{}, Change{Sent: in}, smallBook(), true); len(problems) != 3 {
		t.Errorf("newly given: %v", problems)
	}
}

func TestTextIsKeptInOneForm(t *testing.T) { // R42
	p := &Person{}
	in := Input{"occupation": {"  Кейі\u0306нгі 😀 ұстаз  "}, "remarks": {"one\r\ntwo\rthree"}}
	if problems := Lay(p, Change{Sent: in}, smallBook(), true); problems != nil {
		t.Fatal(problems)
	}
	if p.Remarks != "one\ntwo\nthree" || strings.HasPrefix(p.Occupation, " ") || !strings.Contains(p.Occupation, "😀 ұстаз") {
		t.Errorf("kept %q, %q", p.Occupation, p.Remarks)
	}
	before := &Person{}
	Lay(before, Change{Sent: Input{"occupation": {"и\u0306"}}}, smallBook(), true)
	if before.Occupation != "й" {
		t.Errorf("two characters for й are kept as %q", before.Occupation)
	}
}

func TestComputedFieldsCannotBeTyped(t *testing.T) { // R35
	d := &Detention{DaysHeld: Num(3)}
	if problems := Lay(d, Change{Sent: Input{"days_held": {"9"}, "over_72_hours": {"yes"}}}, smallBook(), true); problems != nil {
		t.Error(problems)
	}
	if d.DaysHeld != Num(3) || d.Over72Hours != "" {
		t.Errorf("typed %+v, %s", d.DaysHeld, d.Over72Hours)
	}
}
