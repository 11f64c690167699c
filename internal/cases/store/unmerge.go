package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Unmerge takes a merge back, however long ago it was: the link goes, the absorbed record stands for itself again with
// what was merged into it, and the answers taken from it go back to what they were. An answer that was edited since
// stays; kept names the fields of those. Problem not_merged is the answer where there is no such merge for this user.
func (d *Desk) Unmerge(ctx context.Context, u cases.Unmerge) (saved cases.Saved, kept []string, err error) {
	saved, err = d.Together(ctx, "", func(a *Acts) (err error) {
		_, kept, err = a.unmerge(u)
		return err
	})
	return saved, kept, err
}

func (a *Acts) unmerge(u cases.Unmerge) (cases.Saved, []string, error) {
	u.Why = strings.TrimSpace(u.Why)
	if err := reasoned("why", u.Why); err != nil {
		return cases.Saved{}, nil, err
	}
	absorbed, err := getIn(a.tx, a.scope, u.Absorbed, false)
	if err != nil {
		return cases.Saved{}, nil, err
	}
	holder, err := a.holderOf(absorbed.Base(), u.Keep)
	if err != nil {
		return cases.Saved{}, nil, err
	}
	if !a.scope.MayWrite(holder) || !a.scope.MayWrite(absorbed.Base()) {
		return cases.Saved{}, nil, cases.ErrForbidden
	}
	c := cases.Change{Kind: cases.KindByCode("person"), Number: holder.Number, Version: holder.Version, Reason: u.Why}
	before, after, err := a.versions(c)
	if err != nil {
		return cases.Saved{}, nil, err
	}
	kept, err := a.giveAnswersBack(after, absorbed.Base().ID)
	if err != nil {
		return cases.Saved{}, nil, err
	}
	after.Base().Links = slices.DeleteFunc(after.Base().Links, func(l cases.Link) bool {
		return l.Role == cases.MergedRole && l.To.ID == absorbed.Base().ID
	})
	saved, err := a.decided(before, after, c)
	if err != nil {
		return cases.Saved{}, nil, err
	}
	return saved, kept, a.pairUnmerged(holder.ID, absorbed.Base().ID, u.Why)
}

// holderOf gives the record into which another one was merged, where the user sees it and meant it: by its own number,
// or by that of the one that stands for both.
func (a *Acts) holderOf(absorbed *cases.Head, meant string) (*cases.Head, error) {
	none := cases.Wrong("absorbed", "not_merged")
	found, err := ids(a.tx, clause{"SELECT record FROM links WHERE target = ? AND role = ?", args(absorbed.ID, cases.MergedRole)})
	if err != nil {
		return nil, err
	}
	known, err := headsByID(a.tx, append(found, absorbed.Merged))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 || known[found[0]] == nil || !a.scope.Sees(known[found[0]]) {
		return nil, none
	}
	holder, root := known[found[0]], known[absorbed.Merged]
	if meant = cases.CleanNumber(meant); meant != "" && meant != holder.Number && (root == nil || meant != root.Number) {
		return nil, none
	}
	return holder, nil
}

// giveAnswersBack lays over a record what it had before a merge, and ends the note of that merge.
func (a *Acts) giveAnswersBack(r cases.Record, absorbed int64) (kept []string, err error) {
	list, err := merges(a.tx, r.Base().ID)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(list, func(m merged) bool { return m.absorbed == absorbed })
	if at < 0 {
		return nil, nil // the note was erased with somebody: what was taken stays
	}
	for _, taken := range list[at].taken {
		done, err := a.giveBackAnswer(r, taken, list[at+1:])
		if err != nil {
			return nil, err
		}
		if !done {
			kept = append(kept, taken.Field)
		}
	}
	err = a.tx.Exec("UPDATE merges SET undone_at = ? WHERE id = ?", a.store.now().UnixMicro(), list[at].id).Error
	return kept, err
}

// giveBackAnswer gives one answer back. Where a later merge took it over, that merge gives it back when it is undone
// itself. False where the answer was edited since.
func (a *Acts) giveBackAnswer(r cases.Record, taken cases.FieldChange, later []merged) (bool, error) {
	for _, m := range later {
		i := slices.IndexFunc(m.taken, func(c cases.FieldChange) bool { return c.Field == taken.Field })
		if i < 0 {
			continue
		}
		if m.taken[i].Old != taken.New {
			return false, nil
		}
		m.taken[i].Old = taken.Old
		return true, m.rewrite(a.tx)
	}
	f, known := cases.FieldOf(r, taken.Field)
	if !known {
		return false, nil
	}
	if now, err := cases.FieldJSON(f); err != nil || now != taken.New {
		return false, err
	}
	f.Clear()
	if taken.Old == "" {
		return true, nil
	}
	in, problems := cases.FromJSON([]byte(taken.Old))
	if problems != nil {
		return false, fmt.Errorf("read what %s was: %w", taken.Field, problems)
	}
	f.Restore(in)
	return true, nil
}

// merged is the note of a merge that holds.
type merged struct {
	id, absorbed int64
	taken        []cases.FieldChange
}

func (m merged) rewrite(tx *gorm.DB) error {
	text, err := json.Marshal(m.taken)
	if err != nil {
		return err
	}
	return tx.Exec("UPDATE merges SET taken = ? WHERE id = ?", string(text), m.id).Error
}
