package views

import (
	"fmt"
	"strings"
)

// unseen tells whether a character is one that cannot be seen but changes how the text around it looks: it turns the
// direction, joins or parts letters, or is a control character. A name with one of them can be made to read as another.
func unseen(r rune) bool {
	switch {
	case r < ' ' && r != '\n' && r != '\t', r >= 0x7f && r < 0xa0:
		return true
	case r == 0xad, r == 0x61c, r == 0x180e, r == 0xfeff, r == 0x2028, r == 0x2029:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	}
	return r >= 0xe0000 && r <= 0xe007f
}

func codePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

// marked is a text in which such characters are written by their number, for places that hold no markup.
func marked(s string) string {
	if strings.IndexFunc(s, unseen) < 0 {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		if unseen(r) {
			out.WriteString("[" + codePoint(r) + "]")
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// piece is a part of a text: some of it as it is, or one character that cannot be seen.
type piece struct{ text, mark string }

// pieces parts a text at the characters that cannot be seen.
func pieces(s string) []piece {
	var out []piece
	for s != "" {
		at := strings.IndexFunc(s, unseen)
		if at < 0 {
			return append(out, piece{text: s})
		}
		if at > 0 {
			out = append(out, piece{text: s[:at]})
		}
		for _, r := range s[at:] {
			out = append(out, piece{mark: codePoint(r)})
			s = s[at+len(string(r)):]
			break
		}
	}
	return out
}
