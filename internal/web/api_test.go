package web

import (
	"net/http"
	"strings"
	"sync"
	"testing"
)

func TestTheAPINamesWhatIsWrong(t *testing.T) {
	s := newSite(t)
	m := s.program("aliya")
	for _, one := range []struct{ body, field, key string }{
		{`{"from":"soon"}`, "from", "not_a_date"}, {`{"from":"2022","to":"2021"}`, "to", "before_from"}, {`{}`, "victim", "required"},
		{`{"nonsense":1}`, "nonsense", "unknown_field"}, {`{"creator":1}`, "creator", "unknown_field"}, {`{"level":"cosmic"}`, "level", "unknown_code"},
		{`not json`, "", "not_json"}, {`[]`, "", "not_json"}, {``, "", "not_json"}, {"{\"account\":\"\xff\"}", "", "not_utf8"},
		{`{"victim":"PER-999999"}`, "victim", "unknown_record"}, {`{"victim":"DET-999999"}`, "victim", "wrong_kind"},
	} {
		got := m.send(http.MethodPost, "/api/v1/detentions", one.body).wants(t, http.StatusUnprocessableEntity)
		if !hasProblem(got.object(t), one.field, one.key) {
			t.Errorf("%s: no %s.%s in %s", one.body, one.field, one.key, got.body)
		}
	}
	if n := s.total("aliya", ""); n != 0 {
		t.Errorf("%d records were kept", n)
	}
}

func hasProblem(got map[string]any, field, key string) bool {
	list, _ := got["problems"].([]any)
	for _, one := range list {
		p, _ := one.(map[string]any)
		if message, _ := p["message"].(string); p["field"] == field && p["key"] == key && message != "" {
			return true
		}
	}
	return false
}

func TestTheAPIAnswersAStaleWriterWithBothVersions(t *testing.T) { // R88
	s := newSite(t)
	m := s.program("aliya")
	p := s.person("aliya", "Вымышленная")
	path := "/api/v1/people/" + p.Number
	m.send(http.MethodPut, path, `{"version":1,"occupation":"doctor"}`).wants(t, http.StatusOK)
	got := m.send(http.MethodPut, path, `{"version":1,"occupation":"teacher"}`).wants(t, http.StatusConflict).object(t)
	yours, _ := got["yours"].(map[string]any)
	current, _ := got["current"].(map[string]any)
	if yours["occupation"] != "teacher" || current["occupation"] != "doctor" || current["version"] != 2.0 {
		t.Errorf("got %v", got)
	}
	problems := m.send(http.MethodPut, path, `{"occupation":"teacher"}`).wants(t, http.StatusUnprocessableEntity).object(t)
	if !hasProblem(problems, "version", "required") {
		t.Errorf("got %v", problems)
	}
}

func TestAnIdempotencyKeyMakesOneRecord(t *testing.T) { // R89
	s := newSite(t)
	m := s.program("aliya")
	body := `{"names":[{"value":"Вымышленная"}]}`
	var wait sync.WaitGroup
	places := make([]string, 5)
	for i := range places {
		wait.Go(func() {
			got := m.send(http.MethodPost, "/api/v1/people", body, "Idempotency-Key", "k-1")
			places[i] = got.Header().Get("Location")
			if got.Code != http.StatusCreated || len(strings.Fields(got.Header().Get("Aigaq-Audit"))) != 2 {
				t.Errorf("status %d, %v", got.Code, got.Header())
			}
		})
	}
	wait.Wait()
	for _, one := range places {
		if one != places[0] || !strings.HasPrefix(one, "/api/v1/people/PER-") {
			t.Errorf("locations %v", places)
		}
	}
	m.send(http.MethodGet, places[0], "").wants(t, http.StatusOK)
	m.send(http.MethodPost, "/api/v1/people", body, "Idempotency-Key", "k-2").wants(t, http.StatusCreated)
	s.program("west").send(http.MethodPost, "/api/v1/people", body, "Idempotency-Key", "k-1").wants(t, http.StatusCreated)
	if n := s.total("chief", "person"); n != 3 {
		t.Errorf("%d people were kept, want 3", n)
	}
	other := `{"name.en":"Fictional","type":"city"}`
	got := m.send(http.MethodPost, "/api/v1/places", other, "Idempotency-Key", "k-1").wants(t, http.StatusCreated)
	if place := got.Header().Get("Location"); !strings.HasPrefix(place, "/api/v1/places/PLC-") {
		t.Errorf("the same key on another route gave %s", place)
	}
}

func TestTokensDoWhatTheirScopesSay(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымышленная")
	reads, writes := s.program("aliya", "read"), s.program("aliya", "write")
	reads.send(http.MethodGet, "/api/v1/people/"+p.Number, "").wants(t, http.StatusOK)
	reads.send(http.MethodPut, "/api/v1/people/"+p.Number, `{"version":1}`).wants(t, http.StatusForbidden)
	writes.send(http.MethodGet, "/api/v1/people/"+p.Number, "").wants(t, http.StatusForbidden)
	s.program("aliya").send(http.MethodGet, "/people", "").wants(t, http.StatusSeeOther)
	b := s.as("aliya")
	b.do(b.request(http.MethodGet, "/api/v1/people", nil)).wants(t, http.StatusUnauthorized)
	(&client{s, "no-such-token"}).send(http.MethodGet, "/api/v1/people", "").wants(t, http.StatusUnauthorized)
	s.must(s.store.Accounts().Disable(s.ctx(), "cli", "aliya"))
	reads.send(http.MethodGet, "/api/v1/people/"+p.Number, "").wants(t, http.StatusUnauthorized)
	b.get("/people").wants(t, http.StatusSeeOther)
}

func TestTheAPIPagesByCursor(t *testing.T) {
	s := newSite(t)
	for _, name := range []string{"A", "B", "C", "D", "E"} {
		s.put("aliya", "place", "name.en", "Fictional "+name, "type", "city")
	}
	m := s.program("aliya")
	seen, after := map[string]bool{}, ""
	for range 3 {
		got := m.send(http.MethodGet, "/api/v1/places?per=2&after="+after, "").wants(t, http.StatusOK).object(t)
		for _, one := range got["records"].([]any) {
			seen[one.(map[string]any)["number"].(string)] = true
		}
		after = got["next"].(string)
	}
	if len(seen) != 5 || after != "" {
		t.Errorf("saw %d places, then %q", len(seen), after)
	}
	m.send(http.MethodGet, "/api/v1/places?nonsense=1", "").wants(t, http.StatusUnprocessableEntity)
	m.send(http.MethodGet, "/api/v1/places?after=nonsense", "").wants(t, http.StatusUnprocessableEntity)
	m.send(http.MethodGet, "/api/v1/nonsense", "").wants(t, http.StatusNotFound)
}

func TestCountsOfTheAPI(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымышленная")
	for _, month := range []string{"2022-01", "2022-02"} {
		s.put("aliya", "detention", "victim", p.Number, "from", month, "region", "KZ-75")
	}
	m := s.program("reader")
	people := m.send(http.MethodGet, "/api/v1/counts?unit=people&by=region", "").wants(t, http.StatusOK).object(t)
	acts := m.send(http.MethodGet, "/api/v1/counts?unit=acts&by=region,month&kind=detention", "").wants(t, http.StatusOK).object(t)
	if people["total"] != 1.0 || acts["total"] != 2.0 || len(acts["cells"].([]any)) != 2 {
		t.Errorf("got %v and %v", people, acts)
	}
	for _, bad := range []string{"unit=cows", "by=shoe", "by=region,month,kind,event", "nonsense=1", "region=XX-1"} {
		m.send(http.MethodGet, "/api/v1/counts?"+bad, "").wants(t, http.StatusUnprocessableEntity)
	}
}

func TestTheAuditLogOfTheAPI(t *testing.T) {
	s := newSite(t)
	m := s.program("auditor")
	head := m.send(http.MethodGet, "/api/v1/audit/head", "").wants(t, http.StatusOK).object(t)
	got := m.send(http.MethodGet, "/api/v1/audit?after=1", "").wants(t, http.StatusOK).object(t)
	entries := got["entries"].([]any)
	if first := entries[0].(map[string]any); first["seq"] != 2.0 || float64(len(entries)) < head["size"].(float64)-2 {
		t.Errorf("%d entries from %v, head %v", len(entries), first, head)
	}
	m.send(http.MethodGet, "/api/v1/audit?after=x", "").wants(t, http.StatusUnprocessableEntity)
}

func TestTheAPISpeaksTheReadersLanguage(t *testing.T) {
	s := newSite(t)
	m := s.program("aliya")
	bodies := map[string]bool{}
	for _, lang := range []string{"en", "ru", "kk"} {
		got := m.send(http.MethodPost, "/api/v1/detentions", `{}`, "Accept-Language", lang).wants(t, http.StatusUnprocessableEntity)
		bodies[got.body] = true
	}
	if s.server.Catalogues.Words("en").Has("wrong.required") && len(bodies) != 3 {
		t.Errorf("%d languages: %v", len(bodies), bodies)
	}
	s.must(s.store.Accounts().SetLanguage(s.ctx(), s.users["aliya"], "kk"))
	for accepted, lang := range map[string]string{"ru": "ru", "": "kk"} {
		want := s.server.Catalogues.Words(lang).T("wrong.required")
		got := m.send(http.MethodPost, "/api/v1/detentions", `{}`, "Accept-Language", accepted).wants(t, http.StatusUnprocessableEntity)
		if !strings.Contains(got.body, want) {
			t.Errorf("an account that reads Kazakh, asking for %q, is not told %q: %s", accepted, want, got.body)
		}
	}
}

func TestTooMuchIsRefused(t *testing.T) { // R92
	s := newSite(t)
	big := `{"account":"` + strings.Repeat("a", maxBody) + `"}`
	s.program("aliya").send(http.MethodPost, "/api/v1/detentions", big).wants(t, http.StatusRequestEntityTooLarge)
	b := s.as("aliya")
	b.post("/detentions", "account", strings.Repeat("a", maxBody)).wants(t, http.StatusRequestEntityTooLarge)
	r := b.request(http.MethodPost, "/detentions", values("account", strings.Repeat("a", maxBody)))
	r.ContentLength = -1
	s.do(r).wants(t, http.StatusRequestEntityTooLarge)
}
