package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// ErrInUse means that another server runs on the data folder.
var ErrInUse = errors.New("another server runs on this data folder")

// lockDir holds a lock on the data folder while a server runs on it. The system drops the lock when the process ends,
// however it ends. On PostgreSQL several servers may run, so nothing is locked.
func lockDir(o Options) (release func(), err error) {
	if !o.Exclusive || o.URL != "" {
		return func() {}, nil
	}
	file, err := os.OpenFile(filepath.Join(o.Dir, "serve.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, ErrInUse
	}
	return func() { file.Close() }, nil
}
