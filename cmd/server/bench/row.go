package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// row is one line of the table.
type row struct {
	operation, data, ours, floor, ratio, asked string
	ok                                         string // "yes", "no", or empty where nothing is asked
}

// atLeast and atMost are what is asked of a ratio.
func (r row) atLeast(ratio, asked float64) row {
	r.ratio, r.asked, r.ok = fmt.Sprintf("%.2f", ratio), fmt.Sprintf("≥ %g", asked), yes(ratio >= asked)
	return r
}

func (r row) atMost(ratio, asked float64) row {
	r.ratio, r.asked, r.ok = fmt.Sprintf("%.2f", ratio), fmt.Sprintf("≤ %g", asked), yes(ratio <= asked)
	return r
}

func yes(ok bool) string {
	if ok {
		return "yes"
	}
	return "no"
}

// writeTable writes rows as a Markdown table.
func writeTable(w io.Writer, rows []row) {
	fmt.Fprintln(w, "| operation | data | measured | floor in the same run | ratio | asked | ok |")
	fmt.Fprintln(w, "|---|---|---|---|---:|---:|---|")
	for _, r := range rows {
		fmt.Fprintf(w, "| %s |\n", strings.Join([]string{r.operation, r.data, r.ours, r.floor, r.ratio, r.asked, r.ok}, " | "))
	}
}

// times are how long each of many repetitions took.
type times []time.Duration

// at gives a percentile, 50 for the median; the times need not be sorted.
func (t times) at(percent int) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Clone(t)
	slices.Sort(sorted)
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)]
}

func (t times) String() string { return "p50 " + short(t.at(50)) + ", p99 " + short(t.at(99)) }

// short writes a time with three digits that mean something.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%d µs", d.Microseconds())
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.2f ms", d.Seconds()*1e3)
	case d < time.Second:
		return fmt.Sprintf("%.0f ms", d.Seconds()*1e3)
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}

// over divides two times.
func over(a, b time.Duration) float64 { return float64(a) / float64(max(b, 1)) }

// median is the median of some numbers.
func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}
