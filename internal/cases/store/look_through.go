package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// How many ids are read at once, and how many pairs the writer keeps in one go.
const (
	idsAtOnce   = 2000
	pairsAtOnce = 100
)

// looked is everybody as a run read them, and what comparing them gave.
type looked struct {
	everybody []someone
	decided   map[[2]int64]bool
	found     []twoAlike
}

// lookThrough compares everybody and keeps what it found.
func (s *Store) lookThrough(ctx context.Context, p *pace) (cases.Run, error) {
	l, out, err := s.look(ctx, p)
	if err != nil {
		return out, err
	}
	if err := s.keepFound(ctx, l); err != nil {
		return out, err
	}
	return out, s.reviewOld(ctx, l)
}

// look compares everybody and keeps nothing.
func (s *Store) look(ctx context.Context, p *pace) (l looked, out cases.Run, err error) {
	if l.everybody, err = s.everybody(ctx); err != nil {
		return l, out, err
	}
	out.People = len(l.everybody)
	decided, err := pairsIn(s.read.WithContext(ctx), "same", "different")
	if err != nil {
		return l, out, err
	}
	l.decided = asDecided(l.everybody, decided)
	r := &ranking{blocking: blocksOf(l.everybody), pace: p, decided: l.decided}
	out.Cut = len(r.cut)
	l.found, err = r.likelyPairs(ctx)
	out.Compared, out.Found = int(p.compared.Load()), len(l.found)
	return l, out, err
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
func (s *Store) keepFound(ctx context.Context, l looked) error {
	for part := range slices.Chunk(l.found, pairsAtOnce) {
		if err := ctx.Err(); err != nil {
			return err
		}
		list := make([]likely, len(part))
		var people []someone
		for i, p := range part {
			a, b := l.everybody[p.a], l.everybody[p.b]
			people = append(people, a, b)
			list[i] = likely{a.id, b.id, int(p.score), reasons(a.compare(b).Reasons)}
		}
		inPairOrder(list)
		err := s.writeUnchanged(people, func(tx *gorm.DB, changed map[int64]bool) error {
			for _, p := range list {
				if changed[p.a] || changed[p.b] {
					continue
				}
				if err := keepPair(tx, p, s.now()); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// reviewOld compares those again who make a pair that is not decided and that the run did not find: by other rules than
// today's they may have been alike, or somebody decided since about other records of theirs.
func (s *Store) reviewOld(ctx context.Context, l looked) error {
	old, err := pairsIn(s.read.WithContext(ctx), cases.PairOpen, cases.PairOpen)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(l.outdated(old), pairsAtOnce) {
		var people []someone
		for _, p := range part {
			people = append(people, p[:]...)
		}
		err := s.writeUnchanged(people, func(tx *gorm.DB, changed map[int64]bool) error {
			for _, p := range part {
				if changed[p[0].id] || changed[p[1].id] {
					continue
				}
				if err := dropPair(tx, p[0].id, p[1].id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// outdated gives those of the pairs of the queue that do not hold any more.
func (l looked) outdated(queue [][2]int64) [][2]someone {
	again := make(map[[2]int64]bool, len(l.found))
	for _, p := range l.found {
		again[[2]int64{l.everybody[p.a].id, l.everybody[p.b].id}] = true
	}
	at := make(map[int64]int, len(l.everybody))
	for i, p := range l.everybody {
		at[p.id] = i
	}
	var out [][2]someone
	for _, p := range queue {
		i, knownA := at[p[0]]
		j, knownB := at[p[1]]
		if !knownA || !knownB || again[p] {
			continue
		}
		if a, b := l.everybody[i], l.everybody[j]; l.decided[p] || a.compare(b).Score < names.ProposeAt {
			out = append(out, [2]someone{a, b})
		}
	}
	return out
}
