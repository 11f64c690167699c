package store

import (
	"slices"
	"strings"
	"unicode"

	"aigaq/internal/cases"
	"aigaq/internal/cases/words"
)

// How much of a text is shown around the first word that was looked for, in bytes, and how much of one is read for it.
const (
	snippetBefore = 80
	snippetAfter  = 160
	snippetReads  = 20_000
)

// looking finds the words of a query in texts, to show them. It remembers the words that it has judged.
type looking struct {
	query words.Query
	known map[string]verdict
}

// verdict says of a word whether it is looked for, whether it is as typed or with another keyboard layout, and how it
// answers each word of what was typed.
type verdict struct {
	found, typed bool
	slips        []words.Slip
}

func lookingFor(q words.Query) *looking { return &looking{q, map[string]verdict{}} }

func (l *looking) judge(word string) verdict {
	v, known := l.known[word]
	if known {
		return v
	}
	for _, r := range l.query.Readings {
		slips := r.Slips(word)
		found := slices.ContainsFunc(slips, func(s words.Slip) bool { return s != words.None })
		v.found = v.found || found
		if !r.Layout {
			v.typed, v.slips = found, slips
		}
	}
	l.known[word] = v
	return v
}

// forgiven says what had to be forgiven for a record to hold the words: of each, where it stands nowhere as it was typed.
func (l *looking) forgiven(r cases.Record) []cases.Reason {
	var best []words.Slip
	for _, s := range cases.Texts(r) {
		text := s.Text[:min(len(s.Text), snippetReads)]
		for _, at := range placesOf(text) {
			for i, slip := range l.judge(text[at[0]:at[1]]).slips {
				for len(best) <= i {
					best = append(best, words.None)
				}
				if slip != words.None && (best[i] == words.None || slip < best[i]) {
					best[i] = slip
				}
			}
		}
	}
	var out []cases.Reason
	if slices.Contains(best, words.Letter) {
		out = append(out, cases.Reason{Key: "letters", Args: []string{"1"}})
	}
	if slices.Contains(best, words.Within) {
		out = append(out, cases.Reason{Key: "word_part"})
	}
	return out
}

// hit shows a record, as a reader sees it, with the first of its texts in which something was found. The title shows
// itself. Of what is restricted no long text is shown: it is opened for a purpose (R32).
func (l *looking) hit(r cases.Record) cases.Hit {
	out := cases.Hit{Head: *r.Base()}
	var any verdict
	for _, s := range cases.Texts(r) {
		text := s.Text[:min(len(s.Text), snippetReads)]
		for _, at := range placesOf(text) {
			v := l.judge(text[at[0]:at[1]])
			if !v.found {
				continue
			}
			any = verdict{found: true, typed: any.typed || v.typed}
			if s.Field != "" && s.Text != out.Head.Title.Full && out.Snippet == nil && (s.Line || r.Base().Level != cases.Restricted) {
				out.Field, out.Snippet = s.Field, l.around(text, at[0])
			}
		}
		if out.Snippet != nil {
			break
		}
	}
	if !any.found {
		any = l.term(r, &out)
	}
	if any.found && !any.typed {
		out.Reasons = []cases.Reason{{Key: "layout"}}
	}
	if l.query.Forgives() {
		out.Reasons = append(out.Reasons, l.forgiven(r)...)
	}
	return out
}

// term finds the vocabulary term by whose name a record was found: the one that answers the most words, since an
// abbreviation names nearly all of them.
func (l *looking) term(r cases.Record, out *cases.Hit) (v verdict) {
	most := 0
	for _, c := range cases.Codes(r) {
		for _, reading := range l.query.Readings {
			n := reading.Names(termWord(c.List, c.Code))
			if n == 0 {
				continue
			}
			v = verdict{found: true, typed: v.typed || !reading.Layout}
			if n > most {
				most, out.Field, out.Term = n, c.Field, c
			}
		}
	}
	return v
}

// around gives the words around a place of a text, those looked for marked.
func (l *looking) around(text string, at int) []cases.Piece {
	var out []cases.Piece
	last := -1
	for _, w := range placesOf(text) {
		if w[1] < at-snippetBefore {
			continue
		}
		if last < 0 {
			if last = w[0]; w[0] > snippetBefore {
				out = append(out, cases.Piece{Text: "… "})
			} else {
				last = 0
			}
		}
		if w[0] > at+snippetAfter {
			return append(out, cases.Piece{Text: strings.TrimRight(text[last:w[0]], " \n") + " …"})
		}
		if l.judge(text[w[0]:w[1]]).found {
			out = append(out, cases.Piece{Text: text[last:w[0]]}, cases.Piece{Text: text[w[0]:w[1]], Found: true})
			last = w[1]
		}
	}
	return append(out, cases.Piece{Text: text[last:]})
}

// placesOf gives where the words of a text begin and end.
func placesOf(text string) [][2]int {
	var out [][2]int
	from := -1
	for i, r := range text {
		part := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || from >= 0 && isInner(r)
		switch {
		case part && from < 0:
			from = i
		case !part && from >= 0:
			out = append(out, [2]int{from, i})
			from = -1
		}
	}
	if from >= 0 {
		out = append(out, [2]int{from, len(text)})
	}
	return out
}

// isInner tells whether a character can stand inside a word, as an apostrophe does.
func isInner(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }
