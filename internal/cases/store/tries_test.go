package store

import (
	"maps"
	"strings"
	"testing"
	"time"
)

func TestFailedAttemptsAreKeptWhileTheyCountAndNoLonger(t *testing.T) { // R8, R102
	onBoth(t, func(h *house) {
		a, now := h.Accounts(), h.Store.now().UTC().Truncate(time.Microsecond)
		name, net := a.TriesKey("192.0.2.1 aliya"), a.TriesKey("192.0.2.1")
		if strings.Contains(name, "aliya") || name == net {
			t.Errorf("a name is kept as %q", name)
		}
		kept := func(want map[string]Tries) {
			t.Helper()
			got, err := a.Tries(h.ctx())
			h.must(err)
			if !maps.EqualFunc(got, want, func(x, y Tries) bool { return x.N == y.N && x.Since.Equal(y.Since) }) {
				t.Errorf("kept are %v, want %v", got, want)
			}
		}
		h.must(a.KeepTries(map[string]Tries{name: {now, 1}, net: {now, 3}}))
		h.must(a.KeepTries(map[string]Tries{name: {now, 2}}))
		kept(map[string]Tries{name: {now, 2}, net: {now, 3}})
		h.must(a.KeepTries(map[string]Tries{name: {}}))
		kept(map[string]Tries{net: {now, 3}})
		h.later(TriesWindow + time.Second)
		kept(nil)
		h.must(a.forget())
		if n, err := number(h.read, clause{sql: "SELECT COUNT(*) FROM tries"}); err != nil || n != 0 {
			t.Errorf("%d networks are kept that count no longer: %v", n, err)
		}
	})
}
