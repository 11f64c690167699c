package names

import (
	"strings"
	"unicode"
)

// twins are Latin letters and the Cyrillic ones that look like them, each with its own case: a Latin B is a Cyrillic В,
// a Latin b is none. They get mixed by keyboards, scanners and people who hide from a search.
const (
	twinsLatin    = "acekopxyihəjABCEHIKMOPTXYƏhs"
	twinsCyrillic = "асекорхуіһәјАВСЕНІКМОРТХУӘһѕ"
)

// settle finds the script of a word and repairs one that mixes Latin and Cyrillic letters: the script of the letters
// that have no twin decides, then the one that has more letters.
func (t *token) settle() {
	var lat, cyr, onlyLat, onlyCyr int
	kaz := false
	for _, r := range t.runes {
		switch {
		case unicode.Is(unicode.Latin, r):
			lat++
			if !strings.ContainsRune(twinsLatin, r) {
				onlyLat++
			}
		case isCyrillic(r):
			cyr++
			if !strings.ContainsRune(twinsCyrillic, r) {
				onlyCyr++
			}
			kaz = kaz || strings.ContainsRune("әғқңөұүһӘҒҚҢӨҰҮҺ", r)
		}
	}
	switch {
	case lat > 0 && cyr > 0:
		t.mixed = true
		if onlyCyr > onlyLat || onlyCyr == onlyLat && cyr >= lat {
			t.script = cyrillic
			t.swap(twinsLatin, twinsCyrillic)
		} else {
			t.script, kaz = latin, false
			t.swap(twinsCyrillic, twinsLatin)
		}
	case lat > 0:
		t.script = latin
	case cyr > 0:
		t.script = cyrillic
	}
	if t.script == cyrillic && (kaz || strings.ContainsAny(string(t.runes), "іІ")) {
		t.script = kazakh
	}
}

// swap puts each letter's twin in its place. Most letters have none and stay.
func (t *token) swap(from, to string) {
	src, dst := []rune(from), []rune(to)
	out := make([]rune, len(t.runes))
	for i, r := range t.runes {
		out[i] = r
		for j, s := range src {
			if s == r {
				out[i] = dst[j]
				break
			}
		}
	}
	t.runes = out
}

// repairInitials gives a lone Latin letter among Cyrillic words its Cyrillic twin: "Сарсенов A." was meant in one script.
func repairInitials(words []token) {
	cyr := 0
	for _, t := range words {
		if t.script == cyrillic || t.script == kazakh {
			cyr++
		}
	}
	if cyr == 0 {
		return
	}
	for i := range words {
		t := &words[i]
		if t.script == latin && len(t.runes) == 1 && strings.ContainsRune(twinsLatin, t.runes[0]) {
			t.swap(twinsLatin, twinsCyrillic)
			t.script, t.mixed = cyrillic, true
		}
	}
}
