package names

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed foreign.txt
var foreignText string

//go:embed given.txt
var givenText string

//go:embed compounds.txt
var compoundsText string

//go:embed surnames.txt
var surnamesText string

// known is what the lists of this package say, by strong key.
type known struct {
	foreign  map[string]string // an equivalent -> the name it stands for
	given    map[string]int32  // a well-known given name -> its number, from 1
	roots    map[string]int32  // the same names as they are the stems of patronymics and surnames: Никола-евич, Юр-ьевич
	alike    map[string]int32  // their numbers by what transliteration leaves of them
	common   map[string]bool   // given names that very many bear
	slavic   map[string]bool   // given names of Slavs
	surnames map[string]bool   // the stems of the surnames that most bear
}

// lists are read once, at first use; nobody changes them.
var lists = sync.OnceValue(func() *known {
	k := &known{foreign: map[string]string{}, given: map[string]int32{}, roots: map[string]int32{}, alike: map[string]int32{}, common: map[string]bool{}, slavic: map[string]bool{},
		surnames: map[string]bool{}}
	k.readForeign()
	k.readGiven()
	k.readCompounds()
	for key, n := range k.given {
		k.roots[key] = n
	}
	for key, n := range k.given {
		if stem := strings.TrimSuffix(key, "i"); len(stem) >= minStem && k.roots[stem] == 0 {
			k.roots[stem] = n
		}
	}
	for _, line := range linesOf(surnamesText) {
		for name := range strings.FieldsSeq(line) {
			stem, _, _ := takeEnding(classes([]rune(strings.ToLower(name)), plain))
			k.surnames[settleClasses(stem)] = true
		}
	}
	return k
})

func (k *known) readForeign() {
	for _, line := range linesOf(foreignText) {
		names := strings.Fields(line)
		to := keyOf(names[0], plain)
		for _, name := range names {
			for _, as := range []reading{plain, european} {
				if from := keyOf(name, as); k.foreign[from] == "" {
					k.foreign[from] = to
				}
			}
		}
	}
}

func (k *known) readGiven() {
	slavs := false
	for _, line := range linesOf(givenText) {
		if part, ok := strings.CutPrefix(line, "= "); ok {
			slavs = part == "slavic"
			continue
		}
		for name := range strings.FieldsSeq(line) {
			name, common := strings.CutSuffix(name, "*")
			first := ""
			for spelling := range strings.SplitSeq(name, "=") {
				key := keyOf(spelling, plain)
				k.addGiven(key)
				if first == "" {
					first = key
				}
				k.unite(first, key)
				k.common[key] = k.common[key] || common
				k.slavic[key] = k.slavic[key] || slavs
			}
		}
	}
}

// unite gives two names, and all that are one with either, the same number.
func (k *known) unite(a, b string) {
	to, from := k.given[a], k.given[b]
	if to == from {
		return
	}
	for _, m := range []map[string]int32{k.given, k.alike} {
		for key, n := range m {
			if n == from {
				m[key] = to
			}
		}
	}
}

// readCompounds adds each first part with each second part.
func (k *known) readCompounds() {
	var first, second []string
	for _, line := range linesOf(compoundsText) {
		if rest, ok := strings.CutPrefix(line, "first:"); ok {
			first = append(first, strings.Fields(rest)...)
		} else if rest, ok := strings.CutPrefix(line, "second:"); ok {
			second = append(second, strings.Fields(rest)...)
		}
	}
	for _, a := range first {
		for _, b := range second {
			k.addGiven(keyOf(a+b, plain))
		}
	}
}

// addGiven gives a name a number; spellings that transliteration alone makes share one (Камила, Камиля; Ануар, Анвар).
func (k *known) addGiven(key string) {
	if k.given[key] != 0 {
		return
	}
	same := settleClasses(strings.NewReplacer("lia", "la", "u", "o", "v", "o").Replace(key))
	n, ok := k.alike[same]
	if !ok {
		n = int32(len(k.given) + 1)
		k.alike[same] = n
	}
	k.given[key] = n
}

func linesOf(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// keyOf is the strong key of a word by one reading.
func keyOf(word string, as reading) string {
	return settleClasses(classes([]rune(strings.ToLower(word)), as))
}
