package names

import "strings"

// ending is what a word ends in, as far as that tells its part in a name.
type ending uint8

const (
	noEnding   ending = iota
	manly             // -ов, -ев, -ин, -ский
	womanly           // -ова, -ева, -ина, -ская
	sonOf             // -ұлы: a patronymic, or a surname made in the Kazakh way
	daughterOf        // -қызы
	son               // -ович, -евич: a patronymic
	daughter          // -овна, -евна
)

// shape is the family of an ending: -ов and -ев are one, -ин another.
type shape uint8

const (
	noShape shape = iota
	shapeOv
	shapeIn
	shapeSki
	shapeFather
)

// anEnding is an ending as classes before they are settled.
type anEnding struct {
	text  string
	is    ending
	shape shape
}

// endings are all that are known, longer ones before those that they end in.
var endings = [...]anEnding{
	{"oviX", son, shapeFather}, {"eviX", son, shapeFather}, {"ovna", daughter, shapeFather}, {"evna", daughter, shapeFather},
	{"iXna", daughter, shapeFather}, {"iniXna", daughter, shapeFather},
	{"kizi", daughterOf, shapeFather}, {"gizi", daughterOf, shapeFather},
	{"ogli", sonOf, shapeFather}, {"ugli", sonOf, shapeFather}, {"oglu", sonOf, shapeFather}, {"uulu", sonOf, shapeFather},
	{"uli", sonOf, shapeFather},
	{"skaia", womanly, shapeSki}, {"Ckaia", womanly, shapeSki}, {"skii", manly, shapeSki}, {"Ckii", manly, shapeSki},
	{"ska", womanly, shapeSki}, {"Cka", womanly, shapeSki}, {"ski", manly, shapeSki}, {"Cki", manly, shapeSki},
	{"ova", womanly, shapeOv}, {"eva", womanly, shapeOv}, {"ov", manly, shapeOv}, {"ev", manly, shapeOv},
	{"off", manly, shapeOv}, {"eff", manly, shapeOv}, {"of", manly, shapeOv}, {"ef", manly, shapeOv},
	{"ina", womanly, shapeIn}, {"in", manly, shapeIn},
}

// minStem is how many letters must remain of a word without its ending.
const minStem = 3

// takeEnding parts classes into stem and ending. Where too little would remain the word has no ending.
func takeEnding(raw string) (stem string, is ending, of shape) {
	for i := range endings {
		e := &endings[i]
		s, ok := strings.CutSuffix(raw, e.text)
		if !ok || len(s) < minStem {
			continue
		}
		if e.shape == shapeIn && len(s) < minStem+1 {
			continue
		}
		return trimStem(s), e.is, e.shape
	}
	return trimStem(raw), noEnding, noShape
}

// trimStem takes a closing й off after a vowel: Тоқай and Токаев are of one stem.
func trimStem(s string) string {
	if n := len(s); n > minStem && s[n-1] == 'i' && isVowelClass(s[n-2]) {
		return s[:n-1]
	}
	return s
}

func (e ending) ofSurname() bool { return e == manly || e == womanly }

// surelyPatronymic is true for what hardly ever is a surname.
func (e ending) surelyPatronymic() bool { return e == son || e == daughter }

// ofFather is true for every ending that a patronymic can have.
func (e ending) ofFather() bool { return e >= sonOf }

// sex gives what an ending says of the one who bears it: 1 man, 2 woman, 0 nothing.
func (e ending) sex() int {
	switch e {
	case manly, sonOf, son:
		return 1
	case womanly, daughterOf, daughter:
		return 2
	}
	return 0
}
