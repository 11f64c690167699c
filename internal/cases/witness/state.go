package witness

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"aigaq/internal/cases/audit"
)

// state is what a witness remembers: for each log, the largest head that it has cosigned. It is on the disk before a
// cosignature leaves.
type state struct {
	path string
	seen map[string]audit.SeenHead
	lock *os.File
}

// seenJSON is one log in the file.
type seenJSON struct {
	Size int64  `json:"size"`
	Root string `json:"root"`
}

// ErrNoState means that the memory of a witness is missing. A witness that forgot must not go on under its old name.
var ErrNoState = errors.New("the witness's memory is missing: a witness that has forgotten what it saw must get a new key")

// NewState makes the empty memory of a new witness; a file that is there is never replaced.
func NewState(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make the memory of a witness: %w", err)
	}
	_, err = file.WriteString("{}\n")
	return errors.Join(err, file.Sync(), file.Close())
}

// openState reads the memory and holds it against a second witness of the same name.
func openState(path string) (*state, error) {
	lock, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the memory of the witness: %w", err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		lock.Close()
		return nil, errors.New("another witness runs on this memory")
	}
	s := &state{path: path, lock: lock}
	if s.seen, err = readState(path); err != nil {
		lock.Close()
		return nil, err
	}
	return s, nil
}

func readState(path string) (map[string]audit.SeenHead, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrNoState
	}
	if err != nil {
		return nil, fmt.Errorf("read the memory of the witness: %w", err)
	}
	stored := map[string]seenJSON{}
	if err := json.Unmarshal(text, &stored); err != nil {
		return nil, fmt.Errorf("read the memory of the witness: %w", err)
	}
	seen := map[string]audit.SeenHead{}
	for origin, one := range stored {
		root, err := audit.ParseRoot(one.Root)
		if err != nil || one.Size < 0 {
			return nil, fmt.Errorf("read the memory of the witness: %s is damaged", origin)
		}
		seen[origin] = audit.SeenHead{Size: one.Size, Root: root}
	}
	return seen, nil
}

// last is the newest head that was cosigned for a log; the empty log where none was.
func (s *state) last(origin string) audit.SeenHead {
	if head, ok := s.seen[origin]; ok {
		return head
	}
	return audit.SeenHead{Root: audit.Head{}.Root()}
}

// keep remembers a head durably: a new file is written and synced, takes the place of the old one, and the folder is
// synced. After an error nothing was remembered, and nothing may be cosigned.
func (s *state) keep(origin string, head audit.SeenHead) error {
	stored := map[string]seenJSON{origin: {head.Size, audit.Hex(head.Root)}}
	for name, one := range s.seen {
		if name != origin {
			stored[name] = seenJSON{one.Size, audit.Hex(one.Root)}
		}
	}
	text, err := json.MarshalIndent(stored, "", "  ")
	if err != nil {
		return fmt.Errorf("remember a head: %w", err)
	}
	if err := replace(s.path, append(text, '\n')); err != nil {
		return fmt.Errorf("remember a head: %w", err)
	}
	s.seen[origin] = head
	return nil
}

func replace(path string, text []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".witness-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = file.Write(text)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
