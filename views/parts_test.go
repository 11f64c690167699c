package views

import (
	"net/url"
	"slices"
	"testing"

	"golang.org/x/net/html"

	"aigaq/internal/cases"
)

// submitted is what a browser would send of the page's last form.
func (d *doc) submitted() url.Values {
	out := url.Values{}
	d.walk(func(n *html.Node) {
		name := attr(n, "name")
		if name == "" || name == "q" {
			return
		}
		switch n.Data {
		case "input":
			kind := attr(n, "type")
			if (kind == "radio" || kind == "checkbox") && !has(n, "checked") {
				return
			}
			out.Add(name, attr(n, "value"))
		case "textarea":
			out.Add(name, text(n))
		case "select":
			out.Add(name, chosen(n))
		}
	})
	return out
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func chosen(n *html.Node) string {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == "option" && has(c, "selected") {
			return attr(c, "value")
		}
	}
	return ""
}

func TestADateIsTakenApartIntoBoxes(t *testing.T) {
	for _, c := range []struct {
		given string
		want  dateBoxes
	}{
		{"", dateBoxes{}},
		{"nonsense", dateBoxes{Year: "nonsense"}},
		{"2022", dateBoxes{Year: "2022"}},
		{"2022-01", dateBoxes{Year: "2022", Month: "01"}},
		{"2022-01-05", dateBoxes{Year: "2022", Month: "01", Day: "05"}},
		{"2022-01~", dateBoxes{Year: "2022", Month: "01", Precision: "approx"}},
		{"2022-01-05T14:30", dateBoxes{Year: "2022", Month: "01", Day: "05", Clock: "14:30"}},
		{"../2022-01-05", dateBoxes{Year: "2022", Month: "01", Day: "05", Precision: "before"}},
		{"2022-01-05/..", dateBoxes{Year: "2022", Month: "01", Day: "05", Precision: "after"}},
		{"2022-01-05/2022-02-07", dateBoxes{Year: "2022", Month: "01", Day: "05", Until: "2022-02-07"}},
		{"unknown", dateBoxes{Unknown: true}},
	} {
		if got := boxesOf(cases.Input{"from": {c.given}}, "from"); got != c.want {
			t.Errorf("%q gives %+v, want %+v", c.given, got, c.want)
		}
	}
}

func TestWhatWasTypedIntoTheBoxesWins(t *testing.T) {
	in := cases.Input{"from": {"2022-01-05"}, "from.day": {"31"}, "from.month": {"2"}, "from.year": {"2022"}, "from.stated": {"so"}}
	want := dateBoxes{Day: "31", Month: "2", Year: "2022", Stated: "so"}
	if got := boxesOf(in, "from"); got != want {
		t.Errorf("boxes are %+v, want %+v", got, want)
	}
}

func TestOnlyWebAddressesBecomeLinks(t *testing.T) {
	for address, want := range map[string]bool{
		"javascript:alert(1)": false, "https://": false, "data:text/html,x": false, "//example.org": false,
		"https://example.org/a": true, "http://example.org": true,
	} {
		if isWeb(address) != want {
			t.Errorf("isWeb(%q) is %v", address, !want)
		}
	}
}

func TestTheirsTakesAFieldOutOfWhatIsSent(t *testing.T) {
	in := cases.Input{"to.day": {"5"}, "to": {""}, "total": {"x"}, "choose.to": {"theirs"}, "choose.total": {"mine"}}
	got := Chosen(in)
	if len(got) != 1 || got.Get("total") != "x" {
		t.Errorf("what is sent is %v", got)
	}
}

func TestSourcesDisagreeOnlyWhenTheyStateDifferentThings(t *testing.T) {
	cite := func(states ...string) []cases.Citation {
		var out []cases.Citation
		for _, s := range states {
			out = append(out, cases.Citation{States: s})
		}
		return out
	}
	for _, c := range []struct {
		list []cases.Citation
		want bool
	}{
		{nil, false}, {cite("5 January"), false}, {cite("5 January", ""), false}, {cite("5 January", " 5 JANUARY "), false},
		{cite("5 January", "6 January"), true}, {cite("", "a", "a", "b"), true},
	} {
		if got := disagree(c.list); got != c.want {
			t.Errorf("disagree(%v) is %v", c.list, got)
		}
	}
}

func TestTheChargeStaysUntilAStepNamesAnother(t *testing.T) {
	step := func(codes ...string) *cases.Step { return &cases.Step{Articles: cases.CodedList{Codes: codes}} }
	got := charges([]*cases.Step{step(), step("CC-272"), step(), step("CC-242"), step()})
	want := []string{"", "CC-272", "CC-272", "CC-242", "CC-242"}
	for i, one := range got {
		first := ""
		if len(one.Articles) > 0 {
			first = one.Articles[0]
		}
		if first != want[i] || one.Carried != (i == 2 || i == 4) {
			t.Errorf("after step %d the charge is %v, carried %v", i, one.Articles, one.Carried)
		}
	}
}

func TestLinksOfAListForgetThePlaceAndKeepTheRest(t *testing.T) {
	query := url.Values{"region": {"KZ-75", "KZ-71"}, "after": {"c"}, "first": {"51"}}
	if got := without("/detentions", query, "region", "KZ-75"); got != "/detentions?region=KZ-71" {
		t.Errorf("without gives %s", got)
	}
	if got := changed("/detentions", query, "sort", "from"); got != "/detentions?region=KZ-75&region=KZ-71&sort=from" {
		t.Errorf("changed gives %s", got)
	}
	if got := inLanguage("/detentions?region=KZ-75&lang=en", "kk"); got != "/detentions?lang=kk&region=KZ-75" {
		t.Errorf("inLanguage gives %s", got)
	}
}

func TestACitationOfAFieldThatIsNotOfferedKeepsIt(t *testing.T) {
	p := page(t, "en")
	k := cases.KindByCode("place")
	r := k.New()
	in := cases.Input{"citations.0.field": {"gone"}, "citations.0.source": {"SRC-482193"}}
	d := draw(t, Form(p, FormPage{Kind: k, Record: r, Input: in, Cite: "name"}))
	sent := d.submitted()
	if sent.Get("citations.0.field") != "gone" || sent.Get("citations.1.field") != "name" || sent.Get("citations.2.field") != "" {
		t.Errorf("the citations are about %v", sent)
	}
}

func TestAReferenceThatIsNotForTheWriterIsNotAskedAgain(t *testing.T) {
	p := page(t, "en")
	k := cases.KindByCode("detention")
	d := cases.Blank(k)
	d.Base().Event = cases.Ref{ID: 5, Hidden: true}
	drawn := draw(t, Form(p, FormPage{Kind: k, Record: d, Input: cases.Typed(d)}))
	if drawn.ids["event"] != 0 {
		t.Error("an empty box would take the hidden reference away")
	}
	if !draw(t, Record(p, RecordPage{Kind: k, Record: d})).says(p.t("answer.hidden")) {
		t.Error("the page does not say that there is something")
	}
}
