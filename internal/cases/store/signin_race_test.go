package store

import (
	"errors"
	"testing"
	"time"
)

func TestAPasswordTakenAwayMeanwhileOpensNothing(t *testing.T) { // R16 R28
	onBoth(t, func(h *house) {
		h.administrators()
		h.password("aliya", "autumn leaves on the road 5")
		h.enters("a sign-in overtaken by a reset", func() {
			h.overtaken(func() error {
				_, err := h.Accounts().Reset(h.ctx(), h.code("boss"), h.code("aliya"))
				return err
			})
		}, "account.reset", "login.failed")
	})
}

// overtaken holds up the comparison of a password until something else is done, and wants the sign-in refused.
func (h *house) overtaken(by func() error) {
	h.Helper()
	for range hashesAtOnce {
		h.hashing <- struct{}{}
	}
	done := make(chan error, 1)
	go func() {
		_, _, err := h.Accounts().SignIn(h.ctx(), "aliya", "autumn leaves on the road 5")
		done <- err
	}()
	time.Sleep(200 * time.Millisecond) // it has read the password and waits for a place
	h.must(by())
	for range hashesAtOnce {
		<-h.hashing
	}
	if err := <-done; !errors.Is(err, ErrRefused) {
		h.Errorf("the old password: %v", err)
	}
}
