package web

import (
	"errors"
	"net/http"
	"strconv"

	"aigaq/views"
)

// errLocked answers programs while the keys are locked.
var errLocked = errors.New("the server is locked")

// shut answers everything that is not there yet: readers are sent to the unlock page, programs and forms are told to
// come back, because a redirect would lose what was typed.
func (g *Gate) shut(v *visit) error {
	switch {
	case v.api():
		return errLocked
	case v.reads():
		return v.to("/unlock")
	}
	return g.draw(v, http.StatusServiceUnavailable, views.UnlockPage{Refused: true})
}

// ask shows the unlock page. While the records are being opened it looks again every two seconds.
func (g *Gate) ask(v *visit) error {
	return g.draw(v, http.StatusOK, g.state())
}

func (g *Gate) draw(v *visit, status int, page views.UnlockPage) error {
	if page.Opening {
		v.Response().Header().Set("Refresh", "2")
	}
	p := v.page()
	p.Path = "/unlock"
	return v.draw(status, views.Unlock(p, page))
}

// try takes a passphrase. Whoever was wrong too often waits.
func (g *Gate) try(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	address := v.RealIP()
	if minutes := g.server.tries.take("", address); minutes > 0 {
		v.Response().Header().Set("Retry-After", strconv.Itoa(60*minutes))
		return g.draw(v, http.StatusTooManyRequests, views.UnlockPage{Minutes: minutes})
	}
	passphrase := []byte(form.Get("passphrase"))
	defer clear(passphrase)
	err = g.turn(passphrase)
	switch {
	case errors.Is(err, ErrWrongPassphrase):
		g.server.Log.Warn("a wrong passphrase was given", "request", v.id, "from", network(address))
		return g.draw(v, http.StatusUnauthorized, views.UnlockPage{Wrong: true})
	case err != nil:
		return err
	}
	g.server.tries.passed("", address)
	return v.to("/unlock")
}

// askingMost is how many passphrases may wait to be tried: each takes 64 MiB and the better part of a second, so that
// more would wait in vain.
const askingMost = 8

// turn tries a passphrase, one at a time, and begins to open the records where it is right. Nothing is tried while
// they are being opened already.
func (g *Gate) turn(passphrase []byte) error {
	defer g.asking.Add(-1)
	if g.asking.Add(1) > askingMost {
		return &tooMany{minutes: 1}
	}
	g.turning.Lock()
	defer g.turning.Unlock()
	if g.state().Opening || g.opened.Load() != nil {
		return nil
	}
	open, err := g.unlock(passphrase)
	if errors.Is(err, ErrWrongPassphrase) {
		g.wrong++
	}
	if err != nil {
		return err
	}
	g.set(views.UnlockPage{Opening: true})
	wrong := g.wrong
	g.work.Go(func() { g.open(open, wrong) })
	return nil
}

// state is what the page says, and set changes it.
func (g *Gate) state() views.UnlockPage {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.page
}

func (g *Gate) set(page views.UnlockPage) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.page = page
}

// open opens the records and lets the application answer from then on.
func (g *Gate) open(open func(int) (http.Handler, error), wrong int) {
	h, err := open(wrong)
	if err == nil {
		g.opened.Store(&h)
	} else {
		g.server.Log.Error("the records could not be opened", "error", err)
	}
	g.set(views.UnlockPage{Failed: err != nil})
}
