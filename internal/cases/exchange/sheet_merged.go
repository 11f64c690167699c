package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// mergedForm is how a sheet says that some cells are one.
var mergedForm = regexp.MustCompile(`<(?:\w+:)?mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"`)

// mergedRows are cells of one column in several rows that are one cell.
type mergedRows struct{ column, from, to int }

// fillMerged gives each row what stands in a cell that goes over several of them: a file keeps it in the first alone.
// Cells that are merged with those beside them alone have their text where it is read anyway.
func (s *Sheet) fillMerged(list []mergedRows) {
	looked := 0
	for _, m := range list {
		first, _ := slices.BinarySearch(s.Lines, m.from)
		if first == len(s.Lines) || s.Lines[first] != m.from || m.column >= len(s.Rows[first]) {
			continue
		}
		value := s.Rows[first][m.column]
		for i := first + 1; value != "" && i < len(s.Lines) && s.Lines[i] <= m.to; i++ {
			if looked++; looked > sheetCells {
				return
			}
			for len(s.Rows[i]) <= m.column {
				s.Rows[i] = append(s.Rows[i], "")
			}
			if s.Rows[i][m.column] == "" {
				s.Rows[i][m.column] = value
				s.Merged++
			}
		}
	}
}

// mergedIn reads which cells of a sheet are merged over several rows. The library's own way makes a table as wide as a
// file says, so it is not asked.
func mergedIn(file []byte, sheet string) []mergedRows {
	parts, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil
	}
	var out []mergedRows
	for _, m := range mergedForm.FindAllSubmatch(partOf(parts, sheetPath(parts, sheet)), -1) {
		column, err := excelize.ColumnNameToNumber(string(m[1]))
		from, _ := strconv.Atoi(string(m[2]))
		to, _ := strconv.Atoi(string(m[3]))
		if err == nil && to > from {
			out = append(out, mergedRows{column - 1, from, to})
		}
	}
	return out
}

// sheetPath gives the part of a workbook in which a sheet is kept.
func sheetPath(parts *zip.Reader, sheet string) string {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var kept struct {
		Parts []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if xml.Unmarshal(partOf(parts, "xl/workbook.xml"), &book) != nil || xml.Unmarshal(partOf(parts, "xl/_rels/workbook.xml.rels"), &kept) != nil {
		return ""
	}
	for _, s := range book.Sheets {
		for _, p := range kept.Parts {
			if s.Name == sheet && s.ID == p.ID && path.IsAbs(p.Target) {
				return p.Target[1:]
			}
			if s.Name == sheet && s.ID == p.ID {
				return path.Join("xl", p.Target)
			}
		}
	}
	return ""
}

// partOf gives a part of a workbook, unpacked; nothing where there is none, or one that is larger than it says.
func partOf(parts *zip.Reader, name string) []byte {
	in, err := parts.Open(name)
	if err != nil {
		return nil
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, sheetOpened))
	if err != nil {
		return nil
	}
	return text
}
