package views

import (
	"testing"

	"aigaq/internal/cases"
)

func TestReasonsAreSaidInEveryLanguage(t *testing.T) {
	for _, c := range []struct {
		lang   string
		reason cases.Reason
		want   string
	}{
		{"en", cases.Reason{Key: "letters", Args: []string{"2"}}, "2 letters differ"},
		{"ru", cases.Reason{Key: "letters", Args: []string{"5"}}, "отличаются 5 букв"},
		{"ru", cases.Reason{Key: "letters", Args: []string{"1"}}, "отличается 1 буква"},
		{"kk", cases.Reason{Key: "letters", Args: []string{"3"}}, "3 әрпі өзгеше"},
		{"en", cases.Reason{Key: "same_latin"}, "the same name in Latin letters"},
	} {
		p := Page{Words: words(t, c.lang)}
		if got := p.reasonText(c.reason); got != c.want {
			t.Errorf("%s: %v reads %q, want %q", c.lang, c.reason, got, c.want)
		}
	}
}
