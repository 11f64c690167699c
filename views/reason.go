package views

import (
	"strconv"

	"aigaq/internal/cases"
)

// reasonText is a reason for or against two people being the same, in the reader's language. A reason with a number
// (letters that differ) takes its plural form.
func (p Page) reasonText(r cases.Reason) string {
	if len(r.Args) == 1 {
		if n, err := strconv.Atoi(r.Args[0]); err == nil && p.Words.Has("reason."+r.Key+".other") {
			return p.n("reason."+r.Key, n)
		}
	}
	return p.t("reason." + r.Key)
}
