package names

import (
	"slices"
	"strconv"
	"strings"
)

// The share of a word that a way of finding it is worth.
const (
	worthPart    = 0.90 // the beginning of a word
	worthInside  = 0.80 // a part from within a word
	worthInitial = 0.85
	worthLayout  = 0.95 // of the whole, where the keyboard was set wrong
	worthSlip    = 0.60 // the least likeness of a word with typing mistakes
)

// Explain says how well a name that was found answers what was looked for, which may be only a part of it: a few of the
// words, in any order, the beginning of a word, an initial. The score is 0 where some word of the query is not in the name.
func Explain(query, found Form) (float64, []Reason) {
	if len(query.Words) == 0 || len(found.Words) == 0 {
		return 0, nil
	}
	best := explanation{query: &query, found: &found}
	score := best.words()
	for i := 0; score == 0 && i+1 < len(query.Words); i++ {
		q := query.joinedAt(i)
		best = explanation{query: &q, found: &found, joined: true}
		score = best.words()
	}
	for i := 0; score == 0 && i+1 < len(found.Words); i++ {
		f := found.joinedAt(i)
		best = explanation{query: &query, found: &f, joined: true}
		score = best.words()
	}
	if score == 0 {
		return 0, nil
	}
	if slices.Contains(query.Flags, FlagLayout) {
		score *= worthLayout
	}
	return score, best.reasons()
}

// joinedAt is the form with the words i and i+1 written as one.
func (f *Form) joinedAt(i int) Form {
	out := *f
	if i >= len(f.joined) || f.joined[i].Strong == "" {
		return out
	}
	out.Words = slices.Concat(f.Words[:i], f.joined[i:i+1], f.Words[i+2:])
	return out
}

// explanation is what Explain finds word by word.
type explanation struct {
	query, found *Form
	used         uint
	how          [8]bool
	part, turned bool
	joined       bool
	letters      int
}

// words pairs each word of the query with the best word of the name that no other has taken. The longest word chooses
// first: it is told from others best.
func (x *explanation) words() float64 {
	order := make([]int, len(x.query.Words))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return len(x.query.Words[j].Strong) - len(x.query.Words[i].Strong)
	})
	sum, weight := 0.0, 0.0
	at := make([]int, len(order))
	for _, i := range order {
		worth, j := x.best(&x.query.Words[i])
		if j < 0 {
			return 0
		}
		at[i] = j
		w := float64(min(len(x.query.Words[i].Strong), 6))
		sum += worth * w
		weight += w
	}
	x.turned = !slices.IsSorted(at)
	whole := float64(len(x.query.Words)) / float64(max(len(x.query.Words), len(x.found.Words)))
	return sum / weight * (0.90 + 0.10*whole)
}

// best finds the word of the name that answers a word of the query best.
func (x *explanation) best(q *Word) (float64, int) {
	best, at := 0.0, -1
	var by likeness
	part := false
	for j := range min(len(x.found.Words), maxWords) {
		if x.used&(1<<j) != 0 {
			continue
		}
		worth, l, isPart := wordAnswers(q, &x.found.Words[j])
		if worth > best {
			best, at, by, part = worth, j, l, isPart
		}
	}
	if at < 0 {
		return 0, -1
	}
	x.used |= 1 << at
	x.part = x.part || part
	x.how[by.how] = true
	if by.how == nearWord || by.how == endedWord && by.letters > 1 {
		x.letters += int(by.letters)
	}
	return best, at
}

// wordAnswers says how well a word of a name answers a word of the query.
func wordAnswers(q, w *Word) (worth float64, l likeness, part bool) {
	l = likenessOf(q, w)
	switch {
	case l.how == initialWord:
		return worthInitial, l, false
	case l.sim >= 0.93:
		return float64(l.sim), l, false
	}
	if n := len(q.Strong); n >= 2 && !q.Initial && !w.Initial {
		switch {
		case strings.HasPrefix(w.Strong, q.Strong), strings.HasPrefix(w.Text, q.Text):
			return worthPart, likeness{how: sameWord}, true
		case n >= 3 && (strings.Contains(w.Strong, q.Strong) || strings.Contains(w.Text, q.Text)):
			return worthInside, likeness{how: sameWord}, true
		}
	}
	if l.sim >= worthSlip {
		return float64(l.sim) * 0.95, l, false
	}
	return 0, l, false
}

func (x *explanation) reasons() []Reason {
	var out []Reason
	add := func(when bool, key string, args ...string) {
		if when {
			out = append(out, Reason{Key: key, Args: args})
		}
	}
	exact := !x.how[nearWord] && !x.how[foreignWord] && !x.how[initialWord] && !x.how[endedWord]
	script := x.scripts()
	add(exact && script == "" && !x.part, "same")
	add(script != "", script)
	add(x.part, "part")
	add(x.letters > 0, "letters", strconv.Itoa(x.letters))
	add(x.how[endedWord], "ending")
	add(x.how[foreignWord], "foreign")
	add(x.how[initialWord], "initial")
	add(x.joined, "joined")
	add(x.turned, "order")
	add(slices.Contains(x.query.Flags, FlagLayout), "layout")
	add(slices.Contains(x.found.Flags, FlagMixed) || slices.Contains(x.query.Flags, FlagMixed), "homoglyph")
	return out
}

// scripts says in which letters the name was found, where the query was typed in others.
func (x *explanation) scripts() string {
	q, f := x.query.side(), x.found.side()
	a, b := q.script(), f.script()
	if a == b || a == otherScript || b == otherScript {
		return ""
	}
	return map[script]string{latin: "same_latin", cyrillic: "same_cyrillic", kazakh: "same_kazakh"}[b]
}
