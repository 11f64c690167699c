package cases

import "testing"

func TestAnAgeIsGivenInABandWhereItLiesInOne(t *testing.T) {
	for _, c := range []struct{ born, at, want string }{
		{"", "2022-01-05", ""},
		{"1980-05-05", "", ""},
		{"2004", "2022-01-05", ""}, // 17 or 18: five days of that January were past
		{"2003", "2021-06-05", ""}, // 17 or 18
		{"2004-01-06", "2022-01-05", "14-17"},
		{"2004-01-05", "2022-01-05", "18-29"},
		{"2023", "2022-01-05", ""}, // not born yet
		{"1962-01-05", "2022-01-05", "60+"},
		{"1900", "2022", "60+"},
		{"1992/1995", "2022-01", ""}, // from 26 to 30
		{"1993/1995", "2022-01", "18-29"},
		{"../1990", "2022-01-05", ""},
		{"2008-02-29", "2022-02-28", "0-13"},
	} {
		born, _ := ParseDate(c.born)
		at, _ := ParseDate(c.at)
		if got := AgeBandAt(born, at); got != c.want {
			t.Errorf("born %s, at %s: %q instead of %q", c.born, c.at, got, c.want)
		}
	}
}

func TestTheAgeBandsLeaveNoAgeOut(t *testing.T) {
	for years := range 130 {
		if bandOf(years) == "" {
			t.Errorf("%d years are in no band", years)
		}
	}
	for i, b := range AgeBands()[1:] {
		if AgeBands()[i].To+1 != b.From {
			t.Errorf("%s does not follow %s", b.Code, AgeBands()[i].Code)
		}
	}
}
