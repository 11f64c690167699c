package views

import (
	"net/url"
	"strconv"
	"time"

	"aigaq/internal/cases"
)

// AuditPage is the audit log without content. Its filters are the address: person (the code of an account), record (a
// number), area, outcome, from and to (2022-01-05 or 2022-01-05T10:30, in the page's zone), before (an entry).
type AuditPage struct {
	Address  url.Values
	Log      *cases.Log // nil where the filters are not understood
	Actors   []cases.Actor
	Problems cases.Problems
	Chain    cases.Verification
	Watchers []cases.Watcher // partners who watch the log; none: nobody does
	Key      string          // the public key of the log
	Now      time.Time
}

// auditKeys are the filters of the audit log, in the order of the form.
func auditKeys() []string { return []string{"person", "record", "area", "outcome", "from", "to"} }

// filtered tells whether some filter is set.
func (v AuditPage) filtered() bool {
	for _, key := range auditKeys() {
		if v.Address.Get(key) != "" {
			return true
		}
	}
	return false
}

// file is the address of the same entries as a file.
func (v AuditPage) file() string { return changed("/audit.csv", v.Address, "before", "") }

// older is the address of the next page; empty where there is none.
func (v AuditPage) older() string {
	if v.Log == nil || !v.Log.More || len(v.Log.Entries) == 0 {
		return ""
	}
	last := v.Log.Entries[len(v.Log.Entries)-1].Seq
	return changed("/audit", v.Address, "before", strconv.FormatInt(last, 10))
}

// people are the accounts to filter by, and who acts without one.
func (v AuditPage) people(p Page) []option {
	chosen := v.Address.Get("person")
	var out []option
	for _, a := range v.Actors {
		out = append(out, option{Code: a.Code, Label: a.Name + ", " + p.t("role_of."+string(a.Role)), On: a.Code == chosen})
	}
	for _, code := range []string{"cli", "server"} {
		out = append(out, option{Code: code, Label: p.t("audit.actor." + code), On: code == chosen})
	}
	return out
}

func (v AuditPage) options(p Page, key string, codes []string) []option {
	var out []option
	for _, code := range codes {
		out = append(out, option{Code: code, Label: p.t("audit." + key + "." + code), On: code == v.Address.Get(key)})
	}
	return out
}

// auditActor names who acted.
func (p Page) auditActor(e cases.LogEntry) string {
	if e.Name != "" {
		return e.Name
	}
	switch e.Actor {
	case "cli", "server":
		return p.t("audit.actor." + e.Actor)
	case "":
		return p.t("audit.actor.nobody")
	}
	return e.Actor
}

// purpose names what somebody opened or took a record for.
func (p Page) purpose(code string) string {
	if code == "" {
		return ""
	}
	return p.term("purpose", code)
}

// auditOf is the log narrowed to one thing.
func auditOf(key, value string) string { return changed("/audit", nil, key, value) }

// fault names where a log or a record was found to be wrong.
func (p Page) fault(v cases.Verification) string {
	where := v.Where
	if n, err := strconv.Atoi(where); err == nil {
		where = p.number(n)
	}
	return p.t("audit.fault."+v.Place, "where", where)
}

// second is a moment for programs.
func second(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
