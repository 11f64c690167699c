package migrations

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"
	"unicode/utf8"
)

const goodHeader = "code,en,ru,kk,huridocs,parent,for,valid_from,valid_to,mark\n"

func TestReadTermsRefuses(t *testing.T) {
	cases := map[string]map[string]string{
		"no order":              {"a.csv": goodHeader + "x,x,x,x,,,,,,D\n"},
		"a list without a file": {"order.txt": "a\n"},
		"an empty list":         {"order.txt": "a\n", "a.csv": goodHeader},
		"columns changed about": {"order.txt": "a\n", "a.csv": strings.Replace(goodHeader, "ru,kk", "kk,ru", 1) + "x,x,x,x,,,,,,D\n"},
		"a row with too few":    {"order.txt": "a\n", "a.csv": goodHeader + "x,x,x,x,,,,,D\n"},
	}
	for name, files := range cases {
		t.Run(name, func(t *testing.T) {
			mapped := fstest.MapFS{}
			for path, text := range files {
				mapped[path] = &fstest.MapFile{Data: []byte(text)}
			}
			if terms, err := readTerms(mapped); err == nil {
				t.Errorf("read %d terms, wanted an error", len(terms))
			}
		})
	}
}

func TestMixesScriptsFindsHomoglyphs(t *testing.T) {
	cases := map[string]bool{
		"cуд":                   true, // Latin c
		"pоlice":                true, // Cyrillic о
		"Əлия":                  true, // Latin schwa
		"гражданский иск SLAPP": false,
		"A: надёжный":           false,
	}
	for label, want := range cases {
		if got := mixesScripts(label); got != want {
			t.Errorf("mixesScripts(%q) = %v, wanted %v", label, got, want)
		}
	}
}

func TestOrderNamesEveryFileOnce(t *testing.T) {
	text, err := fs.ReadFile(vocabularyFiles, "vocabulary/order.txt")
	if err != nil {
		t.Fatal(err)
	}
	named := strings.Fields(string(text))
	for i, list := range named {
		named[i] = "vocabulary/" + list + ".csv"
	}
	slices.Sort(named)
	present, err := fs.Glob(vocabularyFiles, "vocabulary/*.csv")
	if err != nil || !slices.Equal(named, present) {
		t.Errorf("order.txt names %v, the files are %v (%v)", named, present, err)
	}
}

func TestEveryTermIsWellFormed(t *testing.T) {
	code := regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)
	huridocs := regexp.MustCompile(`^\d{2}:\d+$`)
	marks := regexp.MustCompile(`^(S\d+|GK|D)( (S\d+|GK|D))*( kk\?)?$`)
	for _, term := range mustTerms(t) {
		where := term.List + " " + term.Code
		if !code.MatchString(term.Code) {
			t.Errorf("%s: malformed code", where)
		}
		if term.Code == "unknown" || term.Code == "not_applicable" {
			t.Errorf("%s: every question offers this answer by itself", where)
		}
		if term.Huridocs != "" && !huridocs.MatchString(term.Huridocs) {
			t.Errorf("%s: malformed crosswalk %q", where, term.Huridocs)
		}
		if !marks.MatchString(term.Mark) {
			t.Errorf("%s: malformed marks of origin %q", where, term.Mark)
		}
		checkValidity(t, where, term)
	}
}

func checkValidity(t *testing.T, where string, term Term) {
	t.Helper()
	for _, day := range []string{term.ValidFrom, term.ValidTo} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			t.Errorf("%s: %v", where, err)
		}
	}
	if term.ValidFrom != "" && term.ValidTo != "" && term.ValidTo < term.ValidFrom {
		t.Errorf("%s: valid to %s, before %s", where, term.ValidTo, term.ValidFrom)
	}
}

func TestEveryLabelIsFilledCleanAndInItsScript(t *testing.T) {
	for _, term := range mustTerms(t) {
		for language, label := range labels(term) {
			where := term.List + " " + term.Code + " " + language
			switch {
			case label == "":
				t.Errorf("%s: no label", where)
			case !utf8.ValidString(label) || strings.Join(strings.Fields(label), " ") != label:
				t.Errorf("%s: %q has stray spaces or bytes", where, label)
			case utf8.RuneCountInString(label) > 120:
				t.Errorf("%s: %q is too long for a label", where, label)
			case mixesScripts(label):
				t.Errorf("%s: %q mixes Latin and Cyrillic inside a word", where, label)
			case language == "en" && strings.IndexFunc(label, isCyrillic) >= 0:
				t.Errorf("%s: %q has Cyrillic letters", where, label)
			case language != "en" && strings.IndexFunc(label, isCyrillic) < 0:
				t.Errorf("%s: %q has no Cyrillic letter", where, label)
			case language == "ru" && strings.ContainsAny(label, kazakhOnly) && !kazakhProperName(term):
				t.Errorf("%s: %q has Kazakh letters", where, label)
			}
		}
	}
}

// kazakhOnly are the letters of the Kazakh alphabet that Russian does not have.
const kazakhOnly = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"

// kazakhProperName tells the places whose official Russian name keeps its
// Kazakh spelling.
func kazakhProperName(term Term) bool {
	return term.Code == "KZ-33" || term.Code == "KZ-62" || term.Code == "astana_baiqonyr"
}

func TestNoTwoTermsOfAListShareACodeOrLabel(t *testing.T) {
	seen := map[string]string{}
	for _, term := range mustTerms(t) {
		names := labels(term)
		names["code"] = term.Code
		for what, name := range names {
			key := term.List + "\x00" + what + "\x00" + strings.ToLower(name)
			if other, taken := seen[key]; taken {
				t.Errorf("%s: %s and %s share the %s %q", term.List, other, term.Code, what, name)
			}
			seen[key] = term.Code
		}
	}
}

func TestEveryParentIsATermWithoutLoops(t *testing.T) {
	lists := byList(t)
	for list, terms := range lists {
		for _, term := range terms {
			if list == "district" {
				checkDistrict(t, lists["region"], term)
				continue
			}
			at := term
			for range terms {
				if at.Parent == "" {
					break
				}
				parent, ok := terms[at.Parent]
				if !ok {
					t.Errorf("%s %s: no parent %q", list, at.Code, at.Parent)
				}
				at = parent
			}
			if at.Parent != "" {
				t.Errorf("%s %s: its parents form a loop", list, term.Code)
			}
		}
	}
}

func checkDistrict(t *testing.T, regions map[string]Term, term Term) {
	t.Helper()
	then, ok := regions[term.Parent]
	if !ok || then.ValidFrom > "2022-01-01" {
		t.Errorf("district %s: %q was no region in January 2022", term.Code, term.Parent)
	}
	if _, ok := regions[term.For]; !ok {
		t.Errorf("district %s: %q is no region", term.Code, term.For)
	}
}

func TestForNamesKindsOfRecord(t *testing.T) {
	kinds := strings.Fields("event person organisation place source detention case step death ill_treatment harassment assembly figure note")
	for _, term := range mustTerms(t) {
		for _, kind := range strings.Fields(term.For) {
			if term.List != "district" && !slices.Contains(kinds, kind) {
				t.Errorf("%s %s: %q is no kind of record", term.List, term.Code, kind)
			}
		}
	}
	for code, term := range byList(t)["outcome"] {
		if term.For == "" {
			t.Errorf("outcome %s: says not which kind offers it", code)
		}
	}
}

func TestRegionsAreTheTwentyOfISO3166(t *testing.T) {
	want := strings.Fields("KZ-10 KZ-11 KZ-15 KZ-19 KZ-23 KZ-27 KZ-31 KZ-33 KZ-35 KZ-39 KZ-43 KZ-47 KZ-55 KZ-59 KZ-61 KZ-62 KZ-63 KZ-71 KZ-75 KZ-79")
	young := map[string]string{"KZ-10": "2022-06-08", "KZ-33": "2022-06-08", "KZ-62": "2022-06-08"}
	var got []string
	for code, term := range byList(t)["region"] {
		got = append(got, code)
		if term.ValidFrom != young[code] {
			t.Errorf("region %s: valid from %q, wanted %q", code, term.ValidFrom, young[code])
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("regions are %v, wanted %v", got, want)
	}
}

// The published Russian translations of HURIDOCS lists swap opposite terms
// (likely and unlikely among them); these pairs are held by meaning.
func TestOppositeTermsKeepTheirLabels(t *testing.T) {
	lists := byList(t)
	want := []struct{ list, code, en, ru, kk, huridocs string }{
		{"status", "unlikely", "unlikely", "маловероятно", "ықтималдығы төмен", "41:02"},
		{"status", "confirmed", "confirmed", "установлено", "анықталған", "41:0101"},
		{"status", "refuted", "refuted", "опровергнуто", "жоққа шығарылған", "41:0103"},
		{"death_type", "death_custody", "death in custody", "смерть под стражей", "қамауда қаза болу", "04:01010601"},
		{"istanbul", "not_consistent", "not consistent with", "не соответствует", "сәйкес келмейді", ""},
		{"istanbul", "consistent", "consistent with", "соответствует", "сәйкес келеді", ""},
	}
	for _, w := range want {
		if got := lists[w.list][w.code]; got.En != w.en || got.Ru != w.ru || got.Kk != w.kk || got.Huridocs != w.huridocs {
			t.Errorf("%s %s is %+v, wanted %+v", w.list, w.code, got, w)
		}
	}
}

func TestScalesKeepTheirOrder(t *testing.T) {
	scales := map[string]string{
		"status":      "unreviewed reported corroborated confirmed disputed unlikely refuted",
		"level":       "public partner internal restricted privileged",
		"case_stage":  "report registered investigation suspect measure extension file_review indictment sent_to_court preliminary_hearing trial verdict appeal in_force cassation execution release",
		"istanbul":    "not_consistent consistent highly_consistent typical diagnostic",
		"rating":      "open narrowed obstructed repressed closed",
		"reliability": "A B C D E F",
		"credibility": "1 2 3 4 5 6",
		"wgad":        "I II III IV V",
	}
	got := map[string][]string{}
	for _, term := range mustTerms(t) {
		got[term.List] = append(got[term.List], term.Code)
		if term.Position != len(got[term.List]) {
			t.Errorf("%s %s: position %d, wanted %d", term.List, term.Code, term.Position, len(got[term.List]))
		}
	}
	for list, want := range scales {
		if strings.Join(got[list], " ") != want {
			t.Errorf("%s is %v, wanted %s", list, got[list], want)
		}
	}
}

func mustTerms(t *testing.T) []Term {
	t.Helper()
	terms, err := Terms()
	if err != nil {
		t.Fatal(err)
	}
	return terms
}

func byList(t *testing.T) map[string]map[string]Term {
	t.Helper()
	lists := map[string]map[string]Term{}
	for _, term := range mustTerms(t) {
		if lists[term.List] == nil {
			lists[term.List] = map[string]Term{}
		}
		lists[term.List][term.Code] = term
	}
	return lists
}

func labels(term Term) map[string]string {
	return map[string]string{"en": term.En, "ru": term.Ru, "kk": term.Kk}
}

func isCyrillic(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }

// mixesScripts tells whether any unbroken run of letters holds both Latin and
// Cyrillic ones: letters that look alike break search and sorting unseen.
func mixesScripts(label string) bool {
	words := strings.FieldsFunc(label, func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.ContainsFunc(words, func(word string) bool {
		return strings.ContainsFunc(word, isCyrillic) &&
			strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
	})
}
