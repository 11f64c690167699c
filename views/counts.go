package views

import (
	"slices"

	"aigaq/internal/cases"
)

// How large a table of counts may be drawn; what is larger stands as rows, and beyond that in the file alone.
const (
	maxAcross = 12
	maxLines  = 400
)

// dimension names the value of a dimension; an empty one is not known.
func (p Page) dimension(by, code string, heads map[string]cases.Head) string {
	if code == "" {
		return p.t("counts.not_known")
	}
	switch by {
	case "month":
		return p.monthName(code)
	case "kind":
		return p.many(code)
	case "region_now":
		return p.term("region", code)
	case "event":
		if h, ok := heads[code]; ok {
			return p.headTitle(h)
		}
		return code
	}
	return p.codedAnywhere(by, code)
}

// codedAnywhere names a code of a field that several kinds have, each perhaps with a vocabulary of its own.
func (p Page) codedAnywhere(by, code string) string {
	for _, k := range cases.Kinds() {
		f, ok := cases.FieldOf(k.New(), by)
		if !ok {
			continue
		}
		if s := p.coded(f, code); s != code {
			return s
		}
	}
	return code
}

// cross is a table of two dimensions: one down, one across.
type cross struct {
	Down, Across []string
	N            map[[2]string]int
}

// crossOf makes a cross table of cells with two keys; false where it would be too wide. The dimension with fewer
// values stands across.
func crossOf(c *cases.Counts) (cross, bool) {
	if len(c.By) != 2 {
		return cross{}, false
	}
	out := cross{N: map[[2]string]int{}}
	for _, cell := range c.Cells {
		down, across := cell.Keys[0], cell.Keys[1]
		if !slices.Contains(out.Down, down) {
			out.Down = append(out.Down, down)
		}
		if !slices.Contains(out.Across, across) {
			out.Across = append(out.Across, across)
		}
		out.N[[2]string{down, across}] = cell.N
	}
	return out, len(out.Across) <= maxAcross && len(out.Down) <= maxLines
}

// lines are the cells that are drawn as rows.
func (v CountsPage) lines() []cases.Cell { return v.Counts.Cells[:min(len(v.Counts.Cells), maxLines)] }

// link is the address of the records behind a cell.
func (v CountsPage) link(keys ...string) string {
	if v.Href == nil {
		return ""
	}
	return v.Href(keys)
}

// chosen tells which dimension stands at a place of the query; empty where there are fewer.
func (v CountsPage) chosen(i int) string {
	if i < len(v.Query.By) {
		return v.Query.By[i]
	}
	return ""
}

// dimensions are the values of the boxes that ask what to count by.
func (p Page) dimensions(chosen string) []option {
	var out []option
	for _, d := range cases.Dimensions() {
		out = append(out, option{d, p.t("dim." + d), d == chosen})
	}
	return out
}

// bars are the bars of a count by one dimension.
func (v CountsPage) bars(p Page) []bar {
	if len(v.Counts.By) != 1 {
		return nil
	}
	var out []bar
	for _, c := range v.Counts.Cells {
		out = append(out, bar{p.dimension(v.Counts.By[0], c.Keys[0], v.Heads), c.N})
	}
	return out
}

// caption says what a table of counts holds.
func (v CountsPage) caption(p Page) string {
	text := p.t("unit." + v.Counts.Unit)
	for i, d := range v.Counts.By {
		key := "counts.caption_and"
		if i == 0 {
			key = "counts.caption"
		}
		text = p.t(key, "text", text, "dim", p.t("dim."+d))
	}
	return text
}

// filters are the questions that counts can be narrowed by: the dimensions that have a vocabulary.
func (v CountsPage) filters(p Page) []section {
	var out []section
	for _, d := range cases.Dimensions() {
		if f, ok := dimensionField(d); ok {
			out = append(out, section{Group: d, Fields: []cases.Field{f}})
		}
	}
	return out
}

// dimensionField finds the field of a dimension that is the same in every kind. What differs by kind can be narrowed
// through the links of a table.
func dimensionField(d string) (cases.Field, bool) {
	if d == "type" {
		return cases.Field{}, false
	}
	for _, k := range cases.Kinds() {
		if f, ok := cases.FieldOf(k.New(), d); ok && (f.List != "" || f.Type == cases.TypeTri) {
			return f, true
		}
	}
	return cases.Field{}, false
}

// conditions are the filters in force, each with a link that takes it away.
func (v CountsPage) conditions(p Page) []applied {
	list := ListPage{Address: v.Address, Heads: v.Heads}
	var out []applied
	for _, key := range sortedKeys(v.Address) {
		if slices.Contains([]string{"unit", "by"}, key) || slices.Contains(notFilters, key) {
			continue
		}
		for _, value := range v.Address[key] {
			if value != "" {
				out = append(out, applied{p.filterName("", key), p.filterValue(list.Kind, key, value, v.Heads),
					without("/counts", v.Address, key, value)})
			}
		}
	}
	return out
}

// rest are conditions that the form has no box for and must not lose.
func (v CountsPage) rest(p Page) [][2]string {
	asked := []string{"unit", "by", "q", "from", "to", "kind", "event"}
	for _, s := range v.filters(p) {
		asked = append(asked, s.Group)
	}
	var out [][2]string
	for _, key := range sortedKeys(v.Address) {
		for i, value := range v.Address[key] {
			if i == 0 && slices.Contains(asked, key) || key == "unit" || key == "by" || key == "lang" {
				continue
			}
			out = append(out, [2]string{key, value})
		}
	}
	return out
}

// unitWords are the plural texts of the units.
func unitWords(unit string) string {
	switch unit {
	case cases.UnitPeople:
		return "unit.person"
	case cases.UnitActs:
		return "unit.act"
	case cases.UnitEvents:
		return "unit.event"
	case cases.UnitCases:
		return "unit.case"
	}
	return "unit.record"
}

// counted writes a number with its unit: 17 people.
func (p Page) counted(unit string, n int) string { return p.n(unitWords(unit), n) }
