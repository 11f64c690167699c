package store

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// likely is a pair that was found; a < b.
type likely struct {
	a, b    int64
	score   int
	reasons []cases.Reason
}

// compare says how alike two people are.
func (s someone) compare(t someone) names.Match { return names.Compare(s.Person, t.Person) }

// units is a score as it is kept.
func units(score float64) int { return int(math.Round(score * scoreUnits)) }

// keepPair keeps a pair, or brings an undecided one up to date. A decided one stays as it was decided. Whoever was
// withdrawn meanwhile is in no new pair.
func keepPair(tx *gorm.DB, p likely, now time.Time) error {
	if p.reasons == nil {
		p.reasons = []cases.Reason{}
	}
	reasons, err := json.Marshal(p.reasons)
	if err != nil {
		return fmt.Errorf("keep a pair: %w", err)
	}
	err = tx.Exec(`INSERT INTO pairs (a, b, score, reasons, found) SELECT x.id, y.id, ?, ?, ? FROM records x, records y
WHERE x.id = ? AND y.id = ? AND x.withdrawn = 0 AND y.withdrawn = 0
ON CONFLICT (a, b) DO UPDATE SET score = excluded.score, reasons = excluded.reasons WHERE pairs.state IN ('open', 'later')`,
		p.score, string(reasons), now.UnixMicro(), p.a, p.b).Error
	if err != nil {
		return fmt.Errorf("keep a pair: %w", err)
	}
	return nil
}

// dropPair takes a pair out that is not alike enough any more, unless somebody decided about it.
func dropPair(tx *gorm.DB, a, b int64) error {
	if err := tx.Exec("DELETE FROM pairs WHERE a = ? AND b = ? AND state = 'open'", a, b).Error; err != nil {
		return fmt.Errorf("drop a pair: %w", err)
	}
	return nil
}
