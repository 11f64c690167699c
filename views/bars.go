package views

import "strconv"

// bar is one bar of a chart.
type bar struct {
	Label string
	N     int
}

// How a chart is measured, in CSS pixels; its width is that of the page.
const (
	barStep  = 40
	barTop   = 22
	barThick = 12
)

func barHeight(bars []bar) string       { return strconv.Itoa(len(bars) * barStep) }
func barY(i int) string                 { return strconv.Itoa(i*barStep + barTop) }
func barText(i int) string              { return strconv.Itoa(i*barStep + barTop - 6) }
func barShare(bars []bar, n int) string { return strconv.FormatFloat(share(bars, n), 'f', 1, 64) + "%" }

// share is the length of a bar in hundredths of the longest one.
func share(bars []bar, n int) float64 {
	most := 1
	for _, b := range bars {
		most = max(most, b.N)
	}
	return 100 * float64(n) / float64(most)
}
