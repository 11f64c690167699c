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
const paired = 0.74

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
	if a.shape != noShape && a.ending == b.ending && a.shape == b.shape {
		return byStem(a, b)
	}
	l := near(a, b)
	if e := byStem(a, b); e.sim > l.sim {
		l = e
	}
	if r := nearReadings(a, b); r.sim > l.sim {
		return r
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

// near compares the whole words letter by letter.
func near(a, b *Word) likeness {
	l := nearKeys(a.Strong, b.Strong, a.given, b.given)
	if a.root != 0 && b.root != 0 && a.root != b.root && !oneName(a.stem, b.stem) {
		return likeness{}
	}
	l.sexes = opposed(a, b)
	return l
}

// nearKeys compares two keys letter by letter. Two different well-known names are two names, however near.
func nearKeys(a, b string, knownA, knownB int32) likeness {
	d := distance(a, b, longest(len(a), len(b)))
	if d == far || knownA != 0 && knownB != 0 && knownA != knownB && d > stillOneName {
		return likeness{}
	}
	letters := lettersOf(d)
	if a != "" && b != "" && a[0] != b[0] && d >= 40 {
		d += d / 3 // slips of the pen seldom hit the first letter
	}
	return likeness{sim: byDistance(d, min(len(a), len(b))), how: nearWord, letters: letters}
}

func oneName(a, b string) bool { return distance(a, b, stillOneName) <= stillOneName }

// nearReadings compares further readings of the one with the other letter by letter.
func nearReadings(a, b *Word) (best likeness) {
	if a.given != 0 && b.given != 0 && a.given != b.given {
		return best
	}
	for _, o := range a.others {
		if l := nearKeys(o, b.Strong, 0, 0); l.sim > best.sim {
			best = l
		}
	}
	for _, o := range b.others {
		if l := nearKeys(o, a.Strong, 0, 0); l.sim > best.sim {
			best = l
		}
	}
	best.sim *= 0.98
	best.sexes = opposed(a, b)
	return best
}

// byStem compares two words without their endings. An -ын may be an ending or belong to the name (Жарбосын), so the
// whole of one may be the stem of the other.
func byStem(a, b *Word) likeness {
	if a.shape == noShape && b.shape == noShape {
		return likeness{}
	}
	l := nearKeys(a.stem, b.stem, a.root, b.root)
	if a.stem == b.stem || a.shape != noShape && a.stem == b.Strong || b.shape != noShape && b.stem == a.Strong {
		l = likeness{sim: 1, letters: 0}
	}
	l.how, l.sexes = endedWord, opposed(a, b)
	switch {
	case a.ending == b.ending && a.shape == b.shape:
		l.how = nearWord
	case l.sexes:
		l.sim *= 0.85
	case a.ending.ofFather() && b.ending.ofFather():
		l.sim *= 0.98
	case a.ending.surelyPatronymic() || b.ending.surelyPatronymic():
		l.sim *= 0.85
	case a.shape != noShape && b.shape != noShape && a.shape != b.shape && !a.ending.ofFather() && !b.ending.ofFather():
		l.sim *= 0.88
	default:
		l.sim *= 0.96
	}
	return l
}

// opposed reports endings of which one is a man's and one a woman's.
func opposed(a, b *Word) bool {
	x, y := a.ending.sex(), b.ending.sex()
	return x != 0 && y != 0 && x != y
}

// longest is the greatest distance that still pairs two keys of these lengths.
func longest(a, b int) int { return min(a, b) * 32 }

// byDistance turns a distance into a likeness: the shorter the words, the more each letter weighs.
func byDistance(d, length int) float32 {
	sim := 1 - 0.0085*float32(d)/float32(max(length, 1))
	if length <= 3 && d >= 60 {
		sim -= 0.2
	}
	return max(sim, 0)
}

// lettersOf is a distance in whole letters, at least one where there is any.
func lettersOf(d int) uint8 {
	if d == 0 {
		return 0
	}
	return uint8(max(1, (d+50)/100))
}
