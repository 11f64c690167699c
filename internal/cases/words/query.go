package words

import (
	"slices"
	"strings"
	"unicode/utf8"

	"aigaq/internal/cases/names"
)

// leastPrefix is how many letters or digits find what begins with them; fewer find only whole words.
const leastPrefix = 3

// maxWords and maxAsked bound the work of one search: how many words are looked for, and in how many bytes.
const (
	maxWords = 12
	maxAsked = 1000
)

// articles are the words for an article of a law as people type them. The names of provisions have them short: "ст. 272",
// "art. 272", "272-бап".
var articles = map[string]bool{"статья": true, "статьи": true, "статье": true, "статью": true, "статьей": true, "ст": true,
	"article": true, "articles": true, "art": true, "бап": true, "бабы": true, "бабын": true, "бабының": true, "бабымен": true, "баптың": true}

// Query is what a search looks for: a record holds all words of one of the readings.
type Query struct{ Readings []Reading }

// Reading is one way to understand what was typed.
type Reading struct {
	Words []Word
	// Layout means that the text is read as typed with the keyboard set to another language.
	Layout bool
}

// Word is one word looked for: a record holds it when it holds one of the tokens.
type Word struct {
	Typed  string // folded
	Tokens []Token
	// Near are tokens of words that differ by a mistake, Parts of words that hold what was typed: see Forgiving.
	Near, Parts []Token
}

// Token is a token looked for; with Prefix whatever begins with it.
type Token struct {
	Text   string
	Prefix bool
}

// Asked reads what somebody typed. codes gives further tokens for a word with some tokens: those of vocabulary terms
// that are called so. A query without readings finds nothing.
func Asked(text string, codes func([]Token) []string) Query {
	var q Query
	text = strings.ToValidUTF8(text[:min(len(text), maxAsked)], "")
	add := func(text string, layout bool) {
		if r := reading(text, codes); len(r.Words) > 0 {
			r.Layout = layout
			q.Readings = append(q.Readings, r)
		}
	}
	add(text, false)
	for _, other := range otherLayouts(text) {
		add(other, true)
	}
	return q
}

func reading(text string, codes func([]Token) []string) Reading {
	var r Reading
	strong := map[string]string{}
	for _, w := range names.Parse(text).Words {
		strong[w.Text] = w.Strong
	}
	for _, typed := range strings.Fields(names.Fold(text)) {
		if len(r.Words) == maxWords {
			break
		}
		if slices.ContainsFunc(r.Words, func(w Word) bool { return w.Typed == cut(typed) }) {
			continue
		}
		w := Word{Typed: cut(typed), Tokens: tokensOf(cut(typed), strong[typed])}
		if articles[typed] {
			w.Tokens = append(w.Tokens, Token{Text: "ст"}, Token{Text: "art"}, Token{Text: "бап"})
		}
		for _, c := range codes(w.Tokens) {
			w.Tokens = append(w.Tokens, Token{Text: c})
		}
		r.Words = append(r.Words, w)
	}
	return r
}

// tokensOf gives the tokens that a typed word is found by: itself or what begins with it, its stems, words that are
// what its stem is, its other spellings, and the end of a number.
func tokensOf(w, strong string) []Token {
	long := utf8.RuneCountInString(w) >= leastPrefix
	out := []Token{{w, long}}
	add := func(text string, prefix bool) {
		for _, t := range out {
			if t.Text == text {
				return
			}
		}
		out = append(out, Token{text, prefix})
	}
	for _, marked := range stems(w) {
		add(marked, false)
		if stem := marked[len(markRussian):]; utf8.RuneCountInString(stem) >= leastPrefix {
			add(stem, false)
		}
	}
	if r, _ := utf8.DecodeRuneInString(w); 'а' <= r && r <= 'я' && long {
		add(markRussian+w, false)
		add(markKazakh+w, false)
	} else if 'a' <= r && r <= 'z' && long {
		add(markEnglish+w, false)
	}
	if utf8.RuneCountInString(strong) > 1 {
		add(markStrong+cut(strong), utf8.RuneCountInString(strong) >= leastPrefix)
		add(cut(strong), false)
	}
	if long && strings.Trim(w, "0123456789") == "" {
		add(markTail+w, true)
	}
	return out
}

// Whole is the same query for whole words alone, in any form of them.
func (q Query) Whole() Query {
	var out Query
	for _, r := range q.Readings {
		one := Reading{Layout: r.Layout}
		for _, w := range r.Words {
			whole := Word{Typed: w.Typed}
			for _, t := range w.Tokens {
				whole.Tokens = append(whole.Tokens, Token{Text: t.Text})
			}
			one.Words = append(one.Words, whole)
		}
		out.Readings = append(out.Readings, one)
	}
	return out
}

// Names tells of how many words of a reading a token is looked for as it is.
func (r Reading) Names(token string) int {
	n := 0
	for _, w := range r.Words {
		if slices.Contains(w.Tokens, Token{Text: token}) {
			n++
		}
	}
	return n
}

// Holds tells whether one of some tokens is in the set.
func (s Set) Holds(tokens []Token) bool {
	for _, t := range tokens {
		if s[t.Text] {
			return true
		}
		if !t.Prefix {
			continue
		}
		for have := range s {
			if strings.HasPrefix(have, t.Text) {
				return true
			}
		}
	}
	return false
}
