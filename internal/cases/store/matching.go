package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// How soon after a save somebody is compared with the others, how often it is looked for what was left over, how many
// people are compared in one go, and with how many others each makes a pair at most.
const (
	matchSoon  = 200 * time.Millisecond
	matchEvery = time.Minute
	matchSlice = 20
	pairsEach  = 20
)

// matching compares people whose answers changed with the others, behind the saves.
type matching struct {
	store *Store
	kick  chan struct{}
	ctx   context.Context // of the work behind the requests, which ends with the store
	stop  context.CancelFunc
	ended sync.WaitGroup
}

func newMatching(s *Store) *matching {
	m := &matching{store: s, kick: make(chan struct{}, 1)}
	m.ctx, m.stop = context.WithCancel(context.Background())
	return m
}

func (m *matching) start() { m.beside(m.loop) }

// beside does some work beside everything else, until the store closes.
func (m *matching) beside(work func(context.Context)) { m.ended.Go(func() { work(m.ctx) }) }

// end stops the work; what is left over is done after the next start.
func (m *matching) end() {
	m.stop()
	m.ended.Wait()
}

func (m *matching) loop(ctx context.Context) {
	every := time.NewTicker(matchEvery)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		case <-m.kick:
			select { // the save that kicked is not on the disk yet, and others may follow
			case <-ctx.Done():
				return
			case <-time.After(matchSoon):
			}
		}
		_, _ = m.store.Keeper().Match(ctx) // what failed stays in the table, and is tried again a minute later
	}
}

// soon lets the work begin; whoever has not looked yet needs no second word.
func (m *matching) soon() {
	select {
	case m.kick <- struct{}{}:
	default:
	}
}

// matchLater notes that somebody is to be compared with the others, where what is compared has changed. The comparing
// is done behind the save.
func (a *Acts) matchLater(before, after cases.Record, changes []cases.FieldChange) error {
	h := after.Base()
	if h.Kind != "person" || h.Withdrawn {
		return nil
	}
	if !before.Base().Withdrawn && !slices.ContainsFunc(changes, func(c cases.FieldChange) bool { return comparedField(c.Field) }) {
		return nil
	}
	return a.store.matchSoon(a.tx, h.ID)
}

// comparedField tells whether an answer is one by which people are compared.
func comparedField(code string) bool {
	return slices.Contains([]string{"names", "born", "sex", "region", "iin", "unit"}, code)
}

// matchSoon puts somebody into the table of people to be compared.
func (s *Store) matchSoon(tx *gorm.DB, person int64) error {
	err := tx.Exec("INSERT INTO to_match (record, at) VALUES (?,?) ON CONFLICT (record) DO UPDATE SET at = excluded.at", person, s.now().UnixMicro()).Error
	if err != nil {
		return fmt.Errorf("note that somebody is to be compared: %w", err)
	}
	s.matching.soon()
	return nil
}

// Match compares everybody whose answers changed with the others, and gives how many that were. It is done in the
// background after each save; calling it waits until nothing is left over.
func (k *Keeper) Match(ctx context.Context) (done int, err error) {
	for {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		n, err := k.store.matchSome(ctx)
		done += n
		if err != nil {
			return done, fmt.Errorf("compare people: %w", err)
		}
		if n == 0 {
			return done, nil
		}
	}
}

// waitingToMatch is somebody who is to be compared, and since when.
type waitingToMatch struct{ id, at int64 }

// matchSome compares the next few. The comparing reads alone; the writer is held for what was found.
func (s *Store) matchSome(ctx context.Context) (int, error) {
	tx := s.read.WithContext(ctx)
	var next []waitingToMatch
	err := query(tx, clause{"SELECT record, at FROM to_match ORDER BY at, record LIMIT ?", args(matchSlice)}, func(rows *sql.Rows) error {
		var w waitingToMatch
		err := rows.Scan(&w.id, &w.at)
		next = append(next, w)
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, w := range next {
		found, gone, err := s.matched(tx, w.id)
		if err != nil {
			return 0, err
		}
		if err := s.writePairs(func(tx *gorm.DB) error { return s.keepMatched(tx, w, found, gone) }); err != nil {
			return 0, err
		}
	}
	return len(next), nil
}

// keepMatched keeps what comparing somebody gave. Who changed again meanwhile stays in the table.
func (s *Store) keepMatched(tx *gorm.DB, w waitingToMatch, found []likely, gone [][2]int64) error {
	inPairOrder(found)
	for _, p := range found {
		if err := keepPair(tx, p, s.now()); err != nil {
			return err
		}
	}
	for _, p := range gone {
		if err := dropPair(tx, p[0], p[1]); err != nil {
			return err
		}
	}
	return tx.Exec("DELETE FROM to_match WHERE record = ? AND at = ?", w.id, w.at).Error
}

// matched compares one person with those who could be the same, and with those with whom there is a pair already: it
// gives the pairs that hold and those that do not any more.
func (s *Store) matched(tx *gorm.DB, person int64) (found []likely, gone [][2]int64, err error) {
	self, err := someones(tx, []int64{person})
	if err != nil {
		return nil, nil, err
	}
	if len(self) > 0 {
		person = self[0].id
	}
	paired, err := pairedWith(tx, person)
	if err != nil {
		return nil, nil, err
	}
	if len(self) == 0 { // a group, or nobody's name
		for _, id := range paired {
			gone = append(gone, [2]int64{min(id, person), max(id, person)})
		}
		return nil, gone, nil
	}
	likelyOnes, err := candidates(tx, self[0])
	if err != nil {
		return nil, nil, err
	}
	decided, err := decidedWith(tx, self[0].records())
	if err != nil {
		return nil, nil, err
	}
	others, err := someoneEach(tx, append(likelyOnes, paired...), append(decided, self[0].records()...))
	if err != nil {
		return nil, nil, err
	}
	found, gone = split(self[0], others, paired)
	return found, gone, nil
}

// pairedWith gives with whom somebody makes an undecided pair.
func pairedWith(tx *gorm.DB, person int64) ([]int64, error) {
	return ids(tx, clause{"SELECT b FROM pairs WHERE a = ? AND state IN ('open', 'later') UNION SELECT a FROM pairs WHERE b = ? AND state IN ('open', 'later')",
		args(person, person)})
}

// decidedWith gives about which records and those of somebody it was decided already, so that they are no pair again.
func decidedWith(tx *gorm.DB, own []int64) ([]int64, error) {
	first, second := in("a", own), in("b", own)
	return ids(tx, clause{"SELECT b FROM pairs WHERE " + first.sql + " AND state IN ('same', 'different') UNION SELECT a FROM pairs WHERE " +
		second.sql + " AND state IN ('same', 'different')", append(first.args, second.args...)})
}

// someoneEach reads people by their ids, each once, without those of whom some records are one.
func someoneEach(tx *gorm.DB, list, not []int64) ([]someone, error) {
	slices.Sort(list)
	without := func(id int64) bool { return slices.Contains(not, id) }
	list = slices.DeleteFunc(slices.Compact(list), without)
	var out []someone
	seen := map[int64]bool{}
	for rest := list; len(rest) > 0; {
		n := min(chunk, len(rest))
		more, err := someones(tx, rest[:n])
		if err != nil {
			return nil, err
		}
		for _, one := range more {
			if !seen[one.id] && !slices.ContainsFunc(one.records(), without) {
				seen[one.id] = true
				out = append(out, one)
			}
		}
		rest = rest[n:]
	}
	return out, nil
}

// candidates gives who could be the same as somebody by their names: wherever they are, and among those whom the
// colleagues of the same team see, so that a crowd in another team keeps nobody out of their queue (R26).
func candidates(tx *gorm.DB, s someone) ([]int64, error) {
	var out []int64
	for _, scope := range []cases.Scope{everything(), s.nearby()} {
		found, err := alikeIn(tx, scope, s.Person, chunk)
		if err != nil {
			return nil, wrapped("look for people alike", err)
		}
		for _, c := range found {
			out = append(out, c.record)
		}
	}
	return out, nil
}

// nearby is a scope for the store's own work: what a team sees by itself.
func (s someone) nearby() cases.Scope {
	out := cases.Scope{Secrets: true, Shared: []string{cases.Public, cases.Partner, cases.Internal}}
	if s.team != "" {
		out.Teams, out.Levels = []string{s.team}, cases.Levels()
	}
	return out
}
