package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
	"aigaq/internal/cases/names"
)

// Keeper looks after the store as a whole. None of its methods returns a record.
type Keeper struct{ store *Store }

// Keeper gives the door for the work on the store as a whole.
func (s *Store) Keeper() *Keeper { return &Keeper{s} }

// Head gives the size and root of the audit log as they are now.
func (k *Keeper) Head(ctx context.Context) (cases.AuditHead, error) {
	head, err := readHead(k.store.read.WithContext(ctx), "")
	return shown(head), err
}

// Checkpoint signs the head of the log, unless the newest checkpoint is of that size already.
func (k *Keeper) Checkpoint(ctx context.Context) error {
	s := k.store
	var made bool
	err := s.writer.do(func(tx *gorm.DB) error {
		var err error
		made, err = s.checkpoint(tx)
		return err
	})
	if err != nil {
		return fmt.Errorf("sign a checkpoint: %w", err)
	}
	if made {
		s.tell()
	}
	return nil
}

// checkpoint signs within a transaction, and counts the checkpoint in the sealed head, so that taking one away shows.
func (s *Store) checkpoint(tx *gorm.DB) (made bool, err error) {
	row, err := readRow(tx, s.engine.lockHead())
	if err != nil {
		return false, err
	}
	var newest, id int64
	if err := tx.Raw("SELECT COALESCE(MAX(size), 0), COALESCE(MAX(id), 0) FROM audit_checkpoint").Row().Scan(&newest, &id); err != nil {
		return false, err
	}
	if row.Size == newest {
		return false, nil
	}
	note, err := audit.SignCheckpoint(s.signer, s.signer.Name(), row.Size, row.Root())
	if err != nil {
		return false, err
	}
	if err := tx.Exec("INSERT INTO audit_checkpoint (id, size, note) VALUES (?,?,?)", id+1, row.Size, note).Error; err != nil {
		return false, err
	}
	return true, keepRow(tx, row.After(s.sealKey, row.Head, row.Points+1, row.At))
}

// tell lets know that there is a new checkpoint; whoever has not looked at the last one yet needs no second word.
func (s *Store) tell() {
	select {
	case s.signed <- struct{}{}:
	default:
	}
}

// Signed gets a value after a checkpoint was signed.
func (k *Keeper) Signed() <-chan struct{} { return k.store.signed }

// Entries gives the audit log after an entry, oldest first, without any content: who did what to which object and
// when, and never why or what it says.
func (k *Keeper) Entries(ctx context.Context, after int64, n int) ([]cases.Entry, error) {
	entries, err := readEntries(k.store.read.WithContext(ctx), clause{"WHERE e.seq > ? ORDER BY e.seq LIMIT ?", args(after, min(n, maxPer))})
	if err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	for i := range entries {
		entries[i].Changes, entries[i].Reason = nil, ""
	}
	return entries, nil
}

// AddTeam adds a team with its name in the three languages, or renames it. Problems say what is not accepted.
func (k *Keeper) AddTeam(ctx context.Context, by, code, en, ru, kk string) error {
	if err := checkTeam(code, en, ru, kk); err != nil {
		return err
	}
	err := k.store.writer.do(func(tx *gorm.DB) error {
		var before int
		if err := tx.Raw("SELECT COUNT(*) FROM teams WHERE code = ? AND en = ? AND ru = ? AND kk = ?", code, en, ru, kk).Row().Scan(&before); err != nil {
			return err
		}
		if before == 1 {
			return nil
		}
		err := tx.Exec(`INSERT INTO teams (code, position, en, ru, kk) VALUES (?, (SELECT COUNT(*) FROM teams), ?, ?, ?)
ON CONFLICT (code) DO UPDATE SET en = excluded.en, ru = excluded.ru, kk = excluded.kk`, code, en, ru, kk).Error
		if err != nil {
			return err
		}
		_, err = k.store.enter(tx, by, "team.set", "team:"+code, detail{What: en})
		return err
	})
	if err != nil {
		return fmt.Errorf("add team %s: %w", code, err)
	}
	return k.store.refreshBook(ctx)
}

// Teams gives the codes of the teams in order.
func (k *Keeper) Teams(ctx context.Context) ([]string, error) {
	var codes []string
	err := query(k.store.read.WithContext(ctx), clause{sql: "SELECT code FROM teams ORDER BY position"}, func(rows *sql.Rows) error {
		var code string
		err := rows.Scan(&code)
		codes = append(codes, code)
		return err
	})
	return codes, err
}

// checkTeam wants a code of small Latin letters, digits and hyphens, which stands in addresses and files, and a name in
// each language.
func checkTeam(code, en, ru, kk string) error {
	var problems cases.Problems
	if code == "" || len(code) > 40 || strings.Trim(code, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		problems = append(problems, cases.Problem{Field: "code", Key: "not_a_code"})
	}
	for _, one := range [][2]string{{"en", en}, {"ru", ru}, {"kk", kk}} {
		switch text := one[1]; {
		case names.Fold(text) == "":
			problems = append(problems, cases.Problem{Field: one[0], Key: "required"})
		case len(text) > 400 || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
			problems = append(problems, cases.Problem{Field: one[0], Key: "control_character"})
		}
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}
