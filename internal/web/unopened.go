package web

import "aigaq/internal/cases"

// unopened tells whether somebody is restricted and nobody said yet what they are opened for. Beside a form, in a queue
// and beside a row of a list no more is shown of them then than a list of suggestions says (R32).
func (v *visit) unopened(h *cases.Head) bool {
	return h.Level == cases.Restricted && !v.desk.Purpose().Given()
}

// reticent leaves of likely people what may be shown without opening them.
func (v *visit) reticent(found []cases.Alike) []cases.Alike {
	for i := range found {
		if one := &found[i]; v.unopened(&one.Head) {
			*one = cases.Alike{Head: one.Head, Score: one.Score, Names: []string{one.Head.Title.Full}}
		}
	}
	return found
}

// reticentPairs leaves of pairs what may be shown without opening the people. Why the two are alike tells of both.
func (v *visit) reticentPairs(pairs []cases.Pair) []cases.Pair {
	for i := range pairs {
		p := &pairs[i]
		for _, side := range []*cases.PairSide{&p.A, &p.B} {
			if v.unopened(&side.Head) {
				*side = cases.PairSide{Head: side.Head}
				p.Reasons = nil
			}
		}
	}
	return pairs
}
