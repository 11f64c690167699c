package store

import (
	"slices"
	"testing"

	"gorm.io/gorm"
	"pgregory.net/rapid"

	"aigaq/internal/cases"
)

func TestListsReadArmByArmShowJustTheScope(t *testing.T) { // R23 R26
	onBoth(t, func(h *house) {
		h.mixedHeads()
		h.notedCase()
		gone := h.put("chief", "organisation", "name", "A made-up body", "level", "public")
		h.must(h.writer.do(func(tx *gorm.DB) error {
			return tx.Exec("UPDATE records SET withdrawn = 1 WHERE id = ?", gone.ID).Error
		}))
		all, err := headsWhere(h.read, clause{"kind IN ('organisation', 'note') ORDER BY id", nil})
		h.must(err)
		note := all[slices.IndexFunc(all, func(one *cases.Head) bool { return one.Kind == "note" })]
		shared := rapid.SliceOfN(rapid.SampledFrom([]int64{all[2].ID, all[20].ID, note.ID, gone.ID}), 0, 3)
		rapid.Check(t, func(rt *rapid.T) {
			u := cases.User{ID: rapid.Int64Range(1, 8).Draw(rt, "id"), Role: rapid.SampledFrom(cases.Roles()).Draw(rt, "role"),
				Teams:  rapid.SliceOfN(rapid.SampledFrom([]string{"", "almaty", "west", "nowhere"}), 0, 3).Draw(rt, "teams"),
				Shares: shared.Draw(rt, "shares"), Counsel: rapid.SliceOfN(rapid.Just(note.Under), 0, 1).Draw(rt, "counsel")}
			for _, kind := range []string{"organisation", "note"} {
				for _, sort := range []string{"", "created", "-from", "name", "-name"} {
					h.walked(rt, u, all, cases.Query{Kind: kind, Sort: sort, Per: 7})
				}
			}
		})
	})
}

// walked walks through a list and holds it against what the scope sees.
func (h *house) walked(rt *rapid.T, u cases.User, all []*cases.Head, q cases.Query) {
	d := h.For(u)
	want := map[int64]bool{}
	for _, one := range all {
		if one.Kind == q.Kind && d.scope.Sees(one) {
			want[one.ID] = true
		}
	}
	seen, total := map[int64]bool{}, len(want)
	for {
		list, err := d.List(h.ctx(), q)
		if err != nil || list.Total != total {
			rt.Fatalf("%s by %q: total %v, want %d (%v)", q.Kind, q.Sort, list, total, err)
		}
		for _, r := range list.Records {
			if id := r.Base().ID; seen[id] || !want[id] {
				rt.Fatalf("%s by %q: %d is shown twice or is not in scope", q.Kind, q.Sort, id)
			}
			seen[r.Base().ID] = true
		}
		if q.After = list.Next; q.After == "" {
			break
		}
	}
	if len(seen) != total {
		rt.Fatalf("%s by %q: %d shown, want %d", q.Kind, q.Sort, len(seen), total)
	}
}

func TestTotalsFollowEveryWrite(t *testing.T) {
	onBoth(t, func(h *house) {
		s := h.put("chief", "organisation", "name", "A made-up body", "team", "west", "level", "internal")
		s = h.edit("chief", s, "team", "almaty")
		h.edit("chief", s, "level", "restricted")
		h.verify()
		h.must(h.writer.do(func(tx *gorm.DB) error {
			return tx.Exec("UPDATE tallies SET n = n + 1 WHERE team = 'almaty' AND level = 'restricted'").Error
		}))
		if _, err := h.Keeper().Verify(h.ctx(), nil); err == nil {
			h.Error("a total that was edited is not noticed")
		}
	})
}
