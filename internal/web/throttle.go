package web

import (
	"context"
	"maps"
	"net/netip"
	"strings"
	"sync"
	"time"

	"aigaq/internal/cases/store"
)

// How often signing in may fail (R8). A name is counted together with the network it is tried from, so that a
// stranger cannot lock somebody out; a network is counted over all names; an account's codes are counted wherever they
// come from, for only who knows its password gets so far. When all failures together are too many, somebody guesses
// from many networks: then each gets fewer, but nobody none. Nobody guesses a passkey: a right one opens whatever was
// tried before.
const (
	triesWindow     = store.TriesWindow
	triesPerName    = 8
	triesPerNetwork = 60
	triesPerAccount = 10
	triesOverall    = 1000
	triesRemembered = 10_000
	// How many are left to a name and to a network while there are too many overall.
	alarmPerName    = 2
	alarmPerNetwork = 4
)

// What is counted begins with one of these.
const (
	byName    = "name "
	byNetwork = "net "
	byCode    = "code "
	overall   = "overall"
)

// throttle counts failed attempts. It answers from memory; what it counts is kept as well, so that a restart forgets
// nothing, but for the gate, which has nowhere to.
type throttle struct {
	now  func() time.Time
	hash func(what string) string // under which a name or a network is counted
	keep func(map[string]store.Tries) error

	keeping sync.Mutex // what is kept follows what is counted
	mu      sync.Mutex
	bad     map[string]store.Tries
}

// limit is how many failures of one key are allowed.
type limit struct {
	key  string
	most int
}

// newThrottle makes one that forgets.
func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, bad: map[string]store.Tries{}, hash: func(what string) string { return what }}
}

// keptThrottle makes one that goes on where an earlier one ended.
func keptThrottle(a *store.Accounts) (*throttle, error) {
	t := newThrottle(time.Now)
	var err error
	t.bad, err = a.Tries(context.Background())
	t.hash, t.keep = a.TriesKey, a.KeepTries
	return t, err
}

func (t *throttle) key(kind, what string) string { return kind + t.hash(what) }

// door gives the limits of a name that is tried from an address.
func (t *throttle) door(name, address string) []limit {
	perName, perNetwork := triesPerName, triesPerNetwork
	if t.left(limit{overall, triesOverall}) > 0 {
		perName, perNetwork = alarmPerName, alarmPerNetwork
	}
	return []limit{{t.key(byName, nameKey(name, address)), perName}, {t.key(byNetwork, network(address)), perNetwork}}
}

// take counts an attempt as failed before it is made, so that many at once count as well, and gives the minutes that
// somebody has to wait instead; 0: none.
func (t *throttle) take(name, address string) int {
	return t.spend(func() []limit { return t.door(name, address) })
}

// takeCode does the same for the codes of an account.
func (t *throttle) takeCode(account string) int {
	return t.spend(func() []limit { return []limit{{t.key(byCode, account), triesPerAccount}} })
}

func (t *throttle) spend(limits func() []limit) int {
	wait, changed := t.spent(limits)
	t.kept(changed...)
	return int((wait + time.Minute - 1) / time.Minute)
}

// spent counts an attempt against some limits, unless one of them says how long to wait, and gives the keys that it
// counted.
func (t *throttle) spent(limits func() []limit) (wait time.Duration, changed []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := limits()
	for _, l := range list {
		wait = max(wait, t.left(l))
	}
	if wait > 0 {
		return wait, nil
	}
	t.forget()
	for _, l := range append(list, limit{key: overall}) {
		t.count(l.key)
		changed = append(changed, l.key)
	}
	return 0, changed
}

func (t *throttle) left(l limit) time.Duration {
	a := t.bad[l.key]
	if a.N < l.most || !t.counts(a) {
		return 0
	}
	return triesWindow - t.now().Sub(a.Since)
}

// counts tells whether attempts are recent. Those of a time to come are not: the clock was set back.
func (t *throttle) counts(a store.Tries) bool {
	past := t.now().Sub(a.Since)
	return past >= -time.Minute && past < triesWindow
}

func (t *throttle) count(key string) {
	a := t.bad[key]
	if a.N == 0 || !t.counts(a) {
		a = store.Tries{Since: t.now()}
	}
	a.N++
	t.bad[key] = a
}

// passed forgets the failures of a name from a network once it is signed in, and takes its attempt back.
func (t *throttle) passed(name, address string) {
	t.forgive(t.key(byName, nameKey(name, address)), t.key(byNetwork, network(address)))
}

// passedCode does the same for the codes of an account.
func (t *throttle) passedCode(account string) { t.forgive(t.key(byCode, account)) }

// forgive forgets the failures under one key and takes one attempt back from the others and from all.
func (t *throttle) forgive(all string, one ...string) {
	one = append(one, overall)
	t.mu.Lock()
	delete(t.bad, all)
	for _, key := range one {
		t.back(key)
	}
	t.mu.Unlock()
	t.kept(append(one, all)...)
}

func (t *throttle) back(key string) {
	a := t.bad[key]
	if a.N--; a.N <= 0 {
		delete(t.bad, key)
		return
	}
	t.bad[key] = a
}

// kept keeps what is counted under some keys as it is now. Where it cannot be, the count in memory holds.
func (t *throttle) kept(changed ...string) {
	if t.keep == nil || len(changed) == 0 {
		return
	}
	t.keeping.Lock()
	defer t.keeping.Unlock()
	now := map[string]store.Tries{}
	t.mu.Lock()
	for _, key := range changed {
		now[key] = t.bad[key]
	}
	t.mu.Unlock()
	_ = t.keep(now)
}

// forget drops what is too old; where that is not enough, names and then networks, so that memory stays bounded. The
// codes of accounts are few and stay: else a flood of names would buy more of them.
func (t *throttle) forget() {
	if len(t.bad) < triesRemembered {
		return
	}
	maps.DeleteFunc(t.bad, func(_ string, a store.Tries) bool { return !t.counts(a) })
	for _, kind := range []string{byName, byNetwork} {
		if len(t.bad) >= triesRemembered {
			maps.DeleteFunc(t.bad, func(key string, _ store.Tries) bool { return strings.HasPrefix(key, kind) })
		}
	}
}

func nameKey(name, address string) string {
	name = strings.Join(strings.Fields(strings.ToLower(name)), " ") // as accounts are found by it
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
