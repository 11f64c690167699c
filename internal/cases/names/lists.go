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

//go:embed surnames.txt
var surnamesText string

// known is what the lists of this package say, by strong key.
type known struct {
	foreign map[string]string // an equivalent -> the name it stands for
	given   map[string]int32  // a well-known given name -> its number, from 1
	common  map[string]bool   // borne by very many: given names, and the stems of surnames
}

// lists are read once, at first use; nobody changes them.
var lists = sync.OnceValue(func() *known {
	k := &known{foreign: map[string]string{}, given: map[string]int32{}, common: map[string]bool{}}
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
	for _, line := range linesOf(givenText) {
		for name := range strings.FieldsSeq(line) {
			name, common := strings.CutSuffix(name, "*")
			k.addGiven(keyOf(name, plain), common)
		}
	}
	for _, line := range linesOf(surnamesText) {
		for name := range strings.FieldsSeq(line) {
			stem, _ := takeEnding(classes([]rune(strings.ToLower(name)), plain))
			k.common[settleClasses(stem)] = true
		}
	}
	return k
})

func (k *known) addGiven(key string, common bool) {
	if k.given[key] == 0 {
		k.given[key] = int32(len(k.given) + 1)
	}
	if common {
		k.common[key] = true
	}
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
