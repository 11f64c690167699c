package views

import (
	"time"

	"aigaq/internal/cases"
)

// ConsentPage says what a person consents to, and records one more consent or withdrawal. It posts token, version,
// purpose, state, on (as a date's boxes), taken_by, note and reason to its own address. A withdrawal of the consent to
// be kept is shown once more before it is done (Confirm), and is then posted with confirmed=yes.
type ConsentPage struct {
	Person   *cases.Person
	Lines    []ConsentLine
	Input    cases.Input // as typed
	Token    string
	Version  int64
	Problems cases.Problems
	Confirm  bool
	Hides    int // how many of the records that the reader sees would be hidden
}

// ConsentLine is what holds for one purpose now.
type ConsentLine struct {
	Purpose string
	cases.Consent
	By string    // the account that recorded it; empty where the log no longer says so
	At time.Time // when it was recorded
}

// state is the code of the state; nobody having asked is one.
func (l ConsentLine) state() string {
	if l.State == "" {
		return "not_asked"
	}
	return l.State
}

// consentClass marks a state: given, taken back or refused, not asked.
func consentClass(state string) string {
	switch state {
	case "not_asked", "":
		return "tag"
	case "refused", cases.ConsentWithdrawn:
		return "tag status-rejected"
	}
	return "tag status-confirmed"
}

// offered gives the terms of a list as choices, with one marked.
func (p Page) offered(list, chosen string) []option {
	var out []option
	for _, t := range p.Book.Terms(list, "") {
		out = append(out, option{Code: t.Code, Label: p.term(list, t.Code), On: t.Code == chosen})
	}
	return out
}

func consentAddress(number string) string { return "/people/" + number + "/consent" }

// kept are the keys of the form that the second step carries along.
func (v ConsentPage) kept() []string {
	return []string{"purpose", "state", "on.day", "on.month", "on.year", "taken_by", "note", "reason"}
}
