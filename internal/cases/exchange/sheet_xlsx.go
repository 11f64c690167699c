package exchange

import (
	"archive/zip"
	"bytes"
	"strconv"

	"github.com/xuri/excelize/v2"

	"aigaq/internal/cases"
)

// readXLSX reads the first sheet of a workbook that is shown and has something in it, as its cells are kept: dates as the numbers of days that they are, and of
// a formula what was worked out when it was saved. A file that unpacks to more than sheetOpened bytes is refused.
func (s *Sheet) readXLSX(file []byte) error {
	if err := unpacksWithin(file); err != nil {
		return err
	}
	book, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: sheetOpened, UnzipXMLSizeLimit: sheetOpened,
	})
	if err != nil {
		return cases.Wrong("file", "file_not_a_table")
	}
	defer book.Close()
	s.Encoding, s.Serials = "xlsx", true
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		s.From1904 = *props.Date1904
	}
	return s.readSheets(book, file)
}

// readSheets reads one sheet and names the others, so that nobody takes a part for the whole.
func (s *Sheet) readSheets(book *excelize.File, file []byte) error {
	for _, name := range shownFirst(book) {
		if len(s.Rows) > 0 {
			if hasCells(book, name) {
				s.Others = append(s.Others, plainCell(name))
			}
			continue
		}
		s.Sheet, s.Blank = plainCell(name), 0
		rows, err := book.Rows(name)
		if err != nil {
			continue // a diagram
		}
		err = s.addRows(rows)
		_ = rows.Close() // it was read, or why not is known
		if err != nil {
			return err
		}
		s.fillMerged(mergedIn(file, name))
	}
	return nil
}

// hasCells tells whether something stands in a sheet.
func hasCells(book *excelize.File, name string) bool {
	rows, err := book.Rows(name)
	if err != nil {
		return false
	}
	defer rows.Close()
	for n := 0; rows.Next() && n < 10*SheetRows; n++ {
		row, err := rows.Columns()
		if err != nil || filled(row) > 0 {
			return true
		}
	}
	return false
}

// shownFirst gives the sheets of a workbook, those that are hidden last.
func shownFirst(book *excelize.File) []string {
	var shown, hidden []string
	for _, name := range book.GetSheetList() {
		if seen, err := book.GetSheetVisible(name); err == nil && !seen {
			hidden = append(hidden, name)
		} else {
			shown = append(shown, name)
		}
	}
	return append(shown, hidden...)
}

func (s *Sheet) addRows(rows *excelize.Rows) error {
	cells := 0
	for line := 1; rows.Next(); line++ {
		row, err := rows.Columns()
		if err != nil {
			return cases.Wrong("file", "file_not_a_table")
		}
		if cells += len(row); cells > sheetCells || line > 10*SheetRows {
			return cases.Wrong("file", "file_too_many_rows", "max", strconv.Itoa(SheetRows))
		}
		if err := s.add(line, row); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return cases.Wrong("file", "file_not_a_table")
	}
	return nil
}

// unpacksWithin looks at what the parts of a file say they unpack to; the reader holds them to it.
func unpacksWithin(file []byte) error {
	parts, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return cases.Wrong("file", "file_not_a_table")
	}
	total := uint64(0)
	for _, f := range parts.File {
		if total += f.UncompressedSize64; total > sheetOpened || f.UncompressedSize64 > sheetOpened {
			return cases.Wrong("file", "file_unpacks", "max", strconv.Itoa(sheetOpened>>20))
		}
	}
	return nil
}
