package i18n

import (
	"math"
	"strconv"
	"strings"
)

// Number writes a whole number with its thousands grouped: 10,000 in English,
// with a no-break space in Russian and Kazakh.
func (w *Words) Number(n int) string {
	return w.grouped(strconv.Itoa(n))
}

// Decimal writes f rounded to that many digits after the decimal sign, which is a
// comma in Russian and Kazakh. What is not a finite number is written as a dash.
func (w *Words) Decimal(f float64, digits int) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "–"
	}
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(f, 'f', max(digits, 0), 64), ".")
	if strings.Trim(whole+fraction, "-0") == "" {
		whole = strings.TrimPrefix(whole, "-") // rounded to zero: no sign
	}
	if fraction == "" {
		return w.grouped(whole)
	}
	return w.grouped(whole) + w.decimal + fraction
}

// Percent writes a share, 1 being the whole, as a percentage with that many
// digits after the decimal sign: Percent(0.125, 1) is 12.5%.
func (w *Words) Percent(share float64, digits int) string {
	number := w.Decimal(share*100, digits)
	if number == "–" {
		return number
	}
	return number + w.percent
}

// grouped puts the language's mark between the thousands of a run of digits,
// which may have a minus sign.
func (w *Words) grouped(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	if len(digits) <= 3 {
		return sign + digits
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range []byte(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(w.group)
		}
		b.WriteByte(d)
	}
	return b.String()
}
