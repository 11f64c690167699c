package names

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing stays nothing", "", ""},
		{"punctuation alone is nothing", " —…'« »\t", ""},
		{"broken bytes part words and do not panic", "Ас\xffан\xc3", "ас ан"},
		{"a zero byte parts words", "a\x00b", "a b"},
		{"case is levelled in Cyrillic", "АСАН Үлгіұлы", "асан улгиулы"},
		{"the nine Kazakh letters and ё become Russian ones", "ӘҒҚҢӨҰҮҺІЁ әғқңөұүһіё", "агкноуухие агкноуухие"},
		{"й is not и", "Сейіт Й", "сейит й"},
		{"й written as и with a breve is й", "Сеи\u0306ит", "сейит"},
		{"ё written with a diaeresis is е", "Е\u0308лкин", "елкин"},
		{"a stress mark is dropped", "за\u0301мок", "замок"},
		{"other Cyrillic letters keep their marks", "Їжак Ўлжас", "їжак ўлжас"},
		{"Latin marks are stripped", "Şäkenov Ğabıt Ñurlan Öмір Ūly Ž", "sakenov gabit nurlan oмир uly z"},
		{"Latin marks written apart are stripped", "S\u0327a\u0308kenov", "sakenov"},
		{"Latin letters without a plain part are spelt", "Łódź Straße Ærø Əli İlhan", "lodz strasse aero ali ilhan"},
		{"apostrophes of every shape vanish", "Bay'yr Bay’yr Bayʼyr Bay`yr Bay´yr Bay′yr", strings.TrimSpace(strings.Repeat("bayyr ", 6))},
		{"hyphens and spaces become one space", "  Қожа - Сейіт,\u00a0А.Б. ", "кожа сейит а б"},
		{"wide and joined forms are levelled", "ＡＳＡＮ № ﬁ ²", "asan no fi 2"},
		{"invisible characters vanish", "Ас\u00adан\u200b\ufeff", "асан"},
		{"digits stay", "DET-482193", "det 482193"},
		{"other scripts stay", "王 გიორგი محمد", "王 გიორგი محمد"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Fold(c.in); got != c.want {
				t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

// awkward draws text in which letters, marks, apostrophes and broken bytes of
// many scripts stand side by side.
func awkward() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("аәбгғийіеёАӘҚїўabcşğäİßǅœ'’´· -.,12№ﬁ")), 0, 12, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune("\u0301\u0306\u0308\u0327\u0345\u034f\u200d\u00adか\u3099\u1100\u1161각\u0928\u093c\u1e9e\u2126ά")), 0, 6, -1),
		rapid.String(),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 6), func(b []byte) string { return string(b) }),
	)
	return rapid.Map(rapid.SliceOfN(piece, 0, 6), func(p []string) string { return strings.Join(p, "") })
}

func TestFoldingTwiceIsFoldingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := awkward().Draw(t, "s")
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
		if !utf8.ValidString(once) || strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
			t.Fatalf("Fold(%q) = %q is broken, untrimmed or has a double space", s, once)
		}
	})
}

func TestFoldingIgnoresCase(t *testing.T) {
	letters := rapid.StringOf(rapid.RuneFrom([]rune("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяabcxyzäşğ -")))
	rapid.Check(t, func(t *rapid.T) {
		s := letters.Draw(t, "s")
		if up, low := Fold(strings.ToUpper(s)), Fold(s); up != low {
			t.Fatalf("upper case folds to %q, lower case to %q", up, low)
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add("Асан Үсенұлы")
	f.Add("か\u034f\u3099")
	f.Fuzz(func(t *testing.T, s string) {
		if once := Fold(s); Fold(once) != once {
			t.Errorf("Fold(%q) = %q is not settled", s, once)
		}
		checkKey(t, s, SortKey(s))
	})
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		for _, s := range sampleNames {
			Fold(s)
		}
	}
	reportNames(b)
}

func BenchmarkSortKey(b *testing.B) {
	for b.Loop() {
		for _, s := range sampleNames {
			SortKey(s)
		}
	}
	reportNames(b)
}

// sampleNames are invented.
var sampleNames = []string{
	"Үлгібай Өрнекұлы Қиялғали", "Ульгибай Орнекович Киялгалиев", "Ulgibay Ornekuly Qialgali",
	"Şäkir Ñurğalı Öмір-Sın", "Ёлкин Пётр", "ВЫМЫШЛЕННАЯ АННА", "Сынақ-Ғали І.", "Test O'Neill",
}

func reportNames(b *testing.B) {
	b.ReportMetric(float64(b.N)*float64(len(sampleNames))/b.Elapsed().Seconds(), "names/s")
}
