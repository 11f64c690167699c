package views

import "aigaq/internal/cases"

// Similar are the people who may be the same as somebody who was just entered. Its buttons post version, keep,
// keep_version, act and then to /people/{Of}/same.
type Similar struct {
	Of    cases.Head
	Act   string // the number of the act that the person was entered with
	Stay  bool   // go on with the next entry afterwards
	Alike []cases.Alike
	Heads map[string]cases.Head // of the event of the act
}
