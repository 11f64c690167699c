package store

import (
	"slices"
	"testing"

	"aigaq/internal/cases"
)

// spellings are groups of spellings of one name each: in Kazakh and Russian Cyrillic, as in passports, in the Latin
// alphabets of 2018 and 2021, with other endings, with foreign equivalents, joined and parted.
func spellings() [][]string {
	return [][]string{
		{"Жанболат Мамай", "Zhanbolat Mamay", "Zhanbolat Mamai", "Janbolat Mamai", "Jañbolat Mamaı", "Мамай Жанболат",
			"Джанболат Мамай", "Zhanbulat Mamay"},
		{"Қасым-Жомарт Тоқаев", "Касым-Жомарт Токаев", "Kassym-Jomart Tokayev", "Qasım-Jomart Toqayev"},
		{"Мақсат Шәкенов", "Максат Шакенов", "Maqsat Şäkenov", "Maqsat Shákenov"},
		{"Ғабит Ағымбеков", "Габит Агимбеков", "Ghabit Aghymbekov"},
		{"Евгений Жовтис", "Yevgeniy Zhovtis", "Evgeny Zhovtis", "Evgenii Zhovtis"},
		{"Ерзат Қашқарбаев", "Erzat Kashkarbayev", "Ерзат Қашқарбайұлы"},
		{"Гүлнұр Өмірбекова", "Gúlnur Ómirbekova", "Гульнур Умирбекова"},
		{"Юлия Щеглова", "Iuliia Shcheglova", "Julia Scheglova"},
		{"Хамит Қожа-Сейіт", "Hamit Qoja-Seyit", "Хамит Кожасеит"},
		{"Данияр Ержанов", "Daniyar Yerzhanov"},
		{"Мұхтар Әуезов", "Mukhtar Auezov"},
		{"Ёлкин Пётр", "Yolkin Petr"},
	}
}

func TestEverySpellingOfANameFindsAllTheOthers(t *testing.T) {
	onBoth(t, func(h *house) {
		people := map[string]cases.Saved{}
		for _, group := range spellings() {
			for _, name := range group {
				people[name] = h.person("chief", name, "level", "internal")
			}
		}
		for _, group := range spellings() {
			for _, typed := range group {
				hits, err := h.desk("aliya").Find(h.ctx(), typed, 20)
				h.must(err)
				alike, err := h.desk("aliya").Alike(h.ctx(), cases.Sought{Names: []string{typed}}, 20)
				h.must(err)
				for _, other := range group {
					number := people[other].Number
					if !slices.ContainsFunc(hits, func(hit cases.Hit) bool { return hit.Head.Number == number && len(hit.Reasons) > 0 }) {
						h.Errorf("searching %q does not find %q, or says not why", typed, other)
					}
					if !slices.ContainsFunc(alike, func(a cases.Alike) bool { return a.Head.Number == number }) {
						h.Errorf("nobody says that %q is like %q", typed, other)
					}
				}
			}
		}
	})
}

func TestAPersonIsFoundByWhateverPartOfTheNameIsTyped(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Жұлдызбаева Гүлдария Болатқызы", "born", "1991-04-05")
		initials := h.person("aliya", "Жанәділов Қ.", "born", "1980")
		for i := range 30 {
			h.person("aliya", []string{"Қайратов Асан", "Тестов Болат", "Мысалов Ерлан"}[i%3])
		}
		for name, typed := range map[string]string{
			"the surname": "Жұлдызбаева", "the surname without its ending": "жулдызбай", "another ending": "Жулдызбаев", "in Latin": "Zhuldyzbayeva",
			"the beginning of it": "Жулд", "two beginnings": "гулд жулд", "the middle of it": "лдызба", "in another order": "Болатқызы Гүлдария",
			"the given name alone": "Guldariya", "an initial": "Жулдызбаева Г.", "a letter too many": "Жулдыызбаева", "a wrong letter": "Жулдузбаева Гулдария",
			"a letter too few": "Жуллызбаева", "two letters that changed places": "Жудлызбаева", "the wrong keyboard layout": ";ekls,pftdf",
			"a patronymic of the Russian sort": "Жулдызбаева Гулдария Болатовна", "a year of birth": "Жулдызбаева 1991",
		} {
			h.Run(name, func(t *testing.T) {
				hits, err := h.desk("aliya").Find(h.ctx(), typed, 5)
				if err != nil || len(hits) == 0 || hits[0].Head.Number != p.Number {
					t.Errorf("%q finds %+v, %v", typed, hits, err)
				}
			})
		}
		h.finds("aliya", "Жанадилов Кайрат", initials)
		h.finds("aliya", initials.Number, initials)
		h.findsOnly("aliya", "Ешқашанов Болмағанбек")
		h.findsOnly("aliya", "")
		h.findsOnly("aliya", "— . ;")
	})
}
