package names

import (
	"slices"
	"strings"
	"unicode"
)

// Spellings gives how a word of a name is likely to stand in a text in the other alphabet, folded: a Cyrillic word as
// Kazakh passports, international passports, maps and people spell it in Latin letters, a Latin one in Cyrillic. It is
// meant for looking through texts, where a spelling too many does no harm; names are compared by Compare.
func Spellings(word string) []string {
	word = strings.ToLower(strings.TrimSpace(word))
	var out []string
	add := func(spelled string) {
		if spelled = Fold(spelled); spelled != "" && spelled != Fold(word) && !slices.Contains(out, spelled) {
			out = append(out, spelled)
		}
	}
	switch {
	case strings.ContainsFunc(word, isCyrillic):
		for _, own := range latinHabits() {
			add(strings.NewReplacer(append(own, latinLetters()...)...).Replace(word))
		}
	case strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Latin, r) }):
		for _, ending := range []string{"ы", "ий"} {
			add(inCyrillic(Fold(word), ending))
		}
	}
	return out
}

// latinLetters are pairs of a Cyrillic letter and the Latin ones for it in which most spellings agree.
func latinLetters() []string {
	return []string{"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ё", "yo", "ж", "zh", "з", "z", "и", "i", "й", "y", "к", "k",
		"л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "kh", "ц", "ts", "ч", "ch",
		"ш", "sh", "щ", "shch", "ъ", "", "ы", "y", "ь", "", "э", "e", "ю", "yu", "я", "ya", "ә", "a", "ғ", "g", "қ", "k", "ң", "n", "ө", "o",
		"ұ", "u", "ү", "u", "һ", "h", "і", "i"}
}

// latinHabits are the letters that one way of spelling writes otherwise.
func latinHabits() [][]string {
	return [][]string{
		{},                               // Kazakh passports
		{"қ", "q", "ғ", "gh", "ң", "ng"}, // maps
		{"й", "i", "ю", "iu", "я", "ia"}, // international passports
		{"ё", "e", "ий", "y", "ый", "y"}, // newspapers
		{"ж", "j", "х", "h", "ы", "i"},   // as people write
		{"ж", "j", "х", "h", "қ", "q", "й", "i", "ш", "s", "ю", "iu", "я", "ia"}, // the Kazakh Latin alphabet, without its marks
	}
}

// inCyrillic spells a folded Latin word; a y after a consonant at its end is given as ending.
func inCyrillic(word, ending string) string {
	if stem, cut := strings.CutSuffix(word, "y"); cut && stem != "" && !strings.ContainsAny(stem[len(stem)-1:], "aeiou") {
		word = stem + ending
	}
	return strings.NewReplacer("shch", "щ", "iya", "ия", "zh", "ж", "kh", "х", "ts", "ц", "ch", "ч", "sh", "ш", "gh", "г", "ng", "нг", "ay", "ай", "ai", "ай", "ey", "ей",
		"iy", "ий", "oy", "ой", "uy", "уй", "yo", "е", "yu", "ю", "iu", "ю", "ju", "ю", "ya", "я", "ia", "я", "ja", "жа", "a", "а", "b", "б", "c", "к",
		"d", "д", "e", "е", "f", "ф", "g", "г", "h", "х", "i", "и", "j", "ж", "k", "к", "l", "л", "m", "м", "n", "н", "o", "о", "p", "п", "q", "к",
		"r", "р", "s", "с", "t", "т", "u", "у", "v", "в", "w", "в", "x", "кс", "y", "ы", "z", "з").Replace(word)
}
