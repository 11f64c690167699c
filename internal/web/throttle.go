package web

import (
	"net/netip"
	"strings"
	"sync"
	"time"
)

// How often signing in may fail (R8). A name is counted together with the network it is tried from, so that a
// stranger cannot lock somebody out; a network is counted over all names; an account's codes are counted wherever they
// come from, for only who knows its password gets so far. When all failures together are too many, somebody guesses
// from many networks: then each gets fewer, but nobody none.
const (
	triesWindow     = 15 * time.Minute
	triesPerName    = 8
	triesPerNetwork = 60
	triesPerAccount = 10
	triesOverall    = 1000
	triesRemembered = 10_000
	// How many are left to a name and to a network while there are too many overall.
	alarmPerName    = 2
	alarmPerNetwork = 4
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

// limit is how many failures of one key are allowed.
type limit struct {
	key  string
	most int
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, bad: map[string]attempts{}}
}

// overall counts every failure.
const overall = "overall"

// door gives the limits of a name that is tried from an address.
func (t *throttle) door(name, address string) []limit {
	perName, perNetwork := triesPerName, triesPerNetwork
	if t.left(limit{overall, triesOverall}) > 0 {
		perName, perNetwork = alarmPerName, alarmPerNetwork
	}
	return []limit{{"name " + nameKey(name, address), perName}, {"net " + network(address), perNetwork}}
}

// take counts an attempt as failed before it is made, so that many at once count as well, and gives the minutes that
// somebody has to wait instead; 0: none.
func (t *throttle) take(name, address string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.spend(t.door(name, address))
}

// takeCode does the same for the codes of an account.
func (t *throttle) takeCode(account string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.spend([]limit{{"code " + account, triesPerAccount}})
}

func (t *throttle) spend(limits []limit) int {
	var wait time.Duration
	for _, l := range limits {
		wait = max(wait, t.left(l))
	}
	if wait > 0 {
		return int((wait + time.Minute - 1) / time.Minute)
	}
	t.forget()
	for _, l := range append(limits, limit{key: overall}) {
		t.count(l.key)
	}
	return 0
}

func (t *throttle) left(l limit) time.Duration {
	a, ok := t.bad[l.key]
	if !ok || a.n < l.most {
		return 0
	}
	return max(0, triesWindow-t.now().Sub(a.since))
}

func (t *throttle) count(key string) {
	a := t.bad[key]
	if a.n == 0 || t.now().Sub(a.since) >= triesWindow {
		a = attempts{since: t.now()}
	}
	a.n++
	t.bad[key] = a
}

// passed forgets the failures of a name from a network once it is signed in, and takes its attempt back.
func (t *throttle) passed(name, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.bad, "name "+nameKey(name, address))
	t.back("net " + network(address))
	t.back(overall)
}

// passedCode does the same for the codes of an account.
func (t *throttle) passedCode(account string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.bad, "code "+account)
	t.back(overall)
}

func (t *throttle) back(key string) {
	a := t.bad[key]
	if a.n--; a.n <= 0 {
		delete(t.bad, key)
		return
	}
	t.bad[key] = a
}

// forget drops what is too old; where that is not enough, everything but the count of all, so that memory stays
// bounded.
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
		all := t.bad[overall]
		clear(t.bad)
		t.bad[overall] = all
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
	return prefix(ip, 64)
}

// shortened is the network that is kept with a session: /24 of IPv4 and /48 of IPv6, enough for its owner to know it
// again and too little to find a machine by.
func shortened(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return prefix(ip, 24)
	}
	return prefix(ip, 48)
}

func prefix(ip netip.Addr, bits int) string {
	p, err := ip.Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}
