package views

import (
	"slices"

	"aigaq/internal/cases"
)

// counselled tells whether the reader is counsel in the case of the page.
func (v RecordPage) counselled(p Page) bool {
	return slices.Contains(p.Scope.Counsel, v.Record.Base().ID)
}

// noteHeads are the notes among what points to the case.
func (v RecordPage) noteHeads() []cases.Head {
	var out []cases.Head
	for _, one := range v.Incoming {
		if k := cases.KindByCode(one.From.Kind); k != nil && k.Privileged {
			out = append(out, one.From)
		}
	}
	return out
}

// others is what points to the record beside its notes, and beside the rows of lists, which have a section of their own.
func (v RecordPage) others() []cases.Incoming {
	return slices.DeleteFunc(slices.Clone(v.Incoming), func(one cases.Incoming) bool {
		k := cases.KindByCode(one.From.Kind)
		return k != nil && (k.Privileged || k.Mention)
	})
}
