package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
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

// writePairs writes pairs, and does so again where another program that writes pairs stood in the way and was let pass:
// the server and a run on the command line share a PostgreSQL database.
func (s *Store) writePairs(work func(tx *gorm.DB) error) error {
	err := s.writer.do(work)
	for tries := 0; tries < pairTries && isDeadlock(err); tries++ {
		err = s.writer.do(work)
	}
	return err
}

// inPairOrder puts pairs in the order in which all who write them do, so that no two wait for each other.
func inPairOrder(list []likely) {
	slices.SortFunc(list, func(x, y likely) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
}

// pairTries is how often pairs are written again: with every other program that writes them, one of two wins each time.
const pairTries = 20

// isDeadlock tells whether a transaction was ended because it and another one waited for each other.
func isDeadlock(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "40P01"
}

// dropPair takes a pair out that is not alike enough any more, unless somebody decided about it.
func dropPair(tx *gorm.DB, a, b int64) error {
	if err := tx.Exec("DELETE FROM pairs WHERE a = ? AND b = ? AND state = 'open'", a, b).Error; err != nil {
		return fmt.Errorf("drop a pair: %w", err)
	}
	return nil
}

// split sorts the others into those who may be the same, at most pairsEach in each place so that nobody's queue depends
// on who stands in another, and those with whom there was a pair that does not hold any more.
func split(self someone, others []someone, paired []int64) (found []likely, gone [][2]int64) {
	still := map[int64]bool{}
	for _, o := range others {
		m := self.compare(o)
		if m.Score >= names.ProposeAt {
			still[o.id] = true
			found = append(found, likely{min(self.id, o.id), max(self.id, o.id), units(m.Score), reasons(m.Reasons)})
		}
	}
	for _, id := range paired {
		if !still[id] {
			gone = append(gone, [2]int64{min(self.id, id), max(self.id, id)})
		}
	}
	return bestOf(found, others), gone
}

// bestOf leaves the best pairs of each place.
func bestOf(found []likely, others []someone) []likely {
	where := map[int64]placeOf{}
	for _, o := range others {
		where[o.id] = o.place()
	}
	slices.SortFunc(found, byScore)
	taken := map[placeOf]int{}
	return slices.DeleteFunc(found, func(p likely) bool {
		place, known := where[p.a]
		if !known {
			place = where[p.b]
		}
		taken[place]++
		return taken[place] > pairsEach
	})
}

// placeOf is what decides who sees somebody.
type placeOf struct {
	team, level string
	creator     int64
}

func (s someone) place() placeOf { return placeOf{s.team, s.level, s.creator} }

// byScore puts the most alike first, and then those entered first.
func byScore(x, y likely) int {
	switch {
	case x.score != y.score:
		return y.score - x.score
	case x.a != y.a:
		return int(x.a - y.a)
	}
	return int(x.b - y.b)
}
