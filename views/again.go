package views

import "aigaq/internal/cases"

// AgainPage posts password and next to /login/again.
type AgainPage struct {
	Name        string
	Next        string // the address to go on to
	HasPassword bool
	Problems    cases.Problems
}
