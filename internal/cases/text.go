package cases

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// How long answers may be, in characters.
const (
	MaxText = 500
	MaxLong = 50_000
)

// Text is a line of text.
func Text(code string, p *string) Field {
	return Field{Code: code, Type: TypeText, value: textValue{p: p, max: MaxText}}
}

// Long is text of several lines.
func Long(code string, p *string) Field {
	return Field{Code: code, Type: TypeLong, value: textValue{p: p, max: MaxLong}}
}

type textValue struct {
	scalar
	p   *string
	max int
}

func (v textValue) read(f Field, in Input, _ *Book) Problems {
	text, problems := cleanText(f.Code, in.Get(f.Code), v.max)
	*v.p = text
	return problems
}

// cleanText brings text into one Unicode form and refuses what is no text. Control characters other than line ends
// and tabs would hide in a page, so they are refused as well.
func cleanText(code, s string, limit int) (string, Problems) {
	if !utf8.ValidString(s) {
		return strings.ToValidUTF8(s, "\uFFFD"), wrong(code, "not_utf8")
	}
	s = norm.NFC.String(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
	if n := utf8.RuneCountInString(s); n > limit {
		return s, wrong(code, "too_long", "max", strconv.Itoa(limit), "n", strconv.Itoa(n))
	}
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return s, wrong(code, "control_character")
		}
	}
	return s, nil
}

func (v textValue) fill(f Field, in Input)           { in.Set(f.Code, *v.p) }
func (v textValue) json(f Field, out map[string]any) { out[f.Code] = *v.p }
func (v textValue) empty() bool                      { return *v.p == "" }
func (v textValue) clear()                           { *v.p = "" }
func (v textValue) columns(f Field) []Column         { return []Column{{f.Code, v.p}} }
func (v textValue) pointer() any                     { return v.p }
