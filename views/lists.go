package views

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"aigaq/internal/cases"
)

// ListsPage shows the lists of names.
type ListsPage struct{ Lists []cases.ListStanding }

// NewListForm posts a file with list (a number, empty for a new one), title, type, event, team and level to /lists/new.
type NewListForm struct {
	cases.NewList
	Lists    []cases.ListStanding // to add to
	Events   []cases.Head
	Problems cases.Problems
}

// ColumnsPage shows what the columns of a file are taken for and what would come of it. It posts column.N, headed and
// do (columns or bring) to its own address.
type ColumnsPage struct {
	Token     string
	File      string
	Encoding  string
	Separator string
	Headed    bool
	Quotes    bool // the quotes of the file are not in order
	Blank     int  // rows without anything
	Top       int  // rows above the headings, which are left out
	Merged    int  // cells that were given what stands in the merged cell that they are part of
	Sheet     string
	Others    []string // sheets of the file that were not read, where it has more than Sheet
	Rows      int
	Columns   []ListColumn
	Roles     []string
	List      cases.NewList
	Flags     []FlagCount
	Faults    []cases.CellFault
	More      int // further faults that are not shown
	First     []cases.ListRow
	Problems  cases.Problems
	Refused   cases.Problems // what would refuse the list as it is now
}

// ListColumn is one column of a file.
type ListColumn struct {
	Heading string
	Samples []string
	Role    string
}

// FlagCount is how many rows have a flag.
type FlagCount struct {
	Flag string
	N    int
}

// The kinds of work on a list.
const (
	WorkBring   = "bring"
	WorkCompare = "compare"
	WorkCertain = "certain"
	WorkPeople  = "people"
)

// ListWork is how far a piece of work on a list is.
type ListWork struct {
	List        string
	What        string
	Done, Total int
	Over        bool
	Failed      bool
	Again       string // where it is begun again; empty: on the page of the list
	Owner       int64  // the account that began it
	Busy        bool   // another piece of work was asked for, and was not begun
}

// RowsPage is a page of the rows of a list.
type RowsPage struct {
	*cases.RowPage
	Work     *ListWork // what goes on with the list meanwhile; nil: nothing
	Part     string
	After    string
	Missing  int // rows of a file that are not in, since it was stopped
	Problems cases.Problems
}

// RowPage is one row of a list beside the people whom it may mean. It posts what (a number, other, or a decision),
// other, why, part and version to its own address.
type RowPage struct {
	List     cases.ListStanding
	Row      *cases.Listing
	Alike    []cases.Alike
	Part     string
	Choice   string
	Other    string
	Why      string
	Problems cases.Problems
}

func listAddress(number string) string { return "/lists/" + number }

// unused names the columns that are taken for nothing.
func (v ColumnsPage) unused() string {
	var out []string
	for _, c := range v.Columns {
		if c.Role == "" {
			out = append(out, c.Heading)
		}
	}
	return strings.Join(out, ", ")
}

// otherSheets names the sheets that were not read.
func (v ColumnsPage) otherSheets() string {
	return "«" + strings.Join(v.Others, "», «") + "»"
}

// separatorName is the separator of a file in words.
func (v ColumnsPage) separatorName() string {
	return map[string]string{",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[v.Separator]
}

func (v RowsPage) partAddress(part string) string {
	if part == "" {
		return listAddress(v.List.Head.Number)
	}
	return listAddress(v.List.Head.Number) + "?part=" + part
}

func (v RowsPage) next() string {
	q := url.Values{"after": {v.Next}}
	if v.Part != "" {
		q.Set("part", v.Part)
	}
	return listAddress(v.List.Head.Number) + "?" + q.Encode()
}

func (v RowsPage) rowAddress(row string) string {
	address := listAddress(v.List.Head.Number) + "/rows/" + row
	if v.Part != "" {
		address += "?part=" + v.Part
	}
	return address
}

// percent is a score in whole hundredths, rounded down so that nothing looks surer than it is.
func percent(score float64) int { return int(math.Floor(score*100 + 1e-9)) }

func (v RowPage) address() string {
	return listAddress(v.List.Head.Number) + "/rows/" + v.Row.Number
}

// decided tells whether somebody said what the row means.
func (v RowPage) decided() bool {
	return v.Row.Decision.Code != cases.Undecided && v.Row.Decision.Code != ""
}

// choice is what stands chosen on the page: what was sent, or nothing, so that nobody decides by only pressing the
// button.
func (v RowPage) choice(code string) bool { return v.Choice == code }

// group tells whether the row stands for several people.
func (v RowPage) group() bool { return slices.Contains(v.Row.Flags.Codes, "group") }

// person is whom the row was decided to mean; empty where it means nobody.
func personOf(l *cases.Listing) cases.Ref {
	if list := l.LinksTo("person"); len(list) > 0 {
		return list[0].To
	}
	return cases.Ref{}
}

// cells are the cells of a row as it is written: heading and value.
func cells(written string) [][2]string {
	var out [][2]string
	for _, line := range strings.Split(written, "\n") {
		if heading, value, ok := strings.Cut(line, ": "); ok {
			out = append(out, [2]string{heading, value})
		} else if line != "" {
			out = append(out, [2]string{"", line})
		}
	}
	return out
}

func partKey(part string) string {
	if part == "" {
		return "all"
	}
	return part
}

// clipped is a text for one cell of a table.
func (p Page) clipped(s string) string {
	runes := []rune(s)
	if len(runes) <= 120 {
		return s
	}
	return string(runes[:119]) + "…"
}
