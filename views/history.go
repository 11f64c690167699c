package views

import (
	"slices"
	"strconv"

	"aigaq/internal/cases"
)

// remembered brings an old answer back as a field that can be shown; false where the field no longer exists.
func (v HistoryPage) remembered(code, text string) (cases.Field, bool) {
	f, ok := cases.Remember(v.Kind, code, text)
	if !ok {
		return f, false
	}
	return namesFor(f, v.Heads), true
}

// action names what was done.
func (p Page) action(code string) string {
	if key := "audit.action." + code; p.Words.Has(key) {
		return p.t(key)
	}
	return code
}

// different is one field that differs between two versions of a record.
type different struct {
	Field, Theirs cases.Field
}

// differences lists the fields that were sent and differ from the version that is kept now.
func (v StalePage) differences(p Page) []different {
	mine := v.Kind.New()
	var out []different
	for _, f := range cases.Fields(mine) {
		if f.IsComputed || f.IsSecret && !p.Scope.Secrets || !f.Sent(v.Mine) {
			continue
		}
		theirs, ok := cases.FieldOf(v.Theirs, f.Code)
		f.Restore(v.Mine)
		if ok && !same(f, theirs) {
			out = append(out, different{namesFor(f, titlesIn(v.Mine)), theirs})
		}
	}
	return out
}

// same tells whether two answers say the same. What cannot be read as an answer is not the same as anything.
func same(a, b cases.Field) bool {
	x, errX := cases.FieldJSON(a)
	y, errY := cases.FieldJSON(b)
	return errX == nil && errY == nil && x == y
}

// titlesIn gives the titles that reference boxes show after the number.
func titlesIn(in cases.Input) map[string]cases.Head {
	out := map[string]cases.Head{}
	for _, list := range in {
		for _, s := range list {
			number, title := s, ""
			if i := slices.Index([]rune(s), ' '); i > 0 {
				number, title = string([]rune(s)[:i]), string([]rune(s)[i+1:])
			}
			if k := cases.KindByNumber(number); k != nil && title != "" {
				out[number] = cases.Head{Kind: k.Code, Number: number, Title: cases.Title{Full: title, Open: title}}
			}
		}
	}
	return out
}

// sent are all the answers of a form in a steady order, to be sent again unseen.
func sent(in cases.Input) [][2]string {
	var out [][2]string
	for _, key := range sortedKeys(map[string][]string(in)) {
		for _, value := range in[key] {
			out = append(out, [2]string{key, value})
		}
	}
	return out
}

// entryNumber is where an entry stands in the log.
func entryNumber(e cases.Entry) string { return strconv.FormatInt(e.Seq, 10) }
