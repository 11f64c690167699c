package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// Alike gives up to n people on record who may be the one sought, the likeliest first. It stands in until people are
// found by the keys of their names: it goes by the words as they are written.
func (d *Desk) Alike(ctx context.Context, s cases.Sought, n int) ([]cases.Alike, error) {
	if !d.scope.Secrets || d.scope.Nothing() {
		return nil, nil
	}
	var forms []names.Form
	seen := map[int64]bool{}
	var heads []cases.Head
	for _, name := range s.Names {
		forms = append(forms, names.Parse(name))
		for _, word := range append(strings.Fields(name), name) {
			if len([]rune(word)) < 3 {
				continue
			}
			found, err := d.Suggest(ctx, word, []string{"person"}, matchesAtMost)
			if err != nil {
				return nil, err
			}
			for _, h := range found {
				if !seen[h.ID] && h.Number != s.Not {
					seen[h.ID] = true
					heads = append(heads, h)
				}
			}
		}
	}
	records, err := d.byIDs(d.store.read.WithContext(ctx), heads, map[int64]*cases.Head{})
	if err != nil {
		return nil, fmt.Errorf("read who is alike: %w", err)
	}
	var out []cases.Alike
	for _, r := range records {
		p := r.(*cases.Person)
		one := cases.Alike{Head: *p.Base(), Born: p.Born}
		other := names.Person{Sex: p.Sex.Code, Born: names.Span{From: p.Born.From, To: p.Born.To}, Region: p.Region}
		for _, form := range p.Names {
			one.Names = append(one.Names, form.Value)
			other.Names = append(other.Names, names.Parse(form.Value))
		}
		m := names.Compare(names.Person{Names: forms, Sex: s.Sex, Born: names.Span{From: s.Born.From, To: s.Born.To}, Region: s.Region}, other)
		if one.Score = m.Score; one.Score < names.ProposeAt {
			continue
		}
		for _, why := range m.Reasons {
			one.Reasons = append(one.Reasons, cases.Reason{Key: why.Key, Args: why.Args, Against: why.Against})
		}
		for _, point := range []cases.Compared{
			{Field: "names", Ours: strings.Join(s.Names, ", "), Theirs: strings.Join(one.Names, ", "), State: cases.PointSame},
			{Field: "born", Ours: s.Born.String(), Theirs: p.Born.String()}, {Field: "sex", Ours: s.Sex, Theirs: p.Sex.Code},
			{Field: "region", Ours: s.Region, Theirs: p.Region},
		} {
			switch {
			case point.State != "":
			case point.Ours == "" || point.Theirs == "":
				point.State = cases.PointUnknown
			case point.Ours == point.Theirs:
				point.State = cases.PointSame
			default:
				point.State = cases.PointDiffers
			}
			one.Points = append(one.Points, point)
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b cases.Alike) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return strings.Compare(a.Head.Number, b.Head.Number)
	})
	return out[:min(n, len(out))], nil
}
