package names

// maxAligned is how many words of a form take part in comparing; the law gives three, a few people have five.
const maxAligned = 6

// side is one form as it is aligned: words, some of them joined from two.
type side struct {
	words      [maxAligned]*Word
	n          int
	patronymic int // the place of the sure patronymic, -1 without one
	initials   int
	joined     bool
}

func (f *Form) side() (s side) {
	s.patronymic = -1
	for i := range f.Words {
		if s.n == maxAligned {
			break
		}
		if i == f.patronymic {
			s.patronymic = s.n
		}
		if f.Words[i].Initial {
			s.initials++
		}
		s.words[s.n] = &f.Words[i]
		s.n++
	}
	return s
}

// whole is how many words are no initials.
func (s *side) whole() int { return s.n - s.initials }

// join writes the words i and i+1 as one.
func (s *side) join(i int, as *Word) {
	s.words[i] = as
	copy(s.words[i+1:], s.words[i+2:])
	s.n--
	s.joined = true
	if s.patronymic > i {
		s.patronymic--
	}
}

// joinTo writes as one the neighbours of f that the other form has as one word.
func (s *side) joinTo(f *Form, other *side) {
	for i := 0; i < len(f.joined) && i+1 < s.n && !s.joined; i++ {
		j := &f.joined[i]
		if !f.mayJoinSafely(i) {
			continue
		}
		for k := range other.n {
			w := other.words[k]
			if w.Initial || j.Strong != w.Strong && min(len(w.Strong), len(j.Strong)) < 6 {
				continue
			}
			if d := len(w.Strong) - len(j.Strong); d < -4 || d > 4 || price(w.Strong[0], j.Strong[0]) == wholeLetter {
				continue
			}
			if l := likenessOf(j, w); l.sim >= 0.88 && l.sim > likenessOf(&f.Words[i], w).sim && l.sim > likenessOf(&f.Words[i+1], w).sim {
				s.join(i, j)
				break
			}
		}
	}
}

func (f *Form) mayJoinSafely(i int) bool {
	return !f.Words[i].Initial && !f.Words[i+1].Initial && f.Words[i].ending != son && f.Words[i].ending != daughter
}

// alignment says which word of one side goes with which of the other, and how alike they are.
type alignment struct {
	to   [maxAligned]int8 // for each word of a, the word of b or -1
	like [maxAligned]likeness
	sum  float32
}

// align finds the pairs of words with the greatest likeness in all. The order of words plays no part, but for initials.
func align(a, b *side) alignment {
	var like [maxAligned][maxAligned]likeness
	for i := range a.n {
		for j := range b.n {
			if allowed(a, b, i, j) {
				like[i][j] = likenessOf(a.words[i], b.words[j])
			}
		}
	}
	best := alignment{sum: -1}
	var now alignment
	for i := range now.to {
		now.to[i], best.to[i] = -1, -1
	}
	search(&like, a.n, b.n, 0, 0, &now, &best)
	return best
}

// search tries every way to pair the words from i on; used are the words of b that have a partner.
func search(like *[maxAligned][maxAligned]likeness, n, m, i int, used uint8, now, best *alignment) {
	if i == n {
		if now.sum > best.sum {
			*best = *now
		}
		return
	}
	for j := range m {
		l := like[i][j]
		if l.sim < paired || used&(1<<j) != 0 {
			continue
		}
		worth := l.sim
		if l.how == initialWord {
			worth = 0.5
		}
		now.to[i], now.like[i] = int8(j), l
		now.sum += worth
		search(like, n, m, i+1, used|1<<j, now, best)
		now.sum -= worth
	}
	now.to[i], now.like[i] = -1, likeness{}
	search(like, n, m, i+1, used, now, best)
}

// allowed reports whether two words may go together by their part in the name: a sure patronymic is no given name, so
// that a father and his son are not one man.
func allowed(a, b *side, i, j int) bool {
	pa, pb := a.patronymic == i, b.patronymic == j
	switch {
	case pa && pb:
		return true
	case pa && b.patronymic >= 0, pb && a.patronymic >= 0:
		return false
	case pa:
		return patronymicMay(a, b, j)
	case pb:
		return patronymicMay(b, a, i)
	}
	return true
}

// patronymicMay reports whether the sure patronymic of a may go with word j of b, which has no sure one.
func patronymicMay(a, b *side, j int) bool {
	w := b.words[j]
	if w.Initial {
		return b.initials >= 2 && isLastInitial(b, j)
	}
	return a.whole() < 3 || w.ending.ofFather()
}

func isLastInitial(s *side, j int) bool {
	for k := j + 1; k < s.n; k++ {
		if s.words[k].Initial {
			return false
		}
	}
	return true
}
