package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// listSlice is how many rows of a list are saved in one transaction.
const listSlice = 25

// errTried takes back what was saved to see whether it could be.
var errTried = errors.New("only tried")

// TryList saves a new list with its first rows and takes it all back: whatever would refuse the list when it is brought
// in refuses it now. The other rows are held to the same rules without the database.
func (d *Desk) TryList(ctx context.Context, l cases.NewList, rows []cases.ListRow) error {
	if !d.scope.Writes || !d.scope.Secrets {
		return cases.ErrForbidden
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	err := d.store.writer.do(func(tx *gorm.DB) error {
		a := d.acts(tx)
		number, err := a.listOf(l)
		if err != nil {
			return err
		}
		for _, r := range rows[:min(len(rows), 3)] {
			if _, err := a.Save(listRowChange(number, l, r)); err != nil {
				return err
			}
		}
		return errTried
	})
	if !errors.Is(err, errTried) {
		return err
	}
	return d.checkRows(l, rows)
}

// checkRows holds rows to the rules of their kind.
func (d *Desk) checkRows(l cases.NewList, rows []cases.ListRow) error {
	k, book := cases.KindByCode("listing"), d.Book()
	for _, row := range rows {
		r := cases.Begun(k, d.user)
		problems := append(cases.Lay(r, listRowChange("", l, row), book, true), r.Check(book)...)
		if len(problems) > 0 {
			return fmt.Errorf("line %d: %w", row.Line, problems)
		}
	}
	return nil
}

func (d *Desk) acts(tx *gorm.DB) *Acts {
	return &Acts{store: d.store, tx: tx, user: d.user, scope: d.scope, purpose: d.purpose}
}

// listOf gives the number of the list that rows go to, and makes it where it is new.
func (a *Acts) listOf(l cases.NewList) (string, error) {
	if l.List == "" {
		in := cases.Input{"is_list": {"yes"}}
		for code, v := range map[string]string{"title": l.Title, "type": l.Type, "event": l.Event, "team": l.Team, "level": l.Level} {
			in[code] = []string{v}
		}
		saved, err := a.Save(cases.Change{Kind: cases.KindByCode("source"), Sent: in})
		return saved.Number, err
	}
	r, err := getIn(a.tx, a.scope, l.List, false)
	if isNotFound(err) {
		return "", cases.Wrong("list", "unknown_record", "value", l.List)
	}
	if err != nil {
		return "", err
	}
	if r.Base().Kind != "source" {
		return "", cases.Wrong("list", "wrong_kind", "value", l.List)
	}
	return r.Base().Number, nil
}

func listRowChange(list string, l cases.NewList, r cases.ListRow) cases.Change {
	in := r.Sent()
	in.Set("list", list)
	in.Set("event", l.Event)
	in["team"], in["level"] = []string{l.Team}, []string{l.Level}
	return cases.Change{Kind: cases.KindByCode("listing"), Sent: in}
}

// BeginList makes the list that an arrival is, or finds the one that it adds to, and enters into the log that so many
// rows of that file are brought in. Doing so again gives the same list. The same file adds nothing twice to one list.
func (d *Desk) BeginList(ctx context.Context, token, file string, l cases.NewList, size int) (number string, err error) {
	if !d.scope.Writes || !d.scope.Secrets {
		return "", cases.ErrForbidden
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	err = d.store.writer.do(func(tx *gorm.DB) error {
		number, err = d.acts(tx).beginList(d, token, file, l, size)
		return err
	})
	return number, d.wrapped(err, "begin a list", l.List)
}

func (a *Acts) beginList(d *Desk, token, file string, l cases.NewList, size int) (string, error) {
	come, err := d.arrived(a.tx, token)
	if err != nil || come.State != ArrivalWaits {
		return come.List, err
	}
	number, err := a.listOf(l)
	if err != nil {
		return "", err
	}
	var id, before int64
	var uid string
	if err := a.tx.Raw("SELECT id, uid FROM records WHERE number = ?", number).Row().Scan(&id, &uid); err != nil {
		return "", err
	}
	// the places of another file are its own from when it is begun, whether its rows are in or not
	err = a.tx.Raw(`SELECT COALESCE((SELECT MIN(before) FROM arrivals WHERE list = ? AND sum = ? AND state <> ''),
(SELECT MAX(n) FROM (SELECT MAX("position") AS n FROM kind_listing WHERE "list" = ? UNION ALL
SELECT MAX(before + size) FROM arrivals WHERE list = ? AND state <> '') AS taken), 0)`, id, come.Sum, id, id).Row().Scan(&before)
	if err != nil {
		return "", err
	}
	err = a.tx.Exec("UPDATE arrivals SET list = ?, before = ?, size = ?, state = ? WHERE id = ?", id, before, size, ArrivalComes, come.id).Error
	if err != nil {
		return "", err
	}
	sum, err := hex.DecodeString(come.Sum)
	if err != nil || len(sum) != len(tlog.Hash{}) {
		return "", fmt.Errorf("the hash of a file is %q", come.Sum)
	}
	_, err = a.store.enter(a.tx, a.user.Code, "import", uid, detail{What: file, Number: number, Rows: size, Files: []tlog.Hash{tlog.Hash(sum)}})
	return number, err
}

// BringIn saves the rows of an arrival that are not in yet, slice by slice, and says how far it is. It may be stopped
// and begun again: a row that is in is not saved again. It ends when the account is not what it was.
func (d *Desk) BringIn(ctx context.Context, token string, l cases.NewList, rows []cases.ListRow, say func(done, total int)) error {
	come, err := d.Arrived(ctx, token)
	if err != nil || come.State == ArrivalIsHere {
		return err
	}
	if come.State != ArrivalComes {
		return cases.ErrNotFound
	}
	for done := 0; done < len(rows); {
		if err := ctx.Err(); err != nil {
			return err
		}
		next := min(done+listSlice, len(rows))
		err := d.store.writer.do(func(tx *gorm.DB) error {
			now, err := d.renewed(tx)
			if err != nil {
				return err
			}
			return now.acts(tx).bringSlice(come, l, rows[done:next], next)
		})
		if err != nil {
			return d.wrapped(err, "bring in rows of", come.List)
		}
		done = next
		say(done, len(rows))
	}
	return d.store.writer.do(func(tx *gorm.DB) error {
		return tx.Exec("UPDATE arrivals SET state = ?, body = NULL WHERE id = ?", ArrivalIsHere, come.id).Error
	})
}

// bringSlice saves those of some rows whose place in the list is not taken.
func (a *Acts) bringSlice(come Arrival, l cases.NewList, rows []cases.ListRow, done int) error {
	var list int64
	if err := a.tx.Raw("SELECT list FROM arrivals WHERE id = ?", come.id).Row().Scan(&list); err != nil {
		return err
	}
	first, last := come.before+int64(rows[0].Position), come.before+int64(rows[len(rows)-1].Position)
	taken, err := ids(a.tx, clause{`SELECT "position" FROM kind_listing WHERE "list" = ? AND "position" BETWEEN ? AND ?`, args(list, first, last)})
	if err != nil {
		return err
	}
	there := map[int64]bool{}
	for _, p := range taken {
		there[p] = true
	}
	for _, r := range rows {
		r.Position += int(come.before)
		if there[int64(r.Position)] {
			continue
		}
		if _, err := a.Save(listRowChange(come.List, l, r)); err != nil {
			return fmt.Errorf("line %d: %w", r.Line, err)
		}
	}
	return a.tx.Exec("UPDATE arrivals SET done = ? WHERE id = ?", done, come.id).Error
}

// script guesses the script of a name.
func script(name string) string {
	switch {
	case strings.ContainsFunc(name, func(r rune) bool { return r >= 0x400 && r < 0x530 }):
		return "cyrl"
	case strings.ContainsFunc(name, func(r rune) bool { return r >= 'A' && r <= 'z' || r >= 0xc0 && r < 0x250 }):
		return "latn"
	case strings.ContainsFunc(name, func(r rune) bool { return r >= 0x600 && r < 0x700 }):
		return "arab"
	}
	return ""
}
