package names

import (
	"strings"
	"unicode"
)

// The keys of a keyboard, in the order in which three layouts put letters on them. The Kazakh one has its letters on the
// row of digits and is otherwise the Russian one.
const (
	keysLatin   = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
	keysRussian = "ёйцукенгшщзхъфывапролджэячсмитьбю"
	keysShift   = "~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"
	digitsLatin = "234589"
	digitsKazak = "әіңғүұ"
)

// Queried gives what somebody may have meant who typed a text into a search box: first the text as it stands, then as it
// would read had the keyboard been set to the other layout (flagged FlagLayout).
func Queried(text string) []Form {
	out := []Form{Parse(text)}
	if len(out[0].Words) == 0 && !strings.ContainsAny(text, "[];',.`") || out[0].isKnown() {
		return out
	}
	for _, turned := range []string{toRussian(text), toLatin(text)} {
		if turned == "" {
			continue
		}
		f := Parse(turned)
		if len(f.Words) == 0 {
			continue
		}
		f.raise(FlagLayout)
		out = append(out, f)
	}
	return out
}

// isKnown reports whether every word of a form has a well-known name in it, so that the layout was right.
func (f *Form) isKnown() bool {
	for i := range f.Words {
		if w := &f.Words[i]; w.given == 0 && w.root == 0 && w.foreign == "" && !w.common {
			return false
		}
	}
	return len(f.Words) > 0
}

// toRussian reads a text typed on a Latin layout as the Russian or Kazakh one would have written it, empty where it holds
// a Cyrillic letter already or no Latin one.
func toRussian(text string) string {
	lat := false
	digits := !strings.ContainsAny(text, " -") || strings.ContainsFunc(text, unicode.IsLetter)
	var b strings.Builder
	for _, r := range short(text) {
		low := unicode.ToLower(r)
		switch i := strings.IndexRune(keysLatin, low); {
		case isCyrillic(r):
			return ""
		case i >= 0:
			lat = lat || unicode.IsLetter(r)
			b.WriteRune([]rune(keysRussian)[i])
		case digits && strings.ContainsRune(digitsLatin, r):
			b.WriteRune([]rune(digitsKazak)[strings.IndexRune(digitsLatin, r)])
		case digits && r == '0':
			b.WriteRune('қ')
		default:
			if j := strings.IndexRune(keysShift, r); j >= 0 {
				b.WriteRune([]rune(keysRussian)[j])
				continue
			}
			b.WriteRune(r)
		}
	}
	if !lat {
		return ""
	}
	return b.String()
}

// toLatin reads a text typed on the Russian layout as a Latin one would have written it.
func toLatin(text string) string {
	cyr := false
	var b strings.Builder
	for _, r := range short(text) {
		i := strings.IndexRune(keysRussian, unicode.ToLower(r))
		if unicode.Is(unicode.Latin, r) {
			return ""
		}
		if i < 0 {
			b.WriteRune(r)
			continue
		}
		cyr = true
		b.WriteByte(keysLatin[len([]rune(keysRussian[:i]))])
	}
	if !cyr {
		return ""
	}
	return b.String()
}
