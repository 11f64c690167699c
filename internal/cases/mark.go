package cases

import (
	"math"
	"time"
)

// Mark is how well the order of a file's rows agrees with the mark of one export.
type Mark struct {
	Seq     int64 // of the export's entry
	At      time.Time
	Actor   string // the account's name; "cli" for the command line
	As      string // whose rights held, where the command line exported
	Purpose string
	Rows    int     // that the export was entered with
	Left    int     // rows that left; 0 where the export broke off with the server
	Cut     bool    // the export did not end
	Shared  int     // rows of the file that left in the export
	Pairs   int     // pairs of the export of which the file has both
	Agree   int     // of Pairs: those that stand as the mark put them
	Chance  float64 // how likely at least so many agree in a file of no mark; 1 until weighed
}

// Pair counts one pair.
func (m *Mark) Pair(agrees bool) {
	m.Pairs++
	if agrees {
		m.Agree++
	}
}

// Weigh works out the chance: the upper tail of the binomial distribution, each pair being right in half of all cases.
func (m *Mark) Weigh() {
	m.Chance = 0
	choose := func(n, k float64) float64 {
		a, _ := math.Lgamma(n + 1)
		b, _ := math.Lgamma(k + 1)
		c, _ := math.Lgamma(n - k + 1)
		return a - b - c
	}
	n := float64(m.Pairs)
	for k := float64(m.Agree); k <= n; k++ {
		m.Chance += math.Exp(choose(n, k) - n*math.Ln2)
	}
	m.Chance = min(m.Chance, 1)
}

// markDoubt is how likely a match may be by chance, all exports and columns that were tried taken together.
const markDoubt = 0.001

// Matches tells whether an export is the file's, where so many comparisons were made.
func (m Mark) Matches(compared int) bool { return m.Chance*float64(max(compared, 1)) < markDoubt }
