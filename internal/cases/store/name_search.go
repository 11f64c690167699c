package store

import (
	"slices"

	"aigaq/internal/cases/names"
)

// search collects the cards of those whom some readings of a query can mean, until there are at least n: first those
// who bear all the words as they are, then those who bear them with a mistake or as the beginning of a longer one. When
// that gives nobody, or one word was asked for, it may be the middle of a longer one; and when there is still nobody, one
// of the words may be lacking.
func (s *seeker) search(queries []names.Form, n int) ([]nameCard, error) {
	out, err := s.shared()
	if err != nil {
		return nil, err
	}
	readings, err := s.readAll(queries)
	if err != nil {
		return nil, err
	}
	for _, how := range []func(*reading, int) ([]nameCard, error){s.whole, s.started, s.within, s.lacking} {
		found := 0
		for _, r := range readings {
			more, err := how(r, len(out))
			if err != nil {
				return nil, err
			}
			found += len(more)
			out = append(out, more...)
		}
		if len(out) >= n {
			break
		}
	}
	return out, nil
}

// whole finds those who bear all words of a query, as they are or as another spelling of the same name, or all but one
// of three and more; and those whose name is two of them joined, or one of them parted.
func (s *seeker) whole(r *reading, _ int) ([]nameCard, error) {
	out, err := s.bearing(r.exact, true)
	if err != nil {
		return nil, err
	}
	for _, w := range r.joined {
		found, err := s.bearing([]wanted{w}, true)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	if len(r.exact) < 3 {
		return out, nil
	}
	more, err := s.allButOne(r.exact, true)
	return append(out, more...), err
}

// started finds those who bear all words of a query when each may have one letter wrong, or be the beginning of a
// longer word.
func (s *seeker) started(r *reading, _ int) ([]nameCard, error) {
	out, err := s.bearing(r.near, false)
	if err != nil {
		return nil, err
	}
	if err := s.begin(r); err != nil {
		return nil, err
	}
	more, err := s.bearing(r.begun, false)
	return append(out, more...), err
}

// within finds those who bear all words of a query when each may be a part of a longer word.
func (s *seeker) within(r *reading, found int) ([]nameCard, error) {
	if found > 0 && len(r.near) > 1 {
		return nil, nil
	}
	if err := s.lengthen(r, endPart); err != nil {
		return nil, err
	}
	return s.bearing(r.begun, false)
}

// lacking finds those who bear all words of a query but one.
func (s *seeker) lacking(r *reading, found int) ([]nameCard, error) {
	if found > 0 || len(r.near) < 2 {
		return nil, nil
	}
	return s.allButOne(r.near, false)
}

// allButOne finds those who bear all of some words but one. Where all are common, the rarest must be among them: too many
// people bear the others.
func (s *seeker) allButOne(list []wanted, typed bool) ([]nameCard, error) {
	rarest, rows, err := s.rarest(list)
	if err != nil {
		return nil, err
	}
	var out []nameCard
	for i := range list {
		if i == rarest && rows >= rowsCounted && len(list) > 2 {
			continue
		}
		found, err := s.bearing(slices.Concat(list[:i], list[i+1:]), typed)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// likely finds those who can bear a name: all of its words but for a mistake in each, as initials too, or all but one
// where it has three and more.
func (s *seeker) likely(f names.Form) ([]nameCard, error) {
	readings, err := s.readAll([]names.Form{f})
	if err != nil {
		return nil, err
	}
	r := readings[0]
	out, err := s.whole(r, 0)
	if err != nil {
		return nil, err
	}
	more, err := s.bearing(r.near, false)
	if err != nil || len(r.near) < 3 {
		return append(out, more...), err
	}
	out = append(out, more...)
	more, err = s.allButOne(r.near, false)
	return append(out, more...), err
}
