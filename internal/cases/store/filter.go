package store

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"time"

	"aigaq/internal/cases"
)

// Blank is the value of a filter that asks for what has no answer.
const Blank = "-"

// conditions turns the filters of a query into conditions. Filters that are dimensions of counting are answered by
// the facts, all on one row of them, so that a list shows just what a count has counted; the others by the kind's own
// table.
func (d *Desk) conditions(q cases.Query) (clause, error) {
	facts, rest, err := d.factConditions(q.Filters, q.Kind)
	if err != nil {
		return clause{}, err
	}
	var all []clause
	if q.Kind != "" {
		all = append(all, clause{"records.kind = ?", args(q.Kind)})
	}
	if facts != nil {
		where, source := and(facts...), clause{sql: "facts"}
		if len(q.Filters["event"])+len(q.Filters["sex"]) > 0 {
			source = d.facts(len(q.Filters["sex"]) > 0, false)
		}
		all = append(all, clause{"records.id IN (SELECT record FROM " + source.sql + " WHERE " + where.sql + ")",
			append(source.args, where.args...)})
	}
	for _, code := range rest {
		c, err := d.ownCondition(q.Kind, code, q.Filters[code])
		if err != nil {
			return clause{}, err
		}
		all = append(all, c)
	}
	if q.Text != "" {
		all = append(all, clustered(d.scope, d.store.textClause(d.scope, q.Text)))
	}
	if q.Kind == "" || anyPeople(q.Kind) {
		all = append(all, standing(d.scope))
	}
	if q.Consent != "" {
		all = append(all, consented(q.Consent))
	}
	if q.Listed {
		all = append(all, d.inLists())
	}
	return and(all...), nil
}

// factConditions gives the conditions on the facts, and the codes that are not theirs.
func (d *Desk) factConditions(filters cases.Filters, kind string) (facts []clause, rest []string, err error) {
	codes := make([]string, 0, len(filters))
	for code := range filters {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	for _, code := range codes {
		values := slices.DeleteFunc(slices.Clone(filters[code]), func(s string) bool { return s == "" })
		if len(values) == 0 {
			continue
		}
		c, ok, err := d.factCondition(code, values, kind)
		if err != nil {
			return nil, nil, err
		}
		if !ok {
			rest = append(rest, code)
			continue
		}
		facts = append(facts, c)
	}
	return facts, rest, nil
}

// factCondition gives the condition of one filter on the facts; false where the facts do not hold it.
func (d *Desk) factCondition(code string, values []string, kind string) (clause, bool, error) {
	switch code {
	case "from", "to":
		c, err := dayCondition(code, values)
		return c, true, err
	case "event":
		ids, err := d.eventIDs(values)
		return in("event", ids), true, err
	case "month", "day":
		if err := onCalendar(code, values); err != nil {
			return clause{}, true, err
		}
		return in(code, blankToEmpty(values)), true, nil
	case "kind", "status", "level", "team", "region", "region_now", "type", "sex", "ground", "outcome", "in_custody":
		if err := d.knownCodes(code, values, kind); err != nil {
			return clause{}, true, err
		}
		return in(code, blankToEmpty(values)), true, nil
	}
	return clause{}, false, nil
}

// dayCondition bounds the day on which something began: from is the first day let through, to the last. A month or a
// year stands for all its days; what has no date is let through by neither.
func dayCondition(code string, values []string) (clause, error) {
	date, key := cases.ParseDate(values[0])
	if key != "" || code == "from" && date.From == "" || code == "to" && date.To == "" {
		return clause{}, cases.Wrong(code, "not_a_date", "value", values[0])
	}
	if code == "from" {
		return clause{"began >= ?", args(date.From)}, nil
	}
	return and(clause{"began <= ?", args(date.To + "~")}, clause{sql: "began <> ''"}), nil
}

// onCalendar refuses what is no month, or no day.
func onCalendar(code string, values []string) error {
	layout := map[string]string{"month": "2006-01", "day": time.DateOnly}[code]
	for _, v := range values {
		if _, err := time.Parse(layout, v); err != nil && v != Blank {
			return cases.Wrong(code, "not_a_date", "value", v)
		}
	}
	return nil
}

func blankToEmpty(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		if v != Blank {
			out[i] = v
		}
	}
	return out
}

// eventIDs turns the numbers of events into ids. An event out of scope is like one that is not there.
func (d *Desk) eventIDs(numbers []string) ([]int64, error) {
	var ids []int64
	for _, n := range numbers {
		if n == Blank {
			ids = append(ids, 0)
			continue
		}
		if !cases.LooksLikeNumber(n) {
			return nil, cases.Wrong("event", "unknown_record", "value", n)
		}
		var id int64
		source := d.from("records")
		err := d.store.read.Raw("SELECT COALESCE(MAX(id), -1) FROM "+source.sql+" WHERE number = ? AND kind = 'event'",
			append(source.args, cases.CleanNumber(n))...).Row().Scan(&id)
		if err != nil {
			return nil, fmt.Errorf("look the event up: %w", err)
		}
		if id < 0 {
			return nil, cases.Wrong("event", "unknown_record", "value", n)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// knownCodes refuses values that no vocabulary of the field has: a filter that is silently dropped shows too much.
func (d *Desk) knownCodes(code string, values []string, kind string) error {
	for _, v := range values {
		if v == Blank || v == cases.Unknown || v == cases.NotApplicable || d.codeKnown(code, v, kind) {
			continue
		}
		return cases.Wrong(code, "unknown_code", "value", v)
	}
	return nil
}

func (d *Desk) codeKnown(code, value, kind string) bool {
	book := d.Book()
	switch code {
	case "kind":
		return cases.KindByCode(value) != nil
	case "region_now":
		code = "region"
	case "in_custody":
		return slices.Contains(cases.TriAnswers(), value)
	}
	if code != "type" {
		_, ok := book.Term(code, value)
		return ok
	}
	for _, k := range cases.Kinds() {
		f, ok := cases.FieldOf(k.New(), "type")
		if !ok || kind != "" && k.Code != kind {
			continue
		}
		if _, known := book.Term(f.List, value); known {
			return true
		}
	}
	return false
}

// ownCondition is a filter on a field of the kind that is not counted by.
func (d *Desk) ownCondition(kind, code string, values []string) (clause, error) {
	k := cases.KindByCode(kind)
	if k == nil {
		return clause{}, cases.Wrong(code, "unknown_field", "value", code)
	}
	f, ok := cases.FieldOf(k.New(), code)
	if !ok || f.IsSecret && !d.scope.Secrets {
		return clause{}, cases.Wrong(code, "unknown_field", "value", code)
	}
	switch f.Type {
	case cases.TypeCode, cases.TypeChoice, cases.TypeTri:
		return d.codeFilter(f, values)
	case cases.TypeChoices:
		return d.choicesFilter(f, values)
	case cases.TypeLinks, cases.TypeRef:
		return d.pointerFilter(f, values)
	}
	return clause{}, cases.Wrong(code, "unknown_field", "value", code)
}

func (d *Desk) codeFilter(f cases.Field, values []string) (clause, error) {
	if err := d.listed(f, values); err != nil {
		return clause{}, err
	}
	column := `own."` + f.Columns()[0].Name + `"`
	if f.AtHead {
		column = "records." + f.Columns()[0].Name
	}
	return in(column, blankToEmpty(values)), nil
}

// choicesFilter lets the records through that have one of the codes among their answers, or, for a blank, none at all.
func (d *Desk) choicesFilter(f cases.Field, values []string) (clause, error) {
	if err := d.listed(f, values); err != nil {
		return clause{}, err
	}
	value := in("value", values)
	any := clause{`records.id IN (SELECT record FROM answers WHERE field = ? AND "row" >= 0 AND ` + value.sql + ")",
		append(args(f.Code), value.args...)}
	if !slices.Contains(values, Blank) {
		return any, nil
	}
	return or(any, clause{`records.id NOT IN (SELECT record FROM answers WHERE field = ? AND "row" >= 0)`, args(f.Code)}), nil
}

// pointerFilter is a filter on what a link or a reference points to. What is out of scope is like what is not there.
func (d *Desk) pointerFilter(f cases.Field, values []string) (clause, error) {
	to := func(which clause) clause {
		source := d.from("records")
		part := clause{"(SELECT id FROM " + source.sql + " WHERE " + which.sql + ")", append(source.args, which.args...)}
		if f.Type == cases.TypeRef {
			return clause{`own."` + f.Code + `" IN ` + part.sql, part.args}
		}
		return clause{"records.id IN (SELECT record FROM links WHERE role = ? AND target IN " + part.sql + ")", append(args(f.Code), part.args...)}
	}
	var numbers []string
	for _, v := range values {
		if cases.LooksLikeNumber(v) {
			numbers = append(numbers, cases.CleanNumber(v))
		} else if v != Blank {
			return clause{}, cases.Wrong(f.Code, "unknown_record", "value", v)
		}
	}
	meant, err := d.clusterIDs(context.Background(), numbers)
	if err != nil {
		return clause{}, fmt.Errorf("look up whom a filter means: %w", err)
	}
	named := to(in("id", meant))
	if !slices.Contains(values, Blank) {
		return named, nil
	}
	anything := to(clause{sql: "1=1"})
	return or(named, clause{"COALESCE(NOT (" + anything.sql + "), 1=1)", anything.args}), nil
}

func (d *Desk) listed(f cases.Field, values []string) error {
	for _, v := range values {
		_, ok := d.Book().Term(f.List, v)
		if f.Type == cases.TypeTri {
			ok = slices.Contains(cases.TriAnswers(), v)
		}
		if !ok && v != Blank && v != cases.Unknown && v != cases.NotApplicable {
			return cases.Wrong(f.Code, "unknown_code", "value", v)
		}
	}
	return nil
}

func cleaned(numbers []string) []string {
	out := make([]string, len(numbers))
	for i, n := range numbers {
		out[i] = cases.CleanNumber(n)
	}
	return out
}
