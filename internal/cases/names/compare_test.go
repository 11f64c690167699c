package names

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func scoreOf(a, b string) float64 { return CompareForms(Parse(a), Parse(b)).Score }

func TestPeopleWhoAreNotTheSame(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"brothers", "Сериков Асан Ержанович", "Сериков Бекзат Ержанович"},
		{"father and son", "Сериков Ержан Асанович", "Сериков Асан Ержанович"},
		{"father and son in Kazakh", "Серіков Ержан Асанұлы", "Серіков Асан Ержанұлы"},
		{"given name and surname exchanged", "Серик Ерланов", "Ерлан Сериков"},
		{"another patronymic", "Сериков Асан Маратович", "Сериков Асан Муратович"},
		{"another given name", "Сериков Асан", "Сериков Бекзат"},
		{"names one letter apart", "Ержанов Марат", "Ержанов Мурат"},
		{"another surname", "Оразов Ержан", "Азов Ержан"},
		{"husband and wife", "Иванов Пётр", "Иванова Мария"},
		{"initials that do not fit", "Ержанов А.", "Ержанов Бекзат"},
		{"an initial that fits the patronymic alone", "Шортанбаев Б.", "Шортанбаев Данияр Болатович"},
		{"one of the commonest surnames and an initial", "Иванов А.", "Иванов Александр"},
		{"initials on both sides", "Ержанов А.", "Ержанов А."},
		{"a lone given name", "Серик", "Серик"},
		{"a given name with a patronymic", "Сергей Николаевич", "Сергей Николаевич"},
		{"two Slavic surnames", "Андрей Мороз", "Андрей Морозов"},
		{"unknown men", "неизвестный мужчина", "неизвестный мужчина"},
		{"groups", "12 unidentified men", "12 unidentified men"},
		{"nothing", "", ""},
	} {
		if s := scoreOf(c.a, c.b); s >= MatchAt {
			t.Errorf("%s: %q and %q score %.3f", c.name, c.a, c.b, s)
		}
	}
}

func TestPeopleWhoAreTheSame(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"the patronymic missing", "Сериков Асан", "Асан Сериков Ержанович"},
		{"initials", "Ә. Қ. Сәрсенов", "Сарсенов Алмас Кайратович"},
		{"one initial", "Shortanbayev D.", "Шортанбаев Данияр"},
		{"the surname without its ending", "Жанболат Мамай", "Мамаев Жанболат"},
		{"the Kazakh ending", "Ерзат Қашқарбайұлы", "Kashkarbayev Yerzat"},
		{"a slip of the pen", "Шаймерденов Галымжан", "Шаймерднов Галымжан"},
		{"letters swapped", "Zhanerke Smagulkyzy", "Zhanrkee Smagulkyzy"},
		{"German", "Генрих Мюллер", "Heinrich Mueller"},
		{"Polish", "Михаил Савицкий", "Michał Sawicki"},
		{"Korean", "Тен Сан Хи", "Тен Санхи"},
		{"Uzbek", "Oʻtkir Xoʻjayev", "Уткир Ходжаев"},
		{"Uzbek in Cyrillic and in Latin", "Жамшид Йўлдошев", "Jamshid Yo‘ldoshev"},
		{"Slavic Latin without marks", "Александр Кузнецов", "Aleksandr Kuznecov"},
		{"a Kazakh name and its Arabic form", "Жүсіп Әбілқасым", "Юсуп Абилкасым"},
		{"the same in Latin", "Zhunis Sarsenov", "Юнус Сарсенов"},
		{"a double surname", "Өтепова Райхан", "Утепова-Бектас Райхан"},
	} {
		if s := scoreOf(c.a, c.b); s < MatchAt {
			t.Errorf("%s: %q and %q score %.3f", c.name, c.a, c.b, s)
		}
	}
}

func person(name, born string) Person {
	span, _ := ParseSpan(born)
	return Person{Names: []Form{Parse(name)}, Born: span}
}

func TestBirthIsHeldAgainstNames(t *testing.T) {
	const name = "Ержанов Данияр Маратович"
	for _, c := range []struct {
		name, a, b string
		from, to   float64
	}{
		{"no birth known", "", "1990", MatchAt, 1},
		{"the same year", "1990", "1990", CertainAt, 1},
		{"a year and a day in it", "1990", "1990-05-06", CertainAt, 1},
		{"a year apart", "1990", "1991", MatchAt, 0.98},
		{"day and month exchanged", "1990-05-06", "1990-06-05", MatchAt, 0.98},
		{"two years apart", "1990", "1992", 0.5, MatchAt - 0.001},
		{"another day of the year", "1990-05-06", "1990-11-17", 0.5, MatchAt - 0.001},
		{"four years apart", "1990", "1994", 0, ProposeAt - 0.001},
	} {
		if s := Compare(person(name, c.a), person(name, c.b)).Score; s < c.from || s > c.to {
			t.Errorf("%s: %.3f, want %.2f to %.2f", c.name, s, c.from, c.to)
		}
	}
}

func TestTheRestDecidesOrHints(t *testing.T) {
	a, b := person("Ержанов Данияр", "1990"), person("Ержанов Данияр", "1990")
	with := func(change func(a, b *Person)) float64 {
		x, y := a, b
		change(&x, &y)
		return Compare(x, y).Score
	}
	plain := with(func(a, b *Person) {})
	for _, c := range []struct {
		name     string
		change   func(a, b *Person)
		from, to float64
	}{
		{"the same IIN", func(a, b *Person) { a.IIN, b.IIN = "1", "1"; b.Names = []Form{Parse("Другой Человек")} }, 1, 1},
		{"another IIN", func(a, b *Person) { a.IIN, b.IIN = "1", "2" }, 0, ProposeAt - 0.01},
		{"another sex", func(a, b *Person) { a.Sex, b.Sex = "male", "female" }, 0, ProposeAt - 0.01},
		{"the same region", func(a, b *Person) { a.Region, b.Region = "KZ-75", "KZ-75" }, plain + 0.0001, 1},
		{"another region", func(a, b *Person) { a.Region, b.Region = "KZ-75", "KZ-71" }, plain, plain},
		{"the same event", func(a, b *Person) { a.Event, b.Event = "EVT-1", "EVT-1" }, plain + 0.0001, 1},
	} {
		if s := with(c.change); s < c.from || s > c.to {
			t.Errorf("%s: %.4f, want %.4f to %.4f (without: %.4f)", c.name, s, c.from, c.to, plain)
		}
	}
}

func TestTheFormsMostAlikeAreTaken(t *testing.T) {
	a := Person{Names: []Form{Parse("Совсем Другая"), Parse("Жанболат Мамай")}}
	b := Person{Names: []Form{Parse("Zhanbolat Mamay"), Parse("Кто Угодно")}}
	if m := Compare(a, b); m.A != 1 || m.B != 0 || m.Score < MatchAt {
		t.Errorf("forms %d and %d with %.3f", m.A, m.B, m.Score)
	}
}

func TestReasonsSayWhy(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"Асан Үсенов", "Асан Үсенов", "same"},
		{"Асан Үсенов", "Asan Usenov", "same_latin"},
		{"Асан Үсенов", "Асан Усенов", "same_kazakh"},
		{"Асан Үсенов", "Үсенов Асан", "order"},
		{"Шаймерденов Галымжан", "Шаймерднов Галымжан", "letters:1"},
		{"Сарсенов А.", "Сарсенов Асан", "initial"},
		{"Хамит Қожа-Сейіт", "Хамит Қожасейіт", "joined"},
		{"Мамай Жанболат", "Мамаев Жанболат", "ending"},
		{"Юлия Щеглова", "Julia Scheglova", "foreign"},
		{"Сериков Асан", "Сериков Асан Ержанович", "patronymic_missing"},
		{"Сериков Асан Маратович", "Сериков Асан Ержанович", "patronymic_differs"},
		{"Сериков Асан Ержанович", "Сериков Бекзат Ержанович", "given_differs"},
		{"Acaнов Асан", "Асанов Асан", "homoglyph"},
	} {
		var got []string
		for _, r := range CompareForms(Parse(c.a), Parse(c.b)).Reasons {
			got = append(got, strings.Join(append([]string{r.Key}, r.Args...), ":"))
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%q and %q: %v, want %s among them", c.a, c.b, got, c.want)
		}
	}
}

// whole draws a name of a surname, a given name and a patronymic.
func whole() *rapid.Generator[string] {
	words := []string{"Серік", "Нұрлан", "Жанболат", "Әлия", "Ержан", "Марат", "Данияр", "Дмитрий", "Julia", "Қайрат", "Мейрамгүл"}
	return rapid.Custom(func(t *rapid.T) string {
		pick := rapid.SampledFrom(words)
		return pick.Draw(t, "surname") + rapid.SampledFrom([]string{"ов", "ова", "ұлы", ""}).Draw(t, "ending") + " " +
			pick.Draw(t, "given") + " " + pick.Draw(t, "father") + rapid.SampledFrom([]string{"ович", "ұлы", "қызы"}).Draw(t, "of")
	})
}

func TestScoresAreSymmetricAndKeepTheirBounds(t *testing.T) {
	name := rapid.OneOf(whole(), awkward(), rapid.SampledFrom(sampleNames))
	rapid.Check(t, func(t *rapid.T) {
		a, b := Parse(name.Draw(t, "a")), Parse(name.Draw(t, "b"))
		checkScore(t, a, b)
		if x, y := CompareForms(a, b).Score, CompareForms(b, a).Score; x-y > 1e-6 || y-x > 1e-6 {
			t.Fatalf("%q and %q score %v, the other way round %v", a.Written, b.Written, x, y)
		}
	})
}

func TestAWholeNameIsCertainlyItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := whole().Draw(t, "name")
		if s := scoreOf(name, name); s != 1 {
			t.Fatalf("%q scores %v with itself", name, s)
		}
		words := strings.Fields(name)
		turned := words[1] + " " + words[2] + " " + words[0]
		if s := scoreOf(name, turned); s != 1 {
			t.Fatalf("%q scores %v with %q", name, s, turned)
		}
	})
}

func TestAgreementNeverLowersAndDifferentYearsNeverRaise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := whole().Draw(t, "a"), whole().Draw(t, "b")
		without := Compare(person(x, ""), person(y, "")).Score
		same := Compare(person(x, "1990"), person(y, "1990")).Score
		if same < without {
			t.Fatalf("the same year lowers %q and %q from %v to %v", x, y, without, same)
		}
		for _, other := range []string{"1991", "1992", "1993", "1950"} {
			if s := Compare(person(x, "1990"), person(y, other)).Score; s > without || s > same || s > 0 && s >= same {
				t.Fatalf("born 1990 and %s: %v; without %v, same year %v", other, s, without, same)
			}
		}
	})
}
