package store

import (
	"database/sql"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// factColumns is the facts table's columns, in the order in which a row is written.
func factColumns() []string {
	return []string{"record", "subject", "cluster", "unnamed", "first", "kind", "team", "level", "creator",
		"status", "event", "region", "region_now", "month", "began", "day", "type", "sex", "ground", "outcome", "in_custody"}
}

// subjectOf is what the facts need to know of the person whom a record is about.
type subjectOf struct {
	id, cluster, unnamed int64
	sex                  string
}

// writeFacts writes one row for each subject of a record, or a single row where it has none.
func (a *Acts) writeFacts(r cases.Record) error {
	subjects, err := subjects(a.tx, r.Base())
	if err != nil {
		return err
	}
	rows := rowSet{table: "facts (" + strings.Join(factColumns(), ", ") + ")", width: len(factColumns())}
	for _, row := range factRows(r, subjects) {
		rows.add(row...)
	}
	return rows.insert(a.tx)
}

// factRows works the facts of a record out, in the order of factColumns.
func factRows(r cases.Record, subjects []subjectOf) [][]any {
	h := r.Base()
	if h.Withdrawn {
		return nil
	}
	answers := map[string]string{}
	for _, f := range cases.Fields(r) {
		if f.IsDimension {
			answers[f.Code] = dimension(f)
		}
	}
	var rows [][]any
	for i, s := range subjects {
		sex := answers["sex"]
		if s.id != 0 {
			sex = s.sex
		}
		first := int64(0)
		if i == 0 {
			first = 1
		}
		rows = append(rows, []any{h.ID, s.id, s.cluster, s.unnamed, first, h.Kind, h.Team, h.Level, h.Creator, h.Status, eventOf(h), h.Region,
			h.RegionNow, h.From.Month(), h.From.Sort(), h.From.OneDay(), answers["type"], sex, answers["ground"],
			answers["outcome"], answers["in_custody"]})
	}
	return rows
}

// dimension is an answer as it is counted by.
func dimension(f cases.Field) string {
	switch v := f.Value().(type) {
	case *cases.Coded:
		return v.Code
	case *cases.Tri:
		return string(*v)
	case *string:
		return *v
	}
	return ""
}

// eventOf is the event that a record counts under; an event counts under itself.
func eventOf(h *cases.Head) int64 {
	if h.Kind == "event" {
		return h.ID
	}
	return h.Event.ID
}

// subjects gives those whom a record is about, but for those who were withdrawn. People are counted by their cluster,
// groups of unnamed people by their size and never among the people, organisations not at all, nor who is merely named.
func subjects(tx *gorm.DB, h *cases.Head) ([]subjectOf, error) {
	k := cases.KindByCode(h.Kind)
	var ids []int64
	if k.Subject != "" {
		for _, l := range h.LinksTo(k.Subject) {
			ids = append(ids, l.To.ID)
		}
	}
	if len(ids) == 0 {
		return []subjectOf{{}}, nil
	}
	known, err := peopleFacts(tx, ids)
	if err != nil {
		return nil, err
	}
	var out []subjectOf
	seen := map[int64]bool{}
	for _, id := range ids {
		s, there := known[id]
		if seen[id] || !there {
			continue
		}
		seen[id] = true
		if k.Mention {
			s.cluster, s.unnamed = 0, 0
		}
		out = append(out, s)
	}
	return out, nil
}

// peopleFacts reads what the facts need to know of some people and organisations that are not withdrawn.
func peopleFacts(tx *gorm.DB, ids []int64) (map[int64]subjectOf, error) {
	out := map[int64]subjectOf{}
	where := in("r.id", ids)
	c := clause{`SELECT r.id, COALESCE(r.merged, r.id), r.kind, COALESCE(p.unit, ''), COALESCE(p.group_size, 0), COALESCE(p.sex, '') FROM records r
LEFT JOIN kind_person p ON p.id = r.id WHERE r.withdrawn = 0 AND ` + where.sql, where.args}
	err := query(tx, c, func(rows *sql.Rows) error {
		var s subjectOf
		var kind, unit string
		var cluster, size int64
		if err := rows.Scan(&s.id, &cluster, &kind, &unit, &size, &s.sex); err != nil {
			return err
		}
		switch {
		case kind != "person":
		case cases.Individual(unit):
			s.cluster = cluster
		default:
			s.unnamed = size
		}
		out[s.id] = s
		return nil
	})
	return out, err
}
