package names

// The thresholds, fixed once on the labelled set. MatchAt is from where two are held to be one person; CertainAt from
// where a list's rows may be decided in bulk; ProposeAt from where a pair is put before somebody.
const (
	ProposeAt = 0.60
	MatchAt   = 0.80
	CertainAt = 0.97
)

// Compare says how alike two people are by what is known of them.
func Compare(a, b Person) Match {
	var best Match
	for i, x := range a.Names {
		for j, y := range b.Names {
			if m := CompareForms(x, y); m.Score > best.Score {
				best = m
				best.A, best.B = i, j
			}
		}
	}
	return best
}

// CompareForms says how alike two written names are.
func CompareForms(a, b Form) Match {
	same := 0
	for _, x := range a.Words {
		for _, y := range b.Words {
			if x.Strong == y.Strong {
				same++
				break
			}
		}
	}
	if n := max(len(a.Words), len(b.Words)); n > 0 {
		return Match{Score: float64(same) / float64(n)}
	}
	return Match{}
}
