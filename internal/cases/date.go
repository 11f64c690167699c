package cases

import (
	"strings"
	"time"
)

// Precision says how closely a date is known (domain list date_precision; HURIDOCS list 48 and finer).
type Precision string

// The precisions. An approximate one was given as "about".
const (
	Time        Precision = "exact_time"
	Day         Precision = "day"
	DayApprox   Precision = "day_approx"
	Month       Precision = "month"
	MonthApprox Precision = "month_approx"
	Year        Precision = "year"
	YearApprox  Precision = "year_approx"
	Range       Precision = "range"
	Before      Precision = "before"
	After       Precision = "after"
	NoDate      Precision = "unknown"
)

// Date is a date as it is known: two days that it lies between, both included, a precision, and the words in which
// it was stated. Days and times are local to the place, without a zone: the zone of Kazakhstan changed in 2024 and a
// witness speaks of the wall clock.
type Date struct {
	From, To  string // ISO days; From is empty for "before", To for "after"
	Clock     string // 14:30, only with the precision exact_time
	Precision Precision
	Stated    string
}

// Sort is the day by which the date is put in order: its first possible day, or for "before" the last.
func (d Date) Sort() string {
	if d.From != "" {
		return d.From + d.Clock
	}
	return d.To
}

// Known tells whether the date says any day at all.
func (d Date) Known() bool { return d.From != "" || d.To != "" }

// Month is the month of the date, 2022-01, where it is known that closely; else empty. A date known to a year only,
// or to a span that crosses months, has no month.
func (d Date) Month() string {
	if len(d.From) >= 7 && len(d.To) >= 7 && d.From[:7] == d.To[:7] {
		return d.From[:7]
	}
	return ""
}

// OneDay is the day of the date where it is known to the day; else empty.
func (d Date) OneDay() string {
	if d.From == d.To {
		return d.From
	}
	return ""
}

// String is the date in the standard written form: ISO 8601 with the marks of the Extended Date/Time Format
// ("~" about, ".." open).
func (d Date) String() string {
	switch d.Precision {
	case Time:
		return d.From + "T" + d.Clock
	case Day:
		return d.From
	case DayApprox:
		return d.From + "~"
	case Month:
		return d.From[:7]
	case MonthApprox:
		return d.From[:7] + "~"
	case Year:
		return d.From[:4]
	case YearApprox:
		return d.From[:4] + "~"
	case Range:
		return d.From + "/" + d.To
	case Before:
		return "../" + d.To
	case After:
		return d.From + "/.."
	case NoDate:
		return Unknown
	}
	return ""
}

// Earlier tells whether the date lies before another one for certain: even its last possible day is before the
// other's first.
func (d Date) Earlier(other Date) bool {
	if d.Precision == Time && other.Precision == Time && d.From == other.From {
		return d.Clock < other.Clock
	}
	return d.To != "" && other.From != "" && d.To < other.From
}

// DaysTo is the least number of whole days from this date to another; false where either is not known to the day, be
// it that the day was given as "about".
func (d Date) DaysTo(other Date) (int64, bool) {
	if d.Precision == DayApprox || other.Precision == DayApprox {
		return 0, false
	}
	a, errA := time.Parse(time.DateOnly, d.OneDay())
	b, errB := time.Parse(time.DateOnly, other.OneDay())
	if errA != nil || errB != nil || b.Before(a) {
		return 0, false
	}
	return int64(b.Sub(a).Hours() / 24), true
}

// DateAt makes the date of a moment, to the day.
func DateAt(t time.Time) Date {
	day := t.Format(time.DateOnly)
	return Date{From: day, To: day, Precision: Day}
}

// When is a date as it is known, asked under a code.
func When(code string, p *Date) Field {
	return Field{Code: code, Type: TypeDate, value: dateValue{p: p}}
}

type dateValue struct {
	scalar
	p *Date
}

func (v dateValue) read(f Field, in Input, _ *Book) Problems {
	stated, problems := cleanText(f.Code, in.Get(f.Code+".stated"), MaxText)
	text := typedDate(f.Code, in)
	if statedAlone(f.Code, in) {
		v.p.Stated = stated
		return problems
	}
	d, key := ParseDate(text)
	if key != "" {
		return append(problems, wrong(f.Code, key, "value", text)...)
	}
	if _, sent := in[f.Code+".stated"]; !sent && d.String() == v.p.String() {
		stated = v.p.Stated
	}
	*v.p = d
	v.p.Stated = stated
	return problems
}

// statedAlone tells whether nothing but the words in which a date was stated was sent: the date itself stays.
func statedAlone(code string, in Input) bool {
	_, whole := in[code]
	parts := in.Under(code)
	_, stated := parts["stated"]
	return stated && !whole && len(parts) == 1
}

func (v dateValue) fill(f Field, in Input) {
	d := *v.p
	in.Set(f.Code, d.String())
	in.Set(f.Code+".stated", d.Stated)
}

func (v dateValue) json(f Field, out map[string]any) {
	if s := v.p.String(); s != "" {
		out[f.Code] = s
	}
	if v.p.Stated != "" {
		out[f.Code+".stated"] = v.p.Stated
	}
}

func (v dateValue) empty() bool  { return v.p.Precision == "" && v.p.Stated == "" }
func (v dateValue) clear()       { *v.p = Date{} }
func (v dateValue) pointer() any { return v.p }

func (v dateValue) columns(f Field) []Column {
	return []Column{
		{f.Code + "_from", &v.p.From}, {f.Code + "_to", &v.p.To}, {f.Code + "_clock", &v.p.Clock},
		{f.Code + "_precision", (*string)(&v.p.Precision)}, {f.Code + "_stated", &v.p.Stated},
	}
}

// typedDate brings the boxes of the date question into the one written form, which ParseDate then reads. The day,
// month and year boxes win over a whole date in one box.
func typedDate(code string, in Input) string {
	year, month, day := in.Get(code+".year"), in.Get(code+".month"), in.Get(code+".day")
	text := in.Get(code)
	if year+month+day != "" {
		text = joinBoxes(year, month, day)
	}
	if clock := in.Get(code + ".clock"); clock != "" && !strings.Contains(text, "T") {
		text += "T" + clock
	}
	if until := in.Get(code + ".until"); until != "" {
		return text + "/" + until
	}
	if text == "" {
		return ""
	}
	switch in.Get(code + ".precision") {
	case "approx":
		return text + "~"
	case "before":
		return "../" + text
	case "after":
		return text + "/.."
	}
	return text
}

// joinBoxes writes day, month and year boxes as an ISO date; what was left out in the middle shows as "??" and is
// refused with a sentence, not guessed.
func joinBoxes(year, month, day string) string {
	if year == "" {
		year = "????"
	}
	switch {
	case month == "" && day == "":
		return year
	case day == "":
		return year + "-" + pad(month)
	case month == "":
		return year + "-??-" + pad(day)
	}
	return year + "-" + pad(month) + "-" + pad(day)
}

func pad(s string) string {
	if len(s) == 1 && strings.Trim(s, "0123456789") == "" {
		return "0" + s
	}
	return s
}
