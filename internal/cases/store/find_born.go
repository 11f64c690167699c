package store

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// birth is when somebody who is looked for was born: the first and the last day that it can have been, and as typed.
type birth struct{ from, to, typed string }

// bornForm is a year or a day in which somebody who is looked for can have been born, as it is typed beside a name.
var bornForm = regexp.MustCompile(`^(?:(?:18|19|20)[0-9]{2}(?:-[0-9]{1,2}-[0-9]{1,2})?|[0-9]{1,2}[./][0-9]{1,2}[./](?:18|19|20)[0-9]{2})$`)

// bornTails are the words behind such a date that say what it is; in capitals they are initials.
func bornTails() []string {
	return []string{"г", "гр", "г.р", "г/р", "р", "года", "год", "рождения", "ж", "ж.т", "жылы", "жылғы", "туған"}
}

// withoutBirths takes the years and days of birth out of what was typed.
func withoutBirths(text string) (rest string, births []birth) {
	var kept []string
	behind := false // a date
	for _, w := range strings.Fields(text) {
		one, isDate := birthOf(w)
		behind = isDate || behind && slices.Contains(bornTails(), strings.Trim(w, ".,;()"))
		switch {
		case isDate:
			births = append(births, one)
		case !behind:
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " "), births
}

// birthOf reads a word as a date of birth.
func birthOf(word string) (birth, bool) {
	word = strings.Trim(word, ".,;()")
	for _, tail := range []string{"г.р", "гр", "г"} { // written without a space
		word = strings.TrimSuffix(word, tail)
	}
	if !bornForm.MatchString(word) {
		return birth{}, false
	}
	d, wrong := cases.ParseDate(word)
	return birth{d.From, d.To, word}, wrong == "" && d.Known()
}

// born weighs the dates of birth that were typed beside the name. Another day of the year that is kept speaks neither for
// nor against somebody: lists often err so.
func (s *scored) born(births []birth) {
	if len(births) == 0 || s.bornFrom == "" && s.bornTo == "" {
		return
	}
	for _, b := range births {
		if (s.bornFrom == "" || s.bornFrom <= b.to) && (s.bornTo == "" || b.from <= s.bornTo) {
			s.score += (1 - s.score) / 5
			s.reasons = append(s.reasons, names.Reason{Key: "born_same", Args: []string{b.typed}})
			return
		}
	}
	if slices.ContainsFunc(births, func(b birth) bool { return b.from[:4] == s.bornYear() }) {
		return
	}
	s.score *= 0.8
	s.reasons = append(s.reasons, names.Reason{Key: "born_differs", Args: []string{s.bornYear()}, Against: true})
}

func (s *scored) bornYear() string { return cmp.Or(s.bornFrom, s.bornTo)[:4] }
