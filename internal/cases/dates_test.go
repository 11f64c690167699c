package cases

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestDatesThatAreRefused(t *testing.T) { // R43
	for _, c := range []struct{ name, text, key string }{
		{"words", "last winter", "not_a_date"},
		{"a month alone", "January", "not_a_date"},
		{"a month that is none", "5 foo 2022", "not_a_date"},
		{"a day of no month", "2022-02-30", "no_such_day"},
		{"29 February of a common year", "29.02.2023", "no_such_day"},
		{"a thirteenth month", "2022-13", "no_such_day"},
		{"a day zero", "00.01.2022", "no_such_day"},
		{"31 April in words", "31 апреля 2022", "no_such_day"},
		{"a year slip of one digit more", "20222-01-05", "not_a_date"},
		{"a year slip far ahead", "2202-01-05", "year_out_of_range"},
		{"a year slip far back", "0222-01-05", "year_out_of_range"},
		{"a range backwards", "2022-01-06/2022-01-05", "range_backwards"},
		{"a range of years backwards", "2023/2022", "range_backwards"},
		{"half a range", "2022-01-05/", "not_a_date"},
		{"both ends open", "../..", "not_a_date"},
		{"an hour that is none", "2022-01-05T25:00", "not_a_time"},
		{"an hour of a month", "2022-01T10:00", "not_a_date"},
		{"a box left out", "2022-??-05", "not_a_date"},
		{"a missing year", "????-01-05", "not_a_date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d, key := ParseDate(c.text); key != c.key {
				t.Errorf("%q gave %+v, %q; want %q", c.text, d, key, c.key)
			}
		})
	}
}

func TestDatesAsPeopleWriteThem(t *testing.T) {
	day := Date{From: "2022-01-05", To: "2022-01-05", Precision: Day}
	month := Date{From: "2022-01-01", To: "2022-01-31", Precision: Month}
	for text, want := range map[string]Date{
		"":                       {},
		"unknown":                {Precision: NoDate},
		"2022-01-05":             day,
		"2022-1-5":               day,
		" 2022-01-05 ":           day,
		"5.01.2022":              day,
		"05.1.2022":              day,
		"05/01/2022":             day,
		"5 January 2022":         day,
		"January 5, 2022":        day,
		"5 января 2022":          day,
		"5 января 2022 г.":       day,
		"5 января 2022 года":     day,
		"5 Қаңтар 2022":          day,
		"2022 жылғы 5 қаңтар":    day,
		"2022-01":                month,
		"01.2022":                month,
		"01/2022":                month,
		"январь 2022":            month,
		"январе 2022 года":       month,
		"қаңтар 2022":            month,
		"2022 жылғы қаңтар":      month,
		"May 2021":               {From: "2021-05-01", To: "2021-05-31", Precision: Month},
		"мамыр 2021":             {From: "2021-05-01", To: "2021-05-31", Precision: Month},
		"маусым 2021":            {From: "2021-06-01", To: "2021-06-30", Precision: Month},
		"қазан 2021":             {From: "2021-10-01", To: "2021-10-31", Precision: Month},
		"қараша 2021":            {From: "2021-11-01", To: "2021-11-30", Precision: Month},
		"2020-02":                {From: "2020-02-01", To: "2020-02-29", Precision: Month},
		"2022":                   {From: "2022-01-01", To: "2022-12-31", Precision: Year},
		"2022~":                  {From: "2022-01-01", To: "2022-12-31", Precision: YearApprox},
		"2022-01~":               {From: "2022-01-01", To: "2022-01-31", Precision: MonthApprox},
		"05/01/2022~":            {From: "2022-01-05", To: "2022-01-05", Precision: DayApprox},
		"2022-01-05T9:05":        {From: "2022-01-05", To: "2022-01-05", Clock: "09:05", Precision: Time},
		"2022-01-05 14:30":       {From: "2022-01-05", To: "2022-01-05", Clock: "14:30", Precision: Time},
		"2022-01-05/2022-01-08":  {From: "2022-01-05", To: "2022-01-08", Precision: Range},
		"5.01.2022/8.01.2022":    {From: "2022-01-05", To: "2022-01-08", Precision: Range},
		"2021/2022-02":           {From: "2021-01-01", To: "2022-02-28", Precision: Range},
		"../2022-01":             {To: "2022-01-31", Precision: Before},
		"../05/01/2022":          {To: "2022-01-05", Precision: Before},
		"2022-01/..":             {From: "2022-01-01", Precision: After},
		"05/01/2022/..":          {From: "2022-01-05", Precision: After},
		"29.02.2024":             {From: "2024-02-29", To: "2024-02-29", Precision: Day},
		"желтоқсан 1986":         {From: "1986-12-01", To: "1986-12-31", Precision: Month},
		"17 декабря 1986 г":      {From: "1986-12-17", To: "1986-12-17", Precision: Day},
		"16 желтоқсан 2011 жылы": {From: "2011-12-16", To: "2011-12-16", Precision: Day},
	} {
		if got, key := ParseDate(text); key != "" || got != want {
			t.Errorf("%q gave %+v, %q; want %+v", text, got, key, want)
		}
	}
}

func TestTheMonthsOfThreeLanguages(t *testing.T) {
	for _, names := range [][]string{
		{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
		{"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"},
	} {
		for i, name := range names {
			got, key := ParseDate(name + " 2022")
			if key != "" || got.Month() != fmt.Sprintf("2022-%02d", i+1) || got.Precision != Month {
				t.Errorf("%s gave %+v, %q", name, got, key)
			}
		}
	}
}

// someDate draws a date of every precision.
func someDate(t *rapid.T) Date {
	days := []string{"1986-12-17", "2011-12-16", "2020-02-29", "2021-12-31", "2022-01-01", "2022-01-05", "2022-06-08", "2100-12-31"}
	text := rapid.SampledFrom(days).Draw(t, "day")
	text = text[:rapid.SampledFrom([]int{4, 7, 10}).Draw(t, "length")]
	switch rapid.IntRange(0, 5).Draw(t, "form") {
	case 1:
		text += "~"
	case 2:
		text = "../" + text
	case 3:
		text += "/.."
	case 4:
		text += "/2100-12-31"
	case 5:
		if len(text) == 10 {
			text += "T23:59"
		}
	}
	d, key := ParseDate(text)
	if key != "" {
		t.Fatalf("%s: %s", text, key)
	}
	return d
}

func TestADateReadsBackAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someDate(t)
		if again, key := ParseDate(d.String()); key != "" || again != d {
			t.Fatalf("%+v is written %q and reads %+v, %q", d, d, again, key)
		}
	})
}

func TestNoDateIsEarlierThanItselfOrBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someDate(t), someDate(t)
		if a.Earlier(a) || a.Earlier(b) && b.Earlier(a) {
			t.Fatalf("%v and %v", a, b)
		}
	})
}

func TestParseDateNeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("0123456789-/.~T: ?январьжылғықаңтарMay"))).Draw(t, "text")
		d, key := ParseDate(s)
		if key != "" {
			return
		}
		if again, key := ParseDate(d.String()); key != "" || again != d {
			t.Fatalf("%q reads %+v, which is written %q and reads %+v, %q", s, d, d, again, key)
		}
	})
}

func date(t *testing.T, text string) Date {
	t.Helper()
	d, key := ParseDate(text)
	if key != "" {
		t.Fatalf("%s: %s", text, key)
	}
	return d
}

func TestMonthEarlierAndDays(t *testing.T) {
	for text, month := range map[string]string{"2022": "", "2022-01": "2022-01", "2022-01-05": "2022-01", "2021-12-31/2022-01-02": "",
		"2022-01-03/2022-01-09": "2022-01", "../2022-01": "", "2022-01/..": "", "unknown": "", "": ""} {
		if got := date(t, text).Month(); got != month {
			t.Errorf("the month of %q is %q, want %q", text, got, month)
		}
	}
	for _, c := range []struct {
		a, b    string
		earlier bool
	}{
		{"2022-01-04", "2022-01-05", true}, {"2022-01-05", "2022-01-05", false}, {"2022-01", "2022-01-20", false},
		{"2021", "2022-01", true}, {"2022-01-05T10:00", "2022-01-05T11:00", true}, {"2022-01-05T11:00", "2022-01-05T10:00", false},
		{"../2022-01-04", "2022-01-05", true}, {"2022-01-04/..", "2022-01-05", false}, {"unknown", "2022-01-05", false},
	} {
		if got := date(t, c.a).Earlier(date(t, c.b)); got != c.earlier {
			t.Errorf("%s earlier than %s: %t", c.a, c.b, got)
		}
	}
	for _, c := range []struct {
		a, b  string
		days  int64
		known bool
	}{
		{"2022-01", "2022-01-05", 0, false}, {"2022-01-05", "2022-01-04", 0, false}, {"2022-01-05~", "2022-01-10", 0, false},
		{"2022-01-05", "2022-01-05", 0, true}, {"2021-12-31", "2022-01-02", 2, true}, {"2020-02-28", "2020-03-01", 2, true},
	} {
		if days, known := date(t, c.a).DaysTo(date(t, c.b)); days != c.days || known != c.known {
			t.Errorf("from %s to %s: %d, %t", c.a, c.b, days, known)
		}
	}
}

func TestTheBoxesOfTheDateQuestion(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Input
		want string
		key  string
	}{
		{"a day without a month", Input{"from.year": {"2022"}, "from.day": {"5"}}, "", "not_a_date"},
		{"a month without a year", Input{"from.month": {"1"}}, "", "not_a_date"},
		{"an hour without a day", Input{"from.year": {"2022"}, "from.clock": {"10:00"}}, "", "not_a_date"},
		{"a day that is none", Input{"from.year": {"2022"}, "from.month": {"2"}, "from.day": {"31"}}, "", "no_such_day"},
		{"an end before the beginning", Input{"from": {"2022-01-05"}, "from.until": {"2022-01-04"}}, "", "range_backwards"},
		{"day, month and year", Input{"from.year": {"2022"}, "from.month": {"1"}, "from.day": {"5"}}, "2022-01-05", ""},
		{"a year alone", Input{"from.year": {"2022"}}, "2022", ""},
		{"about a month", Input{"from.year": {"2022"}, "from.month": {"01"}, "from.precision": {"approx"}}, "2022-01~", ""},
		{"before", Input{"from": {"05/01/2022"}, "from.precision": {"before"}}, "../2022-01-05", ""},
		{"after", Input{"from": {"05/01/2022"}, "from.precision": {"after"}}, "2022-01-05/..", ""},
		{"an hour", Input{"from": {"2022-01-05"}, "from.clock": {"14:30"}}, "2022-01-05T14:30", ""},
		{"until", Input{"from": {"2022-01-05"}, "from.until": {"2022-01-08"}}, "2022-01-05/2022-01-08", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d Date
			problems := When("from", &d).Read(c.in, nil)
			if keyOf(problems, "from") != c.key || d.String() != c.want {
				t.Errorf("read %q, %v", d, problems)
			}
		})
	}
}
