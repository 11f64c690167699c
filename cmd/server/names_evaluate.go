package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"text/tabwriter"

	"aigaq/internal/cases/names"
	"aigaq/internal/cases/names/labelled"
)

type namesEvaluate struct {
	Set      string `enum:"tuning,heldout,all" default:"tuning" help:"Which labelled pairs: tuning, heldout or all."`
	Failures bool   `help:"Also print each pair that is answered wrongly; of the tuning set only."`
}

// Run measures and prints. Of the pairs held out it prints totals alone, so that nobody tunes on them by accident.
func (c *namesEvaluate) Run() error {
	if c.Failures && c.Set != labelled.Tuning {
		return usage(fmt.Errorf("pairs held out are not shown one by one: --failures goes with --set tuning"))
	}
	sets := []string{c.Set}
	if c.Set == "all" {
		sets = []string{labelled.Tuning, labelled.HeldOut}
	}
	var all []labelled.Pair
	for _, set := range sets {
		pairs, err := labelled.Set(set)
		if err != nil {
			return err
		}
		all = append(all, pairs...)
	}
	return evaluate(os.Stdout, c.Set, all, c.Failures)
}

// confusion counts answers: the first word says whether the answer was right, the second what it was.
type confusion struct{ truePositive, falsePositive, trueNegative, falseNegative int }

func (c *confusion) add(want, got bool) {
	switch {
	case want && got:
		c.truePositive++
	case want:
		c.falseNegative++
	case got:
		c.falsePositive++
	default:
		c.trueNegative++
	}
}

func (c *confusion) pairs() int {
	return c.truePositive + c.falsePositive + c.trueNegative + c.falseNegative
}

// precision is the share of the matches found that are ones, recall the share of the ones there are that were found.
func (c *confusion) precision() float64 { return share(c.truePositive, c.falsePositive) }
func (c *confusion) recall() float64    { return share(c.truePositive, c.falseNegative) }

func (c *confusion) f1() float64 {
	p, r := c.precision(), c.recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func share(right, wrong int) float64 {
	if right+wrong == 0 {
		return 1
	}
	return float64(right) / float64(right+wrong)
}

func evaluate(w io.Writer, set string, pairs []labelled.Pair, failures bool) error {
	var total confusion
	kinds, groups := map[string]*confusion{}, map[string]*confusion{}
	for _, p := range pairs {
		m, err := scoreLabelled(p)
		if err != nil {
			return fmt.Errorf("pair %s: %w", p.ID, err)
		}
		got := m.Score >= names.MatchAt
		total.add(p.Match, got)
		of(kinds, p.Difference).add(p.Match, got)
		of(groups, p.Group).add(p.Match, got)
		if failures && got != p.Match {
			fmt.Fprintf(w, "%s %.4f want %t: %s | %s (%s %s) %v\n", p.ID, m.Score, p.Match, p.A.Name, p.B.Name, p.Difference, p.Group, m.Reasons)
		}
	}
	fmt.Fprintf(w, "set %s, %d pairs, match from %.2f\nprecision %.4f\nrecall    %.4f\nF1        %.4f\n\n",
		set, len(pairs), names.MatchAt, total.precision(), total.recall(), total.f1())
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	writeConfusion(table, "difference", kinds)
	writeConfusion(table, "group", groups)
	return table.Flush()
}

func of(m map[string]*confusion, key string) *confusion {
	if m[key] == nil {
		m[key] = &confusion{}
	}
	return m[key]
}

// writeConfusion writes a table, the kinds with most errors first.
func writeConfusion(w io.Writer, title string, m map[string]*confusion) {
	fmt.Fprintf(w, "%s\tpairs\tfound\tmissed\tkept apart\twrongly joined\t\n", title)
	keys := slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		wrong := func(c *confusion) int { return c.falsePositive + c.falseNegative }
		return cmp.Or(cmp.Compare(wrong(m[b]), wrong(m[a])), cmp.Compare(a, b))
	})
	for _, k := range keys {
		c := m[k]
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t\n", k, c.pairs(), c.truePositive, c.falseNegative, c.trueNegative, c.falsePositive)
	}
	fmt.Fprintln(w)
}

func scoreLabelled(p labelled.Pair) (names.Match, error) {
	a, err := labelledPerson(p.A)
	if err != nil {
		return names.Match{}, err
	}
	b, err := labelledPerson(p.B)
	if err != nil {
		return names.Match{}, err
	}
	return names.Compare(a, b), nil
}

func labelledPerson(s labelled.Side) (names.Person, error) {
	born, err := names.ParseSpan(s.Born)
	return names.Person{Names: []names.Form{names.Parse(s.Name)}, Sex: s.Sex, Born: born, Region: s.Region}, err
}
