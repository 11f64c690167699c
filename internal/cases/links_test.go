package cases

import (
	"slices"
	"testing"
)

func link(role, number string, hidden bool) Link {
	return Link{Role: role, To: Ref{ID: int64(len(number)), Number: number, Hidden: hidden}}
}

func numbers(links []Link) []string {
	var out []string
	for _, l := range links {
		out = append(out, l.Role+" "+l.To.Number)
	}
	return out
}

func TestHiddenLinksSurviveASave(t *testing.T) { // R31
	start := []Link{link("victim", "PER-100001", false), link("victim", "PER-200002", true), link("witness", "PER-300003", true),
		link("victim", "PER-400004", false)}
	for _, c := range []struct {
		name string
		in   Input
		want []string
	}{
		{"nothing sent", Input{}, []string{"victim PER-100001", "victim PER-200002", "witness PER-300003", "victim PER-400004"}},
		{"the visible ones sent again", Input{"victim": {"PER-100001", "PER-400004"}},
			[]string{"victim PER-100001", "victim PER-200002", "witness PER-300003", "victim PER-400004"}},
		{"one taken away", Input{"victim": {"PER-400004"}}, []string{"victim PER-400004", "victim PER-200002", "witness PER-300003"}},
		{"one added", Input{"victim": {"PER-100001", "PER-400004", "PER-500005"}},
			[]string{"victim PER-100001", "victim PER-200002", "witness PER-300003", "victim PER-400004", "victim PER-500005"}},
		{"all taken away", Input{"victim": {}, "witness": {""}}, []string{"victim PER-200002", "witness PER-300003"}},
		{"the list of the API emptied", Input{"links": {}}, []string{"victim PER-200002", "witness PER-300003"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &Detention{}
			d.Links = slices.Clone(start)
			problems := Lay(d, Change{Sent: c.in}, smallBook(), true)
			if got := numbers(d.Links); problems != nil || !slices.Equal(got, c.want) {
				t.Errorf("links %v, %v; want %v", got, problems, c.want)
			}
		})
	}
}

func TestHiddenLinksAreNeitherDrawnNorWritten(t *testing.T) { // R31
	d := &Detention{Type: Coded{Code: "one"}}
	d.Links = []Link{link("victim", "PER-100001", true)}
	d.Where = Ref{ID: 1, Number: "PLC-100001", Hidden: true}
	d.Citations = []Citation{{Source: Ref{ID: 2, Number: "SRC-100001", Hidden: true}, States: "so"}}
	for key := range Typed(d) {
		if key != "type" {
			t.Errorf("a form shows %s", key)
		}
	}
	out := JSON(d)
	for _, key := range []string{"links", "place", "citations"} {
		if out[key] != nil {
			t.Errorf("JSON has %s: %v", key, out[key])
		}
	}
}

func TestAHiddenReferenceSurvivesAnEmptyBox(t *testing.T) { // R31
	d := &Detention{}
	d.Where = Ref{ID: 1, Number: "PLC-100001", Hidden: true}
	if problems := Lay(d, Change{Sent: Input{"place": {""}}}, smallBook(), true); problems != nil || d.Where.ID != 1 {
		t.Errorf("%+v, %v", d.Where, problems)
	}
	d.Where.Hidden = false
	if problems := Lay(d, Change{Sent: Input{"place": {""}}}, smallBook(), true); problems != nil || d.Where.Given() {
		t.Errorf("one that is seen is not emptied: %+v, %v", d.Where, problems)
	}
}

func TestCitationsOfHiddenSourcesSurvive(t *testing.T) { // R31
	hidden := Citation{Source: Ref{ID: 2, Number: "SRC-100001", Hidden: true}, States: "hidden"}
	d := &Detention{}
	d.Citations = []Citation{hidden, {Source: Ref{ID: 3, Number: "SRC-200002"}, States: "was"}}
	in := Input{"citations.0.source": {"SRC-200002"}, "citations.0.states": {"is"}}
	if problems := Lay(d, Change{Sent: in}, smallBook(), true); problems != nil {
		t.Fatal(problems)
	}
	if len(d.Citations) != 2 || d.Citations[0] != hidden || d.Citations[1].States != "is" {
		t.Errorf("citations %+v", d.Citations)
	}
	Lay(d, Change{Sent: Input{"citations": {}}}, smallBook(), true)
	if len(d.Citations) != 1 || d.Citations[0] != hidden {
		t.Errorf("emptied to %+v", d.Citations)
	}
}

func TestALinkIsTakenOnce(t *testing.T) {
	d := &Detention{}
	Lay(d, Change{Sent: Input{"victim": {"PER-123456", "per 123456", "PER-123456 Some Name"}}}, smallBook(), true)
	if got := numbers(d.Links); len(got) != 1 {
		t.Errorf("links %v", got)
	}
}

func TestReferencesAsBoxesShowThem(t *testing.T) {
	for text, want := range map[string]Ref{
		"PLC-123456":               {Number: "PLC-123456", Kind: "place"},
		"plc 123456":               {Number: "PLC-123456", Kind: "place"},
		"plc123456":                {Number: "PLC-123456", Kind: "place"},
		"PLC–123456":               {Number: "PLC-123456", Kind: "place"},
		"PLC-123456 Some Place, 5": {Number: "PLC-123456", Kind: "place"},
		"Some Place":               {Typed: "Some Place"},
		"":                         {},
		"PLC-12 is a short number": {Typed: "PLC-12 is a short number"},
		"Полиция бөлімі № 482193 (2": {Typed: "Полиция бөлімі № 482193 (2"},
	} {
		d := &Detention{}
		if problems := Lay(d, Change{Sent: Input{"place": {text}}}, smallBook(), true); problems != nil || d.Where != want {
			t.Errorf("%q reads %+v, %v; want %+v", text, d.Where, problems, want)
		}
	}
}

func TestRedactTakesEverythingSecret(t *testing.T) { // R31
	eachKind(t, func(t *testing.T, k *Kind) {
		r := full(t, k)
		h := r.Base()
		h.Title = Title{Full: "secret", Open: "open"}
		var secret []string
		for _, f := range Fields(r) {
			if !f.IsSecret {
				continue
			}
			secret = append(secret, f.Code)
			h.Citations = append(h.Citations, Citation{Field: f.Code, Source: Ref{Number: "SRC-999999"}})
			if f.Type == TypeLinks {
				h.Links = append(h.Links, Link{Role: f.Code, To: Ref{ID: 7, Hidden: true}, Note: "a note"})
			}
		}
		Scope{}.Redact(r)
		for _, code := range secret {
			if f, _ := FieldOf(r, code); !f.Empty() || len(h.LinksTo(code)) > 0 || len(h.CitationsOf(code)) > 0 || !h.Hidden[code] {
				t.Errorf("%s is left", code)
			}
		}
		if h.Title.Full != "open" || len(h.Hidden) != len(secret) {
			t.Errorf("title %+v, hidden %v, secret %v", h.Title, h.Hidden, secret)
		}
		whole := full(t, k)
		Scope{Secrets: true}.Redact(whole)
		same(t, whole, full(t, k))
	})
}

func TestASaveWithoutSecretsLeavesThem(t *testing.T) { // R31
	p := &Person{IIN: "950105300123", Contact: "by phone", Occupation: "a welder"}
	in := Input{"iin": {""}, "contact": {"nobody"}, "occupation": {"a nurse"}, "names": {}}
	if problems := Lay(p, Change{Sent: in}, smallBook(), false); problems != nil {
		t.Fatal(problems)
	}
	if p.IIN == "" || p.Contact != "by phone" || p.Occupation != "a nurse" {
		t.Errorf("saved %+v", p)
	}
}
