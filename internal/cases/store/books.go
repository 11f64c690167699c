package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"aigaq/internal/cases"
)

// book gives the vocabularies, with today's day for the checks.
func (s *Store) book() *cases.Book {
	b := s.books.Load()
	today := s.now().In(kazakhstan()).Format(time.DateOnly)
	if b.Today == today {
		return b
	}
	fresh := *b
	fresh.Today = today
	s.books.CompareAndSwap(b, &fresh) // where somebody has read them anew meanwhile, theirs stay
	return &fresh
}

// refreshBook reads the teams and the accounts' names, which are asked for like any other list, and, the first time, the
// vocabularies: those change when the schema does. One reads at a time, so that nobody puts older names over newer ones.
func (s *Store) refreshBook(ctx context.Context) error {
	s.reading.Lock()
	defer s.reading.Unlock()
	var rows []termRow
	if s.shipped == nil {
		if err := s.read.WithContext(ctx).Raw(`SELECT list, code, parent, en, ru, kk, huridocs, offered, valid_from, valid_to FROM terms ORDER BY list, position`).Scan(&rows).Error; err != nil {
			return fmt.Errorf("read the vocabularies: %w", err)
		}
		s.shipped = termsOf(rows)
	}
	rows = nil
	err := s.read.WithContext(ctx).Raw(`SELECT 'team' AS list, code, en, ru, kk, position FROM teams
UNION ALL SELECT 'user', name, name, name, name, id FROM users WHERE disabled = 0
UNION ALL SELECT 'lawyer', name, name, name, name, id FROM users WHERE disabled = 0 AND role = 'lawyer'
ORDER BY 1, 6`).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read the teams and names: %w", err)
	}
	s.books.Store(cases.NewBook(slices.Concat(s.shipped, termsOf(rows))))
	return nil
}

// termRow is an answer that is offered, as the database keeps it.
type termRow struct{ List, Code, Parent, En, Ru, Kk, Huridocs, Offered, ValidFrom, ValidTo string }

func termsOf(rows []termRow) []cases.Term {
	terms := make([]cases.Term, len(rows))
	for i, r := range rows {
		terms[i] = cases.Term{List: r.List, Code: r.Code, Parent: r.Parent, En: r.En, Ru: r.Ru, Kk: r.Kk,
			Huridocs: r.Huridocs, For: strings.Fields(r.Offered), ValidFrom: r.ValidFrom, ValidTo: r.ValidTo}
	}
	return terms
}

// kazakhstan is the wall clock that today's day is taken from: one zone for the whole country since 1 March 2024.
func kazakhstan() *time.Location { return time.FixedZone("+05", 5*60*60) }
