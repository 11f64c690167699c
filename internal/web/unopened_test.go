package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// guarded is somebody restricted of whom aliya sees the name, and must say what for to be shown more.
func (s *site) guarded() cases.Saved {
	return s.put("aliya", "person", "names.0.value", "Вымыслов Пример Примерович", "names.1.value", "Екінші Есім", "born", "1967-05-06", "sex", "male",
		"team", "almaty", "level", "restricted")
}

// without fails where an answer holds what nobody may be shown.
func (a answer) without(t *testing.T, what string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(a.body, text) {
			t.Errorf("%s shows %q: %s", what, text, excerpt(a.body))
		}
	}
}

func TestARestrictedPersonIsNotReadWithoutAPurpose(t *testing.T) { // R32
	s := newSite(t)
	p := s.guarded()
	other := s.put("aliya", "person", "names.0.value", "Вымыслов Пример Примерович", "team", "almaty", "level", "internal")
	s.compared()
	b := s.as("aliya")
	list := b.brings(t, "ФИО\nВымыслов Пример Примерович\n", "A made-up list")
	page, err := s.desk("aliya").ListRows(s.ctx(), list, "", "", 5)
	s.must(err)
	row := "/lists/" + list + "/rows/" + page.Rows[0].Row.Number
	for _, path := range []string{row, "/duplicates", "/duplicates?person=" + other.Number, "/search?q=%D0%92%D1%8B%D0%BC%D1%8B%D1%81%D0%BB%D0%BE%D0%B2+1968", "/suggest?q=%D0%92%D1%8B%D0%BC%D1%8B%D1%81%D0%BB%D0%BE%D0%B2+1980&kinds=person",
		"/hints?for=victim.0&name=%D0%92%D1%8B%D0%BC%D1%8B%D1%81%D0%BB%D0%BE%D0%B2+%D0%9F%D1%80%D0%B8%D0%BC%D0%B5%D1%80"} {
		got := b.get(path).wants(t, http.StatusOK)
		if !strings.Contains(got.body, p.Number) {
			t.Errorf("%s does not name %s", path, p.Number)
		}
		got.without(t, path, "1967", "Екінші")
	}
	b.get("/lists/"+list).wants(t, http.StatusOK).without(t, "the list", "1967", "Екінші")
	b.stating("casework").get(row).wants(t, http.StatusOK)
	if got := b.get(row).wants(t, http.StatusOK); !strings.Contains(got.body, "1967") {
		t.Error("with a purpose the page does not say when they were born")
	}
}

func TestHowFarOthersAreWithAListIsNotShown(t *testing.T) { // R26
	s := newSite(t)
	b := s.as("aliya")
	list := b.brings(t, "ФИО\nВымыслов Пример Примерович\n", "A made-up list")
	s.server.works = listWorks{}
	s.server.works.begin(list, &listWork{state: views.ListWork{List: list, What: views.WorkCompare, Done: 1234, Total: 5678, Owner: s.users["chief"].ID}})
	b.get("/lists/"+list+"/work").wants(t, http.StatusOK).without(t, "the work of another", "1234", "5678", "1 234", "5 678")
	if got := s.as("chief").get("/lists/"+list+"/work").wants(t, http.StatusOK); !strings.Contains(got.body, `value="1234"`) {
		t.Errorf("whoever began it is not told: %s", excerpt(got.body))
	}
}

// What changes a restricted record changes it for a purpose, by whatever page: the log says what for.
func TestARestrictedPersonIsNotChangedWithoutAPurpose(t *testing.T) { // R32
	s := siteOn(t, store.Options{NoMatching: true})
	p := s.guarded()
	other := s.put("aliya", "person", "names.0.value", "Вымыслов Пример Примерович", "team", "almaty", "level", "internal")
	b := s.as("aliya")
	list := b.brings(t, "ФИО\nВымыслов Пример Примерович\n", "A made-up list")
	page, err := s.desk("aliya").ListRows(s.ctx(), list, "", "", 5)
	s.must(err)
	row := "/lists/" + list + "/rows/" + page.Rows[0].Row.Number
	join := []string{"keep", p.Number, "keep_version", "1", "version", "1"}
	asks := func(path string, form ...string) {
		t.Helper()
		got := b.post(path, form...).wants(t, http.StatusSeeOther)
		if to := got.Header().Get("Location"); !strings.HasPrefix(to, "/purpose?") {
			t.Errorf("%s is done without a purpose: it leads to %s", path, to)
		}
	}
	asks("/people/"+other.Number+"/same", join...)
	asks("/people/"+p.Number+"/same", "keep", other.Number, "keep_version", "1", "version", "1")
	asks(row, "what", p.Number, "version", "1")
	b.stating("casework")
	b.post("/people/"+other.Number+"/same", join...).wants(t, http.StatusSeeOther)
	b.post(row, "what", p.Number, "version", "1").wants(t, http.StatusSeeOther)
	b = s.as("aliya")
	asks("/people/"+other.Number+"/unmerge", "why", "a mistake")
	asks(row+"/undo", "version", "2")
	b.stating("casework").post("/people/"+other.Number+"/unmerge", "why", "a mistake").wants(t, http.StatusSeeOther)
	b.post(row+"/undo", "version", "2").wants(t, http.StatusSeeOther)
}

// R64: that the rows of a list were read is on the disk before they leave, where any of them is restricted.
func TestRestrictedRowsAreEnteredBeforeTheyLeave(t *testing.T) {
	s := siteOn(t, store.Options{NoMatching: true})
	b := s.as("aliya")
	list := b.brings(t, "ФИО\nВымыслов Пример Примерович\n", "A made-up list")
	s.put("aliya", "listing", "list", list, "name", "Жасырын Біреу", "level", "restricted", "team", "almaty", "position", "7")
	chief := s.as("chief").stating("casework") // who has done nothing else that could be entered meanwhile
	before := len(s.entries()[s.users["chief"].Code])
	chief.get("/lists/"+list).wants(t, http.StatusOK)
	if entered := s.entries()[s.users["chief"].Code][before:]; !slices.Equal(entered, []string{"open"}) {
		t.Errorf("before it answered, it entered %v", entered)
	}
}
