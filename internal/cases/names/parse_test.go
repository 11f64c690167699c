package names

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func strongs(f Form) string {
	var out []string
	for _, w := range f.Words {
		if w.Initial {
			out = append(out, w.Strong+".")
			continue
		}
		out = append(out, w.Strong)
	}
	return strings.Join(out, " ")
}

func TestOneNameHasOneKeyInEveryAlphabet(t *testing.T) {
	for _, c := range []struct {
		name, want string
		written    []string
	}{
		{"Kazakh, Russian, passport, 2017, 2018, 2021", "Sakenov", []string{"Шәкенов", "Шакенов", "Shakenov", "S'a'kenov", "Shákenov", "Şäkenov"}},
		{"ж is zh, j and дж", "janbolat", []string{"Жанболат", "Zhanbolat", "Janbolat", "Jañbolat", "Джанболат", "Dzhanbolat"}},
		{"қ is k and q", "kasim", []string{"Қасым", "Касым", "Kassym", "Qasym", "Qasım", "QASYM"}},
		{"ye, ie, e", "tokaev", []string{"Тоқаев", "Токаев", "Tokayev", "Tokaiev", "Tokaev"}},
		{"ы, и, й", "asain", []string{"Асайын", "Асаин", "Asaiyn", "Asayin"}},
		{"ё is е and yo", "petr", []string{"Пётр", "Петр", "Petr", "Pyotr", "Piotr"}},
		{"щ", "Seglova", []string{"Щеглова", "Shcheglova", "Scheglova"}},
		{"the 2017 alphabet", "bauirjan", []string{"Бауыржан", "Bay'yrjan", "Bauyrzhan", "Bauyrjan"}},
		{"the 2017 s'", "isekeSev", []string{"Исекешев", "Isekes'ev", "Isekeshev"}},
		{"soft signs in Latin", "tatiana", []string{"Татьяна", "Tat'yana", "Tatiana", "Tatyana", "Tatʹyana"}},
		{"ю after a consonant", "ludmila", []string{"Людмила", "Liudmila", "Lyudmila", "Ludmila"}},
		{"a final й in Latin", "andrei", []string{"Андрей", "Andrej", "Andrey", "Andrei"}},
		{"kh and h", "hamit", []string{"Хамит", "Hamit", "Khamit"}},
		{"the dot that parts letters", "ishak", []string{"Исхак", "Is·hak"}},
		{"double letters", "sabit", []string{"Сабит", "Sabbit"}},
		{"Uzbek х and ў", "hurSid", []string{"Хуршид", "Xurshid", "Khurshid"}},
		{"w", "vladimir", []string{"Владимир", "Wladimir"}},
		{"letters alike of two alphabets", "asanov", []string{"Асанов", "Acaнов", "Асaнoв", "Аcан\u200bов"}},
		{"h after t and r", "farhad murathan", []string{"Фархад Мұратхан", "Farhad Murathan", "Farkhad Muratkhan"}},
		{"ee in Slavic names", "sergevna", []string{"Сергеевна", "Sergeevna", "Sergeyevna"}},
		{"ңғ", "manistau", []string{"Маңғыстау", "Мангистау", "Mangystau"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, w := range c.written {
				if got := strongs(Parse(w)); got != c.want {
					t.Errorf("%q has the key %q, want %q", w, got, c.want)
				}
			}
		})
	}
}

func TestNamesAreTakenApart(t *testing.T) {
	for _, c := range []struct{ written, want string }{
		{"Сарсенов А.К.", "sarsenov a. k."},
		{"А.К.Сарсенов", "a. k. sarsenov"},
		{"Сарсенов АК", "sarsenov a. k."},
		{"САРСЕНОВ АК", "sarsenov ak"},
		{"Ж.-Т. Есенов", "j. t. esenov"},
		{"Zh. Mamay", "j. mamai"},
		{"Yu. Petrov", "iu. petrov"},
		{"Ли Ан", "li an"},
		{"АН Виктор", "an viktor"},
		{"Асан улы Серик", "asanuli serik"},
		{"Карим ўғли Ботир", "karimugli botir"},
		{"Қожа-Сейіт", "koja seiit"},
		{"  Асан ,  Үсенов ", "asan usenov"},
		{"1. Асанов", "asanov"},
		{"", ""},
		{"...", ""},
	} {
		want := strings.ReplaceAll(c.want, "seiit", "seit")
		if got := strongs(Parse(c.written)); got != want {
			t.Errorf("%q gives %q, want %q", c.written, got, want)
		}
	}
}

func TestOddNamesAreFlagged(t *testing.T) {
	for _, c := range []struct {
		written string
		want    []string
	}{
		{"Асан Үсенов", nil},
		{"Али-Хан Қожа-Сейіт", nil},
		{"", []string{FlagEmpty}},
		{" - ", []string{FlagEmpty}},
		{"Acaн Үсенов", []string{FlagMixed}},
		{"Сарсенов A.", []string{FlagMixed, FlagInitials}},
		{"Асан", []string{FlagOneWord}},
		{"Сарсенов А.К.", []string{FlagInitials}},
		{"А.", []string{FlagShort}},
		{"А. Б.", []string{FlagShort}},
		{"Я", []string{FlagShort}},
		{"12 unidentified men", []string{FlagGroup}},
		{"12 неизвестных", []string{FlagGroup}},
		{"группа людей", []string{FlagGroup}},
		{"5 белгісіз ер адам", []string{FlagGroup}},
		{"неизвестные", []string{FlagGroup}},
		{"3 мужчин", []string{FlagGroup}},
		{"неустановленный мужчина", []string{FlagUnnamed}},
		{"белгісіз", []string{FlagUnnamed}},
		{"белгісіз ер адам", []string{FlagUnnamed}},
		{"unknown man", []string{FlagUnnamed}},
		{"н/у", []string{FlagUnnamed}},
		{"Асанов 2", []string{FlagOneWord, FlagNotAName}},
		{"Асан @Үсенов", []string{FlagNotAName}},
		{"Менделеев Дмитрий", nil},
		{"Людмила Ершова", nil},
		{"Адамов Тельман", nil},
		{"Ерболат Мендыбай", nil},
	} {
		if got := Parse(c.written).Flags; !slices.Equal(got, c.want) {
			t.Errorf("%q has the flags %v, want %v", c.written, got, c.want)
		}
	}
}

func TestKeysReachWhatIsWrittenAsOneWordOrTwo(t *testing.T) {
	for _, c := range [][2]string{
		{"Хамит Қожа-Сейіт", "Кожасеит"},
		{"Нур Султан", "Нурсултан"},
		{"Али-хан Оспанов", "Алихан"},
		{"Julia", "Юлия"},
		{"Peter Brown", "Пётр"},
		{"Xurshid", "Хуршид"},
		{"Müller", "Мюллер"},
		{"Jakob", "Яков"},
		{"Шмидт", "Schmidt"},
		{"Михайло", "Mikhail"},
		{"Асанов", "Асан"},
		{"Асанқызы", "Asanova"},
	} {
		if !shareKey(Parse(c[0]), Parse(c[1])) {
			t.Errorf("%q %v and %q %v share no key", c[0], Parse(c[0]).Keys(), c[1], Parse(c[1]).Keys())
		}
	}
}

func TestInitialsHaveNoKey(t *testing.T) {
	if keys := Parse("А. К.").Keys(); len(keys) != 0 {
		t.Errorf("initials have the keys %v", keys)
	}
}

// checkForm fails when a form is larger than any name.
func checkForm(t rapid.TB, s string) {
	f := Parse(s)
	if len(f.Words) > 4*maxWords {
		t.Fatalf("%d words of %.40q", len(f.Words), s)
	}
	for _, w := range f.Words {
		if len(w.Strong) > 8*maxLetters || !utf8.ValidString(w.Strong) || w.Strong == "" || len(w.others) > 4 {
			t.Fatalf("a word of %.40q is %+v", s, w)
		}
	}
	for _, k := range f.Keys() {
		if k == "" || len(k) > 8*maxLetters {
			t.Fatalf("a key of %.40q is %q", s, k)
		}
	}
	checkScore(t, f, f)
	checkScore(t, f, Parse("Асан Үсенов"))
}

func checkScore(t rapid.TB, a, b Form) {
	if s := CompareForms(a, b).Score; s < 0 || s > 1 || s != s {
		t.Fatalf("%q and %q score %v", a.Written, b.Written, s)
	}
	if s, _ := Explain(a, b); s < 0 || s > 1 || s != s {
		t.Fatalf("%q is found for %q with %v", b.Written, a.Written, s)
	}
}

func TestAnyTextIsTakenApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkForm(t, awkward().Draw(t, "s")) })
}

func TestVeryLongTextsStaySmall(t *testing.T) {
	for _, s := range []string{strings.Repeat("а", 1<<20), strings.Repeat("а ", 1<<19), strings.Repeat("\xff", 1<<20),
		strings.Repeat("Қ-", 1<<19), strings.Repeat("王", 1<<18), strings.Repeat("ﷺ", 1<<18), strings.Repeat("ұлы ", 1<<17)} {
		checkForm(t, s)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range append(slices.Clone(sampleNames), "ь", "ьъ'", "А.К.", "12 людей", "x' j w", "ß", "\u0301", "ñg ng", "к\u0338ыз қызы") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkForm(t, s)
		for _, q := range Queried(s) {
			checkScore(t, q, Parse("Julia Қожа-Сейіт А."))
		}
	})
}
