package exchange

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"aigaq/internal/cases"
)

// What a list of names may measure at most. Files beyond are refused before they are taken apart.
const (
	SheetBytes   = 20 << 20
	SheetRows    = 20_000
	SheetColumns = 100
	sheetOpened  = 50 << 20 // of an XLSX file, unpacked
	sheetCells   = 600_000
)

// Sheet is a table as it was read from a file: every cell as it is written there.
type Sheet struct {
	Name      string     // of the file
	Rows      [][]string // with the headings, where it has some
	Lines     []int      // the line of the file that each row stands in, from 1
	Headed    bool       // one row holds headings: that after Top rows
	Top       int        // rows above the headings: the title of the list, as a rule
	Encoding  string     // utf-8, utf-16, windows-1251 or xlsx
	Separator string     // of the cells; empty for xlsx
	Serials   bool       // dates are numbers of days, as spreadsheets keep them
	From1904  bool       // and counted from 1904
	Blank     int        // rows without anything, which are left out
	Quotes    bool       // its quotes are not in order: cells were split at separators alone
	Sheet     string     // the sheet of a workbook that was read
	Others    []string   // further sheets with something in them, which were not read
	Merged    int        // cells that stand in merged ones and were given what these hold
}

// ReadSheet reads a list of names: CSV with commas, semicolons, tabs or bars, in UTF-8, UTF-16 or windows-1251, or the
// first sheet of an XLSX file that is shown and has something in it. Problems say why a file cannot be taken. Formulas
// are never worked out.
func ReadSheet(name string, file []byte) (*Sheet, error) {
	if len(file) > SheetBytes {
		return nil, cases.Wrong("file", "file_too_large", "max", strconv.Itoa(SheetBytes>>20))
	}
	s := &Sheet{Name: name}
	var err error
	switch {
	case len(bytes.TrimSpace(file)) == 0:
		return nil, cases.Wrong("file", "file_empty")
	case bytes.HasPrefix(file, []byte("PK\x03\x04")):
		err = s.readXLSX(file)
	case bytes.HasPrefix(file, []byte("\xd0\xcf\x11\xe0")), bytes.HasPrefix(file, []byte("%PDF")):
		return nil, cases.Wrong("file", "file_not_a_table")
	default:
		err = s.readCSV(file)
	}
	if err != nil {
		return nil, err
	}
	if len(s.Rows) == 0 {
		return nil, cases.Wrong("file", "file_empty")
	}
	s.findHeadings()
	return s, nil
}

// add takes a row up. Rows without anything are counted and left out.
func (s *Sheet) add(line int, cells []string) error {
	clean := make([]string, len(cells))
	last := 0
	for i, c := range cells {
		if clean[i] = plainCell(c); clean[i] != "" {
			last = i + 1
		}
	}
	if last == 0 {
		s.Blank++
		return nil
	}
	if last > SheetColumns {
		return cases.Wrong("file", "file_too_many_columns", "max", strconv.Itoa(SheetColumns))
	}
	if len(s.Rows) > SheetRows {
		return cases.Wrong("file", "file_too_many_rows", "max", strconv.Itoa(SheetRows))
	}
	s.Rows = append(s.Rows, clean[:last])
	s.Lines = append(s.Lines, line)
	return nil
}

// plainCell gives a cell without what cannot be shown, and without white space around it.
func plainCell(c string) string {
	c = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\u202f' || r == '\t':
			return ' '
		case r == '\n':
			return r
		case unicode.IsControl(r) || r == '\ufeff' || r == '\u200b' || r == '\u00ad':
			return -1
		}
		return r
	}, strings.ToValidUTF8(c, "\ufffd"))
	return norm.NFC.String(strings.TrimSpace(c))
}

// Width is the number of columns of the widest row.
func (s *Sheet) Width() int {
	n := 0
	for _, row := range s.Rows {
		n = max(n, len(row))
	}
	return n
}

// Heading is what a column is called; without headings, or beyond them, its number.
func (s *Sheet) Heading(i int) string {
	if head := s.headings(); i < len(head) && head[i] != "" {
		return strings.Join(strings.Fields(head[i]), " ")
	}
	return "№ " + strconv.Itoa(i+1)
}

// Body gives the rows below the headings.
func (s *Sheet) Body() [][]string {
	if s.Headed {
		return s.Rows[s.Top+1:]
	}
	return s.Rows
}

// Samples gives up to n different values of a column.
func (s *Sheet) Samples(i, n int) []string {
	var out []string
	seen := map[string]bool{}
	for _, row := range s.Body() {
		if i >= len(row) || row[i] == "" || seen[row[i]] {
			continue
		}
		seen[row[i]] = true
		if out = append(out, row[i]); len(out) == n {
			break
		}
	}
	return out
}
