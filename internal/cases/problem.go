package cases

import (
	"errors"
	"fmt"
	"strings"
)

// What a request can end with besides success. The web room turns each into a status and a page.
var (
	// ErrNotFound is the one answer for what is not there and for what is not this reader's.
	ErrNotFound = errors.New("not found")
	// ErrForbidden means that the reader may see the thing but not do this to it.
	ErrForbidden = errors.New("not allowed")
	// ErrFull means that nothing could be kept for want of space.
	ErrFull = errors.New("no space left")
)

// Problem is one thing wrong with what was sent. Key names the sentence in the catalogues (wrong.<key>).
type Problem struct {
	Field   string            `json:"field"`
	Key     string            `json:"key"`
	Args    map[string]string `json:"-"`
	Warning bool              `json:"warning,omitempty"` // unlikely, not impossible: can be kept with a reason
}

// Problems is everything wrong at once; it is an error so that it can be returned as one.
type Problems []Problem

func (p Problems) Error() string {
	parts := make([]string, len(p))
	for i, one := range p {
		parts[i] = one.Field + ": " + one.Key
	}
	return strings.Join(parts, "; ")
}

// Refusals gives the problems that are no mere warnings.
func (p Problems) Refusals() Problems {
	var out Problems
	for _, one := range p {
		if !one.Warning {
			out = append(out, one)
		}
	}
	return out
}

// wrong makes a list of one problem; args are pairs of name and value.
func wrong(field, key string, args ...string) Problems {
	p := Problem{Field: field, Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		if p.Args == nil {
			p.Args = map[string]string{}
		}
		p.Args[args[i]] = args[i+1]
	}
	return Problems{p}
}

// unlikely makes a list of one warning.
func unlikely(field, key string, args ...string) Problems {
	p := wrong(field, key, args...)
	p[0].Warning = true
	return p
}

// Wrong makes a list of one problem for the rooms above; args are pairs of name and value.
func Wrong(field, key string, args ...string) Problems { return wrong(field, key, args...) }

// Stale means that somebody else saved the record in between. It holds the version that is kept now, as this reader
// may see it.
type Stale struct {
	Current Record
}

func (s *Stale) Error() string {
	return fmt.Sprintf("stale: the record is now at version %d", s.Current.Base().Version)
}
