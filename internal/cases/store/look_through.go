package store

import (
	"cmp"
	"context"
	"database/sql"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// How many ids are read at once, and how many pairs the writer keeps in one go.
const (
	idsAtOnce   = 2000
	pairsAtOnce = 100
)

// lookThrough compares everybody and keeps what it found.
func (s *Store) lookThrough(ctx context.Context, p *pace) (cases.Run, error) {
	everybody, err := s.everybody(ctx)
	out := cases.Run{People: len(everybody)}
	if err != nil {
		return out, err
	}
	tx := s.read.WithContext(ctx)
	decided, err := pairsIn(tx, "same", "different")
	if err != nil {
		return out, err
	}
	r := &ranking{blocking: blocksOf(everybody), pace: p, decided: asDecided(everybody, decided)}
	out.Cut = len(r.cut)
	found, err := r.likelyPairs(ctx)
	out.Compared, out.Found = int(p.compared.Load()), len(found)
	if err != nil {
		return out, err
	}
	if err := s.keepFound(ctx, everybody, found); err != nil {
		return out, err
	}
	return out, s.reviewOld(ctx, everybody, found, r.decided)
}

// everybody reads what is compared of all people, some at a time.
func (s *Store) everybody(ctx context.Context) ([]someone, error) {
	var out []someone
	tx := s.read.WithContext(ctx)
	last, err := number(tx, clause{sql: "SELECT COALESCE(MAX(id), 0) FROM records"})
	if err != nil {
		return nil, wrapped("count the records", err)
	}
	same := interned{}
	for from := int64(0); from <= int64(last); from += idsAtOnce {
		more, err := recordedBetween(tx, from, from+idsAtOnce)
		if err != nil {
			return nil, err
		}
		for i := range more {
			same.fold(&more[i])
		}
		out = append(out, more...)
	}
	return united(out), nil
}

// interned keeps one copy of each text that many people have in common.
type interned map[string]string

func (in interned) fold(s *someone) {
	for _, text := range []*string{&s.team, &s.level, &s.Region, &s.Sex, &s.Born.From, &s.Born.To} {
		if known, ok := in[*text]; ok {
			*text = known
		} else {
			in[*text] = *text
		}
	}
}

// pairsIn gives the pairs in one of two states.
func pairsIn(tx *gorm.DB, state, other string) ([][2]int64, error) {
	var out [][2]int64
	err := query(tx, clause{"SELECT a, b FROM pairs WHERE state IN (?,?) ORDER BY a, b", args(state, other)}, func(rows *sql.Rows) error {
		var p [2]int64
		err := rows.Scan(&p[0], &p[1])
		out = append(out, p)
		return err
	})
	return out, wrapped("read pairs", err)
}

// asDecided gives the pairs of people about whose records somebody decided.
func asDecided(everybody []someone, pairs [][2]int64) map[[2]int64]bool {
	person := map[int64]int64{}
	for _, s := range everybody {
		for _, id := range s.members {
			person[id] = s.id
		}
	}
	out := make(map[[2]int64]bool, len(pairs))
	for _, p := range pairs {
		a, b := cmp.Or(person[p[0]], p[0]), cmp.Or(person[p[1]], p[1])
		out[[2]int64{min(a, b), max(a, b)}] = true
	}
	return out
}

// keepFound writes pairs, a slice at a time, so that the writer is held for a moment alone. Reasons are worked out again
// here: for those pairs that are kept, and not for the many that are compared.
func (s *Store) keepFound(ctx context.Context, everybody []someone, found []twoAlike) error {
	for rest := found; len(rest) > 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(pairsAtOnce, len(rest))
		list := make([]likely, n)
		for i, p := range rest[:n] {
			a, b := everybody[p.a], everybody[p.b]
			list[i] = likely{a.id, b.id, int(p.score), reasons(a.compare(b).Reasons)}
		}
		inPairOrder(list)
		err := s.writePairs(func(tx *gorm.DB) error {
			for _, p := range list {
				if err := keepPair(tx, p, s.now()); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

// reviewOld compares those again who make a pair that is not decided and that the run did not find: by other rules than
// today's they may have been alike, or somebody decided since about other records of theirs.
func (s *Store) reviewOld(ctx context.Context, everybody []someone, found []twoAlike, decided map[[2]int64]bool) error {
	old, err := pairsIn(s.read.WithContext(ctx), cases.PairOpen, cases.PairOpen)
	if err != nil {
		return err
	}
	again := make(map[[2]int64]bool, len(found))
	for _, p := range found {
		again[[2]int64{everybody[p.a].id, everybody[p.b].id}] = true
	}
	at := make(map[int64]int, len(everybody))
	for i, p := range everybody {
		at[p.id] = i
	}
	var gone [][2]int64
	for _, p := range old {
		a, knownA := at[p[0]]
		b, knownB := at[p[1]]
		if knownA && knownB && !again[p] && (decided[p] || everybody[a].compare(everybody[b]).Score < names.ProposeAt) {
			gone = append(gone, p)
		}
	}
	for rest := gone; len(rest) > 0; {
		n := min(pairsAtOnce, len(rest))
		err := s.writePairs(func(tx *gorm.DB) error {
			for _, p := range rest[:n] {
				if err := dropPair(tx, p[0], p[1]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}
