package words

import (
	"strings"
	"unicode/utf8"
)

// leastStem is how many letters a Kazakh stem has at least: shorter ones are shared by too many words.
const leastStem = 3

// kazakh gives a light stem of a folded Kazakh word: endings come off from the end, layer by layer, as they were put
// on: person and case, possession, number, and of verbs the tense; until none is left, so that a stem is its own stem. Folding has made one letter of і and и, of қ and к,
// of ғ and г, of ұ, ү and у, so the endings here are folded as well. An ending must go with the vowels before it.
func kazakh(w string) string {
	for was := ""; was != w; {
		was = w
		for _, layer := range kazakhLayers {
			w = peel(w, layer)
		}
	}
	return hardened(w)
}

// hardened gives a stem the last letter that it has without endings: бабы is of бап, кітабы of кітап.
func hardened(stem string) string {
	if rest, ok := strings.CutSuffix(stem, "б"); ok {
		return rest + "п"
	}
	return stem
}

// peel takes the longest ending of a layer off that leaves a stem and is in harmony with it.
func peel(w string, layer []string) string {
	best := ""
	for _, e := range layer {
		if len(e) > len(best) && strings.HasSuffix(w, e) && leaves(strings.TrimSuffix(w, e), e) {
			best = e
		}
	}
	return strings.TrimSuffix(w, best)
}

// leaves tells whether what is left of a word without an ending can be a stem: long enough, with a vowel, in harmony.
func leaves(stem, ending string) bool {
	if utf8.RuneCountInString(stem) < leastStem {
		return false
	}
	at := strings.LastIndexAny(stem, "аеиоуыэюя")
	if at < 0 {
		return false
	}
	last, _ := utf8.DecodeRuneInString(stem[at:])
	return harmony(last)*harmonyOf(ending) >= 0
}

// harmonyOf tells whether an ending is one of the back vowels (1), of the front ones (-1) or may be either (0).
func harmonyOf(ending string) int {
	for _, r := range ending {
		switch r {
		case 'а', 'ы':
			return 1
		case 'е', 'и':
			return -1
		}
	}
	return 0
}

// harmony is the same of the last vowel of a stem. Only ы and е are sure: а may have been ә, о ө, у ү, and и goes with
// both.
func harmony(vowel rune) int {
	switch vowel {
	case 'ы':
		return 1
	case 'е':
		return -1
	}
	return 0
}

var kazakhLayers = [...][]string{
	// Person at the end of what is said of somebody: -мын, -сың, -мыз; and the comparative -дай.
	{"мин", "мын", "пин", "пын", "бин", "бын", "сыз", "сиз", "сын", "син", "мыз", "миз", "быз", "биз", "пыз", "пиз", "дай", "дей", "тай", "тей"},
	// Cases: genitive, dative, accusative, locative, ablative, instrumental; -дағы of place.
	{"нын", "нин", "дын", "дин", "тын", "тин", "га", "ге", "ка", "ке", "на", "не", "ны", "ни", "ды", "ди", "ты", "ти", "да", "де", "та", "те", "нда", "нде", "дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен", "дагы", "деги", "тагы", "теги", "ндагы", "ндеги"},
	// Possession.
	{"ым", "им", "ын", "ин", "ы", "и", "сы", "си", "м", "ымыз", "имиз", "мыз", "миз", "ыныз", "иниз", "ныз", "низ"},
	// Number.
	{"лар", "лер", "дар", "дер", "тар", "тер"},
	// Verbs: past, participles, infinitive, and the voices before them.
	{"ган", "ген", "кан", "кен", "ды", "ди", "ты", "ти", "атын", "етин", "йтын", "йтин", "ып", "ип", "ар", "ер", "у", "уы", "уи"},
	{"ыл", "ил", "ылу", "илу", "ын", "ин"},
}
