package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The most that is looked at: more than any name has, little enough that no text is dear to take apart.
const (
	maxBytes   = 1200
	maxWords   = 12
	maxLetters = 40
)

// token is one word as it was written, before its script is settled.
type token struct {
	runes  []rune // letters in their case, and apostrophes between them
	dot    bool   // a full stop follows it
	hyphen bool   // a hyphen and a further word follow it
	script script
	mixed  bool
	digits bool // it held digits, which are left out
}

// script is an alphabet, as far as names in Kazakhstan are written in it.
type script uint8

const (
	otherScript script = iota
	cyrillic
	kazakh // Cyrillic with a letter that Russian lacks
	latin
)

// cut takes a text apart into words. Digits and signs make none; odd is true when there were any where a name is due.
func cut(written string) (words []token, odd bool) {
	var t token
	end := func() {
		if len(t.runes) > 0 && len(words) < maxWords {
			words = append(words, t)
		} else if t.digits {
			odd = true
		}
		t = token{}
	}
	runes := []rune(normalised(short(written)))
	for i, r := range runes {
		switch {
		case isApostrophe(r):
			if len(t.runes) > 0 {
				t.runes = append(t.runes, plainApostrophe(r))
			}
		case unicode.IsLetter(r):
			if len(t.runes) < maxLetters {
				t.runes = append(t.runes, r)
			}
		case unicode.IsMark(r), unicode.Is(unicode.Cf, r):
		case unicode.IsDigit(r):
			t.digits, odd = true, true
		default:
			t.dot = r == '.'
			t.hyphen = isHyphen(r) && i+1 < len(runes) && unicode.IsLetter(runes[i+1])
			odd = odd || strings.ContainsRune("@#%&*=<>{}[]\\/|_$^~+№?!", r)
			end()
		}
	}
	end()
	return words, odd
}

// short cuts a text where no name goes on, between two characters.
func short(s string) string {
	if len(s) <= maxBytes {
		return s
	}
	s = s[:maxBytes]
	for len(s) > 0 && !utf8.ValidString(s[len(s)-1:]) && !utf8.RuneStart(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return strings.ToValidUTF8(s, "")
}

// plainApostrophe keeps the dot of the BGN spelling (s·h) apart from an apostrophe: it parts letters that do not make a
// digraph, and stands for no letter.
func plainApostrophe(r rune) rune {
	if r == '·' {
		return r
	}
	return '\''
}

func isHyphen(r rune) bool {
	return r == '-' || '‐' <= r && r <= '―' || r == '−'
}
