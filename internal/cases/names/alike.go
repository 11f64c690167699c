package names

import "math/bits"

// kinship says how two words are alike.
type kinship uint8

const (
	strangers   kinship = iota
	sameWord            // the same key
	nearWord            // some letters differ
	endedWord           // the same stem, another ending
	foreignWord         // a foreign equivalent
	readWord            // another reading of the Latin spelling
	initialWord         // an initial that fits
	joinedWord          // written as one in one form and as two in the other
)

// likeness is how alike two words are: 0 to 1, how, and by how many letters they differ.
type likeness struct {
	sim     float32
	how     kinship
	letters uint8
	sexes   bool // the endings are those of a man and of a woman
}

// paired is the least likeness at which two words are held to be one word written twice.
const paired = 0.65

// likenessOf compares two words.
func likenessOf(a, b *Word) likeness {
	switch {
	case a.Initial || b.Initial:
		return initialLikeness(a, b)
	case a.Strong == b.Strong:
		return likeness{sim: 1, how: sameWord}
	}
	if l := otherReadings(a, b); l.sim > 0 {
		return l
	}
	if bits.OnesCount32(a.letters&b.letters) < 2 {
		return likeness{}
	}
	l := near(a, b)
	if e := byStem(a, b); e.sim > l.sim {
		return e
	}
	return l
}

func initialLikeness(a, b *Word) likeness {
	fits := false
	switch {
	case a.Initial && b.Initial:
		fits = initialFits(a, b) || initialFits(b, a)
	case a.Initial:
		fits = initialFits(a, b)
	default:
		fits = initialFits(b, a)
	}
	if !fits {
		return likeness{}
	}
	return likeness{sim: 0.9, how: initialWord}
}

// otherReadings finds two words equal by another reading or by a foreign equivalent.
func otherReadings(a, b *Word) likeness {
	if a.foreign != "" && a.foreign == b.foreign || a.foreign != "" && a.foreign == b.Strong || b.foreign != "" && b.foreign == a.Strong {
		return likeness{sim: 0.97, how: foreignWord}
	}
	for i := range a.others {
		if a.others[i] == b.Strong {
			return likeness{sim: 0.97, how: readWord}
		}
		for j := range b.others {
			if a.others[i] == b.others[j] {
				return likeness{sim: 0.97, how: readWord}
			}
		}
	}
	for j := range b.others {
		if b.others[j] == a.Strong {
			return likeness{sim: 0.97, how: readWord}
		}
	}
	return likeness{}
}

// near compares the whole words letter by letter. Two different well-known names are two names, however near.
func near(a, b *Word) likeness {
	limit := longest(len(a.Strong), len(b.Strong))
	d := distance(a.Strong, b.Strong, limit)
	if d == far || a.given != 0 && b.given != 0 && a.given != b.given && d > stillOneName {
		return likeness{}
	}
	if a.Strong[0] != b.Strong[0] && d >= 40 {
		d += d / 3 // slips of the pen seldom hit the first letter
	}
	return likeness{sim: byDistance(d, min(len(a.Strong), len(b.Strong))), how: nearWord, letters: lettersOf(d), sexes: opposed(a, b)}
}

// byStem compares two words without their endings.
func byStem(a, b *Word) likeness {
	if a.ending == b.ending && a.ending.sex() == b.ending.sex() || a.ending == noEnding && b.ending == noEnding {
		if a.ending == noEnding || a.ending != b.ending {
			return likeness{}
		}
	}
	d := 0
	if a.stem != b.stem {
		d = distance(a.stem, b.stem, longest(len(a.stem), len(b.stem)))
		if d == far || a.root != 0 && b.root != 0 && a.root != b.root && d > stillOneName {
			return likeness{}
		}
	}
	l := likeness{sim: byDistance(d, min(len(a.stem), len(b.stem))), how: endedWord, letters: lettersOf(d), sexes: opposed(a, b)}
	switch {
	case a.ending == b.ending:
		l.how = nearWord
	case l.sexes:
		l.sim *= 0.85
	case a.ending.ofFather() && b.ending.ofFather():
		l.sim *= 0.98
	case a.ending.surelyPatronymic() || b.ending.surelyPatronymic():
		l.sim *= 0.85
	default:
		l.sim *= 0.95
	}
	return l
}

// opposed reports endings of which one is a man's and one a woman's.
func opposed(a, b *Word) bool {
	x, y := a.ending.sex(), b.ending.sex()
	return x != 0 && y != 0 && x != y
}

// longest is the greatest distance that still pairs two keys of these lengths.
func longest(a, b int) int { return min(a, b) * 42 }

// byDistance turns a distance into a likeness: the shorter the words, the more each letter weighs.
func byDistance(d, length int) float32 {
	sim := 1 - 0.0085*float32(d)/float32(max(length, 1))
	if length <= 3 && d >= 60 {
		sim -= 0.2
	}
	return max(sim, 0)
}

// lettersOf is a distance in whole letters, at least one.
func lettersOf(d int) uint8 { return uint8(max(1, (d+50)/100)) }
