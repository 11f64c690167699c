package views

import "aigaq/internal/cases"

// ErasuresPage lists withdrawals: numbers, dates, who recorded them.
type ErasuresPage struct {
	Erasures []cases.Erasure
}

// ErasurePage is one withdrawal and what becomes of it. A coordinator posts reason to /erasures/{number}/back, or,
// being another person than who recorded it, nothing but sure=yes to /erasures/{number}/erase.
type ErasurePage struct {
	cases.Erasure
	Decides  bool // the reader may take it back
	Erases   bool // the reader may erase: a coordinator who did not record it
	Reason   string
	Problems cases.Problems
}

// erasureState names how far a withdrawal is.
func erasureState(e cases.Erasure) string {
	switch {
	case e.Open():
		return "erasure.state.open"
	case e.Erased():
		return "erasure.state.erased"
	}
	return "erasure.state.back"
}

func erasureAddress(number string) string { return "/erasures/" + number }
