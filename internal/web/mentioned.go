package web

import (
	"regexp"

	"aigaq/internal/cases"
)

var mention = regexp.MustCompile(`"([A-Z]{3}-[0-9]{6,12})"`)

// numbersIn collects the record numbers that old and new answers of a history name, each once.
func numbersIn(entries []cases.Entry) []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range entries {
		for _, c := range e.Changes {
			for _, m := range mention.FindAllStringSubmatch(c.Old+" "+c.New, -1) {
				if !seen[m[1]] {
					seen[m[1]] = true
					out = append(out, m[1])
				}
			}
		}
	}
	return out
}
