package names

import "testing"

// groups are spellings met in documents and lists: each row is one person.
func groups() [][]string {
	return [][]string{
		{"Жанболат Мамай", "Zhanbolat Mamay", "Zhanbolat Mamai", "Janbolat Mamai", "Jañbolat Mamaı", "Мамай Жанболат", "Джанболат Мамай", "Zhanbulat Mamay", "Жанбулат Мамай"},
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

func TestSpellingsOfOneNameShareAKeyAndAreMatched(t *testing.T) {
	for _, g := range groups() {
		for i, x := range g {
			for _, y := range g[i+1:] {
				a, b := Parse(x), Parse(y)
				if !shareKey(a, b) {
					t.Errorf("%q %v and %q %v share no key", x, a.Keys(), y, b.Keys())
				}
				if m := CompareForms(a, b); m.Score < MatchAt {
					t.Errorf("%q and %q score %.3f %v", x, y, m.Score, m.Reasons)
				}
			}
		}
	}
}

func shareKey(a, b Form) bool {
	for _, x := range a.Keys() {
		for _, y := range b.Keys() {
			if x == y {
				return true
			}
		}
	}
	return false
}
