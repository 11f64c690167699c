package store

import (
	"context"
	"fmt"
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
	s.books.Store(&fresh)
	return &fresh
}

// refreshBook reads the vocabularies, the teams and the accounts' names, which are asked for like any other list.
func (s *Store) refreshBook(ctx context.Context) error {
	var rows []struct{ List, Code, Parent, En, Ru, Kk, Huridocs, Offered, ValidFrom, ValidTo string }
	err := s.read.WithContext(ctx).Raw(`SELECT list, code, parent, en, ru, kk, huridocs, offered, valid_from, valid_to, position FROM terms
UNION ALL SELECT 'team', code, '', en, ru, kk, '', '', '', '', position FROM teams
UNION ALL SELECT 'user', name, '', name, name, name, '', '', '', '', id FROM users WHERE disabled = 0
UNION ALL SELECT 'lawyer', name, '', name, name, name, '', '', '', '', id FROM users WHERE disabled = 0 AND role = 'lawyer'
ORDER BY 1, 11`).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read the vocabularies: %w", err)
	}
	terms := make([]cases.Term, len(rows))
	for i, r := range rows {
		terms[i] = cases.Term{List: r.List, Code: r.Code, Parent: r.Parent, En: r.En, Ru: r.Ru, Kk: r.Kk,
			Huridocs: r.Huridocs, For: strings.Fields(r.Offered), ValidFrom: r.ValidFrom, ValidTo: r.ValidTo}
	}
	s.books.Store(cases.NewBook(terms))
	return nil
}

// kazakhstan is the wall clock that today's day is taken from: one zone for the whole country since 1 March 2024.
func kazakhstan() *time.Location { return time.FixedZone("+05", 5*60*60) }
