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
	found, numbered, err := a.pointed(r)
	if err != nil {
		return nil, nil, err
	}
	var problems cases.Problems
	for _, f := range cases.Fields(r) {
		for _, ref := range f.Refs() {
			if h := found[ref.ID]; h != nil {
				ref.Team, ref.Level = h.Team, h.Level
				ref.Title = titleOf(h) // whole, whatever the writer sees of it: the record's own title is made of it
			}
			if !ref.Given() || ref.ID != 0 {
				continue
			}
			h := numbered[ref.Number]
			if ref.Number == "" {
				var bad cases.Problems
				if h, bad, err = a.called(f, ref.Typed); err != nil {
					return nil, nil, err
				}
				problems = append(problems, bad...)
			} else if h == nil {
				problems = append(problems, cases.Wrong(f.Code, "unknown_record", "value", ref.Number)...)
			}
			if h != nil {
				*ref = refTo(h, everything())
				found[h.ID] = h
			}
		}
	}
	return found, problems, nil
}

// pointed reads the heads of what a record points to by id, and by number as far as they are in scope.
func (a *Acts) pointed(r cases.Record) (heads, map[string]*cases.Head, error) {
	var ids []int64
	var numbers []string
	for _, ref := range allRefs(r) {
		if ref.ID != 0 {
			ids = append(ids, ref.ID)
		} else if ref.Number != "" {
			numbers = append(numbers, ref.Number)
		}
	}
	byID, err := headsByID(a.tx, ids)
	if err != nil {
		return nil, nil, err
	}
	byNumber, err := a.headsByNumber(numbers)
	return byID, byNumber, err
}

func (a *Acts) headsByNumber(numbers []string) (map[string]*cases.Head, error) {
	out := map[string]*cases.Head{}
	if len(numbers) == 0 {
		return out, nil
	}
	found, err := headsWhere(a.tx, in("records.number", numbers))
	for _, h := range found {
		if a.scope.Sees(h) {
			out[h.Number] = h
		}
	}
	return out, err
}

// called finds the one record that bears a typed name.
func (a *Acts) called(f cases.Field, name string) (*cases.Head, cases.Problems, error) {
	candidates, sure, err := a.candidates(f, name)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case len(candidates) == 0:
		return nil, cases.Wrong(f.Code, "unknown_record", "value", name), nil
	case len(candidates) == 1 && sure:
		return &candidates[0], nil, nil
	}
	return nil, cases.Wrong(f.Code, "ambiguous", "value", name, "candidates", offer(candidates)), nil
}

// candidates gives the records that a typed name can mean: those called exactly so, else those whose name holds all its
// words, in whatever script; sure says that it is one of these. Else they are those who are merely alike, of whom nobody
// is taken without being chosen.
func (a *Acts) candidates(f cases.Field, name string) (list []cases.Head, sure bool, err error) {
	found, err := a.matching(f, a.store.textClause(a.scope, name))
	if err != nil || len(found) == matchesAtMost {
		return found, false, err
	}
	for _, holds := range []func(title, typed string) bool{calledSo, holdsAll} {
		left := slices.DeleteFunc(slices.Clone(found), func(h cases.Head) bool {
			t := h.Title
			return !slices.ContainsFunc([]string{t.Full, t.Ru, t.Kk}, func(title string) bool { return holds(title, name) })
		})
		if len(left) > 0 {
			found, sure = left, true
			break
		}
	}
	list, err = a.roots(found)
	return list, sure, err
}

// calledSo tells whether a title is what was typed, but for case and the letters that Russian has not.
func calledSo(title, typed string) bool { return names.Fold(title) == names.Fold(typed) }

// holdsAll tells whether a title holds all words of what was typed, each as a part of one or in another script.
func holdsAll(title, typed string) bool {
	folded, words := names.Fold(title), names.Parse(title).Words
	for _, w := range names.Parse(typed).Words {
		same := func(o names.Word) bool { return w.Strong != "" && o.Strong == w.Strong }
		if !strings.Contains(folded, w.Text) && !slices.ContainsFunc(words, same) {
			return false
		}
	}
	return true
}

// roots puts in the place of records that were merged those into which they were, where the writer sees them: what is
// entered about a person from now on is entered about the record that stands for them.
func (a *Acts) roots(found []cases.Head) ([]cases.Head, error) {
	var merged []int64
	for _, h := range found {
		if h.Merged != 0 {
			merged = append(merged, h.Merged)
		}
	}
	known, err := headsByID(a.tx, merged)
	if err != nil {
		return nil, err
	}
	var out []cases.Head
	for _, h := range found {
		if root := known[h.Merged]; root != nil && a.scope.Sees(root) {
			h = *root
		}
		if !slices.ContainsFunc(out, func(o cases.Head) bool { return o.ID == h.ID }) {
			out = append(out, h)
		}
	}
	return out, nil
}

// matchesAtMost is how many heads are looked through for the one that is called exactly so. With that many, another
// may lie behind them, and the name is taken as ambiguous.
const matchesAtMost = 200

// matching reads the heads of the kinds that a field may point to.
func (a *Acts) matching(f cases.Field, where clause) ([]cases.Head, error) {
	source := scoped(a.scope, "records")
	kinds := clause{sql: "1=1"}
	if len(f.Kinds) > 0 {
		kinds = in("records.kind", f.Kinds)
	}
	all := and(where, kinds)
	c := clause{"SELECT " + headList() + " FROM " + source.sql + " WHERE " + all.sql + " ORDER BY records.id LIMIT ?",
		append(append(source.args, all.args...), matchesAtMost)}
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

// maxWords bounds the work of one search.
const maxWords = 12

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
