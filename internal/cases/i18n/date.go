package i18n

import (
	"fmt"
	"strconv"
)

// A date is a year, a month and a day. A day of 0 means that only the month is
// known, a month of 0 that only the year is, a year of 0 that nothing is. Whether
// the date exists is not looked at here.

// Date writes a date in full: 5 January 2022, January 2022, 2022.
func (w *Words) Date(y, m, d int) string {
	return w.phrase("date", y, m, d)
}

// ShortDate writes a date for a table: 05.01.2022 in Russian and Kazakh, 5 Jan
// 2022 in English, where a reader could take the month for the day.
func (w *Words) ShortDate(y, m, d int) string {
	known := precision(y, m, d)
	if known == "unknown" {
		return w.UnknownDate()
	}
	day, month := strconv.Itoa(d), w.MonthShort(m)
	if w.shortNumeric {
		day, month = twoDigits(d), twoDigits(m)
	}
	return w.T("date.short."+known, "day", day, "month", month, "year", strconv.Itoa(y))
}

// Time writes the time of day by the 24-hour clock: 14:30.
func (w *Words) Time(hour, minute int) string {
	return w.T("date.time", "hour", twoDigits(hour), "minute", twoDigits(minute))
}

// DateTime writes a full date with the time of day.
func (w *Words) DateTime(y, m, d, hour, minute int) string {
	return w.T("date.day_time", "date", w.Date(y, m, d), "time", w.Time(hour, minute))
}

// ShortDateTime writes a short date with the time of day.
func (w *Words) ShortDateTime(y, m, d, hour, minute int) string {
	return w.T("date.day_time", "date", w.ShortDate(y, m, d), "time", w.Time(hour, minute))
}

// Month names a month, 1 to 12, as it stands alone.
func (w *Words) Month(m int) string { return w.T(monthKey(m)) }

// MonthShort names a month in a few letters, for the axis of a chart.
func (w *Words) MonthShort(m int) string { return w.T(monthKey(m) + ".short") }

// About writes a date that is only roughly known.
func (w *Words) About(y, m, d int) string { return w.phrase("date.about", y, m, d) }

// Before says that something happened before a date, the date not included.
func (w *Words) Before(y, m, d int) string { return w.phrase("date.before", y, m, d) }

// After says that something happened after a date, the date not included.
func (w *Words) After(y, m, d int) string { return w.phrase("date.after", y, m, d) }

// Since says that something lasts from a date on, the date included.
func (w *Words) Since(y, m, d int) string { return w.phrase("date.since", y, m, d) }

// Until says that something lasted up to a date, the date included.
func (w *Words) Until(y, m, d int) string { return w.phrase("date.until", y, m, d) }

// Week writes a week by the date of its first day; without a day it is a Date.
func (w *Words) Week(y, m, d int) string {
	if precision(y, m, d) != "day" {
		return w.Date(y, m, d)
	}
	return w.phrase("date.week", y, m, d)
}

// UnknownDate says that the date is not known.
func (w *Words) UnknownDate() string { return w.T("date.unknown") }

// phrase fills the pattern of a kind of phrase for what is known of the date.
func (w *Words) phrase(kind string, y, m, d int) string {
	known := precision(y, m, d)
	if known == "unknown" {
		return w.UnknownDate()
	}
	key := kind + "." + known
	if key == "date.since.day" && d == 2 {
		key = "date.since.second" // Russian says «со 2 января» but «с 3 января»
	}
	if known == "year" {
		return w.T(key, "year", strconv.Itoa(y))
	}
	month := w.T(monthKey(m) + monthCase(kind, known))
	return w.T(key, "day", strconv.Itoa(d), "month", month, "year", strconv.Itoa(y))
}

// monthCase names the form of the month that a phrase asks for. Russian puts the
// month in the genitive beside a day and after all these prepositions; Kazakh
// declines it differently before дейін (until) than before кейін and бастап (from).
func monthCase(kind, known string) string {
	switch kind {
	case "date.before", "date.until":
		return ".until"
	case "date.after", "date.since", "date.week":
		return ".from"
	}
	if kind == "date" && known == "month" {
		return ""
	}
	return ".of"
}

// precision says what is known of a date: day, month, year, or unknown.
func precision(y, m, d int) string {
	switch {
	case y == 0:
		return "unknown"
	case m == 0:
		return "year"
	case d == 0:
		return "month"
	}
	return "day"
}

func monthKey(m int) string { return "month." + twoDigits(m) }

func twoDigits(n int) string { return fmt.Sprintf("%02d", n) }
