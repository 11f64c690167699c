package views

// total is how many records were found of all kinds.
func (v SearchPage) total() int {
	n := 0
	for _, g := range v.Groups {
		n += g.Total
	}
	return n
}
