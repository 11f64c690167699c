package words

import (
	"strings"
	"unicode"
)

// The keys of a keyboard, one under the other: what each gives in English, in Russian and in Kazakh.
const (
	keysEnglish = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
	keysRussian = "ёйцукенгшщзхъфывапролджэячсмитьбю"
)

// The upper row gives Kazakh letters where the English and the Russian ones give digits and signs.
const (
	rowKazakh = "әіңғүұқөһ" // on 2 3 4 5 8 9 0 - =, see kazakhRow
)

// kazakhRow are the keys of the upper row that bear the letters of rowKazakh.
const kazakhRow = "234589" + "0-="

// otherLayouts gives what somebody meant who typed a text with the keyboard set to another language; nothing where the
// text mixes the scripts, or has no letter.
func otherLayouts(text string) []string {
	lower := strings.ToLower(text)
	var latin, cyrillic bool
	for _, r := range lower {
		latin = latin || unicode.Is(unicode.Latin, r)
		cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, r)
	}
	switch {
	case latin && !cyrillic:
		out := []string{mapped(lower, keysEnglish, keysRussian)}
		if strings.ContainsAny(lower, kazakhRow) {
			out = append(out, mapped(lower, keysEnglish+kazakhRow, keysRussian+rowKazakh))
		}
		return out
	case cyrillic && !latin:
		return []string{mapped(lower, keysRussian+rowKazakh, keysEnglish+kazakhRow)}
	}
	return nil
}

// mapped replaces each letter of one layout by the one on the same key of another.
func mapped(text, from, to string) string {
	keys, letters := []rune(from), []rune(to)
	return strings.Map(func(r rune) rune {
		for i, k := range keys {
			if k == r {
				return letters[i]
			}
		}
		return r
	}, text)
}
