package i18n

import (
	"strings"
	"testing"
)

// three holds the same thing in English, Russian and Kazakh.
type three [3]string

func inThree(t *testing.T, name string, say func(*Words) string, want three) {
	t.Helper()
	c := loaded(t)
	for i, l := range Languages() {
		if got := say(c.Words(l.Code)); got != want[i] {
			t.Errorf("%s in %s: got %q, want %q", name, l.Code, got, want[i])
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		name string
		say  func(*Words) string
		want three
	}{
		{"no date", func(w *Words) string { return w.Date(0, 0, 0) }, three{"date unknown", "дата неизвестна", "күні белгісіз"}},
		{"a month that does not exist", func(w *Words) string { return w.Date(2022, 13, 0) }, three{"⟦month.13⟧ 2022", "⟦month.13⟧ 2022 г.", "2022 жылғы ⟦month.13⟧"}},
		{"a day", func(w *Words) string { return w.Date(2022, 1, 5) }, three{"5 January 2022", "5 января 2022 г.", "2022 жылғы 5 қаңтар"}},
		{"a month", func(w *Words) string { return w.Date(2022, 1, 0) }, three{"January 2022", "январь 2022 г.", "2022 жылғы қаңтар"}},
		{"a year", func(w *Words) string { return w.Date(2022, 0, 0) }, three{"2022", "2022 г.", "2022 ж."}},
		{"a short day", func(w *Words) string { return w.ShortDate(2022, 1, 5) }, three{"5 Jan 2022", "05.01.2022", "05.01.2022"}},
		{"a short month", func(w *Words) string { return w.ShortDate(2022, 1, 0) }, three{"Jan 2022", "01.2022", "01.2022"}},
		{"a short year", func(w *Words) string { return w.ShortDate(2022, 0, 0) }, three{"2022", "2022", "2022"}},
		{"no short date", func(w *Words) string { return w.ShortDate(0, 0, 0) }, three{"date unknown", "дата неизвестна", "күні белгісіз"}},
		{"a time", func(w *Words) string { return w.Time(14, 5) }, three{"14:05", "14:05", "14:05"}},
		{"a day and time", func(w *Words) string { return w.DateTime(2022, 1, 5, 9, 30) }, three{"5 January 2022, 09:30", "5 января 2022 г., 09:30", "2022 жылғы 5 қаңтар, 09:30"}},
		{"a short day and time", func(w *Words) string { return w.ShortDateTime(2022, 1, 5, 9, 30) }, three{"5 Jan 2022, 09:30", "05.01.2022, 09:30", "05.01.2022, 09:30"}},
		{"a month on an axis", func(w *Words) string { return w.MonthShort(2) }, three{"Feb", "февр.", "ақп."}},
		{"a month by itself", func(w *Words) string { return w.Month(5) }, three{"May", "май", "мамыр"}},
	} {
		inThree(t, c.name, c.say, c.want)
	}
}

func TestImpreciseDates(t *testing.T) {
	for _, c := range []struct {
		name string
		say  func(*Words) string
		want three
	}{
		{"unknown", (*Words).UnknownDate, three{"date unknown", "дата неизвестна", "күні белгісіз"}},
		{"before nothing", func(w *Words) string { return w.Before(0, 0, 0) }, three{"date unknown", "дата неизвестна", "күні белгісіз"}},
		{"about a day", func(w *Words) string { return w.About(2022, 1, 5) }, three{"about 5 January 2022", "около 5 января 2022 г.", "шамамен 2022 жылғы 5 қаңтар"}},
		{"about a month", func(w *Words) string { return w.About(2022, 3, 0) }, three{"about March 2022", "около марта 2022 г.", "шамамен 2022 жылғы наурыз"}},
		{"about a year", func(w *Words) string { return w.About(2022, 0, 0) }, three{"about 2022", "около 2022 г.", "шамамен 2022 жыл"}},
		{"before a day", func(w *Words) string { return w.Before(2022, 1, 5) }, three{"before 5 January 2022", "до 5 января 2022 г.", "2022 жылғы 5 қаңтарға дейін"}},
		{"before a month", func(w *Words) string { return w.Before(2022, 9, 0) }, three{"before September 2022", "до сентября 2022 г.", "2022 жылғы қыркүйекке дейін"}},
		{"before a year", func(w *Words) string { return w.Before(2022, 0, 0) }, three{"before 2022", "до 2022 г.", "2022 жылға дейін"}},
		{"after a day", func(w *Words) string { return w.After(2022, 1, 5) }, three{"after 5 January 2022", "после 5 января 2022 г.", "2022 жылғы 5 қаңтардан кейін"}},
		{"after a month", func(w *Words) string { return w.After(2022, 2, 0) }, three{"after February 2022", "после февраля 2022 г.", "2022 жылғы ақпаннан кейін"}},
		{"after a year", func(w *Words) string { return w.After(2022, 0, 0) }, three{"after 2022", "после 2022 г.", "2022 жылдан кейін"}},
		{"since the second", func(w *Words) string { return w.Since(2022, 1, 2) }, three{"since 2 January 2022", "со 2 января 2022 г.", "2022 жылғы 2 қаңтардан бастап"}},
		{"since a month", func(w *Words) string { return w.Since(2022, 6, 0) }, three{"since June 2022", "с июня 2022 г.", "2022 жылғы маусымнан бастап"}},
		{"until a day", func(w *Words) string { return w.Until(2022, 1, 5) }, three{"until 5 January 2022", "до 5 января 2022 г. включительно", "2022 жылғы 5 қаңтарға дейін (қоса алғанда)"}},
		{"until a month", func(w *Words) string { return w.Until(2022, 7, 0) }, three{"until the end of July 2022", "до июля 2022 г. включительно", "2022 жылғы шілдеге дейін (қоса алғанда)"}},
		{"a week", func(w *Words) string { return w.Week(2022, 1, 3) }, three{"the week of 3 January 2022", "неделя, начавшаяся 3 января 2022 г.", "2022 жылғы 3 қаңтардан басталған апта"}},
		{"a week without its day", func(w *Words) string { return w.Week(2022, 1, 0) }, three{"January 2022", "январь 2022 г.", "2022 жылғы қаңтар"}},
	} {
		inThree(t, c.name, c.say, c.want)
	}
}

func TestRanges(t *testing.T) {
	for _, c := range []struct {
		name string
		at   [6]int
		want three
	}{
		{"nothing to nothing", [6]int{}, three{"date unknown", "дата неизвестна", "күні белгісіз"}},
		{"open at the start", [6]int{0, 0, 0, 2022, 0, 0}, three{"until the end of 2022", "до 2022 г. включительно", "2022 жылға дейін (қоса алғанда)"}},
		{"open at the end", [6]int{2022, 1, 5, 0, 0, 0}, three{"since 5 January 2022", "с 5 января 2022 г.", "2022 жылғы 5 қаңтардан бастап"}},
		{"one day", [6]int{2022, 1, 5, 2022, 1, 5}, three{"5 January 2022", "5 января 2022 г.", "2022 жылғы 5 қаңтар"}},
		{"days of a month", [6]int{2022, 1, 4, 2022, 1, 6}, three{"4–6 January 2022", "4–6 января 2022 г.", "2022 жылғы 4–6 қаңтар"}},
		{"days of two months", [6]int{2022, 1, 31, 2022, 2, 2}, three{"31 January – 2 February 2022", "31 января – 2 февраля 2022 г.", "2022 жылғы 31 қаңтар – 2 ақпан"}},
		{"days of two years", [6]int{2021, 12, 31, 2022, 1, 2}, three{"31 December 2021 – 2 January 2022", "31 декабря 2021 г. – 2 января 2022 г.", "2021 жылғы 31 желтоқсан – 2022 жылғы 2 қаңтар"}},
		{"one month", [6]int{2022, 1, 0, 2022, 1, 0}, three{"January 2022", "январь 2022 г.", "2022 жылғы қаңтар"}},
		{"months of a year", [6]int{2022, 1, 0, 2022, 3, 0}, three{"January–March 2022", "январь–март 2022 г.", "2022 жылғы қаңтар–наурыз"}},
		{"months of two years", [6]int{2021, 12, 0, 2022, 1, 0}, three{"December 2021 – January 2022", "декабрь 2021 г. – январь 2022 г.", "2021 жылғы желтоқсан – 2022 жылғы қаңтар"}},
		{"one year", [6]int{2022, 0, 0, 2022, 0, 0}, three{"2022", "2022 г.", "2022 ж."}},
		{"years", [6]int{2021, 0, 0, 2022, 0, 0}, three{"2021–2022", "2021–2022 гг.", "2021–2022 жж."}},
		{"a day to a month", [6]int{2022, 1, 5, 2022, 3, 0}, three{"5 January 2022 – March 2022", "5 января 2022 г. – март 2022 г.", "2022 жылғы 5 қаңтар – 2022 жылғы наурыз"}},
	} {
		inThree(t, c.name, func(w *Words) string {
			return w.Range(c.at[0], c.at[1], c.at[2], c.at[3], c.at[4], c.at[5])
		}, c.want)
	}
}

// Kazakh endings follow the vowels and the last sound of each month.
func TestKazakhMonthsDecline(t *testing.T) {
	before := strings.Fields("қаңтарға ақпанға наурызға сәуірге мамырға маусымға шілдеге тамызға қыркүйекке қазанға қарашаға желтоқсанға")
	after := strings.Fields("қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан шілдеден тамыздан қыркүйектен қазаннан қарашадан желтоқсаннан")
	kk := loaded(t).Words("kk")
	for m := 1; m <= 12; m++ {
		if got, want := kk.Before(2022, m, 0), "2022 жылғы "+before[m-1]+" дейін"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if got, want := kk.After(2022, m, 9), "2022 жылғы 9 "+after[m-1]+" кейін"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestRussianMonthsDecline(t *testing.T) {
	of := strings.Fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
	ru := loaded(t).Words("ru")
	for m := 1; m <= 12; m++ {
		for _, got := range []string{ru.Date(2022, m, 1), ru.About(2022, m, 1), ru.Before(2022, m, 1), ru.After(2022, m, 1), ru.Since(2022, m, 1), ru.Until(2022, m, 1), ru.Week(2022, m, 1)} {
			if !strings.Contains(got, "1 "+of[m-1]+" 2022 г.") {
				t.Errorf("%q does not hold 1 %s 2022 г.", got, of[m-1])
			}
		}
	}
}
