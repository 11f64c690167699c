package exchange

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"aigaq/internal/cases"
)

// entry is one row of records.csv: a row of a list with whom it was decided to mean.
type entry struct {
	answered
	*cases.Listing
	who *cases.Rostered // nil: nobody, or somebody whom the reader does not see
}

// Base says which of the two embedded records is meant; they are one.
func (e entry) Base() *cases.Head { return e.Listing.Base() }

// addRows writes a row for each row of a list.
func addRows(ctx context.Context, a *archive, src Source) error {
	k := cases.KindByCode("listing")
	t := newCodeTable(a.rowColumns(k))
	err := src.Each(ctx, cases.Query{Kind: k.Code}, func(r cases.Record) error {
		one := entry{answered: answersOf(r)}
		one.Listing, _ = r.(*cases.Listing)
		for _, to := range a.subjects(r, k) {
			one.who = a.People[to.ID]
		}
		return t.add(one)
	})
	if err != nil {
		return fmt.Errorf("read the rows of lists: %w", err)
	}
	return addTable(a, "records.csv", "records", t)
}

// rowColumns leave out the place of a row in its list, which leads whoever has the list to the name; with names it is there.
func (r Research) rowColumns(k *cases.Kind) []codeColumn[entry] {
	out := []codeColumn[entry]{
		{name: "record_id", kind: asID, cell: func(e entry) string { return r.Mark("record", e.Base().UID) }},
		{name: "list", kind: asCode, list: listColumn, cell: func(e entry) string { return listOf(e.List) }},
		{name: "match_group_id", kind: asID, cell: func(e entry) string { return r.group(e.who) }},
		{name: "script", kind: asCode, list: "script", cell: func(e entry) string { return r.Scripts[e.Base().ID] }},
		{name: "event", kind: asID, cell: func(e entry) string { return e.Base().Event.Number }},
	}
	fields := slices.DeleteFunc(codedFields(k), func(f field) bool { return f.Code == "position" && !r.Names || f.Code == "added" })
	out = append(out, fieldColumns(fields, func(e entry) answered { return e.answered })...)
	out = append(out,
		codeColumn[entry]{name: "decided_by", kind: asID, cell: func(e entry) string {
			if !e.decided() {
				return ""
			}
			return r.Mark("account", strconv.FormatInt(e.Base().Editor, 10))
		}},
		codeColumn[entry]{name: "decided_at", kind: asDate, cell: func(e entry) string {
			if !e.decided() {
				return ""
			}
			return e.Base().Updated.UTC().Format(time.DateOnly)
		}})
	if r.Names {
		out = append(out, codeColumn[entry]{name: "name", kind: asText, cell: func(e entry) string { return Neutral(e.Called) }})
	}
	return out
}

func (e entry) decided() bool { return e.Decision.Code != "" && e.Decision.Code != cases.Undecided }

// listOf is the column of the list that a row belongs to; empty where the reader does not see the list.
func listOf(list cases.Ref) string {
	if list.Hidden {
		return ""
	}
	return columnOf(list.Number, list.Title.Full)
}

// proceeding is one row of proceedings.csv or proceeding_events.csv.
type proceeding struct {
	answered
	id, of string // pseudonyms: its own, and that of the case it is a step of
	people []string
	hidden int // further people, whom the reader does not see
}

// addProceedings writes a row for each case, and one for each of its steps.
func addProceedings(ctx context.Context, a *archive, src Source) error {
	k, step := cases.KindByCode("case"), cases.KindByCode("step")
	t, steps := newCodeTable(a.proceedingColumns(k)), newCodeTable(a.stepColumns(step))
	known := map[int64]string{}
	err := src.Each(ctx, cases.Query{Kind: k.Code}, func(r cases.Record) error {
		one := proceeding{answered: answersOf(r), id: a.Mark("proceeding", r.Base().UID)}
		one.of = one.id
		known[r.Base().ID] = one.id
		one.names(a.Matrix, a.subjects(r, k))
		return t.add(one)
	})
	if err != nil {
		return fmt.Errorf("read proceedings: %w", err)
	}
	err = src.Each(ctx, cases.Query{Kind: step.Code}, func(r cases.Record) error {
		one := proceeding{answered: answersOf(r), id: a.Mark("step", r.Base().UID)}
		if s, ok := r.(*cases.Step); ok {
			one.of = known[s.Case.ID]
		}
		return steps.add(one)
	})
	if err != nil {
		return fmt.Errorf("read the steps of proceedings: %w", err)
	}
	if err := addTable(a, "proceedings.csv", "proceedings", t); err != nil {
		return err
	}
	return addTable(a, "proceeding_events.csv", "steps", steps)
}

// names fills in whom a case is against.
func (p *proceeding) names(m Matrix, refs []cases.Ref) {
	for _, to := range refs {
		id := m.group(m.People[to.ID])
		if id == "" {
			p.hidden++
		} else if !slices.Contains(p.people, id) {
			p.people = append(p.people, id)
		}
	}
	slices.Sort(p.people)
}

func (r Research) proceedingColumns(k *cases.Kind) []codeColumn[proceeding] {
	out := []codeColumn[proceeding]{
		{name: "proceeding_id", kind: asID, cell: func(p proceeding) string { return p.id }},
		{name: "match_group_id", kind: asID, cell: func(p proceeding) string { return strings.Join(p.people, "|") }},
		{name: "others", kind: asNumber, cell: func(p proceeding) string { return strconv.Itoa(p.hidden) }},
		{name: "event", kind: asID, cell: func(p proceeding) string { return p.Base().Event.Number }},
	}
	return append(out, fieldColumns(codedFields(k), func(p proceeding) answered { return p.answered })...)
}

func (r Research) stepColumns(k *cases.Kind) []codeColumn[proceeding] {
	out := []codeColumn[proceeding]{
		{name: "step_id", kind: asID, cell: func(p proceeding) string { return p.id }},
		{name: "proceeding_id", kind: asID, cell: func(p proceeding) string { return p.of }},
	}
	return append(out, fieldColumns(codedFields(k), func(p proceeding) answered { return p.answered })...)
}
