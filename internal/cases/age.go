package cases

import "time"

// AgeBand is a span of whole years of age, both ends included. To is 0 where the band has no end.
type AgeBand struct {
	Code     string
	From, To int
}

// AgeBands lists the bands in which ages leave the program, youngest first. The first two part at the age of criminal
// responsibility for grave crimes (Criminal Code of 2014, art. 15), the second and third at majority.
func AgeBands() []AgeBand {
	return []AgeBand{{"0-13", 0, 13}, {"14-17", 14, 17}, {"18-29", 18, 29}, {"30-44", 30, 44}, {"45-59", 45, 59}, {"60+", 60, 0}}
}

// AgeBandAt is the band of somebody's age on a day. It is empty where either day is not known, or so loosely that the age
// may lie in two bands.
func AgeBandAt(born, at Date) string {
	least, a := yearsFrom(born.To, at.From)
	most, b := yearsFrom(born.From, at.To)
	if band := bandOf(least); a && b && band == bandOf(most) {
		return band
	}
	return ""
}

func bandOf(years int) string {
	for _, b := range AgeBands() {
		if years >= b.From && (years <= b.To || b.To == 0) {
			return b.Code
		}
	}
	return ""
}

// yearsFrom counts the whole years from one ISO day to another.
func yearsFrom(from, to string) (int, bool) {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil || b.Before(a) {
		return 0, false
	}
	years := b.Year() - a.Year()
	if b.Month() < a.Month() || b.Month() == a.Month() && b.Day() < a.Day() {
		years--
	}
	return years, true
}
