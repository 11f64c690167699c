package store

import "fmt"

// tallies holds the totals that lists show against the records themselves.
func (v *verification) tallies() error {
	var wrong int
	err := v.tx.Raw(`SELECT COUNT(*) FROM (SELECT kind, team, level, SUM(n) AS n FROM (
SELECT kind, team, level, n FROM tallies WHERE n <> 0
UNION ALL SELECT kind, team, level, -COUNT(*) FROM records WHERE withdrawn = 0 GROUP BY kind, team, level) AS both_ways
GROUP BY kind, team, level HAVING SUM(n) <> 0) AS wrong`).Row().Scan(&wrong)
	if err != nil {
		return fmt.Errorf("add up the totals: %w", err)
	}
	if wrong > 0 {
		return RecordFault{"", "the totals that lists show differ from the records"}
	}
	return nil
}
