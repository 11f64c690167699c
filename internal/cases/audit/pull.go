package audit

import (
	"errors"
	"fmt"
	"iter"
)

// source turns rows that are pushed into rows that can be asked for, so that
// several parts of a log can be walked side by side without holding any.
type source[T any] struct {
	ask    func() (T, bool)
	stop   func()
	failed error
	ahead  T
	ready  bool // ahead holds the answer to the next question
	more   bool
}

var errStopped = errors.New("stopped")

func pull[T any](what string, read func(yield func(T) error) error) *source[T] {
	s := &source[T]{}
	s.ask, s.stop = iter.Pull(func(yield func(T) bool) {
		err := read(func(row T) error {
			if !yield(row) {
				return errStopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			s.failed = fmt.Errorf("read log %s: %w", what, err)
		}
	})
	return s
}

// peek gives the next row without taking it; ok is false at the end.
func (s *source[T]) peek() (row T, ok bool, err error) {
	if !s.ready {
		s.ahead, s.more = s.ask()
		s.ready = true
	}
	return s.ahead, s.more, s.failed
}

// next gives the next row and takes it.
func (s *source[T]) next() (row T, ok bool, err error) {
	row, ok, err = s.peek()
	s.ready = false
	return row, ok, err
}
