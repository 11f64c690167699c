package names

import (
	"slices"
	"unicode"
)

// isInitial reports whether a word is an initial: one letter, or the two or three Latin letters of one sound with a full
// stop (Zh., Sh., Ye., Yu.).
func (t *token) isInitial(strong string) bool {
	n := 0
	for _, r := range t.runes {
		if unicode.IsLetter(r) {
			n++
		}
	}
	if n <= 1 {
		return true
	}
	if !t.dot || n > 3 {
		return false
	}
	return len(strong) == 1 || n == 2 && (strong == "iu" || strong == "ia" || strong == "ie" || strong == "io")
}

// initialsByCapitals marks the words that are initials written without stops, as in "Сарсенов АК": two or three capitals
// beside exactly one other word, which is not all capitals. Short surnames are left alone.
func initialsByCapitals(words []token) []bool {
	out := make([]bool, len(words))
	if len(words) != 2 {
		return out
	}
	for i := range words {
		t, other := &words[i], &words[1-i]
		if n := len(t.runes); n < 2 || n > 3 || !capitals(t.runes) || capitals(other.runes) {
			continue
		}
		out[i] = len(other.runes) > 3 && !slices.Contains(shortSurnames(), settleClasses(classes(t.lower(), plain)))
	}
	return out
}

func capitals(runes []rune) bool {
	for _, r := range runes {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// shortSurnames are surnames and given names of two or three letters, as strong keys.
func shortSurnames() []string {
	return []string{"an", "li", "le", "im", "em", "en", "ni", "ian", "iu", "iun", "he", "ho", "kim", "pak", "coi", "Coi", "ten", "tin",
		"Sin", "han", "ma", "lo", "va", "iui", "no", "gan", "kan", "kam", "min", "mun", "mon", "nam", "se", "so", "sim", "Cai", "Xen", "Xe",
		"dos", "bek", "aian", "isa", "ali", "lev", "eva", "ruf", "bai", "don", "kon", "kvon", "pia", "ti", "te", "u", "o"}
}

// initialFits reports whether an initial can stand for a word: some Latin letters stand for more than one sound, and
// Дж is written Д. as well as Ж.
func initialFits(initial, word *Word) bool {
	if startsLike(initial, word.Strong) {
		return true
	}
	for _, o := range word.others {
		if startsLike(initial, o) {
			return true
		}
	}
	return false
}

func startsLike(initial *Word, key string) bool {
	i := initial.Strong
	if len(key) == 0 || len(i) == 0 {
		return false
	}
	if key[0] == i[0] && (len(i) < 2 || len(key) < 2 || key[1] == i[1] || len(key) == 1) {
		return true
	}
	if len(i) > 1 {
		return len(i) == 2 && i[0] == 'i' && key[0] == i[1] // Ye., Yo., and Ya. beside A.
	}
	switch i[0] {
	case 'i':
		return key[0] == 'e' && initial.script == latin
	case 'j':
		return key[0] == 'i' && initial.script == latin
	case 'd':
		return key[0] == 'j'
	case 'k':
		return key[0] == 'h' && initial.script == latin || key[0] == 'X' && initial.script == latin && initial.Text == "c"
	case 'u':
		return key[0] == 'o' || key[0] == 'v'
	case 'o':
		return key[0] == 'u'
	case 's':
		return key[0] == 'S' && initial.script == latin
	case 'h':
		return key[0] == 'g'
	case 'g':
		return key[0] == 'h'
	}
	return false
}
