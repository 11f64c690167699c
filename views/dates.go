package views

import (
	"strconv"
	"strings"
	"time"

	"aigaq/internal/cases"
)

// date writes a date as closely as it is known, in the language of the page.
func (p Page) date(d cases.Date) string {
	w := p.Words
	y, m, day := parts(d.From)
	switch d.Precision {
	case cases.Time:
		clock, err := time.Parse("15:04", d.Clock)
		if err != nil {
			return w.Date(y, m, day)
		}
		return w.DateTime(y, m, day, clock.Hour(), clock.Minute())
	case cases.Day:
		return w.Date(y, m, day)
	case cases.DayApprox:
		return w.About(y, m, day)
	case cases.Month:
		return w.Date(y, m, 0)
	case cases.MonthApprox:
		return w.About(y, m, 0)
	case cases.Year:
		return w.Date(y, 0, 0)
	case cases.YearApprox:
		return w.About(y, 0, 0)
	case cases.NoDate:
		return w.UnknownDate()
	case "":
		return ""
	}
	// Both days of a range belong to it; before and after are ranges open on one side.
	y2, m2, day2 := parts(d.To)
	return w.Range(y, m, day, y2, m2, day2)
}

// shortDate is the same for a table, where only whole days can be made shorter.
func (p Page) shortDate(d cases.Date) string {
	if d.Precision == cases.Day {
		return p.Words.ShortDate(parts(d.From))
	}
	return p.date(d)
}

// monthName writes a month given as 2022-01.
func (p Page) monthName(s string) string {
	y, m, _ := parts(s)
	if y == 0 {
		return s
	}
	return p.Words.Date(y, m, 0)
}

// dayName writes a day given as 2022-01-05.
func (p Page) dayName(s string) string { return p.Words.Date(parts(s)) }

// moment writes a moment in the zone of the page.
func (p Page) moment(t time.Time) string {
	zone := p.Zone
	if zone == nil {
		zone = time.UTC
	}
	t = t.In(zone)
	return p.Words.ShortDateTime(t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute())
}

// parts cuts an ISO date; what is not there is 0.
func parts(s string) (y, m, d int) {
	numbers := [3]int{}
	for i, part := range strings.SplitN(s, "-", 3) {
		n, err := strconv.Atoi(part)
		if err != nil {
			return 0, 0, 0
		}
		numbers[i] = n
	}
	return numbers[0], numbers[1], numbers[2]
}

// daysLeft counts the days from today to a day; false where either is not known.
func (p Page) daysLeft(d cases.Date) (int, bool) {
	if p.Book == nil {
		return 0, false
	}
	today, errA := time.Parse(time.DateOnly, p.Book.Today)
	due, errB := time.Parse(time.DateOnly, d.From)
	if errA != nil || errB != nil {
		return 0, false
	}
	return int(due.Sub(today).Hours() / 24), true
}

// left says how long something may still wait.
func (p Page) left(d cases.Date) string {
	n, ok := p.daysLeft(d)
	switch {
	case !ok:
		return ""
	case n == 0:
		return p.t("due.today")
	case n < 0:
		return p.n("due.late", -n)
	}
	return p.n("due.left", n)
}

// dateBoxes are the boxes of the date question as they are to be filled.
type dateBoxes struct {
	Day, Month, Year, Clock, Precision, Until, Stated string
	Unknown                                           bool
}

// more tells whether any box is filled that stands under the fold.
func (b dateBoxes) more() bool {
	return b.Clock+b.Precision+b.Until+b.Stated != "" || b.Unknown
}

// boxesOf fills the boxes of a date: with what was typed into them, else from the whole date.
func boxesOf(in cases.Input, name string) dateBoxes {
	typed := dateBoxes{
		Day: in.Get(name + ".day"), Month: in.Get(name + ".month"), Year: in.Get(name + ".year"),
		Clock: in.Get(name + ".clock"), Precision: in.Get(name + ".precision"), Until: in.Get(name + ".until"),
	}
	whole := in.Get(name)
	if (typed == dateBoxes{}) {
		typed = splitDate(whole)
	}
	typed.Unknown = whole == cases.Unknown
	typed.Stated = in.Get(name + ".stated")
	return typed
}

// splitDate takes a date in its written form apart into boxes. What cannot be read stands in the year box, so that
// it is neither lost nor silently accepted.
func splitDate(s string) dateBoxes {
	if s == "" || s == cases.Unknown {
		return dateBoxes{}
	}
	d, key := cases.ParseDate(s)
	if key != "" {
		return dateBoxes{Year: s}
	}
	switch d.Precision {
	case cases.Before:
		return oneDate(d.To, "before")
	case cases.After:
		return oneDate(d.From, "after")
	case cases.Range:
		b := oneDate(d.From, "")
		b.Until = d.To
		return b
	}
	text, _, _ := strings.Cut(d.String(), "T")
	day, approx := strings.CutSuffix(text, "~")
	b := oneDate(day, "")
	if approx {
		b.Precision = "approx"
	}
	b.Clock = d.Clock
	return b
}

func oneDate(s, precision string) dateBoxes {
	b := dateBoxes{Precision: precision}
	for i, part := range strings.SplitN(s, "-", 3) {
		*[]*string{&b.Year, &b.Month, &b.Day}[i] = part
	}
	return b
}
