package exchange

import (
	"strings"
	"unicode/utf8"
)

// Neutral makes free text harmless in a spreadsheet: a cell that a program could take for a formula gets an
// apostrophe in front (OWASP, CSV injection). Spreadsheets in Russian and Kazakh split at semicolons whatever the
// quotes say, and broken quotes split at line ends, so the same is done after each of these. What people write as a
// number or a date stands in columns of that type and does not come here.
func Neutral(s string) string {
	if !suspicious(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 2)
	start := true
	for _, r := range s {
		if start && opensFormula(r) {
			b.WriteByte('\'')
		}
		b.WriteRune(r)
		start = splitsCell(r) || start && isPadding(r)
	}
	return b.String()
}

// suspicious looks for the places that Neutral changes; most texts have none and are given back as they are.
func suspicious(s string) bool {
	start := true
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		switch {
		case !utf8.RuneStart(s[i]):
			continue
		case r >= utf8.RuneSelf && start:
			r, _ = utf8.DecodeRuneInString(s[i:])
		}
		if start && opensFormula(r) {
			return true
		}
		start = splitsCell(r) || start && isPadding(r)
	}
	return false
}

// opensFormula lists what spreadsheets take for the start of a formula, full-width forms included.
func opensFormula(r rune) bool {
	switch r {
	case '=', '+', '-', '@', '\t', '\r', 0, '＝', '＋', '－', '＠':
		return true
	}
	return false
}

func splitsCell(r rune) bool { return r == ';' || r == '\n' || r == '\t' || r == '\r' }

func isPadding(r rune) bool {
	switch r {
	case ' ', '"', '\'', '\u00a0', '\u202f', '\ufeff':
		return true
	}
	return false
}
