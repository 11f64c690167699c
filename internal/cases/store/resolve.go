package store

import (
	"database/sql"
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// heads is what a record refers to, by id, for working answers out of it.
type heads map[int64]*cases.Head

// HeadOf gives the head of what a reference points to; nil where it points nowhere.
func (h heads) HeadOf(r cases.Ref) *cases.Head { return h[r.ID] }

// resolve turns the numbers and names in a record's references into records in the writer's scope. A reference to a
// record out of scope answers as an unknown one.
func (a *Acts) resolve(r cases.Record) (heads, cases.Problems, error) {
	var problems cases.Problems
	found := heads{}
	for _, f := range cases.Fields(r) {
		for _, ref := range f.Refs() {
			if !ref.Given() {
				continue
			}
			h, bad, err := a.resolveOne(f, ref)
			if err != nil {
				return nil, nil, err
			}
			problems = append(problems, bad...)
			if h != nil {
				found[h.ID] = h
			}
		}
	}
	return found, problems, nil
}

func (a *Acts) resolveOne(f cases.Field, ref *cases.Ref) (*cases.Head, cases.Problems, error) {
	if ref.ID != 0 {
		byID, err := headsByID(a.tx, []int64{ref.ID})
		return byID[ref.ID], nil, err
	}
	candidates, err := a.candidates(f, *ref)
	if err != nil {
		return nil, nil, err
	}
	switch len(candidates) {
	case 0:
		return nil, cases.Wrong(f.Code, "unknown_record", "value", ref.Number+ref.Typed), nil
	case 1:
		*ref = refTo(&candidates[0], a.scope)
		return &candidates[0], nil, nil
	}
	return nil, cases.Wrong(f.Code, "ambiguous", "value", ref.Typed, "candidates", offer(candidates)), nil
}

// candidates gives the records that a number or a typed name can mean: those of the number, else those called exactly
// so, else those whose name holds what was typed.
func (a *Acts) candidates(f cases.Field, ref cases.Ref) ([]cases.Head, error) {
	if ref.Number != "" {
		return a.matching(f, clause{"records.number = ?", args(ref.Number)})
	}
	found, err := a.matching(f, textClause(a.scope, ref.Typed))
	if err != nil {
		return nil, err
	}
	key := names.Fold(ref.Typed)
	exact := slices.DeleteFunc(slices.Clone(found), func(h cases.Head) bool {
		t := h.Title
		return !slices.Contains([]string{names.Fold(t.Full), names.Fold(t.Ru), names.Fold(t.Kk)}, key)
	})
	if len(exact) > 0 {
		return exact, nil
	}
	return found, nil
}

// matching reads at most six heads, more than can be offered.
func (a *Acts) matching(f cases.Field, where clause) ([]cases.Head, error) {
	source := scoped(a.scope, "records")
	kinds := clause{sql: "1=1"}
	if len(f.Kinds) > 0 {
		kinds = in("records.kind", f.Kinds)
	}
	all := and(where, kinds)
	c := clause{"SELECT " + headList() + " FROM " + source.sql + " WHERE " + all.sql + " ORDER BY records.id LIMIT 6",
		append(source.args, all.args...)}
	var out []cases.Head
	err := query(a.tx, c, func(rows *sql.Rows) error {
		var h cases.Head
		if err := rows.Scan(headPointers(&h)...); err != nil {
			return err
		}
		out = append(out, h)
		return nil
	})
	return out, err
}

func offer(list []cases.Head) string {
	parts := make([]string, 0, 5)
	for _, h := range list[:min(5, len(list))] {
		parts = append(parts, strings.TrimSpace(h.Number+" "+h.Title.Full))
	}
	return strings.Join(parts, "; ")
}

// textClause is the condition that a record's name, title or number holds every word of a text, folded for case and
// for the letters that differ between Kazakh and Russian.
func textClause(scope cases.Scope, text string) clause {
	if cases.LooksLikeNumber(text) {
		return clause{"records.number = ?", args(cases.CleanNumber(text))}
	}
	column := "records.search_open"
	if scope.Secrets {
		column = "records.search"
	}
	var all []clause
	for i, word := range strings.Fields(names.Fold(text)) {
		if i == maxWords {
			break
		}
		all = append(all, clause{column + ` LIKE ? ESCAPE '\'`, args("%" + escapeLike(word) + "%")})
	}
	if all == nil {
		return clause{sql: "1=0"}
	}
	return and(all...)
}

// maxWords bounds the work of one search.
const maxWords = 12

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
