package i18n

import "strconv"

// Range writes the time from one date to another, both included, without saying
// the same month or year twice: 4–6 January 2022. A side of which nothing is known
// (year 0) leaves a range that is open there. Two equal dates are one date.
func (w *Words) Range(y1, m1, d1, y2, m2, d2 int) string {
	from, to := precision(y1, m1, d1), precision(y2, m2, d2)
	switch {
	case y1 == 0 && y2 == 0:
		return w.UnknownDate()
	case y1 == 0:
		return w.Until(y2, m2, d2)
	case y2 == 0:
		return w.Since(y1, m1, d1)
	case from != to:
		return w.apart(y1, m1, d1, y2, m2, d2)
	}
	switch from {
	case "day":
		return w.days(y1, m1, d1, y2, m2, d2)
	case "month":
		return w.months(y1, m1, y2, m2)
	}
	return w.years(y1, y2)
}

// apart writes both dates in full.
func (w *Words) apart(y1, m1, d1, y2, m2, d2 int) string {
	return w.T("date.range.any", "first", w.Date(y1, m1, d1), "last", w.Date(y2, m2, d2))
}

func (w *Words) days(y1, m1, d1, y2, m2, d2 int) string {
	first, last, year := strconv.Itoa(d1), strconv.Itoa(d2), strconv.Itoa(y2)
	switch {
	case y1 != y2:
		return w.apart(y1, m1, d1, y2, m2, d2)
	case m1 != m2:
		return w.T("date.range.days_months", "year", year,
			"first", first, "first_month", w.T(monthKey(m1)+".of"),
			"last", last, "last_month", w.T(monthKey(m2)+".of"))
	case d1 != d2:
		return w.T("date.range.days", "year", year,
			"first", first, "last", last, "month", w.T(monthKey(m2)+".of"))
	}
	return w.Date(y2, m2, d2)
}

func (w *Words) months(y1, m1, y2, m2 int) string {
	switch {
	case y1 != y2:
		return w.apart(y1, m1, 0, y2, m2, 0)
	case m1 != m2:
		return w.T("date.range.months", "year", strconv.Itoa(y2), "first", w.Month(m1), "last", w.Month(m2))
	}
	return w.Date(y2, m2, 0)
}

func (w *Words) years(y1, y2 int) string {
	if y1 == y2 {
		return w.Date(y1, 0, 0)
	}
	return w.T("date.range.years", "first", strconv.Itoa(y1), "last", strconv.Itoa(y2))
}
