package web

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// logged posts the quick entry and gives the act that the reader is led to.
func (b *browser) logged(pairs ...string) cases.Record {
	b.Helper()
	got := b.post("/new", pairs...).wants(b.T, http.StatusSeeOther)
	path, _, _ := strings.Cut(got.Header().Get("Location"), "?")
	return b.at(path)
}

// at is the record at an address.
func (b *browser) at(path string) cases.Record {
	b.Helper()
	number := path[strings.LastIndexByte(path, '/')+1:]
	r, err := b.store.For(b.users["aliya"]).Get(b.ctx(), number)
	b.must(err)
	return r
}

func TestQuickEntryAsksForWhatAndWhenOnly(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	b.get("/new").wants(t, http.StatusOK)
	for _, one := range []struct {
		field string
		pairs []string
	}{
		{"what", []string{"who", "Вымышленный", "when", "today"}}, {"when", []string{"what", "death", "who", "Вымышленный"}},
		{"when", []string{"who", "Вымышленный"}}, {"when", []string{"what", "death", "when", "other", "when.day", "5", "when.year", "2022"}},
		{"unnamed", []string{"what", "death", "when", "today", "unnamed", "many"}},
		{"who", []string{"what", "death", "when", "today", "who", "PER-999999"}},
		{"where", []string{"what", "death", "when", "today", "where", "PLC-999999"}},
	} {
		got := b.post("/new", one.pairs...).wants(t, http.StatusUnprocessableEntity)
		if !strings.Contains(got.body, `id="`+one.field+`-error"`) {
			t.Errorf("%v: nothing is said of %s: %s", one.pairs, one.field, excerpt(got.body))
		}
		for i := 1; i < len(one.pairs); i += 2 {
			if !strings.Contains(got.body, one.pairs[i]) {
				t.Errorf("%v: %q was lost", one.pairs, one.pairs[i])
			}
		}
	}
	if n := s.total("aliya", ""); n != 0 {
		t.Errorf("%d records were kept", n)
	}
}

func TestQuickEntryOfEachKind(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	e := s.put("aliya", "event", "title.en", "Fictional event", "from", "2022-01")
	for _, k := range cases.Kinds() {
		if !k.Act {
			continue
		}
		r := b.logged("what", k.Code, "when", "other", "when.month", "1", "when.year", "2022", "who", "Вымышленный Человек", "event", e.Number)
		h := r.Base()
		if h.Kind != k.Code || h.From.String() != "2022-01" || h.Event.Number != e.Number || h.Title.Full != "Вымышленный Человек" || h.Team != "almaty" {
			t.Errorf("%s: kept %+v", k.Code, h)
		}
	}
}

func TestQuickEntryKeepsWhoCalledSecret(t *testing.T) {
	s := newSite(t)
	s.put("aliya", "place", "name.ru", "Вымышленный отдел", "type", "police_station")
	r := s.as("aliya").logged("what", "detention", "when", "yesterday", "who", "Вымышленная Айгүл", "where_text", "вымышленный ОТДЕЛ",
		"how", "relative_testimony", "phone", "+7 700 000 00 00 mother")
	d := r.(*cases.Detention)
	today, err := time.Parse(time.DateOnly, s.desk("aliya").Book().Today)
	s.must(err)
	yesterday := d.From.String() == today.AddDate(0, 0, -1).Format(time.DateOnly) || d.From.String() == today.AddDate(0, 0, -2).Format(time.DateOnly) // midnight may have passed
	if d.Where.Title.Full != "Вымышленный отдел" || !yesterday || len(d.Citations) != 1 {
		t.Errorf("place %+v, from %s, citations %+v", d.Where, d.From, d.Citations)
	}
	source, err := s.store.For(s.users["aliya"]).Get(s.ctx(), d.Citations[0].Source.Number)
	s.must(err)
	if got := source.(*cases.Source); got.Type.Code != "relative_testimony" || got.Remarks != "+7 700 000 00 00 mother" || strings.Contains(got.Called, "700") {
		t.Errorf("the source is %+v", got)
	}
}

func TestQuickEntryKeepsAPlaceInWords(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	if d := b.logged("what", "detention", "when", "today", "where", "other", "where_text", "дом на углу").(*cases.Detention); d.TakenFrom != "дом на углу" || d.Where.Given() {
		t.Errorf("kept %q and %+v", d.TakenFrom, d.Where)
	}
	if d := b.logged("what", "death", "when", "today", "where_text", "дом на углу").(*cases.Death); d.Account != "дом на углу" {
		t.Errorf("kept %q", d.Account)
	}
}

func TestQuickEntryOfPeopleWithoutNames(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	known := s.person("aliya", "Вымышленная Айгүл")
	for _, one := range []struct {
		pairs []string
		sizes []int64 // of those without names
		links int
	}{
		{[]string{"unnamed", "12"}, []int64{12}, 1}, {[]string{}, []int64{1}, 1},
		{[]string{"who", known.Number + " Вымышленная Айгүл", "unnamed", "3"}, []int64{3}, 2},
		{[]string{"who", known.Number}, nil, 1},
	} {
		r := b.logged(append(one.pairs, "what", "detention", "when", "today")...)
		victims := r.Base().LinksTo("victim")
		if len(victims) != one.links {
			t.Fatalf("%v: victims %+v", one.pairs, victims)
		}
		for i, n := range one.sizes {
			p, err := s.store.For(s.users["aliya"]).Get(s.ctx(), victims[len(victims)-len(one.sizes)+i].To.Number)
			s.must(err)
			if got := p.(*cases.Person); got.GroupSize.N != n {
				t.Errorf("%v: a group of %+v", one.pairs, got.GroupSize)
			}
		}
	}
}

func TestQuickEntrySentTwiceMakesOneAct(t *testing.T) { // R89
	s := newSite(t)
	for _, pairs := range [][]string{
		{"who", "Вымышленный", "how", "media_report"}, {"unnamed", "4"}, {"who", s.person("aliya", "Вымышленная").Number, "how", "media_report"},
		{"who", s.person("aliya", "Вымышленная").Number},
	} {
		b := s.as("aliya")
		token := b.get("/new").tokenIn(t)
		before := s.total("aliya", "")
		first := b.logged(append(pairs, "token", token, "what", "harassment", "when", "today")...)
		made := s.total("aliya", "") - before
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				got := b.do(b.request(http.MethodPost, "/new", values(append(pairs, "token", token, "what", "harassment", "when", "today")...)))
				if !strings.Contains(got.Header().Get("Location"), first.Base().Number) {
					t.Errorf("%v: sent on to %q, not to %s", pairs, got.Header().Get("Location"), first.Base().Number)
				}
			})
		}
		wait.Wait()
		if now := s.total("aliya", "") - before; now != made {
			t.Errorf("%v: %d records instead of %d", pairs, now, made)
		}
	}
}

func TestLoggingAnotherKeepsPlaceDateAndSource(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	p := s.put("aliya", "place", "name.en", "Fictional station", "type", "police_station")
	got := b.post("/new", "what", "detention", "when", "yesterday", "where", p.Number, "how", "media_report", "who", "Вымышленный", "then", "stay").wants(t, http.StatusSeeOther)
	next := got.Header().Get("Location")
	for _, want := range []string{"/new?", "when=yesterday", "where=" + p.Number, "how=media_report", "saved=DET-"} {
		if !strings.Contains(next, want) {
			t.Errorf("no %s in %s", want, next)
		}
	}
	if strings.Contains(next, "who=") {
		t.Errorf("the name is kept: %s", next)
	}
	page := b.get(next).wants(t, http.StatusOK)
	if !strings.Contains(page.body, `value="yesterday" checked`) || !strings.Contains(page.body, "DET-") {
		t.Errorf("the page is %s", excerpt(page.body))
	}
}
