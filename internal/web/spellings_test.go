package web

import (
	"net/http"
	"strings"
	"testing"

	"aigaq/internal/cases/store"
)

// Through the page, as somebody types it: whoever is recorded under one spelling is found under all others.
func TestEverySpellingFindsAllTheOthersThroughTheSearchPage(t *testing.T) {
	groups := [][]string{
		{"Жанболат Мамай", "Zhanbolat Mamay", "Zhanbolat Mamai", "Janbolat Mamai", "Jañbolat Mamaı", "Мамай Жанболат", "Джанболат Мамай", "Zhanbulat Mamay"},
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
	onBothSites(t, func(t *testing.T, o store.Options) {
		s := siteOn(t, o)
		numbers := map[string]string{}
		for _, group := range groups {
			for _, name := range group {
				numbers[name] = s.person("aliya", name).Number
			}
		}
		b := s.as("aliya")
		for _, group := range groups {
			for _, typed := range group {
				body := b.get(searching(typed)).wants(t, http.StatusOK).body
				first := strings.Index(body, "PER-")
				if first < 0 || !strings.HasPrefix(body[first:], numbers[typed]) {
					t.Errorf("searching %q does not show first who is written just so", typed)
				}
				for _, other := range group {
					if !strings.Contains(body, numbers[other]) {
						t.Errorf("searching %q does not show %q", typed, other)
					}
				}
			}
		}
	})
}
