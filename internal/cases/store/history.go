package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// History gives the entries that changed a record, newest first: who, when, why, and each answer before and after.
// Answers that are not for this reader are left out, and so are records that are not.
func (d *Desk) History(ctx context.Context, number string) ([]cases.Entry, error) {
	r, err := d.Get(ctx, number)
	if err != nil {
		return nil, err
	}
	tx := d.store.read.WithContext(ctx)
	entries, err := readEntries(tx, clause{`WHERE e.object = ? AND e.revision > 0 ORDER BY e.seq DESC`, args(r.Base().UID)})
	if err != nil {
		return nil, fmt.Errorf("read the history of %s: %w", number, err)
	}
	var out []cases.Entry
	for _, e := range entries {
		if !d.scope.Secrets {
			e.Reason = "" // free text, in which names may stand
		}
		if e.Changes, err = d.visible(tx, r, e.Changes); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// readEntries reads entries of the log with their details. The account's name stands for its code.
func readEntries(tx *gorm.DB, rest clause) ([]cases.Entry, error) {
	accounts, err := accountNames(tx)
	if err != nil {
		return nil, err
	}
	var out []cases.Entry
	c := clause{"SELECT e.body, d.salt, d.detail FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq " + rest.sql, rest.args}
	err = query(tx, c, func(rows *sql.Rows) error {
		var body, salt, text []byte
		if err := rows.Scan(&body, &salt, &text); err != nil {
			return err
		}
		e, err := entryOf(body, salt, text)
		if err != nil {
			return err
		}
		if name := accounts[e.Actor]; name != "" {
			e.Actor = name
		}
		out = append(out, e)
		return nil
	})
	return out, err
}

// accountNames gives the names of accounts by their codes.
func accountNames(tx *gorm.DB) (map[string]string, error) {
	names := map[string]string{}
	err := query(tx, clause{sql: "SELECT code, name FROM users"}, func(rows *sql.Rows) error {
		var code, name string
		err := rows.Scan(&code, &name)
		names[code] = name
		return err
	})
	return names, err
}

func entryOf(body, salt, text []byte) (cases.Entry, error) {
	leaf, err := audit.ParseLeaf(body)
	if err != nil {
		return cases.Entry{}, fmt.Errorf("read an entry: %w", err)
	}
	e := cases.Entry{Seq: leaf.Seq, At: leaf.Time, Actor: leaf.Actor, Action: leaf.Action, Object: leaf.Object, Version: leaf.Revision,
		Purpose: leaf.Purpose}
	if len(salt) == 0 {
		e.Erased = true
		return e, nil
	}
	var d detail
	if err := json.Unmarshal(text, &d); err != nil {
		return cases.Entry{}, fmt.Errorf("read the detail of entry %d: %w", leaf.Seq, err)
	}
	e.Reason, e.Number, e.Changes = d.Reason, d.Number, d.Changes
	return e, nil
}

// visible leaves out the answers and links that are not for this reader.
func (d *Desk) visible(tx *gorm.DB, r cases.Record, changes []cases.FieldChange) ([]cases.FieldChange, error) {
	var out []cases.FieldChange
	for _, c := range changes {
		f, ok := cases.FieldOf(r, c.Field)
		if ok && f.IsSecret && !d.scope.Secrets {
			continue
		}
		var err error
		if c.Old, err = d.withoutHidden(tx, r, c.Field, c.Old); err != nil {
			return nil, err
		}
		if c.New, err = d.withoutHidden(tx, r, c.Field, c.New); err != nil {
			return nil, err
		}
		if c.Old != c.New {
			out = append(out, c)
		}
	}
	return out, nil
}

// withoutHidden takes references to hidden records, and citations of secret fields, out of an old answer.
func (d *Desk) withoutHidden(tx *gorm.DB, r cases.Record, code, text string) (string, error) {
	f, ok := cases.Remember(cases.KindByCode(r.Base().Kind), code, text)
	if !ok || text == "" {
		return text, nil
	}
	refs := f.Refs()
	if len(refs) == 0 {
		return text, nil
	}
	for _, ref := range refs {
		if err := d.sight(tx, ref); err != nil {
			return "", err
		}
	}
	if list, ok := f.Value().(*[]cases.Citation); ok && !d.scope.Secrets {
		*list = openCitations(r, *list)
	}
	return cases.FieldJSON(f)
}

func openCitations(r cases.Record, list []cases.Citation) []cases.Citation {
	var out []cases.Citation
	for _, c := range list {
		if f, ok := cases.FieldOf(r, c.Field); !ok || !f.IsSecret {
			out = append(out, c)
		}
	}
	return out
}

// sight marks a reference by number as hidden where the reader may not see what it points to.
func (d *Desk) sight(tx *gorm.DB, ref *cases.Ref) error {
	var n int
	source := d.from("records")
	err := tx.Raw("SELECT COUNT(*) FROM "+source.sql+" WHERE number = ?", append(source.args, ref.Number)...).Row().Scan(&n)
	ref.Hidden = n == 0
	return err
}
