package views

import (
	"slices"

	"aigaq/internal/cases"
)

// metric is every published figure of one metric, side by side, with the one count of our own that answers to it.
type metric struct {
	Code  string
	Lines []FigureLine
}

// metrics groups figures by what was counted, in the order in which they come.
func metrics(lines []FigureLine) []metric {
	var out []metric
	for _, l := range lines {
		i := slices.IndexFunc(out, func(m metric) bool { return m.Code == l.Figure.Metric.Code })
		if i < 0 {
			out = append(out, metric{Code: l.Figure.Metric.Code})
			i = len(out) - 1
		}
		out[i].Lines = append(out[i].Lines, l)
	}
	return out
}

// figureValue writes a figure with its bound: at least 10,000; from obstructed to repressed. It stands beside the
// words in which it was stated, never in their place.
func (p Page) figureValue(f *cases.Figure) string {
	if f.Rating.Code != "" && f.RatingFrom.Code != "" {
		return p.t("figure.rating", "from", p.term("rating", f.RatingFrom.Code), "to", p.term("rating", f.Rating.Code))
	}
	if f.Rating.Code != "" {
		return p.term("rating", f.Rating.Code)
	}
	if !f.Value.Given {
		return ""
	}
	n := p.number(int(f.Value.N))
	switch {
	case f.ValueTo.Given:
		return p.t("figure.range", "low", n, "high", p.number(int(f.ValueTo.N)))
	case f.Bound.Code == "" || f.Bound.Code == "exact":
		return n
	}
	return p.t("figure.bound", "bound", p.term("bound", f.Bound.Code), "value", n)
}

// daysShown is how many days of a timeline stand open; a longer table is folded under its length.
const daysShown = 31

// day is one line of a timeline: how many records of each kind begin on it.
type day struct {
	Day    string
	Counts []int
	Total  int
}

// timelineOf turns cells of day and kind into lines, in order, with the kinds that occur. The undated line is the
// last one.
func timelineOf(cells []cases.Cell) (kinds []*cases.Kind, days []day) {
	for _, k := range cases.Kinds() {
		if slices.ContainsFunc(cells, func(c cases.Cell) bool { return len(c.Keys) == 2 && c.Keys[1] == k.Code && c.N > 0 }) {
			kinds = append(kinds, k)
		}
	}
	for _, c := range cells {
		at := slices.IndexFunc(kinds, func(k *cases.Kind) bool { return len(c.Keys) == 2 && k.Code == c.Keys[1] })
		if at < 0 {
			continue
		}
		i := slices.IndexFunc(days, func(d day) bool { return d.Day == c.Keys[0] })
		if i < 0 {
			days = append(days, day{Day: c.Keys[0], Counts: make([]int, len(kinds))})
			i = len(days) - 1
		}
		days[i].Counts[at] += c.N
		days[i].Total += c.N
	}
	slices.SortFunc(days, func(a, b day) int {
		switch {
		case a.Day == b.Day:
			return 0
		case a.Day == "" || b.Day != "" && a.Day > b.Day:
			return 1
		}
		return -1
	})
	return kinds, days
}

// dayHref is the list of one kind's records of an event on one day.
func dayHref(k *cases.Kind, event, day string) string {
	base := "/" + k.Path + "?event=" + event
	if day == "" {
		return base
	}
	return base + "&from=" + day + "&to=" + day
}

// dayBars are the bars of a timeline.
func (p Page) dayBars(days []day) []bar {
	var out []bar
	for _, d := range days {
		if d.Day != "" {
			out = append(out, bar{Label: p.dayName(d.Day), N: d.Total})
		}
	}
	return out
}

// fieldOf finds a field that is known to exist.
func fieldOf(r cases.Record, code string) cases.Field {
	f, _ := cases.FieldOf(r, code)
	return f
}

// tallyName says what a number counts.
func (p Page) tallyName(t Tally) string {
	if t.Kind != "" {
		return p.many(t.Kind)
	}
	return p.n(t.Key, t.N)
}
