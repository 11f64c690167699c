package web

import (
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// maker makes one record of each kind through the API, and first those that it has to point to.
type maker struct {
	*client
	made map[string]string // numbers by kind
}

func newMaker(s *site, name string) *maker { return &maker{s.program(name), map[string]string{}} }

// need gives the number of a record of a kind, which it makes where there is none yet.
func (m *maker) need(kind string) string {
	m.Helper()
	if m.made[kind] == "" {
		k := cases.KindByCode(kind)
		body := m.minimal(k)
		got := m.send(http.MethodPost, "/api/v1/"+k.Path, body).wants(m.T, http.StatusCreated)
		m.made[kind], _ = got.object(m.T)["number"].(string)
	}
	return m.made[kind]
}

// minimal is the JSON of a record with an answer to each required question, and what some kinds ask for besides.
func (m *maker) minimal(k *cases.Kind) string {
	m.Helper()
	more := map[string]map[string]any{
		"person": {"names": []any{map[string]any{"value": "Вымышленный Человек"}}},
		"figure": {"value": 200},
	}
	sheet := map[string]any{}
	maps.Copy(sheet, more[k.Code])
	var links []map[string]string
	for _, f := range cases.Fields(k.New()) {
		if !f.IsRequired || f.Code == "status" || f.Code == "level" {
			continue
		}
		if f.Type == cases.TypeLinks {
			links = append(links, map[string]string{"role": f.Code, "number": m.need(f.Kinds[0])})
			continue
		}
		m.answer(k, f, sheet)
	}
	if links != nil {
		sheet["links"] = links
	}
	b, err := json.Marshal(sheet)
	m.must(err)
	return string(b)
}

func (m *maker) answer(k *cases.Kind, f cases.Field, sheet map[string]any) {
	m.Helper()
	switch f.Type {
	case cases.TypeText3, cases.TypeLong3:
		sheet[f.Code+".ru"] = "Вымышленное название"
	case cases.TypeDate:
		sheet[f.Code] = "2022-01-05"
	case cases.TypeRef:
		sheet[f.Code] = m.need(f.Kinds[0])
	case cases.TypeCode, cases.TypeChoice:
		terms := m.store.For(m.users["chief"]).Book().Terms(f.List, k.Code)
		if len(terms) == 0 {
			m.Fatalf("%s.%s: the list %s is empty", k.Code, f.Code, f.List)
		}
		sheet[f.Code] = terms[0].Code
	default:
		sheet[f.Code] = "fictional " + f.Code
	}
}

func TestEveryKindMakesTheRoundOfTheAPI(t *testing.T) {
	s := newSite(t)
	m := newMaker(s, "lawyer")
	reader := s.as("lawyer")
	for _, k := range cases.Kinds() {
		number := m.need(k.Code)
		got := m.send(http.MethodGet, "/api/v1/"+k.Path+"/"+strings.ToLower(number), "").wants(t, http.StatusOK).object(t)
		if got["number"] != number || got["uid"] == "" || got["version"] != 1.0 || got["kind"] != k.Code {
			t.Fatalf("%s: got %v", k.Code, got)
		}
		put := m.send(http.MethodPut, "/api/v1/"+k.Path+"/"+number, `{"version":1,"status":"reported","reason":"a test"}`).wants(t, http.StatusOK)
		if changed := put.object(t); changed["version"] != 2.0 || changed["status"] != "reported" {
			t.Errorf("%s: changed to %v", k.Code, changed)
		}
		if len(strings.Fields(put.Header().Get("Aigaq-Audit"))) != 2 {
			t.Errorf("%s: Aigaq-Audit is %q", k.Code, put.Header().Get("Aigaq-Audit"))
		}
		list := m.send(http.MethodGet, "/api/v1/"+k.Path+"?per=5", "", "Aigaq-Purpose", "casework").wants(t, http.StatusOK).object(t)
		if list["total"] != float64(s.total("lawyer", k.Code)) || list["next"] != "" {
			t.Errorf("%s: the list says %v and %v", k.Code, list["total"], list["next"])
		}
		everyForm(t, reader, k, number)
	}
}

// everyForm opens a record and its list in every form that they have.
func everyForm(t *testing.T, b *browser, k *cases.Kind, number string) {
	t.Helper()
	for _, path := range []string{"", ".csv?purpose=casework", ".json?purpose=casework", "/new", "/" + number, "/" + number + ".csv?purpose=casework", "/" + number + ".json?purpose=casework", "/" + number + "/edit", "/" + number + "/history"} {
		got := b.get("/"+k.Path+path).wants(t, http.StatusOK)
		if strings.HasSuffix(path, "/new") {
			continue
		}
		if !strings.Contains(got.body, number) {
			t.Errorf("%s%s does not name %s: %s", k.Path, path, number, excerpt(got.body))
		}
	}
	if !strings.Contains(b.get("/"+k.Path).body, `data-number="`+number+`"`) {
		t.Errorf("%s: the list has no row for %s", k.Code, number)
	}
}

func TestANumberUnderAnotherKindIsNotFound(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымышленная")
	b := s.as("aliya")
	for _, path := range []string{"", "/edit", "/history", ".csv"} {
		b.get("/people/"+strings.ToLower(p.Number)+path).wants(t, http.StatusOK)
		b.get("/places/"+p.Number+path).wants(t, http.StatusNotFound)
	}
	b.post("/places/"+p.Number, "version", "1").wants(t, http.StatusNotFound)
	m := s.program("aliya")
	m.send(http.MethodGet, "/api/v1/places/"+p.Number, "").wants(t, http.StatusNotFound)
	m.send(http.MethodPut, "/api/v1/places/"+p.Number, `{"version":1}`).wants(t, http.StatusNotFound)
}

func TestAnExportHoldsAllRows(t *testing.T) {
	s := newSite(t)
	for i := range 7 {
		s.put("aliya", "place", "name.en", "Fictional "+strconv.Itoa(i), "type", "city")
	}
	b := s.as("aliya")
	if got := b.get("/places.csv?per=2").wants(t, http.StatusOK); strings.Count(got.body, "\r\n") != 8 {
		t.Errorf("the table is %s", got.body)
	}
	if got := b.get("/records.json?per=2").wants(t, http.StatusOK).object(t); got["total"] != 7.0 {
		t.Errorf("the object says %v", got["total"])
	}
	b.get("/places.csv?nonsense=1").wants(t, http.StatusUnprocessableEntity)
}
