package cases

import (
	"slices"
	"strconv"
	"strings"
)

// takes tells whether what was sent under the field's code and a dot is part of its answer. Anything else is a
// misspelling: taken as the field's own it would empty the answer that stands.
func (f Field) takes(rest string) bool {
	switch f.Type {
	case TypeChoice, TypeChoices:
		return rest == "note"
	case TypeText3, TypeLong3:
		return slices.Contains([]string{"en", "ru", "kk"}, rest)
	case TypeDate:
		return slices.Contains([]string{"stated", "day", "month", "year", "clock", "precision", "until"}, rest)
	case TypeLinks, TypeCited, TypeRows:
		row, part, _ := strings.Cut(rest, ".")
		n, err := strconv.Atoi(row)
		return err == nil && strconv.Itoa(n) == row && n >= 0 && f.takesInRow(part)
	}
	return false
}

func (f Field) takesInRow(part string) bool {
	switch f.Type {
	case TypeLinks:
		return slices.Contains([]string{"to", "certainty", "note"}, part)
	case TypeCited:
		return slices.Contains([]string{"field", "source", "states", "where", "credibility"}, part)
	}
	list, ok := f.Value().(*RowList)
	return ok && slices.ContainsFunc(list.Blank(), func(sub Field) bool {
		rest, under := strings.CutPrefix(part, sub.Code+".")
		return part == sub.Code || under && sub.takes(rest)
	})
}
