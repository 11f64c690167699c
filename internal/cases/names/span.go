package names

import (
	"fmt"
	"strings"
	"time"
)

// ParseSpan reads a day, month or year (2006-01-02, 2006-01, 2006) as the range of days it names; empty is not known.
func ParseSpan(text string) (Span, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Span{}, nil
	}
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 0}, {"2006-01", 0, 1, -1}, {"2006", 1, 0, -1}} {
		if from, err := time.Parse(form.layout, text); err == nil {
			to := from.AddDate(form.years, form.months, form.days)
			return Span{From: from.Format(time.DateOnly), To: to.Format(time.DateOnly)}, nil
		}
	}
	return Span{}, fmt.Errorf("%q is no date such as 1987, 1987-03 or 1987-03-21", text)
}
