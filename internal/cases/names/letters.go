package names

import "strings"

// The letters of names and their classes. A class is one ASCII letter: the plain one, or S for sh, X for ch, C for ts.
// Sources, column by column: Kazakh Cyrillic and its Russian rendering by the onomastic instruction; BGN/PCGN 1979 as in
// CLDR Kazakh-Latin-BGN; ODNI 2015 (interscript odni-kaz-Cyrl-Latn-2015); ICAO Doc 9303 for passports; the Kazakh Latin
// alphabets of 2017 (apostrophes), 2018 (acutes) and 2021 (draft); QazAqparat; and what people write by ear.

// cyrillicClass gives the classes of a lower-case Cyrillic letter, empty for the signs ъ and ь.
func cyrillicClass(r rune) (string, bool) {
	switch r {
	case 'а', 'ә', 'ӑ', 'ӓ':
		return "a", true
	case 'б':
		return "b", true
	case 'в':
		return "v", true
	case 'г', 'ғ', 'ґ':
		return "g", true
	case 'д':
		return "d", true
	case 'е', 'э', 'ӗ', 'ѐ':
		return "e", true
	case 'ё':
		return "io", true
	case 'є':
		return "ie", true
	case 'ж', 'җ', 'ҷ', 'џ', 'ђ':
		return "j", true
	case 'з', 'ҙ', 'ӟ':
		return "z", true
	case 'и', 'й', 'і', 'ы', 'ӣ', 'ј', 'ї', 'ѝ', 'ӥ':
		return "i", true
	case 'к', 'қ', 'ҡ', 'ҝ':
		return "k", true
	case 'л', 'љ':
		return "l", true
	case 'м':
		return "m", true
	case 'н', 'ң', 'њ', 'ҥ':
		return "n", true
	case 'о', 'ө', 'ӧ':
		return "o", true
	case 'п':
		return "p", true
	case 'р':
		return "r", true
	case 'с', 'ҫ', 'ѕ':
		return "s", true
	case 'т':
		return "t", true
	case 'у', 'ұ', 'ү', 'ў', 'ӯ', 'ӱ':
		return "u", true
	case 'ф':
		return "f", true
	case 'х', 'һ', 'ҳ':
		return "h", true
	case 'ц':
		return "C", true
	case 'ч', 'ҹ', 'ћ':
		return "X", true
	case 'ш', 'щ':
		return "S", true
	case 'ъ', 'ь', 'ӏ':
		return "", true
	case 'ю':
		return "iu", true
	case 'я':
		return "ia", true
	}
	return "", false
}

// spelling is a run of Latin letters and its classes.
type spelling struct{ from, to string }

// latinRuns are the runs of letters that stand for one sound, longest first. An apostrophe after a letter is the
// alphabet of 2017: s' for ш, c' for ч, y' for у; after the others it changes nothing here (a' is ә, o' is ө, Uzbek o' is
// ў) or is a soft sign.
var latinRuns = [...]spelling{
	{"shch", "S"}, {"tsch", "X"},
	{"sch", "S"}, {"tch", "X"}, {"dzh", "j"},
	{"zh", "j"}, {"dj", "j"}, {"kh", "h"}, {"gh", "g"}, {"sh", "S"}, {"ch", "X"}, {"ts", "C"}, {"tz", "C"},
	{"ck", "k"}, {"ph", "f"}, {"ou", "u"}, {"oo", "u"},
	{"s'", "S"}, {"c'", "X"}, {"y'", "u"},
}

// The runs that a reading has beside the plain ones, or instead of them.
var (
	europeanRuns = [...]spelling{{"sz", "S"}, {"cz", "X"}, {"rz", "j"}, {"ce", "Ce"}, {"ci", "Ci"}, {"ck", "Ck"}, {"ij", "i"},
		{"oo", "o"}, {"th", "t"}, {"rh", "r"}, {"cov", "Cov"}}
	uzbekRuns  = [...]spelling{{"o'", "u"}}
	apartRuns  = [...]spelling{{"o'", "u"}, {"sh", "sh"}, {"ee", "i"}}
	germanRuns = [...]spelling{{"tsch", "X"}, {"sch", "S"}, {"ei", "ai"}, {"ey", "ai"}, {"ie", "i"}, {"eu", "oi"},
		{"ae", "e"}, {"oe", "o"}, {"ue", "u"}, {"tz", "C"}, {"z", "C"}, {"ch", "h"}}
)

// latinClass gives the classes of one lower-case Latin letter. Letters with marks are looked up as they stand, before any
// mark is taken off: ş is not s, ý is not y.
func latinClass(r rune) (string, bool) {
	switch r {
	case 'q', 'c', 'ⱪ', 'ķ':
		return "k", true
	case 'y', 'ı', 'ɨ', 'ÿ':
		return "i", true
	case 'ý':
		return "u", true
	case 'ş', 'š', 'ș', 'ś', 'ŝ':
		return "S", true
	case 'ç', 'č', 'ć', 'ĉ':
		return "X", true
	case 'ž', 'ż', 'ƶ':
		return "j", true
	case 'ə', 'æ':
		return "a", true
	case 'ß':
		return "s", true
	case 'þ':
		return "t", true
	}
	if 'a' <= r && r <= 'z' {
		return string(r), true
	}
	base, ok := latinBase(r)
	return base, ok
}

func isVowelLetter(r rune) bool {
	return strings.ContainsRune("aeiouyäáəöóøüúūıýéèêïîíâàôûõåæœ", r)
}

func isVowelClass(c byte) bool {
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'
}
