// Package i18n holds the words: one catalogue of texts for each language, and
// the numbers and dates as each language writes them. It imports nothing else of
// the application and takes plain numbers and strings.
//
// A text may hold placeholders, {name}. A text that depends on a number has one
// key for each plural form of the language: key.one, key.few, key.many,
// key.other. Keys are the same in every language; the files are flat and sorted,
// one key a line, so that changes from several people merge.
package i18n

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"golang.org/x/text/language"
)

//go:embed catalogue/*.json
var files embed.FS

// Language is a language of the interface.
type Language struct {
	Code string // en, ru, kk: also the lang attribute of a page
	Name string // in the language itself, because a reader looks for that
}

// manner is what the code needs to know of a language beside its texts.
type manner struct {
	Language
	tag          language.Tag
	group        string // between thousands
	decimal      string // before the fraction
	percent      string // after the number, with its space
	shortNumeric bool   // a short date is written 05.01.2022
	forms        []string
}

// manners lists the languages in the order in which they are offered. The first
// is the one for readers whose language is not among them.
func manners() []manner {
	const nbsp = "\u00a0"
	return []manner{
		{Language{"en", "English"}, language.English, ",", ".", "%", false, []string{"one", "other"}},
		{Language{"ru", "Русский"}, language.Russian, nbsp, ",", nbsp + "%", true, []string{"one", "few", "many", "other"}},
		{Language{"kk", "Қазақша"}, language.Kazakh, nbsp, ",", "%", true, []string{"one", "other"}},
	}
}

// Catalogues is the words of every language. It does not change once loaded and
// may be shared between goroutines.
type Catalogues struct {
	words []*Words // in the order of manners
}

// Load reads the catalogues that are part of the program. An error means that a
// file is not what the package comment describes.
func Load() (*Catalogues, error) {
	return load(files)
}

func load(from fs.FS) (*Catalogues, error) {
	c := &Catalogues{}
	for _, m := range manners() {
		name := "catalogue/" + m.Code + ".json"
		texts, err := readCatalogue(from, name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		c.words = append(c.words, newWords(m, texts))
	}
	return c, nil
}

func readCatalogue(from fs.FS, name string) (map[string]string, error) {
	f, err := from.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return decodeCatalogue(f)
}

// decodeCatalogue reads a flat JSON object of texts. It goes token by token
// because the ordinary decoder would let a key that stands twice pass.
func decodeCatalogue(r io.Reader) (map[string]string, error) {
	d := json.NewDecoder(r)
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.Join(errors.New("not a JSON object"), err)
	}
	texts := map[string]string{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var text string
		if err := d.Decode(&text); err != nil {
			return nil, fmt.Errorf("key %v: %w", key, err)
		}
		if _, twice := texts[key.(string)]; twice {
			return nil, fmt.Errorf("key %v stands twice", key)
		}
		texts[key.(string)] = text
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the object")
	}
	return texts, nil
}

// Words gives the words of a language by its code, and English for any other code.
func (c *Catalogues) Words(lang string) *Words {
	for _, w := range c.words {
		if w.Code == lang {
			return w
		}
	}
	return c.words[0]
}

// Languages lists the languages in the order in which they are offered.
func Languages() []Language {
	var out []Language
	for _, m := range manners() {
		out = append(out, m.Language)
	}
	return out
}

// Match picks the code of the language that suits an Accept-Language header
// best. Whatever cannot be read or suits none gives English.
func Match(acceptLanguage string) string {
	const longest = 500 // bytes; browsers send far less
	if len(acceptLanguage) > longest {
		acceptLanguage = ""
	}
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		wanted = nil
	}
	var offered []language.Tag
	all := manners()
	for _, m := range all {
		offered = append(offered, m.tag)
	}
	// A reader of Kazakh in Latin letters is still served best by Kazakh; by the
	// matcher's own rules another alphabet counts as another language.
	offered = append(offered, language.MustParse("kk-Latn"))
	all = append(all, all[len(all)-1])
	_, at, _ := language.NewMatcher(offered).Match(wanted...)
	return all[at].Code
}
