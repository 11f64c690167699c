package names

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// latinBase gives the plain letters a to z for a lower-case Latin letter that
// carries marks, and false for a letter of another script or one without a
// plain counterpart.
func latinBase(r rune) (string, bool) {
	if base, ok := unmarkedLatin(r); ok {
		return base, true
	}
	if !unicode.Is(unicode.Latin, r) {
		return "", false
	}
	first := withoutMarks(r)
	if 'a' <= first && first <= 'z' {
		return string(first), true
	}
	// The ǽ is an æ with a mark, the ǿ an ø with one.
	return unmarkedLatin(first)
}

// cyrillicBase gives the letter that a Cyrillic letter without a place of its own
// in the order is built on (ӑ on а), and 0 for any other character.
func cyrillicBase(r rune) rune {
	if !isCyrillic(r) {
		return 0
	}
	return withoutMarks(r)
}

// withoutMarks is the character that r is built on in Unicode, or r itself.
func withoutMarks(r rune) rune {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	parts := norm.NFD.Properties(buf[:n]).Decomposition()
	if len(parts) == 0 {
		return r
	}
	first, _ := utf8.DecodeRune(parts)
	return first
}

// unmarkedLatin covers the letters that Unicode does not build from a plain
// letter and a mark.
func unmarkedLatin(r rune) (string, bool) {
	switch r {
	case 'ı', 'ɨ':
		return "i", true
	case 'ə', 'ɑ':
		return "a", true
	case 'ŋ':
		return "n", true
	case 'ɵ', 'ø':
		return "o", true
	case 'ł', 'ƚ':
		return "l", true
	case 'đ', 'ð':
		return "d", true
	case 'ħ':
		return "h", true
	case 'ƣ', 'ǥ', 'ɣ':
		return "g", true
	case 'ⱪ', 'ĸ':
		return "k", true
	case 'ƶ', 'ⱬ':
		return "z", true
	case 'ⱨ':
		return "h", true
	case 'þ':
		return "th", true
	case 'ß':
		return "ss", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	}
	return "", false
}
