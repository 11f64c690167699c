package web

import (
	"context"
	"strconv"
	"sync"
	"time"

	"aigaq/internal/cases/store"
)

// strangersEvery is how often the log takes an entry of tokens that nobody has, and of one-time links that open nothing. Whoever guesses needs no account to try,
// so that an entry for each would let strangers fill the disk; the next entry says how many there were.
const strangersEvery = time.Minute

// strangers counts tokens that were tried and are unknown, withdrawn or of a disabled account, or links that are
// unknown, used or late.
type strangers struct {
	action string
	mu     sync.Mutex
	last   time.Time
	since  int
}

// noted enters that such a one was tried.
func (s *strangers) noted(ctx context.Context, st *store.Store) error {
	s.mu.Lock()
	s.since++
	n := s.since
	if time.Since(s.last) < strangersEvery {
		s.mu.Unlock()
		return nil
	}
	s.last, s.since = time.Now(), 0
	s.mu.Unlock()
	return st.Keeper().Note(ctx, "", s.action, strconv.Itoa(n))
}
