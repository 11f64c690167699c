package views

import (
	"fmt"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/i18n"
	"aigaq/migrations"
)

// book is the vocabulary as it is shipped.
func book(t *testing.T) *cases.Book {
	t.Helper()
	shipped, err := migrations.Terms()
	if err != nil {
		t.Fatal(err)
	}
	var terms []cases.Term
	for _, one := range shipped {
		terms = append(terms, cases.Term{List: one.List, Code: one.Code, Parent: one.Parent, En: one.En, Ru: one.Ru, Kk: one.Kk})
	}
	terms = append(terms, cases.Term{List: "team", Code: "north", En: "North"}, cases.Term{List: "user", Code: "aigerim", En: "Aigerim"})
	b := cases.NewBook(terms)
	b.Today = "2022-02-01"
	return b
}

func words(t *testing.T, lang string) *i18n.Words {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Words(lang)
}

// page is what a coordinator is given.
func page(t *testing.T, lang string) Page {
	t.Helper()
	files, err := Assets()
	if err != nil {
		t.Fatal(err)
	}
	paths := map[string]string{}
	for _, f := range files {
		paths[f.Name] = f.Path
	}
	user := cases.User{ID: 1, Name: "Aigerim", Role: cases.Coordinator, Teams: []string{"north"}}
	return Page{
		Words: words(t, lang), Book: book(t), User: user, Scope: cases.ScopeOf(user), SignedIn: true,
		Path: "/detentions?region=KZ-75", Head: cases.AuditHead{Size: 1234, Root: "3f9c2a7b11d04e5f3f9c2a7b11d04e5f"},
		Assets: paths, Demo: true,
	}
}

// numberOf is a made-up number of a kind.
func numberOf(kind string) string { return cases.KindByCode(kind).Prefix + "-605128" }

// sample is a record of a kind with an answer to every question.
func sample(t *testing.T, k *cases.Kind, b *cases.Book) cases.Record {
	t.Helper()
	r := cases.Blank(k)
	in := cases.Input{}
	for _, f := range cases.Fields(r) {
		answerTo(in, f.Code, f, k.Code, b)
	}
	for _, f := range cases.Fields(r) {
		f.Restore(in)
		for _, ref := range f.Refs() {
			ref.Title = cases.Title{Full: "Fictional <b>name</b> & co", Open: "Fictional"}
		}
	}
	h := r.Base()
	h.Number, h.Version, h.Level, h.Status, h.Team = numberOf(k.Code), 3, "internal", "confirmed", "north"
	h.Title = cases.Title{Full: "A fictional " + k.Code, Open: "A fictional " + k.Code}
	h.Created, h.Updated = time.Unix(1650000000, 0), time.Unix(1650000000, 0)
	return r
}

func answerTo(in cases.Input, name string, f cases.Field, kind string, b *cases.Book) {
	set := func(part, value string) { in[name+part] = []string{value} }
	switch f.Type {
	case cases.TypeText, cases.TypeLong:
		set("", "Fictional <i>text</i>\nof two lines")
	case cases.TypeText3, cases.TypeLong3:
		set(".en", "Fictional")
		set(".ru", "Вымышленное")
		set(".kk", "Ойдан шығарылған")
	case cases.TypeDate:
		set("", "2022-01-05/2022-01-07")
		set(".stated", "early January")
	case cases.TypeTri:
		set("", "yes")
	case cases.TypeNumber:
		set("", "12345")
	case cases.TypePoint:
		set("", "43.238,76.945")
	case cases.TypeCode, cases.TypeChoice, cases.TypeChoices:
		if terms := b.Terms(f.List, kind); len(terms) > 0 {
			set("", terms[0].Code)
		}
		if f.Type != cases.TypeCode {
			set(".note", "a clarifying note")
		}
	case cases.TypeRef:
		set("", numberOf(f.Kinds[0]))
	case cases.TypeLinks:
		set(".0.to", numberOf(f.Kinds[0]))
		set(".0.certainty", "alleged")
		set(".0.note", "as a neighbour says")
	case cases.TypeRows:
		rows, _ := f.Value().(*cases.RowList)
		for _, sub := range rows.Blank() {
			answerTo(in, name+".0."+sub.Code, sub, kind, b)
		}
	case cases.TypeCited:
		for i, states := range []string{"one thing", "another thing"} {
			row := fmt.Sprintf(".%d.", i)
			set(row+"field", cases.KindByCode(kind).New().Fields()[0].Code)
			set(row+"source", "SRC-482193")
			set(row+"states", states)
			set(row+"where", "p. 4")
			set(row+"credibility", "2")
		}
	}
}
