package sample

import (
	"math/rand/v2"
	"strings"

	"aigaq/internal/cases"
)

// spelling is one word of a name in Kazakh, in Russian and as a passport has it.
type spelling struct{ kk, ru, latin string }

// names are the given names, by sex, and the surnames of the sample. The surnames are made of words for tale, example,
// fantasy, draft and the like, so that nobody real can be meant.
type names struct {
	given    map[string][]spelling
	surnames []spelling
	taken    map[string]bool
}

func readNames() (*names, error) {
	n := &names{given: map[string][]spelling{}, taken: map[string]bool{}}
	rows, err := readRows("given.csv")
	if err != nil {
		return nil, err
	}
	for _, r := range rows[1:] {
		n.given[r[0]] = append(n.given[r[0]], spelling{r[1], r[2], r[3]})
	}
	rows, err = readRows("surnames.csv")
	if err != nil {
		return nil, err
	}
	for _, r := range rows[1:] {
		n.surnames = append(n.surnames, spelling{r[0], r[1], r[2]})
	}
	return n, nil
}

// draw gives a full name that nobody has yet, in all three spellings.
func (n *names) draw(rng *rand.Rand, sex string) spelling {
	for {
		given := n.given[sex][rng.IntN(len(n.given[sex]))]
		last := n.surnames[rng.IntN(len(n.surnames))]
		if sex == "female" {
			last = last.feminine()
		}
		full := spelling{given.kk + " " + last.kk, given.ru + " " + last.ru, last.latin + " " + given.latin}
		if !n.taken[full.kk] && !n.taken[full.ru] {
			n.taken[full.kk], n.taken[full.ru] = true, true
			return full
		}
	}
}

// feminine gives the form of a surname that women bear: only the Russian endings have one.
func (s spelling) feminine() spelling {
	if strings.HasSuffix(s.ru, "ов") || strings.HasSuffix(s.ru, "ев") || strings.HasSuffix(s.ru, "ин") {
		return spelling{s.kk + "а", s.ru + "а", s.latin + "A"}
	}
	return s
}

// rows writes a name's spellings as rows of a person: how many depends on the turn.
func (s spelling) rows(in cases.Input, turn int) {
	add := func(pairs ...string) { in.Merge("names."+itoa(len(in.Indices("names"))), answers(pairs...)) }
	if turn%5 < 3 {
		add("value", s.kk, "script", "cyrl", "language", "kk", "kind", "official")
		if s.ru != s.kk {
			add("value", s.ru, "script", "cyrl", "language", "ru", "kind", "as_written", "stated_by", "List A (fictional)")
		}
	} else {
		add("value", s.ru, "script", "cyrl", "language", "ru", "kind", "official")
	}
	if turn%2 == 0 {
		add("value", s.latin, "script", "latn", "kind", "passport")
	}
	if turn%6 == 0 {
		add("value", s.english(), "script", "latn", "language", "en", "kind", "as_written", "stated_by", "Radio Fable (fictional)")
	}
}

// english gives one of the spellings that foreign media use: given name first, J for ZH.
func (s spelling) english() string {
	last, given, _ := strings.Cut(s.latin, " ")
	words := []string{given, last}
	for i, w := range words {
		w = strings.ReplaceAll(w, "ZH", "J")
		words[i] = w[:1] + strings.ToLower(w[1:])
	}
	return strings.Join(words, " ")
}
