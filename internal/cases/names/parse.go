package names

import (
	"strings"
	"unicode"
)

// Parse takes a written name apart. Nothing is thrown away: what is odd is flagged. Of a very long text the beginning
// alone is looked at.
func Parse(written string) Form {
	words, odd := cut(written)
	for i := range words {
		words[i].settle()
	}
	repairInitials(words)
	capitals := initialsByCapitals(words)
	f := Form{Written: written, patronymic: -1}
	for i := range words {
		f.add(&words[i], capitals[i])
	}
	f.join()
	f.flag(odd)
	f.findPatronymic()
	return f
}

// add appends a word, or each of the capitals of "АК" as an initial, or an ұлы written apart to the word before it.
func (f *Form) add(t *token, capitals bool) {
	if n := len(f.Words); n > 0 && !f.Words[n-1].Initial && isSonOrDaughter(t) {
		f.Words[n-1] = f.Words[n-1].with(t)
		return
	}
	if !capitals {
		w := t.word()
		w.half = w.hyphen || len(f.Words) > 0 && f.Words[len(f.Words)-1].hyphen
		f.Words = append(f.Words, w)
		return
	}
	for _, r := range t.runes {
		one := token{runes: []rune{r}, dot: true, script: t.script, mixed: t.mixed}
		f.Words = append(f.Words, one.word())
	}
}

// word makes the keys of a word.
func (t *token) word() Word {
	low := t.lower()
	w := Word{Text: Fold(string(low)), script: t.script, hyphen: t.hyphen, mixed: t.mixed}
	raw := classes(low, plain)
	w.setKeys(raw)
	w.Initial = t.isInitial(w.Strong)
	if t.script == latin && !w.Initial {
		w.readOtherwise(low)
	}
	w.look()
	return w
}

func (t *token) lower() []rune {
	out := make([]rune, len(t.runes))
	for i, r := range t.runes {
		out[i] = unicode.ToLower(r)
	}
	return out
}

// setKeys derives strong, stem and weak from classes that are not settled yet.
func (w *Word) setKeys(raw string) {
	w.Strong = settleClasses(raw)
	if w.Strong == "" { // a lone ь
		w.Strong = w.Text
	}
	stem, is, of := takeEnding(raw)
	w.stem, w.ending, w.shape = settleClasses(stem), is, of
	if lists().given[w.Strong] != 0 { // Галина is no surname of a Гал
		w.stem, w.ending, w.shape = settleClasses(trimStem(raw)), noEnding, noShape
	}
	w.Weak = weaken(w.stem)
	w.letters = setOf(w.Strong)
}

// readOtherwise adds the readings of a Latin spelling that differ from the plain one.
func (w *Word) readOtherwise(low []rune) {
	for _, as := range []reading{european, uzbek, apart, german} {
		w.addOther(settleClasses(classes(low, as)))
	}
}

func (w *Word) addOther(key string) {
	if key == w.Strong || key == "" {
		return
	}
	for _, o := range w.others {
		if o == key {
			return
		}
	}
	w.others = append(w.others, key)
	w.letters |= setOf(key)
}

// look finds the word in the lists: foreign equivalents, well-known given names, common names.
func (w *Word) look() {
	if w.Initial {
		return
	}
	k := lists()
	w.foreign = k.foreign[w.Strong]
	for _, o := range w.others {
		if w.foreign == "" {
			w.foreign = k.foreign[o]
		}
	}
	if w.foreign != "" {
		w.addOther(w.foreign)
	}
	w.given, w.root = k.given[w.Strong], k.roots[w.stem]
	for i := 0; i < len(w.others) && w.given == 0; i++ {
		w.given = k.given[w.others[i]]
	}
	w.common, w.crowd = k.common[w.Strong], k.surnames[w.stem]
	w.slavic = k.slavic[w.Strong] || k.slavic[w.foreign]
}

// setOf is the set of the letters of a key.
func setOf(key string) uint32 {
	var set uint32
	for i := range len(key) {
		set |= 1 << (key[i] & 31)
	}
	return set
}

// with joins a word and what was written apart from it.
func (w Word) with(t *token) Word {
	raw := w.Strong + classes(t.lower(), plain)
	joined := Word{Text: w.Text + Fold(string(t.lower())), script: w.script, mixed: w.mixed || t.mixed}
	joined.setKeys(raw)
	joined.look()
	return joined
}

// join makes the words that neighbours give when written as one.
func (f *Form) join() {
	for i := 0; i+1 < len(f.Words); i++ {
		a, b := &f.Words[i], &f.Words[i+1]
		j := Word{Text: a.Text + b.Text, script: a.script, mixed: a.mixed || b.mixed}
		if !a.Initial && !b.Initial {
			j.setKeys(a.Strong + b.Strong)
			j.look()
		}
		f.joined = append(f.joined, j)
	}
}

// findPatronymic finds the one word that is surely a patronymic: one in -ович or -овна, else one in -ұлы or -қызы where
// there are three whole words and no other of the kind. Among two that are likely the one made of a known given name
// is taken, so that Петкевич Иван Петрович is the son of a Пётр; of two words one in -ович that is not made of a known
// name is a surname (Зенон Петкевич).
func (f *Form) findPatronymic() {
	whole := 0
	for i := range f.Words {
		if !f.Words[i].Initial {
			whole++
		}
	}
	for _, kind := range []func(ending) bool{ending.surelyPatronymic, ending.ofFather} {
		one, made, n, m := -1, -1, 0, 0
		for i := range f.Words {
			if w := &f.Words[i]; !w.Initial && kind(w.ending) {
				one = i
				n++
				if w.root != 0 {
					made = i
					m++
				}
			}
		}
		switch {
		case m == 1 && (whole >= 3 || f.Words[made].ending.surelyPatronymic()):
			f.patronymic = made
			return
		case n == 1 && whole >= 3:
			f.patronymic = one
			return
		case n > 0:
			return
		}
	}
}

// isSonOrDaughter reports whether a word is an "ұлы" or "қызы" that was written apart.
func isSonOrDaughter(t *token) bool {
	if len(t.runes) < 3 || len(t.runes) > 7 {
		return false
	}
	switch strings.Trim(settleClasses(classes(t.lower(), plain)), " ") {
	case "uli", "ulu", "kizi", "gizi", "ogli", "ugli", "oglu":
		return true
	}
	return false
}
