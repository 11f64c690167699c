package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// Given names as they are borne in Kazakhstan. The surnames beside them are made up, so that no two together are
// somebody's on purpose.
var (
	men = strings.Fields(`Нұрлан Асан Ерлан Болат Серік Марат Қайрат Талғат Данияр Жанболат Бауыржан Дәурен Ержан Азамат Айдос
Арман Асхат Әділ Бақыт Бекзат Берік Ғабит Ғалым Дархан Дәулет Дидар Еркін Ерболат Ерік Жандос Жарас Жасұлан Жомарт Қанат
Қасым Қуаныш Мадияр Мақсат Медет Мейрам Мұрат Мұхтар Нариман Нұржан Олжас Оралбек Рашид Ринат Руслан Рүстем Самат Санжар
Сәкен Сәбит Сұлтан Тимур Төлеген Тұрар Үміт Шыңғыс Ілияс Ыбырай Александр Алексей Андрей Антон Артём Борис Вадим Валерий
Василий Виктор Виталий Владимир Вячеслав Геннадий Георгий Григорий Денис Дмитрий Евгений Иван Игорь Илья Кирилл Константин
Максим Михаил Николай Олег Павел Пётр Роман Сергей Станислав Степан Юрий Яков Алишер Бахтияр Рахмет Тахир Эрик Эдуард`)
	women = strings.Fields(`Айгүл Алия Асель Гүлнұр Гүлнара Динара Жанар Зарина Индира Қарлығаш Ләззат Мадина Мөлдір Назгүл
Назым Нұргүл Рауан Сәуле Салтанат Тоғжан Ұлжан Шолпан Айнұр Айжан Ақмарал Ақбота Баян Ботагөз Гаухар Дана Дариға Еңлік
Жансая Жібек Камила Кәмшат Қымбат Маржан Меруерт Перизат Райхан Роза Сара Томирис Фариза Шынар Анастасия Анна Валентина
Вера Виктория Галина Дарья Екатерина Елена Евгения Ирина Ксения Лариса Людмила Любовь Марина Мария Надежда Наталья Нина
Оксана Ольга Полина Раиса Светлана Софья Тамара Татьяна Юлия Яна`)
	stems = strings.Fields(`ай бек дау ер жан кок мур нур ора сар тем уки шын али вал гор рос лем бай кен тул каз жум сей маш абд`)
)

// human is a made-up person of the world in which names are searched.
type human struct {
	id                    int
	surname, given, after string // after: the patronymic, or nothing
	sex                   string
	born                  string
	latin                 bool   // a Latin form stands beside the Cyrillic one
	written               string // how a list has the name; empty: as it is
}

// crowd draws people whose names are borne as unevenly as real ones are.
type crowd struct {
	dice
	surnames         []string
	family, man, she *rand.Zipf
	lists            *lists // nil: nobody stands twice
}

func newCrowd() *crowd {
	c := &crowd{dice: newDice(seed + 4)}
	for _, first := range stems {
		for _, second := range middle {
			for _, third := range append([]string{""}, tails...) {
				c.surnames = append(c.surnames, strings.ToUpper(string([]rune(first)[:1]))+string([]rune(first)[1:])+second+third)
			}
		}
	}
	c.Shuffle(len(c.surnames), func(i, j int) { c.surnames[i], c.surnames[j] = c.surnames[j], c.surnames[i] })
	c.family = rand.NewZipf(c.Rand, 1.05, 20, uint64(len(c.surnames)-1))
	c.man = rand.NewZipf(c.Rand, 1.1, 10, uint64(len(men)-1))
	c.she = rand.NewZipf(c.Rand, 1.1, 10, uint64(len(women)-1))
	return c
}

func (c *crowd) next(id int) human {
	h := human{id: id, surname: c.surnames[c.family.Uint64()], sex: "male", latin: c.chance(50)}
	father := men[c.man.Uint64()]
	female := c.chance(35)
	if female {
		h.sex, h.given = "female", women[c.she.Uint64()]
	} else {
		h.given = men[c.man.Uint64()]
	}
	ending := c.pick("ов", "ев", "ұлы", "ин", "")
	if female && (ending == "ов" || ending == "ев" || ending == "ин") {
		ending += "а"
	}
	if female && ending == "ұлы" {
		ending = "қызы"
	}
	h.surname += ending
	switch {
	case c.chance(40):
	case female:
		h.after = father + c.pick("овна", "қызы")
	default:
		h.after = father + c.pick("ович", "ұлы")
	}
	if c.chance(70) {
		h.born = time.Date(1950+c.IntN(55), 1, 1+c.IntN(365), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	if c.lists != nil {
		return c.lists.again(c.dice, h)
	}
	return h
}

func (h human) name() string { return strings.TrimSpace(h.surname + " " + h.given + " " + h.after) }

// forms gives the forms of the name as they are recorded.
func (h human) forms() []string {
	if h.written != "" {
		return []string{h.written}
	}
	if h.latin {
		return []string{h.name(), latin(h.surname + " " + h.given)}
	}
	return []string{h.name()}
}

// place gives team, level and who entered the person, spread as policy spreads all records.
func (h human) place(staff, intake int64) (team, level string, creator int64) {
	if h.id%10 != 0 {
		team = fmt.Sprint("t", h.id/10%spreadTeams)
	}
	level = map[int]string{0: "restricted", 1: "public", 2: "partner"}[h.id/500%8]
	if level == "" {
		level = "internal"
	}
	return team, level, map[int]int64{1: staff, 2: intake}[h.id%1000]
}

var passport = strings.NewReplacer("а", "a", "ә", "a", "б", "b", "в", "v", "г", "g", "ғ", "g", "д", "d", "е", "e", "ё", "e", "ж", "zh",
	"з", "z", "и", "i", "й", "y", "к", "k", "қ", "k", "л", "l", "м", "m", "н", "n", "ң", "n", "о", "o", "ө", "o", "п", "p", "р", "r",
	"с", "s", "т", "t", "у", "u", "ұ", "u", "ү", "u", "ф", "f", "х", "kh", "һ", "h", "ц", "ts", "ч", "ch", "ш", "sh", "щ", "shch",
	"ъ", "", "ы", "y", "і", "i", "ь", "", "э", "e", "ю", "yu", "я", "ya")

// latin spells a name as passports do.
func latin(name string) string {
	words := strings.Fields(passport.Replace(strings.ToLower(name)))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

var layout = strings.NewReplacer(pairsOf("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")...)

func pairsOf(from, to string) []string {
	var out []string
	for i, r := range []rune(from) {
		out = append(out, string(r), to[i:i+1])
	}
	return out
}

// The kinds of searches that are measured, each with how it is made of somebody's name.
var searches = []struct {
	name string
	of   func(d dice, h human) string
}{
	{"full name in the other script", func(_ dice, h human) string { return latin(h.name()) }},
	{"surname alone", func(_ dice, h human) string { return h.surname }},
	{"given name alone", func(_ dice, h human) string { return h.given }},
	{"given name and surname", func(_ dice, h human) string { return h.given + " " + h.surname }},
	{"beginnings of both", func(_ dice, h human) string { return firstOf(h.surname, 4) + " " + firstOf(h.given, 3) }},
	{"middle of the surname", func(_ dice, h human) string { return middleOf(h.surname) }},
	{"one letter wrong", func(d dice, h human) string { return d.mistake(h.surname) + " " + h.given }},
	{"surname and initial", func(_ dice, h human) string { return h.surname + " " + firstOf(h.given, 1) + "." }},
	{"wrong keyboard layout", func(_ dice, h human) string { return layout.Replace(strings.ToLower(h.given + " " + h.surname)) }},
	{"nobody's name", func(d dice, h human) string { return h.given + " " + d.mistake(d.mistake(d.mistake(h.surname))) }},
}

func firstOf(s string, n int) string {
	letters := []rune(s)
	return string(letters[:min(n, len(letters))])
}

func middleOf(s string) string {
	letters := []rune(s)
	if len(letters) < 6 {
		return s
	}
	return string(letters[2:6])
}

func (d dice) mistake(s string) string {
	letters := slices.Clone([]rune(s))
	at := 1 + d.IntN(max(1, len(letters)-2))
	letters[at] = []rune("аоеикнрстл")[d.IntN(10)]
	return string(letters)
}
