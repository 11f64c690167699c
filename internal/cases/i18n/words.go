package i18n

import (
	"fmt"
	"strings"

	"golang.org/x/text/feature/plural"
)

// Words is one language: its texts, and its way of writing numbers and dates.
type Words struct {
	manner
	texts map[string]text
}

// text is a catalogue entry cut at its placeholders.
type text []piece

// piece is a stretch of literal text, followed by a placeholder unless name is empty.
type piece struct {
	literal string
	name    string
}

func newWords(m manner, entries map[string]string) *Words {
	w := &Words{manner: m, texts: make(map[string]text, len(entries))}
	for key, entry := range entries {
		w.texts[key] = cut(entry)
	}
	return w
}

// cut finds the placeholders of an entry. A brace without its partner, or around
// something that is not a name, stays literal; Check reports it.
func cut(entry string) text {
	var t text
	literal := ""
	for {
		before, rest, open := strings.Cut(entry, "{")
		name, after, closed := strings.Cut(rest, "}")
		switch {
		case !open:
			return append(t, piece{literal: literal + entry})
		case !closed || !isName(name):
			literal += before + "{"
			entry = rest
		default:
			t = append(t, piece{literal: literal + before, name: name})
			literal, entry = "", after
		}
	}
}

// isName reports whether s may name a placeholder: a to z, digits, underscores.
func isName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// Lang is the code of the language: en, ru or kk.
func (w *Words) Lang() string { return w.Code }

// Has reports whether the language has a text for exactly this key. A plural
// text is found by one of its forms (key.other).
func (w *Words) Has(key string) bool {
	_, ok := w.texts[key]
	return ok
}

// T gives the text of a key with its placeholders filled from pairs of name and
// value: T("hello", "name", "Asan", "n", 5). Whole numbers are written with
// grouped thousands, so give years and record numbers as strings. Values are put
// in as they are: escaping is the page's business. A missing key or value shows
// itself in ⟦ ⟧.
func (w *Words) T(key string, args ...any) string {
	t, ok := w.texts[key]
	if !ok {
		return missing(key)
	}
	if len(t) == 1 {
		return t[0].literal
	}
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.literal)
		if p.name != "" {
			b.WriteString(w.value(p.name, args))
		}
	}
	return b.String()
}

// N gives the text of a key in the plural form that n takes, with {n} filled
// with the grouped number and the rest as T does.
func (w *Words) N(key string, n int, args ...any) string {
	form := key + "." + w.form(n)
	if !w.Has(form) {
		form = key + ".other"
	}
	if !w.Has(form) {
		return missing(key)
	}
	return w.T(form, append([]any{"n", n}, args...)...)
}

// form names the plural form of a whole number.
func (w *Words) form(n int) string {
	// The rules look at the last six digits at most, and at no sign.
	i := n % 1_000_000
	if i < 0 {
		i = -i
	}
	if i != n && -i != n {
		i += 1_000_000 // a large number must not pass for a small one
	}
	switch plural.Cardinal.MatchPlural(w.tag, i, 0, 0, 0, 0) {
	case plural.One:
		return "one"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	}
	return "other"
}

// value finds the argument that fills a placeholder and writes it.
func (w *Words) value(name string, args []any) string {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != name {
			continue
		}
		switch v := args[i+1].(type) {
		case string:
			return v
		case int:
			return w.Number(v)
		case int64:
			return w.Number(int(v))
		default:
			return fmt.Sprint(v)
		}
	}
	return missing("{" + name + "}")
}

// missing marks what the catalogue or the caller did not give, for eyes and tests.
func missing(what string) string { return "⟦" + what + "⟧" }
