package words

import (
	"strings"
	"unicode/utf8"
)

// russian gives the stem of a folded Russian word: that of the Snowball algorithm without the vowel that comes and goes,
// so that пыток and пытки have one stem.
func russian(w string) string {
	stem := snowball(w)
	for _, end := range [...]string{"ок", "ек"} {
		if rest, ok := strings.CutSuffix(stem, end); ok && utf8.RuneCountInString(rest) > 2 && strings.ContainsAny(rest, "аеиоуыэюя") {
			return rest + "к"
		}
	}
	return stem
}

// snowball is the Snowball algorithm for Russian (snowballstem.org/algorithms/russian/stemmer.html). Only the longest
// ending of each step's list comes off.
func snowball(w string) string {
	rv, r2 := russianRegions(w)
	s := stemming{w, rv}
	if !s.cutAfterVowel(gerund1[:]) && !s.cut(gerund2[:]) {
		s.cut(reflexive[:])
		switch {
		case s.cutAdjective():
		case s.cutAfterVowel(verb1[:]), s.cut(verb2[:]):
		default:
			s.cut(noun[:])
		}
	}
	s.cut([]string{"и"})
	if tail := longest(s.word[min(r2, len(s.word)):], derivational[:]); tail != "" {
		s.word = strings.TrimSuffix(s.word, tail)
	}
	if s.cut(superlative[:]) || strings.HasSuffix(s.tail(), "нн") {
		if strings.HasSuffix(s.tail(), "нн") {
			s.word = strings.TrimSuffix(s.word, "н")
		}
		return s.word
	}
	s.cut([]string{"ь"})
	return s.word
}

// russianRegions gives where the parts of a word begin in which endings are looked for: RV after the first vowel, R2
// after the second time that a consonant follows a vowel.
func russianRegions(w string) (rv, r2 int) {
	rv, r2 = len(w), len(w)
	var bounds []int
	vowelBefore := false
	for i, r := range w {
		v := strings.ContainsRune("аеиоуыэюя", r)
		next := i + len(string(r))
		if v && rv == len(w) {
			rv = next
		}
		if vowelBefore && !v {
			bounds = append(bounds, next)
		}
		vowelBefore = v
	}
	// R1 begins at the first bound; R2 is the same looked for within R1, which begins anew there.
	if len(bounds) == 0 {
		return rv, r2
	}
	return rv, secondRegion(w, bounds[0])
}

func secondRegion(w string, from int) int {
	vowelBefore := false
	for i, r := range w[from:] {
		v := strings.ContainsRune("аеиоуыэюя", r)
		if vowelBefore && !v {
			return from + i + len(string(r))
		}
		vowelBefore = v
	}
	return len(w)
}

// stemming is a word on its way to its stem; endings are looked for from rv on.
type stemming struct {
	word string
	rv   int
}

func (s *stemming) tail() string { return s.word[min(s.rv, len(s.word)):] }

// cut takes the longest of some endings off.
func (s *stemming) cut(endings []string) bool {
	tail := longest(s.tail(), endings)
	s.word = strings.TrimSuffix(s.word, tail)
	return tail != ""
}

// cutAfterVowel takes the longest of some endings off, if it stands after а or я.
func (s *stemming) cutAfterVowel(endings []string) bool {
	tail := longest(s.tail(), endings)
	before := strings.TrimSuffix(s.tail(), tail)
	if tail == "" || !strings.HasSuffix(before, "а") && !strings.HasSuffix(before, "я") {
		return false
	}
	s.word = strings.TrimSuffix(s.word, tail)
	return true
}

func (s *stemming) cutAdjective() bool {
	if !s.cut(adjective[:]) {
		return false
	}
	if !s.cutAfterVowel(participle1[:]) {
		s.cut(participle2[:])
	}
	return true
}

func longest(word string, endings []string) string {
	best := ""
	for _, e := range endings {
		if len(e) > len(best) && strings.HasSuffix(word, e) {
			best = e
		}
	}
	return best
}

// The endings of each step, folded.
var (
	gerund1      = [...]string{"в", "вши", "вшись"}
	gerund2      = [...]string{"ив", "ивши", "ившись", "ыв", "ывши", "ывшись"}
	reflexive    = [...]string{"ся", "сь"}
	adjective    = [...]string{"ее", "ие", "ые", "ое", "ими", "ыми", "ей", "ий", "ый", "ой", "ем", "им", "ым", "ом", "его", "ого", "ему", "ому", "их", "ых", "ую", "юю", "ая", "яя", "ою", "ею"}
	participle1  = [...]string{"ем", "нн", "вш", "ющ", "щ"}
	participle2  = [...]string{"ивш", "ывш", "ующ"}
	verb1        = [...]string{"ла", "на", "ете", "йте", "ли", "й", "л", "ем", "н", "ло", "но", "ет", "ют", "ны", "ть", "ешь", "нно"}
	verb2        = [...]string{"ила", "ыла", "ена", "ейте", "уйте", "ите", "или", "ыли", "ей", "уй", "ил", "ыл", "им", "ым", "ен", "ило", "ыло", "ено", "ят", "ует", "уют", "ит", "ыт", "ены", "ить", "ыть", "ишь", "ую", "ю"}
	noun         = [...]string{"а", "ев", "ов", "ие", "ье", "е", "иями", "ями", "ами", "еи", "ии", "и", "ией", "ей", "ой", "ий", "й", "иям", "ям", "ием", "ем", "ам", "ом", "о", "у", "ах", "иях", "ях", "ы", "ь", "ию", "ью", "ю", "ия", "ья", "я"}
	superlative  = [...]string{"ейш", "ейше"}
	derivational = [...]string{"ост", "ость"}
)
