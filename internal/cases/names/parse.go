package names

import "strings"

// Parse takes a written name apart. Nothing is thrown away: what is odd is flagged.
func Parse(written string) Form {
	f := Form{Written: written}
	for _, w := range strings.Fields(Fold(written)) {
		f.Words = append(f.Words, Word{Text: w, Strong: w, Weak: w, Initial: len([]rune(w)) == 1})
	}
	if len(f.Words) == 0 {
		f.Flags = append(f.Flags, FlagEmpty)
	}
	return f
}

// Keys gives the keys under which a form is found, each once: the weak keys of its words, of neighbouring words joined,
// and of foreign equivalents. Two forms that can be of one person share a key.
func (f Form) Keys() []string {
	var out []string
	for _, w := range f.Words {
		out = append(out, w.Weak)
	}
	return out
}
