package names

// The thresholds, fixed once on the labelled set. MatchAt is from where two are held to be one person; CertainAt from
// where a list's rows may be decided in bulk; ProposeAt from where a pair is put before somebody.
const (
	ProposeAt = 0.60
	MatchAt   = 0.80
	CertainAt = 0.97
)

// explainFrom is the score from which reasons are worth giving.
const explainFrom = 0.25

// Compare says how alike two people are by what is known of them: their names, then sex, birth, region, event, IIN.
func Compare(a, b Person) Match {
	best, from := Match{Score: -1}, verdict{}
	for i := range a.Names {
		for j := range b.Names {
			var v verdict
			weigh(&a.Names[i], &b.Names[j], &v)
			if v.score > best.Score {
				best, from = Match{Score: v.score, A: i, B: j}, v
			}
		}
	}
	best.Score = max(best.Score, 0)
	r := rest(&a, &b)
	best.Score = r.apply(best.Score)
	if (from.conflicts() || from.sexes || from.little()) && r.iin != agrees && !from.renamed(&r) {
		best.Score = min(best.Score, capConflict)
	}
	if best.Score >= explainFrom {
		best.Reasons = append(from.reasons(), r.reasons()...)
	}
	return best
}

// CompareForms says how alike two written names are.
func CompareForms(a, b Form) Match {
	var v verdict
	weigh(&a, &b, &v)
	m := Match{Score: v.score}
	if m.Score >= explainFrom {
		m.Reasons = v.reasons()
	}
	return m
}

// renamed reports whether a surname alone differs while given name, patronymic and the day of birth agree: a married
// name.
func (v *verdict) renamed(r *evidence) bool {
	return v.surname && !v.given && !v.patronymic && !v.initial && !v.crossed && v.whole >= 2 && v.hasPatronymic() && r.born == bornDay
}
