package web

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"aigaq/internal/cases/store"
)

func TestTwoHundredSignInsAtOnceTakeBoundedMemory(t *testing.T) { // R8
	s := newSite(t)
	s.withPassword("aliya")
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	most, stop := watchMemory()
	var wait sync.WaitGroup
	var answered atomic.Int64
	patience, leave := context.WithCancel(t.Context())
	defer leave()
	for i := range 200 {
		wait.Go(func() {
			r := s.as("").request(http.MethodPost, "/login", values("username", fmt.Sprint("nobody ", i), "password", goodPassword)).WithContext(patience)
			r.RemoteAddr = fmt.Sprintf("10.0.%d.1:1", i)
			got := s.do(r)
			if got.Code != http.StatusUnauthorized && got.Code != http.StatusServiceUnavailable && patience.Err() == nil {
				t.Errorf("status %d", got.Code)
			}
			if answered.Add(1) == 40 {
				leave() // the others have stood in the queue long enough
			}
		})
	}
	wait.Wait()
	stop()
	// Each check takes 64 MiB and two run at once; the rest is what is not collected yet, up to as much again with every
	// round of the collector. Two hundred at once would take 12,800 MiB.
	if more := *most - min(*most, before.HeapInuse); more > 600<<20 {
		t.Errorf("%d MiB more were in use", more>>20)
	}
}

// watchMemory measures what the heap takes until it is stopped.
func watchMemory() (most *uint64, stop func()) {
	most = new(uint64)
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-end:
				return
			case <-time.After(20 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				*most = max(*most, m.HeapInuse)
			}
		}
	}()
	return most, func() { close(end); <-ended }
}

func TestUnknownWrongAndDisabledTakeAsLong(t *testing.T) { // R7
	s := newSite(t)
	s.withPassword("aliya")
	s.withPassword("west")
	s.must(s.store.Accounts().Disable(s.ctx(), "cli", "west"))
	// What else the machine does can make one measurement differ, but not each of ten.
	for range 10 {
		medians, least := s.workOfRefusals()
		if alikeInTime(medians) || alikeInTime(least) {
			return
		}
		t.Log("medians", medians, "least", least)
	}
	t.Error("the work differs each time")
}

// workOfRefusals measures the work of sign-ins that are refused: an unknown name, a wrong password, a disabled account and
// one without a password, in turn. It gives the medians and, which others' use of the caches disturbs less, the least.
func (s *site) workOfRefusals() (medians, least []time.Duration) {
	s.Helper()
	tries := [][2]string{{"nobody", goodPassword}, {"aliya", "wrong one entirely"}, {"west", goodPassword}, {"lawyer", goodPassword}}
	took := make([][]time.Duration, len(tries))
	const samples = 12 // each costs what a real password check costs
	for round := range samples {
		for n := range tries {
			i := (n + round) % len(tries) // in another order each time, and with a clean heap: each check takes 64 MiB
			one := tries[i]
			runtime.GC()
			began := worked()
			if _, _, err := s.store.Accounts().SignIn(s.ctx(), one[0], one[1]); err != store.ErrRefused {
				s.Fatal(err)
			}
			took[i] = append(took[i], worked()-began)
		}
	}
	for _, all := range took {
		slices.Sort(all)
		medians, least = append(medians, all[samples/2]), append(least, all[0])
	}
	return medians, least
}

// worked is the time for which processors have worked for this process so far: unlike the time on the wall it does not
// grow while others use them.
func worked() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func alikeInTime(medians []time.Duration) bool {
	least, most := slices.Min(medians), slices.Max(medians)
	return most-least <= 20*time.Millisecond || most-least <= least/5
}
