package cases

import (
	"regexp"
	"strings"
	"time"
)

// The years a date may lie in: nothing older is documented here, and a typing slip such as 20222 must not pass.
const (
	minYear = "1850"
	maxYear = "2100"
)

// ParseDate reads a date as people and files write it: 2022, 2022-01, 2022-01-05, 2022-01-05T14:30, 5.01.2022,
// 05/01/2022, 01.2022, "январь 2022", "5 января 2022 года", "January 5, 2022", "2022 жылғы 5 қаңтар", a range with "/" between two of them, "~" for about and ".."
// for an open end. The second result is the key of what is wrong, empty when nothing is.
func ParseDate(s string) (Date, string) {
	s = strings.TrimSpace(s)
	switch s {
	case "":
		return Date{}, ""
	case Unknown:
		return Date{Precision: NoDate}, ""
	}
	if from, ok := strings.CutSuffix(s, "/.."); ok {
		d, key := parseOne(strings.TrimSpace(from))
		return Date{From: d.From, Precision: After}, key
	}
	if to, ok := strings.CutPrefix(s, "../"); ok {
		d, key := parseOne(strings.TrimSpace(to))
		return Date{To: d.To, Precision: Before}, key
	}
	if from, to, ok := strings.Cut(s, "/"); ok && !slashDate.MatchString(s) {
		return parseSpan(from, to)
	}
	return parseOne(s)
}

func parseSpan(from, to string) (Date, string) {
	a, key := parseOne(strings.TrimSpace(from))
	if key != "" {
		return Date{}, key
	}
	b, key := parseOne(strings.TrimSpace(to))
	if key != "" {
		return Date{}, key
	}
	if b.To < a.From {
		return Date{}, "range_backwards"
	}
	return Date{From: a.From, To: b.To, Precision: Range}, ""
}

var (
	slashDate   = regexp.MustCompile(`^(?:\d{1,2}/)?\d{1,2}/\d{4}~?$`)
	isoDate     = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2}:\d{2}))?)?)?$`)
	dottedDate  = regexp.MustCompile(`^(?:(\d{1,2})[./])?(\d{1,2})[./](\d{4})$`)
	wordDate    = regexp.MustCompile(`^(?:(\d{1,2})[ .]+)?(\p{L}+)[ .,]*(\d{4})(?: ?(?:г|года|году|ж|жыл|жылы)\.?)?$`)
	englishDate = regexp.MustCompile(`^(\p{L}+)\.? (\d{1,2}),? (\d{4})$`)
	kazakhDate  = regexp.MustCompile(`^(\d{4}) жылғы(?: (\d{1,2}))? (\p{L}+)$`)
)

func parseOne(s string) (Date, string) {
	text, approx := strings.CutSuffix(s, "~")
	if m := isoDate.FindStringSubmatch(text); m != nil {
		return dateOf(m[1], m[2], m[3], m[4], approx)
	}
	if m := dottedDate.FindStringSubmatch(text); m != nil {
		return dateOf(m[3], m[2], m[1], "", approx)
	}
	low := strings.ToLower(text)
	if m := wordDate.FindStringSubmatch(low); m != nil && monthWord(m[2]) != "" {
		return dateOf(m[3], monthWord(m[2]), m[1], "", approx)
	}
	if m := englishDate.FindStringSubmatch(low); m != nil && monthWord(m[1]) != "" {
		return dateOf(m[3], monthWord(m[1]), m[2], "", approx)
	}
	if m := kazakhDate.FindStringSubmatch(low); m != nil && monthWord(m[3]) != "" {
		return dateOf(m[1], monthWord(m[3]), m[2], "", approx)
	}
	return Date{}, "not_a_date"
}

func dateOf(year, month, day, clock string, approx bool) (Date, string) {
	if year < minYear || year > maxYear {
		return Date{}, "year_out_of_range"
	}
	layout, text, precision := "2006", year, Year
	switch {
	case day != "":
		layout, text, precision = time.DateOnly, year+"-"+pad(month)+"-"+pad(day), Day
	case month != "":
		layout, text, precision = "2006-01", year+"-"+pad(month), Month
	}
	t, err := time.Parse(layout, text)
	if err != nil {
		return Date{}, "no_such_day"
	}
	d := Date{From: t.Format(time.DateOnly), To: lastDay(t, precision).Format(time.DateOnly), Precision: precision}
	if approx {
		d.Precision += "_approx"
	}
	if clock != "" {
		c, err := time.Parse("15:04", pad5(clock))
		if err != nil {
			return Date{}, "not_a_time"
		}
		d.Clock, d.Precision = c.Format("15:04"), Time
	}
	return d, ""
}

func pad5(clock string) string {
	if len(clock) == 4 {
		return "0" + clock
	}
	return clock
}

func lastDay(t time.Time, p Precision) time.Time {
	switch p {
	case Year:
		return t.AddDate(1, 0, -1)
	case Month:
		return t.AddDate(0, 1, -1)
	}
	return t
}

// monthWord finds the number of a month by how its name begins, in English, Russian or Kazakh, in any case form.
func monthWord(word string) string {
	stems := []struct{ number, stems string }{
		{"01", "jan янв қаң"}, {"02", "feb фев ақп"}, {"03", "mar мар нау"}, {"04", "apr апр сәу"},
		{"05", "may май мая мам"}, {"06", "jun июн мау"}, {"07", "jul июл шіл"}, {"08", "aug авг там"},
		{"09", "sep сен қыр"}, {"10", "oct окт қаз"}, {"11", "nov ноя қар"}, {"12", "dec дек жел"},
	}
	for _, m := range stems {
		for _, stem := range strings.Fields(m.stems) {
			if strings.HasPrefix(word, stem) {
				return m.number
			}
		}
	}
	return ""
}
