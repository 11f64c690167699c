package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Stating gives the same desk for work that was said to be for a purpose: what is entered into the log about restricted
// records, openings and exports names it.
func (d *Desk) Stating(p cases.Purpose) *Desk {
	next := *d
	next.purpose = p
	return &next
}

// Purpose is what the work at this desk was said to be for.
func (d *Desk) Purpose() cases.Purpose { return d.purpose }

// stated adds the purpose to the detail of an act on a record, where the record is restricted. The reason of the act
// stays what it is.
func (d *Desk) stated(h *cases.Head, to detail) detail { return stated(d.purpose, h, to) }

func stated(p cases.Purpose, h *cases.Head, to detail) detail {
	if h.Level == cases.Restricted {
		to.Purpose, to.For = p.Code, p.Why
	}
	return to
}

// CheckPurpose gives a purpose as it will be kept, or Problems with it: an unknown code, and missing words where the
// purpose is none of the list.
func (s *Store) CheckPurpose(p cases.Purpose) (cases.Purpose, error) {
	p.Why = strings.TrimSpace(p.Why)
	var problems cases.Problems
	if _, ok := s.book().Term("purpose", p.Code); !ok {
		problems = append(problems, cases.Problem{Field: "purpose", Key: "required"})
	}
	problems = append(problems, wordless(p)...)
	problems = append(problems, checkWords("why", p.Why)...)
	if len(problems) > 0 {
		return cases.Purpose{}, problems
	}
	return p, nil
}

// wordless names missing words where the purpose is none of the list.
func wordless(p cases.Purpose) cases.Problems {
	if p.Code != "other" || strings.TrimSpace(p.Why) != "" {
		return nil
	}
	return cases.Wrong("why", "required")
}

// StatePurpose keeps with a session what its owner opens restricted records for, for four hours. ErrRefused means that
// the session does not hold.
func (a *Accounts) StatePurpose(ctx context.Context, secret string, p cases.Purpose) error {
	p, err := a.store.CheckPurpose(p)
	if err != nil {
		return err
	}
	s, err := a.Session(ctx, secret)
	if err != nil {
		return err
	}
	err = a.store.writer.do(func(tx *gorm.DB) error {
		err := tx.Exec("UPDATE sessions SET purpose = ?, purpose_why = ?, purpose_at = ? WHERE hash = ?",
			p.Code, p.Why, a.store.now().UnixMicro(), hashSecret(secret)).Error
		if err != nil {
			return err
		}
		_, err = a.store.enter(tx, s.User.Code, "purpose.state", s.User.Code, detail{Reason: p.Why, Purpose: p.Code})
		return err
	})
	if err != nil {
		return fmt.Errorf("keep a purpose: %w", err)
	}
	return nil
}

func isNotFound(err error) bool { return errors.Is(err, cases.ErrNotFound) }

// wrapped says what was being done, but leaves the answers alone that are no failures.
func (d *Desk) wrapped(err error, what, number string) error {
	var problems cases.Problems
	if err == nil || errors.As(err, &problems) || isNotFound(err) || errors.Is(err, cases.ErrForbidden) {
		return err
	}
	return fmt.Errorf("%s %s: %w", what, number, err)
}
