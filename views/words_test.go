package views

import (
	"go/token"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"aigaq/internal/cases"
	"aigaq/internal/cases/i18n"
)

// tongues are the words of every language, loaded once for a test.
type tongues []*i18n.Words

func everyTongue(t *testing.T) tongues {
	t.Helper()
	var out tongues
	for _, l := range i18n.Languages() {
		out = append(out, words(t, l.Code))
	}
	return out
}

// need fails the test for every language that lacks a text.
func (all tongues) need(t *testing.T, why, key string) {
	t.Helper()
	for _, w := range all {
		if !w.Has(key) {
			t.Errorf("%s: %s is missing; %s", w.Lang(), key, why)
		}
	}
}

// rowsOf gives the questions of one row of a repeated question; none for any other.
func rowsOf(f cases.Field) []cases.Field {
	if list, ok := f.Value().(*cases.RowList); ok {
		return list.Blank()
	}
	return nil
}

func TestEveryKindIsNamed(t *testing.T) {
	all := everyTongue(t)
	all.need(t, "it heads the questions without a group", "group.main")
	for _, k := range cases.Kinds() {
		for _, form := range []string{"one", "other", "new"} {
			all.need(t, "kind "+k.Code, "kind."+k.Code+"."+form)
		}
		for _, f := range cases.Fields(k.New()) {
			why := "field " + f.Code + " of " + k.Code
			if f.Group != "" {
				all.need(t, why, "group."+f.Group)
			}
			if f.Type == cases.TypeLinks || f.Type == cases.TypeRef || f.Type == cases.TypeCited {
				all.need(t, why, "role."+f.Code+".back")
			}
			for _, w := range all {
				for _, label := range labelsOf(Page{Words: w}, k.Code, f) {
					if strings.Contains(label, "⟦") {
						t.Errorf("%s: %s is missing; %s", w.Lang(), label, why)
					}
				}
			}
		}
	}
}

// labelsOf gives the label of a field and those of the questions of its rows.
func labelsOf(p Page, kind string, f cases.Field) []string {
	out := []string{p.label(kind, f.Code)}
	for _, sub := range rowsOf(f) {
		out = append(out, p.label(f.Code, sub.Code))
	}
	return out
}

func TestEveryClosedListIsNamed(t *testing.T) {
	all := everyTongue(t)
	for _, u := range cases.Units() {
		all.need(t, "a unit", "unit."+u)
		all.need(t, "a unit", "unit."+u+".help")
		all.need(t, "a unit with its number", unitWords(u)+".other")
	}
	for _, d := range cases.Dimensions() {
		all.need(t, "a dimension", "dim."+d)
	}
	for _, r := range cases.Roles() {
		all.need(t, "a role", "role_of."+string(r))
	}
	for _, l := range cases.Levels() {
		all.need(t, "a level", "seen.shared."+l)
		all.need(t, "a level", "seen.team."+l)
	}
	for _, a := range append(cases.TriAnswers(), "hidden", "not_asked") {
		all.need(t, "an answer", "answer."+a)
	}
	for _, precision := range []string{"as_given", "approx", "before", "after"} {
		all.need(t, "how exact a date is", "date.box.precision."+precision)
	}
	for _, done := range elements(t, "../internal/web/flash.go", token.STRING) {
		all.need(t, "what was just done", "flash."+done)
	}
	for _, status := range elements(t, "errorpage.go", token.INT) {
		all.need(t, "an error page", "error."+status+".title")
		all.need(t, "an error page", "error."+status+".text")
	}
}

// A person who chooses between two equal labels guesses.
func TestLabelsThatStandTogetherDiffer(t *testing.T) {
	for _, w := range everyTongue(t) {
		p := Page{Words: w, User: cases.User{Role: cases.Coordinator}, Scope: cases.ScopeOf(cases.User{Role: cases.Coordinator})}
		for _, k := range cases.Kinds() {
			var labels []string
			for _, f := range cases.Fields(k.New()) {
				labels = append(labels, p.label(k.Code, f.Code))
				differ(t, w.Lang()+" rows of "+f.Code, labelsOf(p, k.Code, f)[1:])
			}
			differ(t, w.Lang()+" fields of "+k.Code, labels)
		}
		var news, places []string
		for _, k := range cases.Kinds() {
			news = append(news, p.t("kind."+k.Code+".new"))
		}
		for _, one := range p.places() {
			places = append(places, one.name)
		}
		differ(t, w.Lang()+" kinds to begin", news)
		differ(t, w.Lang()+" navigation", places)
		for _, list := range []string{"role.", "role_of.", "dim.", "audit.action.", "group.", "answer."} {
			var texts []string
			for _, key := range catalogueKeys(t) {
				if strings.HasPrefix(key, list) {
					texts = append(texts, p.t(key))
				}
			}
			differ(t, w.Lang()+" "+list, texts)
		}
	}
}

func differ(t *testing.T, where string, texts []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, s := range texts {
		low := strings.ToLower(s)
		if seen[low] {
			t.Errorf("%s: %q stands twice", where, s)
		}
		seen[low] = true
	}
}

// A Latin letter inside a Cyrillic word looks right and cannot be found.
func TestNoWordMixesAlphabets(t *testing.T) {
	for _, w := range everyTongue(t) {
		for _, key := range catalogueKeys(t) {
			for _, word := range strings.FieldsFunc(w.T(key), func(r rune) bool { return !unicode.IsLetter(r) }) {
				latin := strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
				cyrillic := strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
				if latin && cyrillic || cyrillic && w.Lang() == "en" {
					t.Errorf("%s: %s: the word %q is of two alphabets, or of another one", w.Lang(), key, word)
				}
			}
		}
	}
}

func TestEveryProblemHasItsSentence(t *testing.T) {
	all := everyTongue(t)
	found := problemKeys(t)
	if len(found) < 30 {
		t.Fatalf("only %d keys of problems were found: the search no longer understands the sources", len(found))
	}
	for key, where := range found {
		all.need(t, where, "wrong."+key)
	}
	all.need(t, "a problem without a sentence", "wrong.any")
}

func TestEveryActOfTheLogIsNamed(t *testing.T) {
	all := everyTongue(t)
	found := actionKeys(t)
	if len(found) < 15 {
		t.Fatalf("only %d actions were found: the search no longer understands the sources", len(found))
	}
	for action, where := range found {
		all.need(t, where, "audit.action."+action)
		if area, _ := cases.AreaOf(action); area == cases.AreaOther {
			t.Errorf("%s: %s belongs to no area; add its first word to cases.Domains", where, action)
		}
	}
}

// Any dotted word in the sources whose first part begins keys of the catalogue is a key, or the beginning of one.
func TestEveryKeyInTheSourcesExists(t *testing.T) {
	all, spaces := catalogueKeys(t), map[string]bool{}
	for _, key := range all {
		space, _, _ := strings.Cut(key, ".")
		spaces[space] = true
	}
	n := 0
	for _, file := range append(sources(t, ".", "*.templ", "*.go"), sources(t, "../internal/web", "*.go")...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range dottedLiteral.FindAllStringSubmatch(string(text), -1) {
			key, more := m[1], m[2] != "" || strings.HasSuffix(m[1], ".")
			space, _, _ := strings.Cut(key, ".")
			if spaces[space] && !strings.HasSuffix(key, ".csv") && !strings.HasSuffix(key, ".json") {
				n++
				if !inCatalogue(all, key, more) {
					t.Errorf("%s: %s is not in the catalogue", file, key)
				}
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d keys were found: the search no longer understands the sources", n)
	}
}

// inCatalogue tells whether there is a key, be it of a plural text; where more is joined to it, one that begins so.
func inCatalogue(all []string, key string, more bool) bool {
	return slices.ContainsFunc(all, func(k string) bool {
		return more && strings.HasPrefix(k, key) || !more && (k == key || k == key+".other")
	})
}

// dottedLiteral is a literal of at least two parts; what follows tells whether more is joined to it.
var dottedLiteral = regexp.MustCompile(`"([a-z_]+\.[a-z0-9_.]*)"(\s*\+)?`)

// catalogueKeys lists the keys of the English catalogue; that the others have the same is checked beside them.
func catalogueKeys(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../internal/cases/i18n/catalogue/en.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range regexp.MustCompile(`(?m)^\t"([^"]+)":`).FindAllStringSubmatch(string(text), -1) {
		out = append(out, m[1])
	}
	if len(out) == 0 {
		t.Fatal("no keys were found in en.json")
	}
	return out
}
