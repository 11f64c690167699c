package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"aigaq/internal/cases/names"
)

// The marks before tokens that are not words as folded. Folding makes a separator of the underscore, so no word of a
// text can pass for one of them.
const (
	markRussian = "_r"
	markKazakh  = "_q"
	markEnglish = "_e"
	markStrong  = "_s" // the key that is equal for the spellings of one name
	markTail    = "_n" // a number or its end, by which a part of it is found
)

// Bounds of what is indexed: letters of a word, and bytes of all the tokens of one text taken together, since the
// databases have bounds of their own. What lies beyond is not found.
const (
	maxLetters = 40
	maxTokens  = 600_000
)

// Set gathers the tokens of a record, each once.
type Set map[string]bool

// Text adds the tokens of a text: its words as folded, their stems in the languages that they may be of, and its
// numbers whole, however they are parted.
func (s Set) Text(text string) {
	for _, w := range split(text) {
		s[w] = true
		for _, stem := range stems(w) {
			s[stem] = true
		}
	}
	for _, n := range joinedNumbers(text) {
		s[n] = true
	}
}

// Line adds the tokens of a title, a name or another short text, which is found in other scripts as well.
func (s Set) Line(text string) {
	s.Text(text)
	for _, w := range names.Parse(text).Words {
		if utf8.RuneCountInString(w.Strong) > 1 && w.Strong != w.Text {
			s[markStrong+cut(w.Strong)] = true
		}
	}
}

// Number adds a record's number, which is found by any three digits of it or more.
func (s Set) Number(number string) {
	for _, w := range split(number) {
		s[w] = true
		if w[0] < '0' || w[0] > '9' {
			continue
		}
		for i := range len(w) - leastPrefix + 1 {
			s[markTail+w[i:]] = true
		}
	}
}

// Mark adds a token that stands for something that is not text: a kind, a code. See Marked.
func (s Set) Mark(kind byte, what string) { s[Marked(kind, what)] = true }

// Marked is the token of something that is not text. Kind is a letter other than r, q, e, s and n.
func Marked(kind byte, what string) string {
	var b strings.Builder
	b.WriteByte('_')
	b.WriteByte(kind)
	for _, r := range strings.ToLower(what) {
		if r < 'a' || r > 'z' {
			if r < '0' || r > '9' {
				r = '_'
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Sorted gives the tokens in the order of their bytes with spaces between, up to the bound.
func (s Set) Sorted() string {
	list := make([]string, 0, len(s))
	for w := range s {
		list = append(list, w)
	}
	slices.Sort(list)
	out := strings.Join(list, " ")
	if len(out) > maxTokens {
		out = out[:strings.LastIndexByte(out[:maxTokens], ' ')]
	}
	return out
}

// split gives the folded words of a text; letters and digits that stand together are taken apart as well.
func split(text string) []string {
	var out []string
	for _, w := range strings.Fields(names.Fold(text)) {
		out = append(out, cut(w))
		if parts := apart(w); len(parts) > 1 {
			out = append(out, parts...)
		}
	}
	return out
}

// cut bounds the length of a word.
func cut(w string) string {
	if len(w) <= maxLetters {
		return w
	}
	n := 0
	for i := range w {
		if n == maxLetters {
			return w[:i]
		}
		n++
	}
	return w
}

// apart parts letters from digits: ст272 is ст and 272.
func apart(w string) []string {
	var out []string
	from, was := 0, false
	for i, r := range w {
		digit := unicode.IsDigit(r)
		if i > 0 && digit != was {
			out = append(out, cut(w[from:i]))
			from = i
		}
		was = digit
	}
	return append(out, cut(w[from:]))
}

// stems gives the marked stems of a folded word that differ from it.
func stems(w string) []string {
	var out []string
	add := func(mark, stem string) {
		if stem != w && stem != "" {
			out = append(out, mark+stem)
		}
	}
	switch r, _ := utf8.DecodeRuneInString(w); {
	case 'а' <= r && r <= 'я':
		add(markRussian, russian(w))
		add(markKazakh, kazakh(w))
	case 'a' <= r && r <= 'z':
		add(markEnglish, english(w))
	}
	return out
}

// joinedNumbers gives the numbers of a text that are written in groups, without what parts the groups: case numbers,
// telephone numbers. Of a long one its last ten digits are given as well, for a telephone number is written with and
// without what comes before them.
func joinedNumbers(text string) []string {
	var out []string
	var digits strings.Builder
	groups, gap := 0, 0
	end := func() {
		if n := digits.String(); groups > 1 && len(n) > 4 && len(n) <= maxLetters {
			out = append(out, n)
			if len(n) > 10 {
				out = append(out, n[len(n)-10:])
			}
		}
		digits.Reset()
		groups, gap = 0, 0
	}
	for _, r := range text {
		switch {
		case '0' <= r && r <= '9':
			if digits.Len() == 0 || gap > 0 {
				groups++
			}
			gap = 0
			digits.WriteRune(r)
		case strings.ContainsRune("-/–() \u00a0", r) && digits.Len() > 0 && gap < 2:
			gap++
		default:
			end()
		}
	}
	end()
	return out
}
