package names

import "strconv"

// reasons puts a verdict in words: the keys of the catalogues without "reason.".
func (v *verdict) reasons() []Reason {
	var out []Reason
	add := func(when bool, key string, against bool, args ...string) {
		if when {
			out = append(out, Reason{Key: key, Args: args, Against: against})
		}
	}
	how, letters := v.ways()
	exact := how[sameWord] && !how[nearWord] && !how[endedWord] && !how[foreignWord] && !how[readWord]
	script := v.scripts()
	add(exact && script == "" && !v.conflicts(), "same", false)
	add(script != "" && v.whole > 0, script, false)
	add(how[nearWord] || how[endedWord] && letters > 0, "letters", false, strconv.Itoa(max(letters, 1)))
	add(how[endedWord], "ending", false)
	add(how[foreignWord], "foreign", false)
	add(how[initialWord], "initial", false)
	add(v.joined, "joined", false)
	add(v.mixed, "homoglyph", false)
	add(v.turned(), "order", false)
	add(v.noPatronymic, "patronymic_missing", false)
	add(v.patronymic, "patronymic_differs", true)
	add(v.given || v.initial || v.crossed, "given_differs", true)
	add(v.surname, "surname_differs", true)
	add(v.sexes, "sex_ending", true)
	return out
}

func (v *verdict) conflicts() bool {
	return v.patronymic || v.given || v.surname || v.initial || v.crossed
}

// ways says in which ways the paired words are alike, and by how many letters they differ in all.
func (v *verdict) ways() (how [8]bool, letters int) {
	for i := range v.a.n {
		if v.al.to[i] < 0 {
			continue
		}
		l := v.al.like[i]
		how[l.how] = true
		if l.how == nearWord {
			letters += int(l.letters)
		}
	}
	return how, letters
}

// scripts says in which letters the name stands on the other side, where the sides differ in that.
func (v *verdict) scripts() string {
	a, b := v.a.script(), v.b.script()
	switch {
	case a == b || a == otherScript || b == otherScript:
		return ""
	case a == latin || b == latin:
		return "same_latin"
	}
	return "same_kazakh"
}

// script is the script of a side: Kazakh if one word has a Kazakh letter.
func (s *side) script() script {
	var out script
	for i := range s.n {
		switch w := s.words[i].script; {
		case out == otherScript, w == kazakh && out == cyrillic:
			out = w
		}
	}
	return out
}

// turned reports whether the words stand in another order.
func (v *verdict) turned() bool {
	last := int8(-1)
	for i := range v.a.n {
		if to := v.al.to[i]; to >= 0 {
			if to < last {
				return true
			}
			last = to
		}
	}
	return false
}

// reasons puts the rest in words.
func (e evidence) reasons() []Reason {
	var out []Reason
	add := func(when bool, key string, against bool) {
		if when {
			out = append(out, Reason{Key: key, Against: against})
		}
	}
	add(e.iin == agrees, "iin_same", false)
	add(e.iin == differs, "iin_differs", true)
	add(e.born == bornDay || e.born == bornYear, "born_same", false)
	add(e.born == bornTurned || e.born == bornNear, "born_near", false)
	add(e.born >= bornApart, "born_differs", true)
	add(e.sex == differs, "sex_differs", true)
	add(e.region == agrees, "region_same", false)
	add(e.event == agrees, "event_same", false)
	return out
}
