package web

import (
	"net/url"
	"slices"

	"aigaq/internal/cases"
)

// addresses are everything that gives records, with labels for numbers.
func (w *twin) addresses(all bool) []string {
	out := []string{"/", "/new", "/purpose", "/glass", "/export", "/approvals", "/counts", "/search?q=" + "zz"}
	for _, k := range cases.Kinds() {
		out = append(out, listsOf(k)...)
	}
	for _, more := range []string{"", "?sort=-from", "?sort=from&per=2", "?sort=created&per=3", "?sort=-name&per=3", "?sort=due&per=3", "?status=unreviewed",
		"?event=@gathering", "?month=2022-01", "?region=KZ-75&per=2", "?level=restricted", "?level=public&team=-", "?team=west", "?q=qanary", "?q=made-up&per=2"} {
		out = append(out, "/records"+more)
	}
	out = append(out, "/records.csv?purpose=casework", "/records.json?purpose=casework", "/records.csv?purpose=un_submission")
	out = append(out, searches()...)
	out = append(out, counts(all)...)
	return append(out, w.pages()...)
}

// listsOf are a kind's lists in every order, with filters, and as files.
func listsOf(k *cases.Kind) []string {
	base := "/" + k.Path
	out := []string{base, base + ".csv?purpose=casework", base + ".json?purpose=casework", base + "?q=qanary", base + "?q=vymysh&per=2", base + "?q=made-up",
		base + "?event=@gathering&per=2", base + "?event=-", base + "?status=unreviewed&per=2", base + "?from=2022-01-05&to=2022-01-31", base + "?place=@yard",
		base + "?victim=@first", base + "/new", base + "/new?event=@gathering&victim=@first&case=@tried&accused=@first",
		"/api/v1" + base + "?per=2", "/api/v1" + base + "?q=qanary"}
	sorts := []string{"created", "name", "from", "due"}
	for _, f := range cases.Fields(k.New()) {
		if f.IsSorted && !slices.Contains(sorts, f.Code) {
			sorts = append(sorts, f.Code)
		}
	}
	for _, sort := range sorts {
		out = append(out, base+"?per=2&sort="+sort, base+"?per=2&sort=-"+sort, "/api/v1"+base+"?per=2&sort="+sort)
	}
	return out
}

func searches() []string {
	var out []string
	for _, word := range []string{"qanary", "Qanaryperson", "qanarynote", "vymyshlenn", "made-up", "reason", "jan", "2022", "PER-", "DET-"} {
		q := url.QueryEscape(word)
		out = append(out, "/search?q="+q, "/suggest?q="+q, "/counts?unit=records&q="+q, "/records?q="+q)
	}
	for _, k := range cases.Kinds() {
		out = append(out, "/suggest?q=&kinds="+k.Code, "/suggest?q=qanary&kinds="+k.Code, "/suggest?q=made-up&kinds="+k.Code)
	}
	for _, name := range []string{"Qanaryperson", "qanary", "Vymyshlennaya", "Вымышленная", "vymyshlenn"} {
		ask := "name=" + url.QueryEscape(name) + "&event=@gathering&region=KZ-75"
		out = append(out, "/hints?for=victim.0&"+ask, "/hints?for=who&"+ask+"&born=1991", "/api/v1/alike?"+ask)
	}
	return append(out, "/suggest?q=", "/suggest?kinds=person,organisation&q=")
}

// counts are the numbers in every unit, by every dimension and, on SQLite for a reader of some teams and one of all, by
// every two.
func counts(pairs bool) []string {
	var out []string
	for _, unit := range cases.Units() {
		out = append(out, "/counts?unit="+unit, "/counts?unit="+unit+"&event=@gathering", "/counts?unit="+unit+"&level=restricted", "/counts?unit="+unit+"&by=month,kind,event")
		for i, by := range cases.Dimensions() {
			ask := "unit=" + unit + "&by=" + by + "&purpose=casework"
			out = append(out, "/counts?"+ask, "/counts.csv?"+ask, "/counts.json?"+ask, "/api/v1/counts?"+ask)
			for _, across := range cases.Dimensions()[:i] {
				if !pairs {
					break
				}
				out = append(out, "/api/v1/counts?"+ask+","+across)
			}
		}
	}
	return out
}

// pages are those of each visible record. Its proof holds the log's head and a path through the log, and nothing else.
func (w *twin) pages() []string {
	var out []string
	for _, label := range w.labels {
		k := cases.KindByNumber(w.numbers[label])
		base := "/" + k.Path + "/@" + label
		out = append(out, base, base+"/edit", base+"/history", base+".csv?purpose=casework", base+".json?purpose=casework", "/api/v1"+base)
		if k.Code == "person" {
			out = append(out, base+"/consent")
		}
	}
	return out
}

// accesses are the pages of who may see a record and who has seen it. They are asked first, when the same is entered.
func (w *twin) accesses() []string {
	var out []string
	for _, label := range w.labels {
		out = append(out, "/"+cases.KindByNumber(w.numbers[label]).Path+"/@"+label+"/access")
	}
	return out
}
