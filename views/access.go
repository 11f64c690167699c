package views

import "aigaq/internal/cases"

// AccessPage says who sees a record. Who decides about that posts account, days, writes and why to the page's own
// address, and share to /{path}/{number}/access/end.
type AccessPage struct {
	Kind    *cases.Kind
	Record  cases.Record
	Shares  []cases.Share // newest first
	Decides bool          // the reader may share the record and end shares
	// Offered are the names of the colleagues to share with.
	Offered  []Colleague
	Touched  []cases.LogEntry
	Counsel  []string // of a privileged note: the accounts that read it
	Ask      cases.Sharing
	Problems cases.Problems
}

// Colleague is an account by its name and role.
type Colleague struct {
	Name string
	Role cases.Role
}

func (v AccessPage) number() string { return v.Record.Base().Number }

func (v AccessPage) address() string { return "/" + v.Kind.Path + "/" + v.number() + "/access" }

// holding gives the shares that are in effect, or those that are over.
func (v AccessPage) holding(now bool) []cases.Share {
	var out []cases.Share
	for _, s := range v.Shares {
		if s.Open == now {
			out = append(out, s)
		}
	}
	return out
}

// how says in which way a record is open to somebody.
func (p Page) how(s cases.Share) string {
	switch {
	case s.Way == cases.ByGlass:
		return p.t("share.glass")
	case s.Writes:
		return p.t("share.writes")
	}
	return p.t("share.reads")
}

// over says how a share ended.
func (p Page) over(s cases.Share) string {
	if s.Ended.IsZero() {
		return p.t("share.ran_out", "when", p.moment(s.Until))
	}
	return p.t("share.taken_back", "when", p.moment(s.Ended))
}

// opened says to whom a record is open beside those whom its team and level name; the reader's own share is told apart.
func (p Page) opened(s cases.Share) string {
	if s.Account == p.User.Name {
		return p.t("seen.to_you", "when", p.moment(s.Until))
	}
	return p.t("seen.also", "who", s.Account, "when", p.moment(s.Until))
}

// seesAccess tells whether a reader has a page of their own about who sees a record.
func (p Page) seesAccess(h *cases.Head) bool {
	return p.User.Role != cases.Intake && p.Scope.MayWrite(h)
}
