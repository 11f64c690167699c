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

// endingsOf are endings as classes before they are settled, longest first.
func endingsOf() []struct {
	text string
	is   ending
} {
	return []struct {
		text string
		is   ending
	}{
		{"oviX", son}, {"eviX", son}, {"ovna", daughter}, {"evna", daughter}, {"iXna", daughter},
		{"kizi", daughterOf}, {"gizi", daughterOf}, {"ogli", sonOf}, {"oglu", sonOf}, {"uli", sonOf},
		{"skaia", womanly}, {"Ckaia", womanly}, {"skii", manly}, {"Ckii", manly}, {"ski", manly}, {"Cki", manly},
		{"ova", womanly}, {"eva", womanly}, {"ov", manly}, {"ev", manly}, {"of", manly}, {"ef", manly}, {"off", manly},
		{"ina", womanly}, {"in", manly}, {"iX", son},
	}
}

// minStem is how many letters must remain of a word without its ending.
const minStem = 3

// takeEnding parts classes into stem and ending. Where too little would remain the word has no ending.
func takeEnding(raw string) (stem string, is ending) {
	low := string(squeeze([]byte(raw)))
	for _, e := range endingsOf() {
		s, ok := strings.CutSuffix(low, e.text)
		if !ok || len(s) < minStem {
			continue
		}
		if (e.text == "in" || e.text == "ina" || e.text == "iX") && len(s) < minStem+1 {
			continue
		}
		return trimStem(s), e.is
	}
	return trimStem(low), noEnding
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
