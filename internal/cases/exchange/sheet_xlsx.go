package exchange

import (
	"archive/zip"
	"bytes"
	"strconv"

	"github.com/xuri/excelize/v2"

	"aigaq/internal/cases"
)

// readXLSX reads the first sheet of a workbook as its cells are kept: dates as the numbers of days that they are, and of
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
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return cases.Wrong("file", "file_empty")
	}
	rows, err := book.Rows(sheets[0])
	if err != nil {
		return cases.Wrong("file", "file_not_a_table")
	}
	defer rows.Close()
	return s.addRows(rows)
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
