// Package names holds what the system knows about how names and titles are
// written in Kazakh, Russian and Latin letters. It is pure: it opens no file
// and knows no database, so that the store can keep its results in columns.
package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a name or title to the form in which "any part of it" is
// searched: compatibility forms and case are levelled, the Kazakh letters and ё
// become the Russian letters that people type in their stead, Latin letters
// lose their marks, apostrophes vanish, and every run of spaces, punctuation
// and symbols becomes one space. The result is trimmed, and folding it again
// changes nothing. Bytes that are not UTF-8 count as punctuation.
func Fold(s string) string {
	out, settled := foldOnce(s)
	// What is dropped between two characters of a rare script may let its
	// neighbours join under normalisation; they settle within two rounds.
	for range 4 {
		if settled {
			break
		}
		again, _ := foldOnce(out)
		settled = again == out
		out = again
	}
	return out
}

// foldOnce folds s and says whether the result is sure to stay as it is, which
// holds when only characters of the alphabets in common use were met.
func foldOnce(s string) (string, bool) {
	var b strings.Builder
	b.Grow(len(s))
	settled, gap := true, false
	for _, r := range normalised(s) {
		class, r := classify(r)
		switch class {
		case dropped:
			continue
		case separator:
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		settled = writeFolded(&b, r) && settled
	}
	return b.String(), settled
}

// writeFolded writes one lower-case letter or digit in its folded form and says
// whether it belongs to an alphabet in common use.
func writeFolded(b *strings.Builder, r rune) bool {
	if r < utf8.RuneSelf {
		b.WriteByte(byte(r))
		return true
	}
	if isCyrillic(r) {
		b.WriteRune(plainCyrillic(r))
		return true
	}
	if base, ok := latinBase(r); ok {
		b.WriteString(base)
		return true
	}
	b.WriteRune(r)
	return false
}

// plainCyrillic gives the Russian letter typed in place of a Kazakh letter or ё.
// Nothing else changes: й is a letter of its own, not an и with a mark.
func plainCyrillic(r rune) rune {
	switch r {
	case 'ё':
		return 'е'
	case 'ә':
		return 'а'
	case 'ғ':
		return 'г'
	case 'қ':
		return 'к'
	case 'ң':
		return 'н'
	case 'ө':
		return 'о'
	case 'ұ', 'ү':
		return 'у'
	case 'һ':
		return 'х'
	case 'і':
		return 'и'
	}
	return r
}

// normalised is s in NFKC. The free-standing acute accent is taken out first,
// because there it serves as an apostrophe and NFKC would make a space of it.
func normalised(s string) string {
	if strings.ContainsRune(s, '´') {
		s = strings.ReplaceAll(s, "´", "")
	}
	return norm.NFKC.String(s)
}

// class says what part a character plays in a name.
type class int

const (
	kept      class = iota // a letter, a digit, or a mark that a script needs
	separator              // a space, punctuation, a symbol, a broken byte
	dropped                // an apostrophe, an accent, an invisible character
)

// classify tells what a character of normalised text is and gives its lower case.
func classify(r rune) (class, rune) {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return kept, r
	case 'A' <= r && r <= 'Z':
		return kept, r + ('a' - 'A')
	case isApostrophe(r):
		return dropped, r
	case r < utf8.RuneSelf, r == utf8.RuneError:
		return separator, r
	case isAccent(r), unicode.Is(unicode.Cf, r):
		return dropped, r
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
		return kept, unicode.ToLower(r)
	}
	return separator, r
}

// isApostrophe covers what stands for an apostrophe, a soft or a hard sign in
// the Latin spellings of Kazakh and Russian names.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', '·', 'ʹ', 'ʺ', 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', 'ˈ', '‘', '’', '‛', '′':
		return true
	}
	return false
}

// isAccent reports a combining accent. After NFKC the accents that make a
// letter (й, ё, ї) are part of it, so one that still stands alone is a stress
// mark or a stray.
func isAccent(r rune) bool {
	return 0x0300 <= r && r <= 0x036F
}

// isCyrillic reports a character of the Cyrillic blocks that modern languages use.
func isCyrillic(r rune) bool {
	return 0x0400 <= r && r <= 0x052F
}
