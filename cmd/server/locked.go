package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"

	"aigaq/internal/cases/i18n"
	"aigaq/internal/cases/store"
	"aigaq/internal/cases/vault"
	"aigaq/internal/cases/witness"
	"aigaq/internal/web"
)

// lockedServer serves the unlock page until somebody gives the passphrase, and the application from then on.
type lockedServer struct {
	*serveCommand
	ctx context.Context // of the whole program: opening goes on when the request that began it has ended

	targets []*witness.Target

	mu    sync.Mutex
	store *store.Store
	stop  func() // ends the asking of witnesses
}

// serveLocked serves without a passphrase. Keys are never made over the network: a folder without any is refused.
func (c *serveCommand) serveLocked(ctx context.Context, targets []*witness.Target) error {
	if _, err := os.Stat(filepath.Join(c.Data, vault.FileName)); err != nil {
		return fmt.Errorf("no passphrase, and %s holds no keys yet: set AIGAQ_PASSPHRASE_FILE or start this in a terminal once", c.Data)
	}
	catalogues, err := i18n.Load()
	if err != nil {
		return err
	}
	l := &lockedServer{serveCommand: c, ctx: ctx, targets: targets}
	gate, err := web.NewGate(web.GateConfig{
		Catalogues: catalogues, Log: logger(), Behind: c.BehindProxy, Secure: c.secure(), Unlock: l.unlock,
	})
	if err != nil {
		return err
	}
	slog.Info("locked: waiting for the passphrase on the page /unlock")
	err = c.listen(ctx, web.HTTPServer(c.Addr, gate))
	gate.Wait()
	return errors.Join(err, l.close())
}

// unlock tries a passphrase on the key ring.
func (l *lockedServer) unlock(passphrase []byte) (func(int) (http.Handler, error), error) {
	ring, err := vault.Open(l.Data, passphrase)
	if errors.Is(err, vault.ErrWrongPassphrase) {
		return nil, web.ErrWrongPassphrase
	}
	if err != nil {
		return nil, err
	}
	return func(wrong int) (http.Handler, error) { return l.open(ring, wrong) }, nil
}

// open opens the store, brings its schema up to date and enters into the audit log that the keys were unlocked and
// how often that had failed.
func (l *lockedServer) open(ring *vault.Ring, wrong int) (http.Handler, error) {
	s, err := l.openWith(l.ctx, ring, true)
	if err != nil {
		return nil, err
	}
	h, err := l.handler(s, false)
	if err == nil {
		err = s.Keeper().Unlocked(l.ctx, wrong)
	}
	var stop func()
	if err == nil {
		stop, err = beginWatch(l.ctx, s, l.targets)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.store, l.stop = s, stop
	return h, nil
}

func (l *lockedServer) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.store == nil {
		return nil
	}
	l.stop()
	return l.store.Close()
}
