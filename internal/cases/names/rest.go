package names

import "time"

// evidence is what is known of two people beside their names.
type evidence struct {
	iin, sex, region, event agreement
	born                    closeness
}

// agreement is whether two answers agree.
type agreement uint8

const (
	unknown agreement = iota
	agrees
	differs
)

// closeness is how near two dates of birth are.
type closeness uint8

const (
	bornUnknown closeness = iota
	bornDay               // the same day
	bornYear              // the same year, as far as it is known
	bornTurned            // the same year, and day and month exchanged
	bornNear              // a year apart: lists often err so
	bornApart             // two years apart, another day of the same year, or one digit of the year
	bornFar
)

func rest(a, b *Person) evidence {
	return evidence{iin: agree(a.IIN, b.IIN), sex: agree(a.Sex, b.Sex), region: agree(a.Region, b.Region),
		event: agree(a.Event, b.Event), born: bornAlike(a.Born, b.Born)}
}

func agree(a, b string) agreement {
	switch {
	case a == "" || b == "":
		return unknown
	case a == b:
		return agrees
	}
	return differs
}

// What the rest does to the score of the names.
const (
	capIIN  = 0.40 // at most, with different IIN
	capSex  = 0.40
	capNear = 0.96 // at most, with years of birth a year apart: likely, and never beyond doubt
	capBorn = 0.55 // at most, with years of birth that no slip explains
)

// apply changes the score of the names by the rest. What agrees takes a share of what is missing to 1, so that more
// agreement never lowers and a name that does not agree is not carried by it.
func (e evidence) apply(s float64) float64 {
	if e.iin == agrees {
		return 1
	}
	s = e.byBirth(s)
	if s >= 0.5 && e.born < bornNear { // another year must not rise above the same one by where somebody was
		if e.region == agrees {
			s += (1 - s) * 0.10
		}
		if e.event == agrees {
			s += (1 - s) * 0.25
		}
	}
	if e.sex == differs {
		s = min(s*0.45, capSex)
	}
	if e.iin == differs {
		s = min(s*0.5, capIIN)
	}
	return min(s, 1)
}

func (e evidence) byBirth(s float64) float64 {
	switch e.born {
	case bornDay:
		if s >= capPatronymic {
			return s + (1-s)*0.65
		}
	case bornYear:
		if s >= capPatronymic {
			return s + (1-s)*0.45
		}
	case bornTurned:
		return s * 0.97
	case bornNear:
		return min(s*0.97, capNear)
	case bornApart:
		return s * 0.79
	case bornFar:
		return min(s*0.58, capBorn)
	}
	return s
}

// bornAlike compares two ranges of days. Ranges that overlap agree: on the day where both are one day, else on the year.
func bornAlike(a, b Span) closeness {
	a, b = a.whole(), b.whole()
	if a.From == "" || b.From == "" {
		return bornUnknown
	}
	days := a.From == a.To && b.From == b.To
	switch {
	case days && a == b:
		return bornDay
	case a.From <= b.To && b.From <= a.To:
		return bornYear
	case days && swapped(a.From, b.From):
		return bornTurned
	case days && (year(a.From) == year(b.From) || slip(a.From, b.From)):
		return bornApart
	}
	if a.From > b.From {
		a, b = b, a
	}
	switch gap := year(b.From) - year(a.To); {
	case gap <= 1:
		return bornNear
	case gap == 2:
		return bornApart
	}
	return bornFar
}

// whole fills the missing end of a span.
func (s Span) whole() Span {
	if s.To == "" {
		s.To = s.From
	}
	if s.From == "" {
		s.From = s.To
	}
	if _, err := time.Parse(time.DateOnly, s.From); err != nil {
		return Span{}
	}
	return s
}

func year(day string) int {
	y := 0
	for i := range min(4, len(day)) {
		y = 10*y + int(day[i]-'0')
	}
	return y
}

// swapped reports whether day and month have changed places.
func swapped(a, b string) bool { return a[:4] == b[:4] && a[5:7] == b[8:] && a[8:] == b[5:7] }

// slip reports whether two days differ by one digit of the year.
func slip(a, b string) bool {
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n == 1 && a[4:] == b[4:]
}
