package store

import (
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

// read looks a query up in the dictionary.
func (s *seeker) read(q names.Form) (*reading, error) {
	var parts []string
	own := map[string]bool{}
	for _, w := range q.Words {
		for _, key := range alternatives(w) {
			own[key] = true
			parts = append(parts, wholePart+key)
		}
		counted, swapped := typoParts(w)
		parts = append(append(parts, counted...), swapped...)
	}
	var others []string
	for _, key := range q.Keys() {
		if !own[key] {
			others = append(others, key)
			parts = append(parts, wholePart+key)
		}
	}
	slices.Sort(parts)
	spelt, err := s.spelt(slices.Compact(parts))
	if err != nil {
		return nil, err
	}
	r := &reading{}
	for _, w := range q.Words[:min(len(q.Words), maxWords)] {
		var same []string
		for _, key := range alternatives(w) {
			same = append(same, spelt[wholePart+key]...)
		}
		r.exact = append(r.exact, wanted{w, tidy(w, same)})
		r.near = append(r.near, wanted{w, tidy(w, append(slices.Clone(same), typos(w, spelt)...))})
	}
	for _, key := range others {
		r.joined = append(r.joined, wanted{names.Word{Weak: key}, spelt[wholePart+key]})
	}
	return r, nil
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
	for i, w := range r.begun {
		for _, key := range slices.Compact([]string{w.Strong, w.Weak}) {
			if w.Initial || how == endPart && len(key) < shortestPart {
				continue
			}
			longer, err := s.beginning(how + key)
			if err != nil {
				return err
			}
			w.spellings = append(slices.Clone(w.spellings), longer...)
		}
		r.begun[i].spellings = tidy(w.Word, w.spellings)
	}
	return nil
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

// borneBy tells whether somebody with these dictionary words bears the word, or its initial.
func (w wanted) borneBy(words []string) bool {
	initials := initialsOf(w.Weak)
	return slices.ContainsFunc(words, func(have string) bool {
		weak, strong, _ := strings.Cut(have, " ")
		if w.Initial {
			return strong != "" && (letterBit(weak)|letterBit(strong))&w.bits() != 0
		}
		return slices.Contains(w.spellings, have) || strong != "" && slices.Contains(initials, weak) && len(strong) <= 2
	})
}
