package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// proofOf takes a record's proof as somebody, checks it with the public key alone and gives what it proves.
func (s *site) proofOf(name, path string) (audit.Proved, answer) {
	s.Helper()
	got := s.as(name).get(path)
	if got.Code != http.StatusOK {
		return audit.Proved{}, got
	}
	log, err := note.NewVerifier(s.store.Keeper().VerifyingKey())
	s.must(err)
	file, err := audit.ParseProofFile([]byte(got.body))
	s.must(err)
	proved, err := file.Check(log, nil)
	s.must(err)
	return proved, got
}

// R68: only whoever sees a record whole is given its content.
func TestAProofShowsNothingThatItsReaderDoesNotSee(t *testing.T) {
	s := newSite(t)
	witness := s.put("chief", "person", "names.0.value", "Тайный Вымысел", "level", "restricted", "team", "west")
	plain := s.person("aliya", "Вымысел Айдар")
	// Almaty's staff see the detention, and not one of the two whom it names.
	mixed := s.put("chief", "detention", "victim", plain.Number, "witness", witness.Number, "from", "2022-01-05", "team", "almaty")
	for name, test := range map[string]struct {
		who, path string
		status    int
		open      bool
	}{
		"who sees it whole":            {"aliya", "/people/" + plain.Number, 200, true},
		"who asks for a sealed one":    {"aliya", "/people/" + plain.Number + "?sealed=1", 200, false},
		"a researcher":                 {"reader", "/people/" + plain.Number, 200, false},
		"who sees less than it names":  {"aliya", "/detentions/" + mixed.Number, 200, false},
		"a coordinator":                {"chief", "/detentions/" + mixed.Number, 200, true},
		"who does not see it":          {"west", "/people/" + plain.Number, 404, false},
		"under another kind's address": {"aliya", "/events/" + plain.Number, 404, false},
		"nobody's number":              {"aliya", "/people/PER-000001", 404, false},
		"an administrator":             {"boss", "/people/" + plain.Number, 403, false},
	} {
		path, query, _ := strings.Cut(test.path, "?")
		proved, got := s.proofOf(test.who, path+"/proof?"+query)
		if got.Code != test.status || (proved.Content != nil) != test.open {
			t.Errorf("%s: status %d, content %s", name, got.Code, proved.Content)
		}
		if got.Code == http.StatusOK && !test.open && strings.Contains(got.body, "salt ") {
			t.Errorf("%s: the salt is in the file:\n%s", name, got.body)
		}
	}
}

// R68: the proof is of the newest version, and that it was taken is in the log.
func TestAProofIsOfTheNewestVersion(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымысел Айдар")
	proved, got := s.proofOf("aliya", "/people/"+p.Number+"/proof")
	if proved.Leaf.Object != p.UID || proved.Leaf.Revision != 1 || proved.Leaf.Action != "record.create" {
		t.Errorf("%+v", proved.Leaf)
	}
	if want := `attachment; filename="` + p.Number + `.proof.txt"`; got.Header().Get("Content-Disposition") != want {
		t.Errorf("got %q", got.Header().Get("Content-Disposition"))
	}
	if _, err := cases.FromJSON(proved.Content); len(err) != 0 {
		t.Errorf("the content is no JSON: %s", proved.Content)
	}
}

// R66
func TestTheNewestCheckpointIsSigned(t *testing.T) {
	s := newSite(t)
	s.person("aliya", "Вымысел Айдар")
	log, err := note.NewVerifier(s.store.Keeper().VerifyingKey())
	s.must(err)
	for name, got := range map[string]answer{
		"page": s.as("boss").get("/audit/checkpoint"),
		"API":  s.program("boss").send(http.MethodGet, "/api/v1/audit/checkpoint", ""),
	} {
		signed, err := audit.OpenSigned([]byte(got.body), log, nil)
		if err != nil || signed.Size == 0 || !strings.HasPrefix(got.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("%s: %v %s", name, err, got.body)
		}
	}
}

func TestAProofLeavesAsAnyFileDoes(t *testing.T) { // R22 R99
	s, pass := clocked(t)
	yes := s.put("aliya", "person", "names.0.value", "Вымышленная Иә", "consent.0.purpose", "un_submission", "consent.0.state", "written")
	no := s.person("aliya", "Вымышленная Жоқ")
	act := s.put("aliya", "detention", "victim", yes.Number, "witness", no.Number, "from", "2022-01-05")
	b := s.as("aliya").stating("un_submission")
	for path, open := range map[string]bool{"/people/" + yes.Number: true, "/people/" + no.Number: false, "/detentions/" + act.Number: false} {
		if got := b.get(path+"/proof").wants(t, http.StatusOK); strings.Contains(got.body, "salt ") != open {
			t.Errorf("%s for a purpose that needs consent: %s", path, excerpt(got.body))
		}
	}
	secret := s.put("chief", "person", "names.0.value", "Тайный Вымысел", "level", "restricted")
	chief := s.as("chief").stating("casework")
	pass(6 * time.Minute)
	page := "/people/" + secret.Number + "/proof"
	if to := chief.get(page).wants(t, http.StatusSeeOther).Header().Get("Location"); !strings.HasPrefix(to, "/login/again?next=") {
		t.Errorf("led to %s", to)
	}
	chief.get(page+"?sealed=1").wants(t, http.StatusOK)
}
