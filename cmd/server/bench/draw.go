package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// Syllables of made-up names. What is put together from them is nobody's name, but sorts, folds and weighs as the
// names of the region do.
var (
	heads  = []string{"Ай", "Бек", "Дәу", "Ер", "Жан", "Көк", "Мұр", "Нұр", "Ора", "Сөр", "Тем", "Үкі", "Шың", "Әлі", "Вал", "Гор", "Рос", "Лем"}
	middle = []string{"бо", "ға", "дү", "жі", "қы", "ла", "мө", "на", "рі", "сұ", "ты", "ше"}
	tails  = []string{"қан", "мет", "нар", "рық", "сөл", "тай", "хан", "шек"}
	ends   = []string{"ев", "ева", "ов", "ова", "ұлы", "қызы", "ин", "ина"}
	words  = strings.Fields("вымышлено для примера остановили на улице проверили документы увезли без объяснений протокол " +
		"составили позже родным не сообщили сутки без сна көшеде тоқтатты себебін айтпады үйіне келді қорғаушы жоқ")
)

// dice draws what a world is made of. The same seed gives the same draws.
type dice struct{ *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 2022))} }

func (d dice) pick(list ...string) string { return list[d.IntN(len(list))] }

func (d dice) one(list []string) string { return list[d.IntN(len(list))] }

// chance is true in so many of a hundred cases.
func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

func (d dice) word() string {
	w := d.one(heads) + d.one(middle)
	if d.chance(60) {
		w += d.one(tails)
	}
	return w
}

func (d dice) name() string { return d.word() + " " + d.word() + d.one(ends) }

// story is a text of some words.
func (d dice) story(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = d.one(words)
	}
	return strings.Join(out, " ") + "."
}

// regions are those of January 2022.
func (d dice) region() string {
	if d.chance(40) {
		return "KZ-75"
	}
	return d.pick("KZ-11", "KZ-15", "KZ-19", "KZ-23", "KZ-27", "KZ-31", "KZ-33", "KZ-35", "KZ-39", "KZ-43", "KZ-47", "KZ-55",
		"KZ-59", "KZ-61", "KZ-63", "KZ-71", "KZ-75", "KZ-79")
}

// begun is the day on which something began: most often in January 2022, else in the three years from then. One in
// twelve is known to a month only, one in forty to a year.
func (d dice) begun() (stated string, day time.Time) {
	first := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
	if d.chance(60) {
		day = first.AddDate(0, 0, d.IntN(31))
	} else {
		day = first.AddDate(0, 0, d.IntN(1095))
	}
	switch n := d.IntN(120); {
	case n < 3:
		return day.Format("2006"), day
	case n < 13:
		return day.Format("2006-01"), day
	}
	return day.Format(time.DateOnly), day
}

func (d dice) phone() string {
	return fmt.Sprintf("+7 000 %03d %02d %02d", d.IntN(1000), d.IntN(100), d.IntN(100))
}
