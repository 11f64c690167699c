package names

import (
	"strings"
)

// reading is a convention by which a Latin spelling is read.
type reading uint8

const (
	plain    reading = iota // passports and the Kazakh alphabets: j is ж, y is й or ы, x is кс
	european                // j is й, w is в, c before e and i and in -cov is ц, sz and cz are Polish
	uzbek                   // x is х, o' is у, c is ж as in Turkish
	apart                   // so too, but s and h side by side are two letters (Ishak), ee is и (Aigeerim)
	german                  // ei is ай, ie is и, eu is ой, z is ц, s before a vowel is з, v at the start is ф
)

// classes turns the lower-case letters of a word into classes, letter by letter. It is not yet a key: settleClasses
// brings it into one.
func classes(letters []rune, as reading) string {
	var b strings.Builder
	b.Grow(len(letters) + 4)
	for i := 0; i < len(letters); {
		n := writeLatinRun(&b, letters, i, as)
		if n == 0 {
			writeLetter(&b, letters, i, as)
			n = 1
		}
		i += n
	}
	return b.String()
}

// writeLatinRun writes the classes of the run of Latin letters that begins at i and gives its length, 0 without one.
func writeLatinRun(b *strings.Builder, letters []rune, i int, as reading) int {
	if letters[i] >= 0x80 {
		return 0
	}
	if n := writeRun(b, letters[i:], runsOf(as)); n > 0 {
		return n
	}
	return writeRun(b, letters[i:], latinRuns[:])
}

func writeRun(b *strings.Builder, letters []rune, runs []spelling) int {
	for i := range runs {
		if hasRun(letters, runs[i].from) {
			b.WriteString(runs[i].to)
			return len(runs[i].from)
		}
	}
	return 0
}

// runsOf gives the runs that a reading has of its own.
func runsOf(as reading) []spelling {
	switch as {
	case european:
		return europeanRuns[:]
	case uzbek:
		return uzbekRuns[:]
	case apart:
		return apartRuns[:]
	case german:
		return germanRuns[:]
	}
	return nil
}

// hasRun reports whether the letters begin with a run of ASCII letters.
func hasRun(letters []rune, run string) bool {
	if len(letters) < len(run) {
		return false
	}
	for i := range len(run) {
		if letters[i] != rune(run[i]) {
			return false
		}
	}
	return true
}

// writeLetter writes the classes of the letter at i, which may depend on its neighbours.
func writeLetter(b *strings.Builder, letters []rune, i int, as reading) {
	r := letters[i]
	var before, after rune
	if i > 0 {
		before = letters[i-1]
	}
	if i+1 < len(letters) {
		after = letters[i+1]
	}
	switch {
	case r == '\'' || r == '·':
	case r == 'j':
		b.WriteByte(readJ(before, after, as))
	case r == 'w':
		b.WriteByte(readW(before, after, as))
	case r == 'x':
		b.WriteString(readX(before, after, as))
	case r == 'c' && (as == uzbek || as == apart):
		b.WriteByte('j')
	case r == 'v' && as == german && before == 0:
		b.WriteByte('f')
	case r == 's' && as == german && before == 0 && (after == 't' || after == 'p'):
		b.WriteByte('S')
	case r == 's' && as == german && isVowelLetter(after):
		b.WriteByte('z')
	default:
		writeClass(b, r)
	}
}

func writeClass(b *strings.Builder, r rune) {
	if c, ok := cyrillicClass(r); ok {
		b.WriteString(c)
		return
	}
	if c, ok := latinClass(r); ok {
		b.WriteString(c)
		return
	}
	b.WriteRune(r)
}

// readJ reads a Latin j: a Kazakh ж, but й after a vowel where no vowel follows (Andrej, Ajdar).
func readJ(before, after rune, as reading) byte {
	if as == european || as == german || isVowelLetter(before) && !isVowelLetter(after) {
		return 'i'
	}
	return 'j'
}

// readW reads a Latin w: в where a syllable begins with it (Wladimir), else a Kazakh у (Dawlet).
func readW(before, after rune, as reading) byte {
	if as == european || as == german || before == 0 || isVowelLetter(after) && !isVowelLetter(before) {
		return 'v'
	}
	return 'u'
}

// readX reads a Latin x: кс between vowels, at the end and in Xenia, else an Uzbek х (Xurshid, Baxtiyor).
func readX(before, after rune, as reading) string {
	switch {
	case as == uzbek, as == apart, as == plain && after != 0 && !isVowelLetter(after), as == plain && before == 0 && after != 'e':
		return "h"
	}
	return "ks"
}

// settleClasses brings classes into the strong key: what is written in more than one way is written in one. It works on
// ASCII letters and leaves others alone.
func settleClasses(s string) string {
	var buf [2 * maxLetters]byte
	b := squeeze(append(buf[:0], s...))
	b = pairs(b)
	return string(squeeze(b))
}

// squeeze writes repeated letters once.
func squeeze(b []byte) []byte {
	out := b[:0]
	for _, c := range b {
		if n := len(out); n == 0 || out[n-1] != c || c >= 0x80 {
			out = append(out, c)
		}
	}
	return out
}

// pairs settles two neighbouring classes: дж is ж, дт is т, нг is н, тс is ц, шч is ш; ie and io are the е and ё that Latin
// spells so; iu after a consonant is an у (Liudmila, Ludmila).
func pairs(b []byte) []byte {
	out := b[:0]
	for i := 0; i < len(b); i++ {
		c, n := b[i], len(out)
		var last byte
		if n > 0 {
			last = out[n-1]
		}
		switch {
		case last == 'd' && (c == 'j' || c == 't'), last == 'i' && c == 'e':
			out[n-1] = c
		case last == 'i' && c == 'o':
			out[n-1] = 'e'
		case last == 'i' && c == 'u' && n > 1 && !isVowelClass(out[n-2]):
			out[n-1] = 'u'
		case last == 't' && c == 's':
			out[n-1] = 'C'
		case last == 'n' && c == 'g', last == 'S' && c == 'X':
		default:
			out = append(out, c)
		}
	}
	return out
}
