package store

import (
	bits64 "math/bits"
	"slices"
	"strings"

	"aigaq/internal/cases/names"
)

// wanted is one word of a query: what people in scope may have instead of it, the likeliest first. An initial has no
// spellings and asks for a letter alone.
type wanted struct {
	names.Word
	spellings []string
}

// reading is a query as it can be asked of the dictionary.
type reading struct {
	exact  []wanted // each word with the spellings of the same name
	near   []wanted // with those besides that one mistake makes of it
	begun  []wanted // with those besides that begin with it; nil until they are asked for
	joined []wanted // keys that stand for none of the words: of two words joined, of one that was parted
}

// readAll looks queries up in the dictionary.
func (s *seeker) readAll(queries []names.Form) ([]*reading, error) {
	var parts []string
	for _, q := range queries {
		parts = append(parts, partsAsked(q)...)
	}
	slices.Sort(parts)
	spelt, err := s.spelt(slices.Compact(parts))
	if err != nil {
		return nil, err
	}
	var out []*reading
	for _, q := range queries {
		out = append(out, readingOf(q, spelt))
	}
	return out, nil
}

// partsAsked gives the parts under which the dictionary has what a query may mean.
func partsAsked(q names.Form) []string {
	var out []string
	for _, w := range q.Words {
		for _, key := range alternatives(w) {
			out = append(out, wholePart+key)
		}
		counted, swapped := typoParts(w)
		out = append(append(out, counted...), swapped...)
	}
	for _, key := range keysBeside(q) {
		out = append(out, wholePart+key)
	}
	return out
}

// keysBeside gives the keys of a query that stand for none of its words alone.
func keysBeside(q names.Form) []string {
	own := map[string]bool{}
	for _, w := range q.Words {
		for _, key := range alternatives(w) {
			own[key] = true
		}
	}
	return slices.DeleteFunc(q.Keys(), func(key string) bool { return own[key] })
}

func readingOf(q names.Form, spelt map[string][]string) *reading {
	r := &reading{}
	for _, w := range q.Words[:min(len(q.Words), maxWords)] {
		var same []string
		for _, key := range alternatives(w) {
			same = append(same, spelt[wholePart+key]...)
		}
		r.exact = append(r.exact, wanted{w, tidy(w, same)})
		r.near = append(r.near, wanted{w, tidy(w, append(slices.Clone(same), typos(w, spelt)...))})
	}
	for _, key := range keysBeside(q) {
		r.joined = append(r.joined, wanted{Word: names.Word{Weak: key}, spellings: spelt[wholePart+key]})
	}
	return r
}

// alternatives gives the keys under which a single word stands: its own, and those of its foreign equivalents.
func alternatives(w names.Word) []string {
	if w.Initial {
		return nil
	}
	out := append([]string{w.Weak, w.Strong}, names.Form{Words: []names.Word{w}}.Keys()...)
	slices.Sort(out)
	return slices.Compact(out)
}

// typoParts gives the parts under which the dictionary has what one mistake makes of a word: counted, a letter more or
// less; swapped, another letter, or two that changed places. Under swapped stand other words too, which lack another letter.
func typoParts(w names.Word) (counted, swapped []string) {
	if w.Initial || len(w.Strong) > longestKey {
		return nil, nil
	}
	for _, key := range []string{w.Strong, w.Weak} {
		less := withoutOne(key)
		if len(less) > 0 {
			counted = append(counted, lessPart+key)
		}
		for _, l := range less {
			counted, swapped = append(counted, wholePart+l), append(swapped, lessPart+l)
		}
	}
	return counted, swapped
}

// typos gives the words that differ from a word by one letter more, less, other, or by two that changed places.
func typos(w names.Word, spelt map[string][]string) []string {
	var out []string
	counted, swapped := typoParts(w)
	for _, part := range slices.Concat(counted, swapped) {
		for _, word := range spelt[part] {
			weak, strong, _ := strings.Cut(word, " ")
			if names.OneApart(w.Weak, weak) || names.OneApart(w.Strong, strong) {
				out = append(out, word)
			}
		}
	}
	slices.Sort(out)
	return out
}

// tidy puts the spellings of a word in order, each once: first those that are the same letter by letter.
func tidy(w names.Word, spellings []string) []string {
	same := dictionaryWord(w.Weak, w.Strong)
	seen := map[string]bool{}
	var out []string
	for _, first := range []bool{true, false} {
		for _, one := range spellings {
			if !seen[one] && first == (one == same) {
				seen[one] = true
				out = append(out, one)
			}
		}
	}
	return out
}

// begin adds to the words of a reading those that begin with them.
func (s *seeker) begin(r *reading) error {
	return s.lengthen(r, wholePart)
}

// lengthen adds the words that the dictionary has where a word is the beginning of a part.
func (s *seeker) lengthen(r *reading, how string) error {
	if r.begun == nil {
		r.begun = slices.Clone(r.near)
	}
	var beginnings []string
	for _, w := range r.begun {
		beginnings = append(beginnings, w.beginnings(how)...)
	}
	slices.Sort(beginnings)
	longer, err := s.beginning(slices.Compact(beginnings))
	if err != nil {
		return err
	}
	for i, w := range r.begun {
		spellings := slices.Clone(w.spellings)
		for _, b := range w.beginnings(how) {
			spellings = append(spellings, longer[b]...)
		}
		r.begun[i].spellings = tidy(w.Word, spellings)
	}
	return nil
}

// beginnings gives what the parts of longer words begin with.
func (w wanted) beginnings(how string) []string {
	var out []string
	for _, key := range slices.Compact([]string{w.Strong, w.Weak}) {
		if !w.Initial && (how != endPart || len(key) >= shortestPart) {
			out = append(out, how+key)
		}
	}
	return out
}

// bits are those of the mask of which somebody has one who bears the word, or its initial; 0 where that says nothing.
func (w wanted) bits() int64 {
	if w.Initial {
		return letterBit(w.Weak) | letterBit(w.Strong)
	}
	bits, seen := int64(0), 0
	for _, one := range append(initialsOf(w.Weak), w.spellings...) {
		weak, _, _ := strings.Cut(one, " ")
		if bit := wordBit(weak); bits&bit == 0 {
			bits, seen = bits|bit, seen+1
		}
	}
	if seen > bitsAtMost {
		return w.letters()
	}
	return bits
}

// bitsOf are the bits of some words of the dictionary, each as a whole.
func bitsOf(words []string) (bits int64) {
	for _, one := range words {
		weak, _, _ := strings.Cut(one, " ")
		bits |= wordBit(weak)
	}
	return bits
}

// letters are the bits of the first letters of the spellings; 0 where that says nothing.
func (w wanted) letters() int64 {
	bits := letterBit(w.Weak)
	for _, one := range w.spellings {
		weak, strong, _ := strings.Cut(one, " ")
		if strong == "" || letterBit(weak)|letterBit(strong) == 0 {
			return 0 // keys beside the words of a name set no bit of a letter
		}
		bits |= letterBit(weak)
	}
	if bits == 0 || letterBit(w.Weak) == 0 || bits64.OnesCount64(uint64(bits)) > lettersAtMost {
		return 0
	}
	return bits
}

// initialsOf gives what the initial of a word can be as a key: a letter, or the two that stand for ю and я.
func initialsOf(weak string) []string {
	letters := []rune(weak)
	if len(letters) < 2 {
		return []string{weak}
	}
	return []string{string(letters[:1]), string(letters[:2])}
}

// isInitial tells whether a dictionary word is somebody's initial.
func isInitial(word, initial string) bool {
	weak, strong, _ := strings.Cut(word, " ")
	return weak == initial && strong != "" && len(strong) <= 2
}

// borneBy tells whether somebody with these dictionary words bears the word, or its initial.
func (w wanted) borneBy(words []string) bool {
	initials := initialsOf(w.Weak)
	return slices.ContainsFunc(words, func(have string) bool {
		weak, strong, _ := strings.Cut(have, " ")
		if w.Initial {
			return strong != "" && (letterBit(weak)|letterBit(strong))&w.bits() != 0
		}
		return slices.Contains(w.spellings, have) || slices.ContainsFunc(initials, func(i string) bool { return isInitial(have, i) })
	})
}
