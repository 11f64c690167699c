package names

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The order of each list is the order in which a reader expects it.
func TestSortKeyOrder(t *testing.T) {
	for _, c := range []struct {
		name  string
		order []string
	}{
		{"the Kazakh alphabet", strings.Split("а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я", " ")},
		{"the Kazakh alphabet in capitals", strings.Split("А Ә Б В Г Ғ Д Е Ё Ж З И Й К Қ Л М Н Ң О Ө П Р С Т У Ұ Ү Ф Х Һ Ц Ч Ш Щ Ъ Ы І Ь Э Ю Я", " ")},
		{"Kazakh words", []string{"Ақтау", "Алматы", "Астана", "Әйтеке би", "Байқоңыр", "Ғабит", "Дархан", "Кентау", "Көкшетау", "Қарағанды", "Қостанай", "Ләззат", "Оңтүстік", "Өскемен", "Талдықорған", "Улан", "Ұлытау", "Үштөбе", "Харьков", "Һарун", "Ырғыз", "Ілия", "Эмба"}},
		{"Russian words with ё", []string{"едок", "ель", "ёж", "ёлка", "жук"}},
		{"Latin names with and without marks", []string{"Aibek", "Äibek", "Aida", "Çelik", "Daniyar", "Şakir", "Sara"}},
		{"the empty text, digits, Latin, Cyrillic, other scripts", []string{"", "1 мая", "9", "Aa", "Zz", "Аа", "Әә", "Яя", "გიორგი", "王"}},
		{"digits stand by digit, not by number", []string{"10", "2", "21", "3"}},
		{"other marked letters stand by the letter they are built on", []string{"а", "ӑ", "аа", "б", "кот", "ќот", "кра"}},
		{"a shorter name comes first", []string{"Иванов", "Иванов А.", "Иванов Яков", "Иванова"}},
		{"case decides only between equals", []string{"асан", "Асан", "АСАН", "асана"}},
		{"letters of neighbours stand by their relatives", []string{"г", "ғ", "ґ", "д", "е", "ё", "є", "ж", "җ", "з", "у", "ұ", "ү", "ў", "ф"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := 1; i < len(c.order); i++ {
				a, b := c.order[i-1], c.order[i]
				if SortKey(a) >= SortKey(b) {
					t.Errorf("%q (%s) does not come before %q (%s)", a, SortKey(a), b, SortKey(b))
				}
			}
		})
	}
}

func TestSortKeyTakesForEqual(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"punctuation and spaces of any length", "Али-Султан", "Али  Султан"},
		{"apostrophes", "Bay'yr", "Bayyr"},
		{"composed and decomposed letters", "Сейт ёж", "Сеи\u0306т е\u0308ж"},
		{"what surrounds the name", " «Асан» ", "Асан"},
		{"names that differ only past the longest key", strings.Repeat("қ", 60) + "а", strings.Repeat("қ", 60) + "б"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a, b := SortKey(c.a), SortKey(c.b); a != b {
				t.Errorf("SortKey(%q) = %s, SortKey(%q) = %s", c.a, a, c.b, b)
			}
		})
	}
}

// Stored keys must stay what they are: a change here means a reindex.
func TestSortKeyIsPinned(t *testing.T) {
	for in, want := range map[string]string{
		"":     "",
		"-":    "",
		"7":    "0h",
		"ab":   "2s2w",
		"аә":   "8c8d",
		"А б":  "8c018m001",
		"王":    "zz0mtn",
		"\xff": "",
	} {
		if got := SortKey(in); got != want {
			t.Errorf("SortKey(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestShuffledListsSortAlike(t *testing.T) {
	want := []string{"1-й отдел", "Asan", "Асан", "Әсел", "Болат", "Гүлнұр", "Ғалия", "Қанат", "Ұлан", "Үміт", "Ыдырыс", "Ілияс", "Яна"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		got := slices.Clone(want)
		random.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, func(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) })
		if !slices.Equal(got, want) {
			t.Fatalf("sorted to %q", got)
		}
	}
}

func TestSortKeyIsShortPlainAndBlindToCaseFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := awkward().Draw(t, "a"), awkward().Draw(t, "b")
		checkKey(t, a, SortKey(a))
		if SortKey(a) != SortKey(strings.Clone(a)) {
			t.Fatalf("two keys for %q", a)
		}
		// A letter more always outweighs case: б and в part before any capital does.
		if up, low := SortKey("АА"+b), SortKey("аб"+b); up >= low {
			t.Fatalf("case outweighs a letter: %s, %s", up, low)
		}
	})
}

// checkKey fails when a key is too long or holds a byte outside 0-9 and a-z.
func checkKey(t rapid.TB, s, key string) {
	if len(key) > maxSortKey {
		t.Fatalf("SortKey(%q) has %d bytes", s, len(key))
	}
	if strings.Trim(key, "0123456789abcdefghijklmnopqrstuvwxyz") != "" {
		t.Fatalf("SortKey(%q) = %q holds more than digits and letters", s, key)
	}
}
