package names

// weaken makes the weak key of a stem: u is o, e is a, an i is left out unless it is the first letter, no letter twice.
func weaken(stem string) string {
	var buf [2 * maxLetters]byte
	out := buf[:0]
	for i := range len(stem) {
		c := stem[i]
		switch {
		case c == 'u':
			c = 'o'
		case c == 'e':
			c = 'a'
		case c == 'i' && i > 0:
			continue
		}
		out = append(out, c)
	}
	return string(squeeze(out))
}

// Keys gives the keys under which a form is found, each once: the weak keys of its words, of neighbouring words joined,
// and of foreign equivalents and other readings. Two forms that can be of one person share a key. Initials have none.
func (f Form) Keys() []string {
	out := make([]string, 0, 2*len(f.Words))
	add := func(k string) {
		if k == "" {
			return
		}
		for _, have := range out {
			if have == k {
				return
			}
		}
		out = append(out, k)
	}
	for i := range f.Words {
		w := &f.Words[i]
		if w.Initial {
			continue
		}
		add(w.Weak)
		for _, o := range w.others {
			add(weakOf(o))
		}
	}
	for i := range f.joined {
		if f.mayJoin(i) {
			add(f.joined[i].Weak)
		}
	}
	return out
}

// weakOf is the weak key of a strong one; a well-known given name has no ending (Яков).
func weakOf(strong string) string {
	if lists().given[strong] != 0 {
		return weaken(trimStem(strong))
	}
	stem, _, _ := takeEnding(strong)
	return weaken(settleClasses(stem))
}

// mayJoin reports whether the word i and its neighbour may be one name that others write as one word: they are bound by
// a hyphen, or both are short and neither has an ending before the last.
func (f *Form) mayJoin(i int) bool {
	a, b := &f.Words[i], &f.Words[i+1]
	if a.Initial || b.Initial {
		return false
	}
	return a.hyphen || a.ending == noEnding && len(a.Strong) <= 6 && len(b.stem) <= 8 && !b.ending.surelyPatronymic()
}
