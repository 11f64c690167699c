package i18n

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

var tidy = flag.Bool("tidy", false, "rewrite the catalogue files sorted, one key a line")

func loaded(t *testing.T) *Catalogues {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// small builds three catalogues in memory from the inside of their objects.
func small(en, ru, kk string) fs.FS {
	out := fstest.MapFS{}
	for code, inside := range map[string]string{"en": en, "ru": ru, "kk": kk} {
		out["catalogue/"+code+".json"] = &fstest.MapFile{Data: []byte("{" + inside + "}")}
	}
	return out
}

func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct{ name, en, want string }{
		{"a key that stands twice", `"a": "x", "a": "y"`, "stands twice"},
		{"a text that is no text", `"a": 1`, "key a"},
		{"an object within", `"a": {"b": "c"}`, "key a"},
		{"a file cut short", `"a": "x"`, "EOF"},
		{"two objects", `} {`, "follows"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := small(c.en, "", "").(fstest.MapFS)
			if c.name == "a file cut short" {
				en := files["catalogue/en.json"]
				en.Data = bytes.TrimSuffix(en.Data, []byte("}"))
			}
			_, err := load(files)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "en.json") {
				t.Errorf("error is %v, want one about en.json and %q", err, c.want)
			}
		})
	}
	t.Run("a language without a file", func(t *testing.T) {
		files := small("", "", "").(fstest.MapFS)
		delete(files, "catalogue/kk.json")
		if _, err := load(files); err == nil {
			t.Error("loaded without kk.json")
		}
	})
}

func TestNothingIsWrongWithTheCatalogues(t *testing.T) {
	for _, problem := range loaded(t).Check() {
		t.Error(problem)
	}
}

// The files stay sorted, one key a line, without escapes.
// `go test ./internal/cases/i18n -tidy` puts them in order.
func TestCatalogueFilesAreInOrder(t *testing.T) {
	for _, l := range Languages() {
		name := "catalogue/" + l.Code + ".json"
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := inOrder(t, data)
		if bytes.Equal(data, want) {
			continue
		}
		if !*tidy {
			t.Errorf("%s is not in order; run go test ./internal/cases/i18n -tidy", name)
			continue
		}
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// inOrder writes a catalogue the one way it is meant to be written.
func inOrder(t *testing.T, data []byte) []byte {
	t.Helper()
	texts, err := decodeCatalogue(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		lines = append(lines, "\t"+quoted(t, key)+": "+quoted(t, texts[key]))
	}
	return []byte("{\n" + strings.Join(lines, ",\n") + "\n}\n")
}

func quoted(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

func TestCheckFinds(t *testing.T) {
	for _, c := range []struct{ name, en, ru, kk, want string }{
		{"a key missing in one language", `"a": "x"`, `"a": "x"`, ``, "kk: a: the key is missing"},
		{"a key missing in the first language", ``, `"a": "x"`, `"a": "x"`, "en: a: the key is missing"},
		{"a placeholder that one language lacks", `"a": "{x}"`, `"a": "нет"`, `"a": "{x}"`, "ru: a: the placeholders differ from those of en"},
		{"a placeholder spelt otherwise", `"a": "{x}"`, `"a": "{x}"`, `"a": "{y}"`, "kk: a: the placeholders differ from those of en"},
		{"a plural form that Russian needs", `"d.one": "{n}", "d.other": "{n}"`, `"d.one": "{n}", "d.many": "{n}", "d.other": "{n}"`, `"d.one": "{n}", "d.other": "{n}"`, "ru: d.few: the plural form is missing"},
		{"a plural of which every language has only the general form", `"d.other": "{n}"`, `"d.other": "{n}"`, `"d.other": "{n}"`, "en: d.one: the plural form is missing"},
		{"a plural form that the language does not know", `"d.one": "{n}", "d.few": "{n}", "d.other": "{n}"`, ``, ``, "en: d.few: the language has no such plural form"},
		{"a Russian singular without its number", `"d.one": "a day", "d.other": "{n}"`, `"d.one": "день"`, ``, "ru: d.one: the placeholders differ from those of the other forms"},
		{"a form with a placeholder of its own", `"d.one": "{n} {x}", "d.other": "{n}"`, ``, ``, "en: d.one: the placeholders differ from those of the other forms"},
		{"an empty text", `"a": " "`, `"a": "x"`, `"a": "x"`, "en: a: the text is empty"},
		{"a brace that is not closed", `"a": "{x"`, `"a": "x"`, `"a": "x"`, "en: a: a brace stands alone or holds no name"},
		{"a brace that is not opened", `"a": "x}"`, `"a": "x"`, `"a": "x"`, "en: a: a brace stands alone or holds no name"},
		{"braces around no name", `"a": "{Имя}"`, `"a": "x"`, `"a": "x"`, "en: a: a brace stands alone or holds no name"},
		{"a mark of missing text", `"a": "x"`, `"a": "⟦a⟧"`, `"a": "x"`, "ru: a: the text holds a mark of missing or broken text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			loaded, err := load(small(c.en, c.ru, c.kk))
			if err != nil {
				t.Fatal(err)
			}
			if got := loaded.Check(); !slices.Contains(got, c.want) {
				t.Errorf("found %q, want %q among them", got, c.want)
			}
		})
	}
}

func TestCheckLetsPass(t *testing.T) {
	two := `"d.one": "{n}", "d.other": "{n}"`
	four := `"d.one": "{n}", "d.few": "{n}", "d.many": "{n}", "d.other": "{n}"`
	for _, c := range []struct{ name, en, ru, kk string }{
		{"a code that is called other", `"ground.other": "Other"`, `"ground.other": "Иное"`, `"ground.other": "Басқа"`},
		{"the forms that each language needs", two, four, two},
		{"an English singular without its number", `"d.one": "a day", "d.other": "{n} days"`, four, two},
		{"plural words whose number stands elsewhere", `"d.one": "a", "d.other": "b"`, `"d.one": "a", "d.few": "b", "d.many": "c", "d.other": "b"`, `"d.one": "a", "d.other": "a"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			loaded, err := load(small(c.en, c.ru, c.kk))
			if err != nil {
				t.Fatal(err)
			}
			if got := loaded.Check(); len(got) > 0 {
				t.Errorf("found %q", got)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"", "en"},
		{"%%%", "en"},
		{"zh-CN", "en"},
		{strings.Repeat("ru,", 10_000), "en"},
		{"ru", "ru"},
		{"ru-KZ,ru;q=0.9,en;q=0.8", "ru"},
		{"kk-KZ", "kk"},
		{"kk-Cyrl", "kk"},
		{"kk-Latn", "kk"},
		{"de, kk;q=0.5, en;q=0.1", "kk"},
		{"en-GB,ru;q=0.5", "en"},
		{"*", "en"},
	} {
		if got := Match(c.header); got != c.want {
			t.Errorf("Match(%.40q) = %s, want %s", c.header, got, c.want)
		}
	}
}

func TestLanguagesAreOfferedInTheirOwnNames(t *testing.T) {
	want := []Language{{"en", "English"}, {"ru", "Русский"}, {"kk", "Қазақша"}}
	if got := Languages(); !slices.Equal(got, want) {
		t.Errorf("languages are %v", got)
	}
	c := loaded(t)
	for _, l := range want {
		if got := c.Words(l.Code).Lang(); got != l.Code {
			t.Errorf("words of %s are in %s", l.Code, got)
		}
	}
	if got := c.Words("xx").Lang(); got != "en" {
		t.Errorf("words of an unknown language are in %s", got)
	}
}
