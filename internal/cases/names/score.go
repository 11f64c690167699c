package names

// The scores of names that say the same word for word, by how much of a name they say. What is spelled otherwise is
// multiplied with the likeness of each word.
const (
	scoreFull          = 1.00 // three words or more, none missing
	scoreTwo           = 0.96 // two words on both sides
	scoreTwoCommon     = 0.92 // the same where very many bear both the surname and the given name
	scoreMissingCommon = 0.91
	scoreMissing       = 0.95 // two words or more, and one side has more (mostly the patronymic)
	scoreNoSurname     = 0.74 // given name and patronymic only
	scoreInitials2     = 0.86 // a surname and two initials
	scoreInitials1     = 0.83 // a surname and one initial
	scoreCommon        = 0.16 // less, where very many bear the surname
	scoreOneWord       = 0.50 // a single word
	scoreRareWord      = 0.62 // a single word that few bear
	scoreOneOfMore     = 0.45 // one word, of which the other side has more
	slavicEnding       = 0.85 // times, where a Slav's surname has an ending on one side only: Мороз and Морозов
	hyphenMissing      = 0.92 // times, where one half of a hyphenated name is missing
	scoreNobody        = 0.30 // at most, where a form names nobody
)

// What names that conflict score at most.
const (
	capPatronymic = 0.45 // all agrees but the patronymic: cousins, namesakes
	capGiven      = 0.35 // surname and patronymic agree, the given name does not: brothers
	capSurname    = 0.52 // given name and patronymic agree, the surname does not: perhaps married
	capOneWord    = 0.30 // one word agrees, one does not
	capInitial    = 0.30 // an initial does not fit
	capSexes      = 0.72 // all agrees but the surnames end as a man's and a woman's
	capBothShort  = 0.75 // initials on both sides
	capConflict   = 0.78 // whatever else agrees, short of the IIN, also where the name says little: proposed, never matched
)

// verdict is what comparing two forms found, before it is put in words.
type verdict struct {
	score    float64
	whole    int // pairs of whole words
	initials int // pairs with an initial
	quality  float64
	common   bool // a paired word is a given name that very many bear
	crowd    bool // a paired word is one of the surnames that most bear
	sexes    bool

	given, surname, patronymic, initial bool // what differs
	noPatronymic                        bool // one side has one, the other none
	noSurname                           bool
	slavic, crossed                     bool // a Slav's given name; given name and surname changed places
	joined, mixed                       bool
	a, b                                side
	al                                  alignment
}

// weigh compares two forms. It allocates nothing.
func weigh(a, b *Form, v *verdict) {
	v.a, v.b = a.side(), b.side()
	if v.a.n == 0 || v.b.n == 0 {
		return
	}
	v.a.joinTo(a, &v.b)
	v.b.joinTo(b, &v.a)
	v.joined = v.a.joined || v.b.joined
	v.al = align(&v.a, &v.b)
	v.count()
	v.leftovers()
	v.score = v.base() * v.quality
	v.limit()
	if a.nobody || b.nobody {
		v.score = min(v.score, scoreNobody)
	}
}

// count sums up the pairs.
func (v *verdict) count() {
	v.quality = 1
	bare, toEnded, toBare := false, false, false
	for i := range v.a.n {
		if v.al.to[i] < 0 {
			continue
		}
		l := v.al.like[i]
		wa, wb := v.a.words[i], v.b.words[v.al.to[i]]
		v.mixed = v.mixed || wa.mixed || wb.mixed
		v.sexes = v.sexes || l.sexes
		if l.how == initialWord {
			v.initials++
			continue
		}
		v.whole++
		v.quality *= float64(l.sim)
		v.common = v.common || wa.common || wb.common
		v.crowd = v.crowd || wa.crowd || wb.crowd
		v.slavic = v.slavic || wa.slavic || wb.slavic
		if l.how == endedWord && !l.sexes {
			bare = bare || wa.ending == noEnding || wb.ending == noEnding
			toEnded = toEnded || wa.ending == noEnding
			toBare = toBare || wb.ending == noEnding
		}
	}
	if bare && v.slavic {
		v.quality *= slavicEnding
	}
	v.crossed = toEnded && toBare
}

// leftovers finds what both sides say and do not agree on, and what one side alone says.
func (v *verdict) leftovers() {
	var left [2][maxAligned]*Word
	var n [2]int
	var patronymic [2]bool
	for i := range v.a.n {
		if v.al.to[i] < 0 {
			left[0][n[0]] = v.a.words[i]
			n[0]++
			patronymic[0] = patronymic[0] || i == v.a.patronymic
		}
	}
	for j := range v.b.n {
		if !v.takes(j) {
			left[1][n[1]] = v.b.words[j]
			n[1]++
			patronymic[1] = patronymic[1] || j == v.b.patronymic
		}
	}
	v.noPatronymic = patronymic[0] != patronymic[1] && min(n[0], n[1]) == 0
	v.noSurname = v.whole == 2 && v.initials == 0 && (v.hasPatronymic())
	if v.halfLeft(left[0][:n[0]], n[1]) || v.halfLeft(left[1][:n[1]], n[0]) {
		v.quality *= hyphenMissing
	}
	if n[0] > 0 && n[1] > 0 {
		v.conflict(left[0][:n[0]], left[1][:n[1]], patronymic)
	}
}

// hasPatronymic reports whether one of the paired words is surely a patronymic.
func (v *verdict) hasPatronymic() bool {
	for i := range v.a.n {
		if to := v.al.to[i]; to >= 0 && (i == v.a.patronymic || int(to) == v.b.patronymic) {
			return true
		}
	}
	return false
}

// halfLeft reports whether what is left on one side alone is half of a hyphenated given name.
func (v *verdict) halfLeft(left []*Word, others int) bool {
	for _, w := range left {
		if others == 0 && w.half && w.ending == noEnding {
			return true
		}
	}
	return false
}

// takes reports whether word j of b has a partner.
func (v *verdict) takes(j int) bool {
	for i := range v.a.n {
		if int(v.al.to[i]) == j {
			return true
		}
	}
	return false
}

// conflict names what differs, by what is left on both sides.
func (v *verdict) conflict(a, b []*Word, patronymic [2]bool) {
	whole := [2]int{}
	for s, left := range [2][]*Word{a, b} {
		for _, w := range left {
			if !w.Initial {
				whole[s]++
			}
		}
	}
	if whole[0] == 0 || whole[1] == 0 {
		v.initial = true
		return
	}
	if patronymic[0] && patronymic[1] || (patronymic[0] || patronymic[1]) && len(a) == 1 && len(b) == 1 {
		v.patronymic = true
		if len(a) == 1 || len(b) == 1 {
			return
		}
	}
	if (looksSurname(a) || looksSurname(b)) && !looksGiven(a) && !looksGiven(b) {
		v.surname = true
		return
	}
	v.given = true
}

// looksSurname reports whether some word of those left has the ending of a surname.
func looksSurname(left []*Word) bool {
	for _, w := range left {
		if w.ending.ofSurname() && w.given == 0 {
			return true
		}
	}
	return false
}

func looksGiven(left []*Word) bool {
	for _, w := range left {
		if w.given != 0 {
			return true
		}
	}
	return false
}

// base is the score by how much of a name agrees.
func (v *verdict) base() float64 {
	short := min(v.a.n, v.b.n)
	switch {
	case v.whole >= 3 && v.a.n == v.b.n && v.whole == v.a.n:
		return scoreFull
	case v.whole >= 2 && v.noSurname:
		return scoreNoSurname
	case v.whole >= 2 && v.a.n == v.b.n && v.whole+v.initials == short:
		if v.crowd && v.common {
			return scoreTwoCommon
		}
		return scoreTwo
	case v.whole >= 2 && v.crowd && v.common:
		return scoreMissingCommon
	case v.whole >= 2:
		return scoreMissing
	case v.whole == 1 && v.initials > 0:
		return v.withInitials()
	case v.whole == 1 && short == 1 && v.a.n == v.b.n:
		if v.common || v.a.words[0].given != 0 || v.b.words[0].given != 0 {
			return scoreOneWord
		}
		return scoreRareWord
	case v.whole == 1:
		return scoreOneOfMore
	}
	return 0.1 * float64(min(v.initials, 2))
}

func (v *verdict) withInitials() float64 {
	s := scoreInitials1
	if v.initials > 1 {
		s = scoreInitials2
	}
	if v.crowd {
		s -= scoreCommon
	}
	return s
}

// bothShort reports initials on both sides and no more than a surname beside them.
func (v *verdict) bothShort() bool { return v.whole < 2 && v.a.initials > 0 && v.b.initials > 0 }

// little reports a name that says too little to be matched, whatever is known beside it.
func (v *verdict) little() bool {
	return v.bothShort() || v.noSurname || v.whole < 2 && v.initials == 0
}

// limit holds the score under what the conflicts allow.
func (v *verdict) limit() {
	top := 1.0
	lower := func(differs bool, limit float64) {
		if differs {
			top = min(top, limit)
		}
	}
	lower(v.sexes, capSexes)
	lower(v.crossed, capGiven)
	lower(v.bothShort(), capBothShort)
	lower(v.patronymic, capPatronymic)
	lower(v.given, capGiven)
	lower(v.surname, capSurname)
	lower(v.initial, capInitial)
	if v.given || v.surname {
		lower(v.whole < 2, capOneWord)
		lower(v.patronymic, capOneWord)
	}
	v.score = min(v.score, top)
}
