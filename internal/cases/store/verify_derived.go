package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// keptKeys are the columns of the head that are made of the answers when a record is saved: what lists sort by.
// An edit there hides a record without touching an answer.
var keptKeys = [...]string{"from_sort", "due_sort", "title_sort", "title_open_sort"}

// derived holds against the answers what was worked out from them, and looks for rows that belong to no question.
func (v *verification) derived(r cases.Record) error {
	if err := v.keys(r); err != nil {
		return err
	}
	if err := v.text(r); err != nil {
		return err
	}
	if err := v.strays(r); err != nil {
		return err
	}
	return v.computed(r)
}

func (v *verification) keys(r cases.Record) error {
	columns, values := headValues(r)
	stored := [len(keptKeys)]string{}
	c := "SELECT from_sort, due_sort, title_sort, title_open_sort FROM records WHERE id = ?"
	err := v.tx.Raw(c, r.Base().ID).Row().Scan(&stored[0], &stored[1], &stored[2], &stored[3])
	if err != nil {
		return fmt.Errorf("read the keys of %s: %w", r.Base().Number, err)
	}
	for i, key := range keptKeys {
		if values[slices.Index(columns, key)] != stored[i] {
			return RecordFault{r.Base().Number, key + " differs from its answers"}
		}
	}
	return nil
}

// strays finds answers and links that no field of the record reads.
func (v *verification) strays(r cases.Record) error {
	h := r.Base()
	answers := rowSet{width: 4}
	roles := map[string]bool{}
	for _, f := range cases.Fields(r) {
		if f.Many() {
			addAnswers(&answers, h.ID, f)
		}
		if f.Type == cases.TypeLinks {
			roles[f.Code] = true
		}
	}
	var n int
	if err := v.tx.Raw("SELECT COUNT(*) FROM answers WHERE record = ?", h.ID).Row().Scan(&n); err != nil {
		return fmt.Errorf("count the answers of %s: %w", h.Number, err)
	}
	stray := func(l cases.Link) bool { return !roles[l.Role] }
	if n != len(answers.values)/answers.width || slices.ContainsFunc(h.Links, stray) {
		return RecordFault{h.Number, "it has answers or links to no question"}
	}
	return nil
}

// computed works the computed answers out again. It comes last, since working out writes over the record.
func (v *verification) computed(r cases.Record) error {
	d, ok := r.(cases.Deriver)
	if !ok || !slices.ContainsFunc(cases.Fields(r), func(f cases.Field) bool { return f.IsComputed }) {
		return nil
	}
	stored := computedAnswers(r)
	var ids []int64
	for _, ref := range allRefs(r) {
		if ref.ID != 0 {
			ids = append(ids, ref.ID)
		}
	}
	found, err := headsByID(v.tx, ids)
	if err != nil {
		return err
	}
	d.Derive(heads(found), v.store.book())
	if computedAnswers(r) != stored {
		return RecordFault{r.Base().Number, "what was worked out differs from its answers"}
	}
	return nil
}

func computedAnswers(r cases.Record) string {
	out := map[string]any{}
	for _, f := range cases.Fields(r) {
		if f.IsComputed && !f.Empty() {
			f.JSON(out)
		}
	}
	return fmt.Sprint(out) // a map prints in the order of its keys
}

// strangers finds a record of a kind that there is not: no page and no count would show it, and no pass over the kinds
// would miss it.
func (v *verification) strangers() error {
	var codes []any
	for _, k := range cases.Kinds() {
		codes = append(codes, k.Code)
	}
	var number string
	c := "SELECT COALESCE(MIN(number), '') FROM records WHERE kind NOT IN (" + marks(len(codes)) + ")"
	if err := v.tx.Raw(c, codes...).Row().Scan(&number); err != nil {
		return fmt.Errorf("look for records of no kind: %w", err)
	}
	if number != "" {
		return RecordFault{number, "there is no such kind"}
	}
	return nil
}

// numbered holds the number of a record against the detail of its newest entry; the content that entries commit to
// does not have it.
func (v *verification) numbered(h *cases.Head, seq int64, text []byte) error {
	var d detail
	if json.Unmarshal(text, &d) != nil {
		return audit.Fault{Place: audit.PlaceEntry, Number: seq, Why: "its detail cannot be read"}
	}
	if d.Number != h.Number {
		return RecordFault{h.Number, "it was saved as " + d.Number}
	}
	return nil
}
