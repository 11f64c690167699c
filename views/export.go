package views

import (
	"net/url"
	"slices"

	"aigaq/internal/cases"
)

// Leaving says what a file holds.
type Leaving struct {
	Form    string      // list, counts or record
	Kind    *cases.Kind // nil: every kind, or counts
	Number  string      // of the one record
	Ending  string      // csv or json
	Rows    int
	Address url.Values            // the conditions
	Heads   map[string]cases.Head // titles of the records that they name
}

// ExportPage says what is about to leave and asks what for. It posts of, purpose and why to /export, which answers
// with the file; where a second person is needed and has not agreed yet, it posts the same to /approvals.
type ExportPage struct {
	Leaving
	Of         string // the address of the file
	Restricted int    // of Rows: those that are restricted
	Left       int    // besides Rows: those that stay behind for want of consent to the purpose
	Purpose    string
	Why        string
	NeedsTwo   bool            // a second person is needed
	Taken      int             // records taken away within a day without one
	Alone      int             // how many that may be
	Approval   *cases.Approval // what was asked for already; nil: nothing
	Allowed    bool            // Approval lets the file leave
	Problems   cases.Problems
}

// waits tells whether an answer is waited for.
func (v ExportPage) waits() bool { return v.Approval != nil && v.Approval.Decision == "" }

// ApprovalsPage lists what waits for a second person. Each that the reader may decide about posts decision (yes or no)
// and reason to /approvals/{code}.
type ApprovalsPage struct {
	Lines    []ApprovalLine
	Refused  string // the code of the one whose decision was sent back
	Reason   string // as typed there
	Problems cases.Problems
}

// ApprovalLine is one act that was asked for.
type ApprovalLine struct {
	cases.Approval
	Leaving *Leaving // what an export holds; nil: the act is no export
	Own     bool     // the reader asked for it
	Decides bool     // the reader may decide about it
	Holds   bool     // it is approved, and may be done now
	Href    string   // where it is done
}

// file names the kind of a file and its contents: CSV, people.
func (p Page) file(v Leaving) string {
	what := p.t("leaving.counts")
	switch {
	case v.Form == "record":
		what = p.one(v.Kind.Code) + " " + v.Number
	case v.Form == "lists" && v.Ending == "zip":
		what = p.t("leaving.research")
	case v.Form == "lists":
		what = p.t("leaving.lists")
	case v.Form == "list":
		what = p.listTitle(v.Kind)
	}
	return what + " · " + map[string]string{"csv": "CSV", "json": "JSON", "zip": "ZIP"}[v.Ending]
}

// conditions are the filters of a file in words, in a steady order.
func (v Leaving) conditions(p Page) []applied {
	address := url.Values{}
	for key, values := range v.Address {
		if key != "unit" && key != "by" {
			address[key] = values
		}
	}
	out := ListPage{Kind: v.Kind, Address: address, Heads: v.Heads}.applied(p)
	if unit := v.Address.Get("unit"); unit != "" && slices.Contains(cases.Units(), unit) {
		out = append(out, applied{Name: p.t("counts.unit"), Value: p.t("unit." + unit)})
	}
	return out
}

// purposes are the purposes to choose from.
func (p Page) purposes(given string) []option {
	var out []option
	if p.Book != nil {
		for _, t := range p.Book.Terms("purpose", "") {
			out = append(out, option{t.Code, t.Label(p.lang()), t.Code == given})
		}
	}
	return out
}

// action is where the page's form goes, and button what its button says.
func (v ExportPage) action() string {
	if v.NeedsTwo && !v.Allowed {
		return "/approvals"
	}
	return "/export"
}

func (v ExportPage) button() string {
	if v.action() == "/approvals" {
		return "action.ask_approval"
	}
	return "action.download"
}

// state is the key of how far an act is.
func (a ApprovalLine) state() string {
	switch {
	case a.Decision == "":
		return "approvals.state.waits"
	case a.Decision == cases.Declined:
		return "approvals.state.declined"
	case !a.UsedAt.IsZero():
		return "approvals.state.used"
	case a.Holds:
		return "approvals.state.approved"
	}
	return "approvals.state.over"
}

// boxOf is the id of the box for the reason; the one that was sent back is called like its problem.
func (v ApprovalsPage) boxOf(a ApprovalLine) string {
	if v.Refused == a.Code {
		return "reason"
	}
	return "reason-" + a.Code
}

// typed is what was typed as the reason of the one that was sent back.
func (v ApprovalsPage) typed(a ApprovalLine) string {
	if v.Refused == a.Code {
		return v.Reason
	}
	return ""
}
