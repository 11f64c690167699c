package names

import "slices"

// flag says what is odd about a form.
func (f *Form) flag(odd bool) {
	whole, initials := 0, 0
	for i := range f.Words {
		switch w := &f.Words[i]; {
		case w.Initial:
			initials++
		default:
			whole++
		}
		if f.Words[i].mixed {
			f.raise(FlagMixed)
		}
	}
	people, digits := f.countsPeople(odd)
	switch {
	case len(f.Words) == 0:
		f.raise(FlagEmpty)
		f.nobody = true
	case people:
		f.raise(FlagGroup)
		f.nobody = true
	case f.isUnnamed():
		f.raise(FlagUnnamed)
		f.nobody = true
	case whole == 0:
		f.raise(FlagShort)
	case initials > 0 && whole == 1:
		f.raise(FlagInitials)
	case whole == 1:
		f.raise(FlagOneWord)
	}
	if digits && !f.nobody {
		f.raise(FlagNotAName)
	}
}

func (f *Form) raise(flag string) {
	if !slices.Contains(f.Flags, flag) {
		f.Flags = append(f.Flags, flag)
	}
}

// countsPeople reports whether the words speak of several people, and whether signs are left that no name has.
func (f *Form) countsPeople(odd bool) (group, signs bool) {
	several, unknown, people := false, false, false
	for i := range f.Words {
		w := f.Words[i].Text
		several = several || startsWithAny(w, severalWords())
		people = people || startsWithAny(w, peopleWords())
		unknown = unknown || startsWithAny(w, unknownWords())
	}
	digits := odd && hasDigit(f.Written)
	if several || digits && (people || unknown) {
		return true, false
	}
	return false, odd
}

// isUnnamed reports whether the words say that the name is not known.
func (f *Form) isUnnamed() bool {
	n := 0
	for i := range f.Words {
		w := &f.Words[i]
		if startsWithAny(w.Text, unknownWords()) || slices.Contains(anybodyWords(), w.Text) {
			return true
		}
		if w.Initial && (w.Text == "н" || w.Text == "у" || w.Text == "n" || w.Text == "и" || w.Text == "б") {
			n++
		}
	}
	// н/у, н.у., б/и: nobody's name is two initials and no more.
	return n == 2 && len(f.Words) == 2 && (f.spells("н", "у") || f.spells("б", "и") || f.spells("n", "n"))
}

func (f *Form) spells(a, b string) bool { return f.Words[0].Text == a && f.Words[1].Text == b }

// unknownWords are beginnings of words that say a name is not known, as Fold writes them.
func unknownWords() []string {
	return []string{"неизвест", "неустановл", "неопозн", "безымян", "белгисиз", "танылмаган", "аныкталмаган",
		"unidentif", "unknown", "unnamed", "anonym", "аноним", "belgisiz", "noname"}
}

// anybodyWords are whole words that are no names and speak of somebody: "житель Алматы", "молодой мужчина".
func anybodyWords() []string {
	return []string{"житель", "жительница", "мужчина", "женщина", "парень", "девушка", "подросток", "ребенок", "мальчик", "девочка",
		"труп", "тело", "гражданин", "гражданка", "военнослужащий", "полицейский", "солдат", "тургын", "тургыны", "еркек", "айел", "аиел",
		"resident", "man", "woman", "boy", "girl", "male", "female", "body", "protester", "policeman", "soldier", "erkek", "ayel", "aiel"}
}

// severalWords are beginnings of words for several people.
func severalWords() []string {
	return []string{"группа", "группы", "топ", "group", "мужчины", "женщины", "людей", "люди", "человек", "unidentifieds", "неизвестные",
		"неустановленные", "неопознанные", "адамдар", "еркектер", "people", "persons", "men", "women", "children", "дети", "детей",
		"тел", "bodies", "бирнеше", "протестующие", "задержанные", "погибшие", "detainees", "protesters"}
}

// peopleWords are beginnings of words that a number before makes a group.
func peopleWords() []string {
	return []string{"адам", "ер", "еркек", "айел", "чел", "мужч", "женщ", "лиц", "person", "man", "woman", "bala", "бала", "adam"}
}

func startsWithAny(word string, beginnings []string) bool {
	for _, b := range beginnings {
		if len(word) >= len(b) && word[:len(b)] == b {
			return len(b) > 6 || len(word) == len(b) || len(b) > 4 && len(word) <= len(b)+3
		}
	}
	return false
}

func hasDigit(s string) bool {
	for i := range min(len(s), maxBytes) {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}
