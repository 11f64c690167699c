package views

import (
	"slices"
	"strconv"
)

// code is the status that has a text of its own; any other is told as an error of the program.
func (v ErrorPage) code() string {
	if slices.Contains([]int{400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 507}, v.Status) {
		return strconv.Itoa(v.Status)
	}
	return "500"
}

func (v ErrorPage) title(p Page) string { return p.t("error." + v.code() + ".title") }
