package store

import (
	"slices"
	"strings"

	"aigaq/internal/cases/names"
)

// search collects the cards of those whom some readings of a query can mean, until there are at least n: first those
// who bear all the words as they are, then those who bear them with a mistake or as the beginning of a longer one, then
// as its middle, and last those who lack one of the words.
func (s *seeker) search(queries []names.Form, n int) ([]nameCard, error) {
	out, err := s.shared()
	if err != nil {
		return nil, err
	}
	for _, how := range []func(names.Form) ([]nameCard, error){s.whole, s.mistaken, s.middle, s.lacking} {
		before := len(out)
		for _, q := range queries {
			found, err := how(q)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
		if len(out)-before >= n || len(out) >= candidatesAtMost {
			break
		}
	}
	return out, nil
}

// whole finds those who bear all words of a query, as they are or as another spelling of the same name, and those whose
// name is two of them joined, or one of them parted.
func (s *seeker) whole(q names.Form) ([]nameCard, error) {
	list, joined, err := s.classes(q)
	if err != nil {
		return nil, err
	}
	out, err := s.bearing(list)
	if err != nil {
		return nil, err
	}
	for _, w := range joined {
		found, err := s.bearing([]wanted{w})
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// classes gives the words of a query with their spellings, and the keys of the query that stand for none of its words.
func (s *seeker) classes(q names.Form) (list, joined []wanted, err error) {
	var parts []string
	keysOf := make([][]string, len(q.Words))
	own := map[string]bool{}
	for i, w := range q.Words {
		if w.Initial {
			continue
		}
		keysOf[i] = alternatives(w)
		for _, key := range keysOf[i] {
			own[key] = true
			parts = append(parts, wholePart+key)
		}
	}
	var others []string
	for _, key := range q.Keys() {
		if !own[key] && len(key) > 1 {
			others = append(others, key)
			parts = append(parts, wholePart+key)
		}
	}
	spelt, err := s.spelt(parts)
	if err != nil {
		return nil, nil, err
	}
	for i, w := range q.Words {
		one := wanted{Word: w}
		for _, key := range keysOf[i] {
			one.spellings = append(one.spellings, spelt[wholePart+key]...)
		}
		list = append(list, one)
	}
	for _, key := range others {
		joined = append(joined, wanted{Word: names.Word{Weak: key}, spellings: spelt[wholePart+key]})
	}
	for _, group := range [][]wanted{list, joined} {
		for i := range group {
			group[i].tidy()
			if err := s.count(&group[i]); err != nil {
				return nil, nil, err
			}
		}
	}
	return list, joined, nil
}

// alternatives gives the keys under which a single word stands: its own, and those of its foreign equivalents.
func alternatives(w names.Word) []string {
	out := []string{w.Weak, w.Strong}
	return slices.Compact(append(out, names.Form{Words: []names.Word{w}}.Keys()...))
}

// tidy puts the spellings of a word in order, each once: first those that are the same letter by letter.
func (w *wanted) tidy() {
	seen := map[string]bool{}
	same := dictionaryWord(w.Weak, w.Strong)
	var first, rest []string
	for _, s := range w.spellings {
		switch {
		case seen[s]:
		case s == same:
			first = append(first, s)
		default:
			rest = append(rest, s)
		}
		seen[s] = true
	}
	w.spellings = append(first, rest...)
}

// mistaken finds those who bear all words of a query when each may have one letter wrong, or be the beginning of a
// longer word.
func (s *seeker) mistaken(q names.Form) ([]nameCard, error) {
	list, err := s.near(q, true)
	if err != nil {
		return nil, err
	}
	return s.bearing(list)
}

// near gives the words of a query with all spellings that one mistake makes of them; with begun also those that begin
// so.
func (s *seeker) near(q names.Form, begun bool) ([]wanted, error) {
	list, _, err := s.classes(q)
	if err != nil {
		return nil, err
	}
	for i := range list {
		w := &list[i]
		if w.Initial {
			continue
		}
		typos, err := s.typos(w.Word)
		if err != nil {
			return nil, err
		}
		w.spellings = append(w.spellings, typos...)
		if begun {
			for _, key := range slices.Compact([]string{w.Strong, w.Weak}) {
				longer, err := s.beginning(wholePart + key)
				if err != nil {
					return nil, err
				}
				w.spellings = append(w.spellings, longer...)
			}
		}
		w.tidy()
		if err := s.count(w); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// typos gives the words of the dictionary that differ from a word by one letter more, less, other, or by two that
// changed places.
func (s *seeker) typos(w names.Word) ([]string, error) {
	var parts []string
	keys := slices.Compact([]string{w.Strong, w.Weak})
	for _, key := range keys {
		less := withoutOne(key)
		if len(less) == 0 {
			continue
		}
		parts = append(parts, lessPart+key)
		for _, l := range less {
			parts = append(parts, wholePart+l, lessPart+l)
		}
	}
	slices.Sort(parts)
	spelt, err := s.spelt(slices.Compact(parts))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, part := range parts {
		for _, word := range spelt[part] {
			weak, strong, _ := strings.Cut(word, " ")
			if oneApart(w.Weak, weak) || oneApart(w.Strong, strong) {
				out = append(out, word)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// oneApart tells whether one mistake makes b of a: a letter more, less or other, or two that changed places.
func oneApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 || len(y)-len(x) > 1 {
		return false
	}
	for len(x) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	switch len(y) {
	case 0, 1:
		return true
	case 2:
		return len(x) == 2 && x[0] == y[1] && x[1] == y[0]
	}
	return false
}

// middle finds those who bear all words of a query when each may be a part of a longer word.
func (s *seeker) middle(q names.Form) ([]nameCard, error) {
	list, err := s.near(q, true)
	if err != nil {
		return nil, err
	}
	for i := range list {
		w := &list[i]
		if w.Initial || len(w.Strong) < shortestPart {
			continue
		}
		parts, err := s.beginning(endPart + w.Strong)
		if err != nil {
			return nil, err
		}
		w.spellings = append(w.spellings, parts...)
		w.tidy()
		if err := s.count(w); err != nil {
			return nil, err
		}
	}
	return s.bearing(list)
}

// lacking finds those who bear all words of a query but one.
func (s *seeker) lacking(q names.Form) ([]nameCard, error) {
	if len(q.Words) < 2 {
		return nil, nil
	}
	list, err := s.near(q, true)
	if err != nil {
		return nil, err
	}
	return s.allButOne(list)
}

func (s *seeker) allButOne(list []wanted) ([]nameCard, error) {
	var out []nameCard
	for i := range list {
		found, err := s.bearing(slices.Delete(slices.Clone(list), i, i+1))
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}
