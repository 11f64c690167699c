package names

import (
	"strings"
)

// maxSortKey is the longest sort key in bytes; it fits an indexed column.
const maxSortKey = 120

// SortKey gives the text by which a list is sorted: comparing two keys byte by
// byte puts the names in the order that a Kazakh or Russian reader expects,
// Latin letters before Cyrillic ones, digits before both. Spaces and
// punctuation of any length count as one gap, which sorts before every letter.
// Case and Latin marks decide only between names that are otherwise equal.
//
// The key holds nothing but the characters 0-9 and a-z, so that SQLite's BINARY
// and PostgreSQL's "C" collation agree on it, and at most 120 bytes (about 60
// letters; names equal that far have equal keys). Keys are stored: a change to
// the weights below calls for a reindex.
func SortKey(s string) string {
	k := key{}
	gap := false
	for _, r := range normalised(s) {
		class, lower := classify(r)
		switch class {
		case dropped:
			continue
		case separator:
			gap = k.n > 0
			continue
		}
		if gap {
			k.weight(weightGap, '0')
			gap = false
		}
		k.letter(lower, r != lower)
		if k.n >= maxSortKey {
			break
		}
	}
	return k.text()
}

// key is a sort key in the making: the weights of the letters, and for each
// weight one digit that tells case and marks apart.
type key struct {
	first  [maxSortKey]byte
	n      int
	second [maxSortKey / 2]byte
	m      int
	marked int // how much of second is worth keeping: up to its last non-zero
}

// letter adds one lower-case letter, digit or mark; upper says that it was
// written as a capital.
func (k *key) letter(r rune, upper bool) {
	rank := byte('0')
	if upper {
		rank = '1'
	}
	if w := weightOf(r); w != 0 {
		k.weight(w, rank)
		return
	}
	if base, ok := latinBase(r); ok {
		for i := range len(base) {
			k.weight(weightOf(rune(base[i])), rank+2)
		}
		return
	}
	if w := weightOf(cyrillicBase(r)); w != 0 {
		k.weight(w, rank+2)
		return
	}
	k.stranger(r)
}

// weight adds one weight as two digits, and its rank on the second level.
func (k *key) weight(w int, rank byte) {
	k.digit(w / 36)
	k.digit(w % 36)
	if k.m < len(k.second) {
		k.second[k.m] = rank
		k.m++
		if rank != '0' {
			k.marked = k.m
		}
	}
}

// stranger adds a character outside the table: after all others, by code point.
func (k *key) stranger(r rune) {
	k.weight(weightStranger, '0')
	k.weight(int(r)/(36*36), '0')
	k.weight(int(r)%(36*36), '0')
}

func (k *key) digit(d int) {
	if k.n < len(k.first) {
		k.first[k.n] = "0123456789abcdefghijklmnopqrstuvwxyz"[d]
		k.n++
	}
}

// text closes the key. The pair 00 is below every weight, so what follows it
// never overrides a letter; it is cut rather than let the key grow too long.
func (k *key) text() string {
	if k.marked == 0 || k.n+2 >= maxSortKey {
		return string(k.first[:k.n])
	}
	var b strings.Builder
	b.Grow(maxSortKey)
	b.Write(k.first[:k.n])
	b.WriteString("00")
	b.Write(k.second[:min(k.marked, maxSortKey-b.Len())])
	return b.String()
}

// The weights leave room on all sides, so that a letter can be added without
// moving the others. The largest that two digits hold is 36*36-1.
const (
	weightGap      = 1
	weightDigit    = 10
	weightLatin    = 100
	weightCyrillic = 300
	weightStranger = 36*36 - 1
)

// weightOf gives the weight of a plain lower-case letter or digit, 0 for others.
func weightOf(r rune) int {
	switch {
	case 'a' <= r && r <= 'z':
		return weightLatin + 4*int(r-'a')
	case '0' <= r && r <= '9':
		return weightDigit + int(r-'0')
	case 'а' <= r && r <= 'я':
		return weightCyrillic + 10*int(r-'а')
	case isCyrillic(r):
		return neighbourWeight(r)
	}
	return 0
}

// neighbourWeight places the letters that the Russian alphabet lacks behind the
// letter that they follow in their own: the Kazakh ones as in the Kazakh
// alphabet, those of neighbouring languages after them.
func neighbourWeight(r rune) int {
	switch r {
	case 'ә':
		return weightOf('а') + 1
	case 'ғ':
		return weightOf('г') + 1
	case 'ґ':
		return weightOf('г') + 2
	case 'ё':
		return weightOf('е') + 1
	case 'є':
		return weightOf('е') + 2
	case 'җ':
		return weightOf('ж') + 1
	case 'ӣ':
		return weightOf('и') + 1
	case 'қ':
		return weightOf('к') + 1
	case 'ң':
		return weightOf('н') + 1
	case 'ө':
		return weightOf('о') + 1
	case 'ұ':
		return weightOf('у') + 1
	case 'ү':
		return weightOf('у') + 2
	case 'ў':
		return weightOf('у') + 3
	case 'ӯ':
		return weightOf('у') + 4
	case 'һ':
		return weightOf('х') + 1
	case 'ҳ':
		return weightOf('х') + 2
	case 'ҷ':
		return weightOf('ч') + 1
	case 'і':
		return weightOf('ы') + 1
	case 'ї':
		return weightOf('ы') + 2
	}
	return 0
}
