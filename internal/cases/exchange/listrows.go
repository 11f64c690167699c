package exchange

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"aigaq/internal/cases"
)

// ListRows turns the rows of a sheet into rows of a list, by what each column was taken for. Nothing is dropped: every
// cell stands in the row as written, and what cannot be read is flagged and said. Dates are read as people write them
// and as spreadsheets keep them; regions by their names in the book, in any of the three languages.
func (s *Sheet) ListRows(roles []string, b *cases.Book) []cases.ListRow {
	regions := regionNames(b)
	body := s.Body()
	out := make([]cases.ListRow, 0, len(body))
	for i, cells := range body {
		r := cases.ListRow{Position: i + 1, Line: s.Lines[len(s.Rows)-len(body)+i]}
		one := reading{s, roles, cells, regions, &r}
		one.read()
		out = append(out, r)
	}
	return out
}

// reading is one row while it is read.
type reading struct {
	sheet   *Sheet
	roles   []string
	cells   []string
	regions map[string]string
	row     *cases.ListRow
}

func (o *reading) read() {
	if o.sheet.Headed && len(o.cells) > len(o.sheet.headings()) {
		o.row.Flagged("ragged")
	}
	parts := map[string]string{}
	for i, cell := range o.cells {
		if i >= len(o.roles) || cell == "" {
			continue
		}
		switch o.roles[i] {
		case AsBorn:
			o.born(i, cell)
		case AsSex:
			if o.row.Sex = sexOf(cell); o.row.Sex == "" {
				o.fault(i, cell, "unread_sex")
			}
		case AsRegion:
			if o.row.Region = regionOf(o.regions, cell); o.row.Region == "" {
				o.fault(i, cell, "unread_region")
			}
		case AsNothing:
		default:
			parts[o.roles[i]] = strings.TrimSpace(parts[o.roles[i]] + " " + cell)
		}
	}
	name := strings.Join([]string{parts[AsName], parts[AsSurname], parts[AsGiven], parts[AsPatronymic]}, " ")
	o.row.Name = o.cut(strings.Join(strings.Fields(name), " "), cases.MaxText)
	o.row.Written = o.cut(o.written(), cases.MaxLong)
}

// written is the whole row: each cell with its heading, a line each. Lines within a cell are joined.
func (o *reading) written() string {
	var b strings.Builder
	for i, cell := range o.cells {
		if cell == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(o.sheet.Heading(i) + ": " + strings.ReplaceAll(cell, "\n", " / "))
	}
	return b.String()
}

func (o *reading) cut(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	o.row.Flagged("cut")
	return string([]rune(text)[:most-1]) + "…"
}

func (o *reading) fault(column int, value, flag string) {
	o.row.Flagged(flag)
	o.row.Faults = append(o.row.Faults, cases.CellFault{Line: o.row.Line, Column: o.sheet.Heading(column), Value: value, Flag: flag})
}

func (o *reading) born(column int, cell string) {
	d, ok := o.sheet.dateOf(cell)
	if !ok {
		o.fault(column, cell, "unread_date")
		d = cases.Date{}
	}
	if d.Stated = ""; !ok || d.String() != cell {
		d.Stated = o.cut(strings.ReplaceAll(cell, "\n", " "), cases.MaxText)
	}
	o.row.Born = d
}

// dateOf reads a date of birth: as people write it, with or without "г.р." behind it, or the number of days that a
// spreadsheet keeps. A number of four digits is a year.
func (s *Sheet) dateOf(cell string) (cases.Date, bool) {
	text := strings.ToLower(cell)
	for _, tail := range []string{"г.р.", "г. р.", "года рождения", "г/р", "гр.", "ж.т.", "жылы туған", "г."} {
		text = strings.TrimSpace(strings.TrimSuffix(text, tail))
	}
	text, _ = strings.CutSuffix(text, " 00:00:00")
	if d, key := cases.ParseDate(text); key == "" && d.Known() {
		return d, true
	}
	days, err := strconv.ParseFloat(text, 64)
	if err != nil || days < 3_000 || days > 75_000 {
		return cases.Date{}, false
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if s.From1904 {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return cases.DateAt(first.AddDate(0, 0, int(days))), true
}

// sexOf reads a sex as lists abbreviate it.
func sexOf(cell string) string {
	switch key := heading(cell); {
	case strings.HasPrefix(key, "муж"), key == "м", key == "m", key == "male", key == "man", key == "ер", key == "еркек", key == "ер адам", key == "male sex":
		return "male"
	case strings.HasPrefix(key, "жен"), key == "ж", key == "f", key == "female", key == "woman", key == "әйел", key == "ә":
		return "female"
	}
	return ""
}

// regionNames gives the codes of regions by their names in each language.
func regionNames(b *cases.Book) map[string]string {
	out := map[string]string{}
	for _, t := range b.Terms("region", "") {
		for _, name := range []string{t.Code, t.En, t.Ru, t.Kk} {
			if key := regionKey(name); key != "" {
				if _, there := out[key]; !there {
					out[key] = t.Code
				}
			}
		}
	}
	return out
}

// regionOf is the code of the region of that name. A name alone means the city that is a region of its own before it
// means the region around.
func regionOf(regions map[string]string, name string) string {
	key := regionKey(name)
	if code := regions[key]; code != "" || key == "" {
		return code
	}
	return regions[key+"/"]
}

// regionKey is the name of a region without the words for what it is. A city and the region around it that bear one
// name are told apart by those words.
func regionKey(name string) string {
	var kept []string
	city, region := false, false
	for _, w := range strings.Fields(heading(name)) {
		switch w {
		case "г", "город", "city", "қ", "қаласы", "гор":
			city = true
		case "обл", "область", "облысы", "обл-сы", "region", "oblast", "облыс":
			region = true
		default:
			kept = append(kept, w)
		}
	}
	key := strings.Join(kept, " ")
	if region && !city && key != "" {
		return key + "/"
	}
	return key
}
