package words

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func nothing([]Token) []string { return nil }

// forgivenIn says how a text answers the one word of a query when the dictionary holds the words of the text alone.
func forgivenIn(t *testing.T, text, query string) Slip {
	t.Helper()
	have := Set{}
	have.Text(text)
	dictionary := Spellings(have.Sorted())
	q := Asked(query, nothing)
	var kept []string
	for _, w := range dictionary {
		if slices.ContainsFunc(q.Pieces(), func(p Piece) bool {
			return (p.Start && p.End && w == p.Text) || (p.Start && !p.End && strings.HasPrefix(w, p.Text)) ||
				(!p.Start && p.End && strings.HasSuffix(w, p.Text)) || (!p.Start && !p.End && strings.Contains(w, p.Text))
		}) {
			kept = append(kept, w)
		}
	}
	all, _ := q.Forgiving(dictionary)
	some, _ := q.Forgiving(kept)
	how, again := all.slipOf(text), some.slipOf(text)
	if how != again {
		t.Errorf("%q in %q: %d with the whole dictionary, %d with what the pieces lead to", query, text, how, again)
	}
	return how
}

// slipOf is the best answer of any word of a text to the first word of a query.
func (q Query) slipOf(text string) Slip {
	best := None
	for _, w := range split(text) {
		if s := q.Readings[0].Slips(w)[0]; s != None && (best == None || s < best) {
			best = s
		}
	}
	return best
}

func TestAWordWithAMistakeLeadsToThoseThatMayBeMeant(t *testing.T) {
	for _, c := range []struct {
		name, text, query string
		want              Slip
	}{
		{"two mistakes", "протест", "пратист", None},
		{"a short word", "суд", "суп", None},
		{"three letters of the middle", "правозащитник", "защ", None},
		{"a number is never another", "272", "273", None},
		{"a number with a letter more", "2722", "27226", None},
		{"a case number with letters", "ав1234", "ав1235", None},
		{"the other layout is not forgiven", "протест", "ghjntcyt", None},
		{"as it stands", "протест", "протест", Exact},
		{"its beginning", "протест", "прот", Exact},
		{"another letter", "протест", "пратест", Letter},
		{"another letter at the beginning", "протест", "кротест", Letter},
		{"another letter at the end", "протест", "протесд", Letter},
		{"a letter less", "протест", "ротест", Letter},
		{"a letter less in the middle", "протест", "проест", Letter},
		{"a letter more", "протест", "проттест", Letter},
		{"a letter more at the end", "митинг", "митингг", Letter},
		{"two that changed places", "протест", "портест", Letter},
		{"two that changed places across the middle", "протест", "проетст", Letter},
		{"two of four across the middle", "бина", "бниа", Letter},
		{"a mistake in another form", "протестующих на протестах", "пратестами", Letter},
		{"a mistake in a Kazakh form", "адвокаттардың", "адвакатқа", Letter},
		{"a mistake in English", "was detained", "detaned", Letter},
		{"the middle of a word", "правозащитники", "защитн", Within},
		{"the end of a word", "правозащитник", "защитник", Within},
		{"the middle of a word by another form", "правозащитники", "защитника", Within},
		{"the middle of a Kazakh word", "Қостанайқала", "тайқа", None},
		{"a place within a word", "Жаңаөзендегі", "өзен", Within},
	} {
		if got := forgivenIn(t, c.text, c.query); got != c.want {
			t.Errorf("%s: %q in %q: %d, want %d", c.name, c.query, c.text, got, c.want)
		}
	}
}

// Whatever one mistake makes of a word, the pieces lead to it.
func TestEveryMistakeIsFoundThroughThePieces(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("абвгдежз")), 4, 9, -1)
	rapid.Check(t, func(t *rapid.T) {
		w := letters.Draw(t, "word")
		typed := mistaken(t, []rune(w))
		if !forgiven(typed) || strings.HasPrefix(w, typed) {
			return
		}
		led := slices.ContainsFunc(Asked(typed, nothing).Pieces(), func(p Piece) bool {
			return (!p.Start || strings.HasPrefix(w, p.Text)) && (!p.End || strings.HasSuffix(w, p.Text)) && strings.Contains(w, p.Text)
		})
		if !led {
			t.Fatalf("%q does not lead to %q", typed, w)
		}
	})
}

func mistaken(t *rapid.T, w []rune) string {
	i := rapid.IntRange(0, len(w)-1).Draw(t, "place")
	switch rapid.IntRange(0, 3).Draw(t, "mistake") {
	case 0:
		w[i] = 'к'
	case 1:
		w = slices.Delete(w, i, i+1)
	case 2:
		w = slices.Insert(w, i, 'к')
	default:
		if i > 0 {
			w[i-1], w[i] = w[i], w[i-1]
		}
	}
	return string(w)
}

func TestTheDictionaryHoldsWordsOfLettersAlone(t *testing.T) {
	have := Set{}
	have.Line("Протестами, ст. 272: дело 22-7511; аб12вг суд Zhanbolat")
	have.Number("DET-482193")
	have.Mark('k', "detention")
	got := strings.Join(Spellings(have.Sorted()), " ")
	if got != "zhanbolat дело протест протеста протестами" {
		t.Errorf("the dictionary holds %q", got)
	}
}
