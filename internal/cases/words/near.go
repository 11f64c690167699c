package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"aigaq/internal/cases/names"
)

// leastForgiven is from how many letters on a word may be typed with a mistake, or as a part of a longer one: of shorter
// ones everything is near. maxForgiven is of how many words of a query that holds, the first ones.
const (
	leastForgiven = 4
	maxForgiven   = 4
)

// Slip says how a word of a text answers one that was typed.
type Slip int

const (
	None   Slip = iota
	Exact       // it is one of its forms, or begins with it
	Letter      // a letter more, less or other, or two that changed places
	Within      // what was typed is a part of it
)

// Spellings gives what the dictionary has of some tokens as Sorted gives them: words of letters alone, long enough to be
// mistyped, and their stems without the marks; each once, sorted.
func Spellings(tokens ...string) []string {
	var out []string
	for _, list := range tokens {
		for _, t := range strings.Fields(list) {
			for _, mark := range []string{markRussian, markKazakh, markEnglish} {
				t = strings.TrimPrefix(t, mark)
			}
			if forgiven(t) {
				out = append(out, t)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Tokens gives the tokens that a word of the dictionary can have come from.
func Tokens(spelling string) []Token {
	out := []Token{{Text: spelling}}
	switch r, _ := utf8.DecodeRuneInString(spelling); {
	case 'а' <= r && r <= 'я':
		out = append(out, Token{Text: markRussian + spelling}, Token{Text: markKazakh + spelling})
	case 'a' <= r && r <= 'z':
		out = append(out, Token{Text: markEnglish + spelling})
	}
	return out
}

// forgiven tells whether a folded word is of letters alone and long enough. Numbers are never taken for others.
func forgiven(w string) bool {
	return utf8.RuneCountInString(w) >= leastForgiven && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// forms gives what of a typed word may hold a mistake or be a part of a longer one: itself and its stems.
func (w Word) forms() []string {
	if !forgiven(w.Typed) {
		return nil
	}
	out := []string{w.Typed}
	for _, marked := range stems(w.Typed) {
		if stem := marked[len(markRussian):]; forgiven(stem) && !slices.Contains(out, stem) {
			out = append(out, stem)
		}
	}
	return out
}

// Piece is something of which a word that may be meant has at least one: it begins with it, ends with it, or both, or
// holds it anywhere.
type Piece struct {
	Text       string
	Start, End bool
}

// Pieces gives those of a query, as it was typed. One mistake leaves the first or the second half of a word as it was, but
// for two letters that changed places across the middle. None: there is nothing to forgive.
func (q Query) Pieces() []Piece {
	var out []Piece
	add := func(p Piece) {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for _, i := range q.mistakable() {
		forms := q.Readings[0].Words[i].forms()
		for _, form := range forms {
			letters := []rune(form)
			n := len(letters) / 2
			shorter := func(other string) bool { return other != form && strings.Contains(form, other) }
			if !slices.ContainsFunc(forms, shorter) { // else what holds it holds that one
				add(Piece{Text: form})
			}
			add(Piece{Text: string(letters[:n]), Start: true})
			add(Piece{Text: string(letters[n:]), End: true})
			letters[n-1], letters[n] = letters[n], letters[n-1]
			add(Piece{Text: string(letters), Start: true, End: true})
		}
	}
	return out
}

// mistakable gives the places of the words of the first reading in which a mistake is forgiven. What is read as typed with
// another keyboard layout is no word of anybody's as it stands.
func (q Query) mistakable() []int {
	if len(q.Readings) == 0 || q.Readings[0].Layout {
		return nil
	}
	var out []int
	for i, w := range q.Readings[0].Words {
		if len(w.forms()) > 0 && len(out) < maxForgiven {
			out = append(out, i)
		}
	}
	return out
}

// Forgiving is the same query where a word may also be one of the dictionary that differs from it by a mistake or holds
// it. The dictionary is sorted. False where it has none.
func (q Query) Forgiving(dictionary []string) (Query, bool) {
	out := Query{Readings: slices.Clone(q.Readings)}
	for n, i := range q.mistakable() {
		if n == 0 {
			out.Readings[0].Words = slices.Clone(out.Readings[0].Words)
		}
		w := &out.Readings[0].Words[i]
		forms := w.forms()
		for _, spelling := range dictionary {
			if strings.HasPrefix(spelling, w.Typed) {
				continue // it is found without being forgiven
			}
			switch slip(forms, spelling) {
			case Letter:
				w.Near = append(w.Near, Tokens(spelling)...)
			case Within:
				w.Parts = append(w.Parts, Token{Text: spelling})
			}
		}
	}
	return out, out.Forgives()
}

// Forgives tells whether a mistake is forgiven in any word of the query.
func (q Query) Forgives() bool {
	return len(q.Readings) > 0 && slices.ContainsFunc(q.Readings[0].Words, func(w Word) bool { return len(w.Near)+len(w.Parts) > 0 })
}

// slip says how a word of the dictionary answers some forms of a typed one; None where it is one of them, or no answer.
func slip(forms []string, spelling string) Slip {
	if slices.Contains(forms, spelling) {
		return None
	}
	if slices.ContainsFunc(forms, func(f string) bool { return names.OneApart(f, spelling) }) {
		return Letter
	}
	if slices.ContainsFunc(forms, func(f string) bool { return strings.Contains(spelling, f) }) {
		return Within
	}
	return None
}

// Sought gives all tokens of which a record holds one that holds the word.
func (w Word) Sought() []Token { return slices.Concat(w.Tokens, w.Near, w.Parts) }

// Slips says of a word of a text how it answers each word of the reading. That another spelling of the same name is
// written so, as titles and names are found, is asked last: in other texts that is a mistake.
func (r Reading) Slips(word string) []Slip {
	plain, line := Set{}, Set{}
	plain.Text(word)
	line.Line(word)
	out := make([]Slip, len(r.Words))
	for i, w := range r.Words {
		switch {
		case plain.Holds(w.Tokens):
			out[i] = Exact
		case plain.Holds(w.Near):
			out[i] = Letter
		case plain.among(w.Parts):
			out[i] = Within
		case line.Holds(w.Tokens):
			out[i] = Exact
		}
	}
	return out
}

// among tells whether one of the set is among tokens, which are sorted and may be very many.
func (s Set) among(sorted []Token) bool {
	for have := range s {
		_, there := slices.BinarySearchFunc(sorted, have, func(t Token, text string) int { return strings.Compare(t.Text, text) })
		if there {
			return true
		}
	}
	return false
}
