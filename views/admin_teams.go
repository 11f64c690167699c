package views

import "aigaq/internal/cases"

// named gives a team as it is, or as its names were sent back.
func (v TeamsPage) named(t cases.Term) cases.Term {
	if v.Editing == t.Code {
		return v.Typed
	}
	return t
}

// typed is the new team as it was sent back.
func (v TeamsPage) typed() cases.Term {
	if v.Editing != "" {
		return cases.Term{}
	}
	return v.Typed
}

func (v TeamsPage) newProblems() cases.Problems { return v.problemsOf("") }

func (v TeamsPage) problemsOf(editing string) cases.Problems {
	if v.Editing != editing {
		return nil
	}
	return v.Problems
}

// names3 gives the names of a team in the three languages.
func names3(t cases.Term) []option {
	return []option{{Code: "kk", Label: t.Kk}, {Code: "ru", Label: t.Ru}, {Code: "en", Label: t.En}}
}

// lastSeen says when an account signed in last.
func (p Page) lastSeen(a cases.AccountLine) string {
	if a.Seen.IsZero() {
		return p.t("admin.never")
	}
	return p.moment(a.Seen)
}
