package cases

import "strings"

// Kind describes one kind of record: how it is named in addresses, numbers and tables.
type Kind struct {
	Code   string // names the detail table, the labels and the JSON
	Path   string // the first part of its addresses, without the slash
	Prefix string // the letters before a number: DET in DET-482193
	// Subject is the link role that names who the record is about: the victim of an act, the accused of a case.
	// Each subject gives the record one row in the facts that counts read.
	Subject string
	// Under is the reference field that names what a record of this kind is a part of: a step is of its case.
	Under string
	// Privileged is true for what only counsel in the case may see.
	Privileged bool
	// Mention is true where a record says no more of its subject than that somebody named them: nobody is counted as a
	// person for it.
	Mention bool
	// Act is true where one record and one victim make one act: one kind of harm, one continuous episode.
	Act bool
	New func() Record
}

// KindByCode finds a kind by its code; nil where there is none.
func KindByCode(code string) *Kind { return findKind(func(k *Kind) bool { return k.Code == code }) }

// KindByPath finds a kind by the first part of its addresses; nil where there is none.
func KindByPath(path string) *Kind { return findKind(func(k *Kind) bool { return k.Path == path }) }

// KindByNumber finds the kind that a number such as DET-482193 belongs to; nil where there is none.
func KindByNumber(number string) *Kind {
	prefix, _, ok := strings.Cut(CleanNumber(number), "-")
	if !ok {
		return nil
	}
	return findKind(func(k *Kind) bool { return k.Prefix == prefix })
}

func findKind(is func(*Kind) bool) *Kind {
	for _, k := range Kinds() {
		if is(k) {
			return k
		}
	}
	return nil
}
