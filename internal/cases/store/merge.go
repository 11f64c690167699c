package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"aigaq/internal/cases"
)

// Merge joins a record to the one that is kept of the same person, in one new version of the kept one: a link, and the
// answers that the absorbed one has better. Where the kept one was merged into another itself, that one is the keeper.
// Both must be the user's to write. It returns *cases.Stale where either record changed since they were compared,
// cases.ErrNotFound for what is not there or not the user's, and cases.Problems: a reason is required, nobody is merged
// with themselves or twice, a group is nobody to merge.
func (d *Desk) Merge(ctx context.Context, m cases.Merge) (cases.Saved, error) {
	return d.Together(ctx, "", func(a *Acts) error {
		_, err := a.merge(m)
		return err
	})
}

func (a *Acts) merge(m cases.Merge) (cases.Saved, error) {
	m.Why = strings.TrimSpace(m.Why)
	if err := reasoned("why", m.Why); err != nil {
		return cases.Saved{}, err
	}
	if !a.scope.Secrets {
		return cases.Saved{}, cases.ErrForbidden
	}
	keep, absorbed, err := a.joinable(m)
	if err != nil {
		return cases.Saved{}, err
	}
	c := cases.Change{Kind: cases.KindByCode("person"), Number: keep.Base().Number, Version: keep.Base().Version, Reason: m.Why}
	taken, saved, err := a.joined(c, absorbed, m.Take)
	if err != nil {
		return cases.Saved{}, err
	}
	text, err := json.Marshal(taken)
	if err != nil {
		return cases.Saved{}, fmt.Errorf("write what was taken: %w", err)
	}
	err = a.tx.Exec("INSERT INTO merges (keep, absorbed, taken, account, at, why) VALUES (?,?,?,?,?,?)",
		saved.ID, absorbed.Base().ID, string(text), a.user.ID, a.store.now().UnixMicro(), m.Why).Error
	if err != nil {
		return cases.Saved{}, fmt.Errorf("note the merge into %s: %w", saved.Number, err)
	}
	return saved, a.pairMerged(saved.ID, absorbed.Base().ID, m.Why)
}

// reasoned refuses an act without a reason, or with one that is no text.
func reasoned(field, why string) error {
	if why == "" {
		return cases.Wrong(field, "required")
	}
	if wrong := checkWords(field, why); wrong != nil {
		return wrong
	}
	return nil
}

// joinable reads the two records of a merge and refuses what cannot be joined.
func (a *Acts) joinable(m cases.Merge) (keep, absorbed cases.Record, err error) {
	if keep, err = a.onePerson("keep", m.Keep, m.KeepVersion); err != nil {
		return nil, nil, err
	}
	if absorbed, err = a.onePerson("absorb", m.Absorb, m.AbsorbVersion); err != nil {
		return nil, nil, err
	}
	if keep.Base().ID == absorbed.Base().ID {
		return nil, nil, cases.Wrong("absorb", "merge_self")
	}
	if keep, err = a.standing(keep); err != nil {
		return nil, nil, err
	}
	if absorbed.Base().Merged != 0 || keep.Base().ID == absorbed.Base().ID {
		return nil, nil, cases.Wrong("absorb", "merged_already")
	}
	if !a.scope.MayWrite(keep.Base()) || !a.scope.MayWrite(absorbed.Base()) {
		return nil, nil, cases.ErrForbidden
	}
	return keep, absorbed, nil
}

// onePerson reads somebody as they were compared.
func (a *Acts) onePerson(field, number string, version int64) (cases.Record, error) {
	r, err := getIn(a.tx, a.scope, number, false)
	if err != nil {
		return nil, err
	}
	p, ok := r.(*cases.Person)
	if !ok {
		return nil, cases.ErrNotFound
	}
	if p.Version != version {
		return nil, a.stale(p.Number)
	}
	if !cases.Individual(p.Unit) {
		return nil, cases.Wrong(field, "not_one_person")
	}
	return r, nil
}

// standing gives the record that stands for the cluster of another one. One that the user does not see is not theirs to
// write, and nothing more is said of it.
func (a *Acts) standing(r cases.Record) (cases.Record, error) {
	if r.Base().Merged == 0 {
		return r, nil
	}
	known, err := headsByID(a.tx, []int64{r.Base().Merged})
	if err != nil {
		return nil, err
	}
	root, err := getIn(a.tx, a.scope, known[r.Base().Merged].Number, false)
	if errors.Is(err, cases.ErrNotFound) {
		err = cases.ErrForbidden
	}
	return root, err
}

// joined saves the kept record with the link and the answers taken over. It gives what these were before and after.
func (a *Acts) joined(c cases.Change, absorbed cases.Record, take []string) ([]cases.FieldChange, cases.Saved, error) {
	before, after, err := a.versions(c)
	if err != nil {
		return nil, cases.Saved{}, err
	}
	if err := takeOver(after, absorbed, take); err != nil {
		return nil, cases.Saved{}, err
	}
	taken, err := cases.Diff(before, after)
	if err != nil {
		return nil, cases.Saved{}, err
	}
	h := after.Base()
	h.Links = append(h.Links, cases.Link{Role: cases.MergedRole, To: refTo(absorbed.Base(), everything())})
	saved, err := a.decided(before, after, c)
	return taken, saved, err
}

// takeOver lays the chosen answers of one record over another one.
func takeOver(r, from cases.Record, codes []string) error {
	for _, code := range codes {
		better, known := cases.FieldOf(from, code)
		if !known || !better.Takeable() {
			return cases.Wrong("take", "unknown_field", "value", code)
		}
		in := cases.Input{}
		better.Fill(in)
		f, _ := cases.FieldOf(r, code)
		f.Clear()
		f.Restore(in)
	}
	return nil
}

// decided keeps a version that an act of its own made, with the checks of any other save.
func (a *Acts) decided(before, after cases.Record, c cases.Change) (cases.Saved, error) {
	problems, err := a.lay(before, after, c, a.store.book())
	if err != nil {
		return cases.Saved{}, err
	}
	if len(problems.Refusals()) > 0 {
		return cases.Saved{}, problems
	}
	saved, err := a.keep(before, after, c, problems)
	if err != nil {
		return cases.Saved{}, fmt.Errorf("save %s: %w", c.Number, err)
	}
	if a.first == nil {
		a.first = &saved
	}
	return saved, nil
}
