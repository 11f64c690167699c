package web

import (
	"net/netip"
	"strings"
	"sync"
	"time"
)

// How often signing in may fail. A name is counted together with the network it is tried from, so that a stranger
// cannot lock somebody out; a network is counted over all names.
const (
	triesWindow     = 15 * time.Minute
	triesPerName    = 8
	triesPerNetwork = 60
	triesRemembered = 10_000
)

// throttle counts failed attempts, in memory: it forgets them when the program restarts.
type throttle struct {
	now func() time.Time
	mu  sync.Mutex
	bad map[string]attempts
}

// attempts are failures since a moment.
type attempts struct {
	since time.Time
	n     int
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, bad: map[string]attempts{}}
}

// wait gives the minutes that somebody has to wait before the next attempt; 0: none.
func (t *throttle) wait(name, address string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	wait := max(t.left("name "+nameKey(name, address), triesPerName), t.left("net "+network(address), triesPerNetwork))
	return int((wait + time.Minute - 1) / time.Minute)
}

func (t *throttle) left(key string, allowed int) time.Duration {
	a, ok := t.bad[key]
	if !ok || a.n < allowed {
		return 0
	}
	return max(0, triesWindow-t.now().Sub(a.since))
}

// failed counts one failure.
func (t *throttle) failed(name, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.forget()
	for _, key := range []string{"name " + nameKey(name, address), "net " + network(address)} {
		a := t.bad[key]
		if a.n == 0 || t.now().Sub(a.since) >= triesWindow {
			a = attempts{since: t.now()}
		}
		a.n++
		t.bad[key] = a
	}
}

// passed forgets the failures of a name from a network once it is signed in.
func (t *throttle) passed(name, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.bad, "name "+nameKey(name, address))
}

// forget drops what is too old; where that is not enough, everything, so that memory stays bounded.
func (t *throttle) forget() {
	if len(t.bad) < triesRemembered {
		return
	}
	for key, a := range t.bad {
		if t.now().Sub(a.since) >= triesWindow {
			delete(t.bad, key)
		}
	}
	if len(t.bad) >= triesRemembered {
		clear(t.bad)
	}
}

func nameKey(name, address string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if len(name) > 200 {
		name = name[:200]
	}
	return network(address) + " " + name
}

// network is an IPv4 address, or the /64 of an IPv6 one: whoever has one address of it has them all.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	p, err := ip.Prefix(64)
	if err != nil {
		return ip.String()
	}
	return p.String()
}
