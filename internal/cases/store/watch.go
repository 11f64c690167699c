package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// SetWatchers says which witnesses are asked from now on. What others cosigned before stays.
func (k *Keeper) SetWatchers(_ context.Context, witnesses []*audit.Witness) error {
	err := k.store.writer.do(func(tx *gorm.DB) error {
		if err := tx.Exec("UPDATE audit_witness SET active = 0 WHERE active = 1").Error; err != nil {
			return err
		}
		for _, w := range witnesses {
			err := tx.Exec(`INSERT INTO audit_witness (code, wkey, active, size, kept, trouble, since) VALUES (?,?,1,0,0,'',0)
ON CONFLICT (code) DO UPDATE SET active = 1`, w.Code(), w.String()).Error
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("set the witnesses: %w", err)
	}
	return nil
}

// Watchers gives the witnesses that are asked, and how things stand with each.
func (k *Keeper) Watchers(ctx context.Context) ([]cases.Watcher, error) {
	tx := k.store.read.WithContext(ctx)
	var out []cases.Watcher
	c := clause{sql: "SELECT code, size, kept, trouble, since FROM audit_witness WHERE active = 1 ORDER BY code"}
	err := query(tx, c, func(rows *sql.Rows) error {
		var w cases.Watcher
		var kept, since int64
		err := rows.Scan(&w.Code, &w.Size, &kept, &w.Trouble, &since)
		w.Kept, w.Since = fromMicro(kept), fromMicro(since)
		out = append(out, w)
		return err
	})
	for i := range out {
		if err == nil {
			out[i].Stale, err = k.stale(tx, out[i].Size)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read the witnesses: %w", err)
	}
	return out, nil
}

// stale tells whether an entry has waited too long for a cosignature: the first that the witness has not seen.
func (k *Keeper) stale(tx *gorm.DB, size int64) (bool, error) {
	var body []byte
	err := tx.Raw("SELECT body FROM audit_entry WHERE seq = ?", size).Row().Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	leaf, err := audit.ParseLeaf(body)
	return k.store.now().Sub(leaf.Time) > cases.WatchSlack, err
}

// fromMicro reads a stored time in microseconds; 0 is none.
func fromMicro(micro int64) time.Time {
	if micro == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micro).UTC()
}

// Submission gives the newest checkpoint as a witness wants it, with the proof that the log only grew since old; a
// negative old stands for the size that the witness cosigned last. Due is false where the witness has it already.
func (k *Keeper) Submission(ctx context.Context, w *audit.Witness, old int64) (s audit.Submission, size int64, due bool, err error) {
	tx := k.store.read.WithContext(ctx)
	err = tx.Raw("SELECT size, note FROM audit_checkpoint ORDER BY size DESC, id DESC LIMIT 1").Row().Scan(&size, &s.Checkpoint)
	if errors.Is(err, sql.ErrNoRows) {
		return s, 0, false, nil
	}
	var last int64
	if err == nil {
		err = tx.Raw("SELECT COALESCE(MAX(size), 0) FROM audit_witness WHERE code = ?", w.Code()).Row().Scan(&last)
	}
	if err != nil {
		return s, 0, false, fmt.Errorf("read the newest checkpoint: %w", err)
	}
	if s.Old = old; old < 0 {
		s.Old = last
	}
	if due = size != last || old >= 0; !due || s.Old > size {
		return s, size, due, nil
	}
	s.Proof, err = audit.Consistency(s.Old, size, nodes{tx})
	return s, size, due, err
}

// nodes reads the stored hashes of the tree, for proofs.
type nodes struct{ tx *gorm.DB }

// ReadHashes gives the hashes at these places, in their order.
func (n nodes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make(map[int64]tlog.Hash, len(indexes))
	where := in("id", indexes)
	err := query(n.tx, clause{"SELECT id, hash FROM audit_node WHERE " + where.sql, where.args}, func(rows *sql.Rows) error {
		var id int64
		var hash []byte
		if err := rows.Scan(&id, &hash); err != nil {
			return err
		}
		if len(hash) != tlog.HashSize {
			return errors.New("node " + strconv.FormatInt(id, 10) + " is not a hash")
		}
		found[id] = tlog.Hash(hash)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the nodes of the log: %w", err)
	}
	out := make([]tlog.Hash, len(indexes))
	for i, id := range indexes {
		hash, ok := found[id]
		if !ok {
			return nil, fmt.Errorf("read the nodes of the log: node %d is missing", id)
		}
		out[i] = hash
	}
	return out, nil
}

// Cosigned keeps what a witness answered to a checkpoint, once its signature was found right.
func (k *Keeper) Cosigned(_ context.Context, w *audit.Witness, checkpoint []byte, answer string) error {
	whole := string(checkpoint) + strings.TrimRight(answer, "\n") + "\n"
	signed, err := audit.OpenSigned([]byte(whole), k.store.checker, []*audit.Witness{w})
	if err != nil {
		return err
	}
	if len(signed.Seen) == 0 {
		return errors.New("the witness has not cosigned")
	}
	seen := signed.Seen[0]
	err = k.store.writer.do(func(tx *gorm.DB) error {
		now := k.store.now().UnixMicro()
		err := tx.Exec(`INSERT INTO audit_cosignature (checkpoint, witness, wkey, at, kept, line)
SELECT id, ?, ?, ?, ?, ? FROM audit_checkpoint WHERE size = ? ON CONFLICT (checkpoint, witness) DO NOTHING`,
			w.Code(), w.String(), seen.At.Unix(), now, seen.Line, signed.Size).Error
		if err != nil {
			return err
		}
		if err := k.trouble(tx, w, "", ""); err != nil {
			return err
		}
		return tx.Exec("UPDATE audit_witness SET size = ?, kept = ? WHERE code = ? AND size <= ?", signed.Size, now, w.Code(), signed.Size).Error
	})
	if err != nil {
		return fmt.Errorf("keep a cosignature: %w", err)
	}
	return nil
}

// Trouble keeps why a witness did not cosign. That it remembers another log than this one is an entry in the log.
func (k *Keeper) Trouble(_ context.Context, w *audit.Witness, code, what string) error {
	err := k.store.writer.do(func(tx *gorm.DB) error { return k.trouble(tx, w, code, what) })
	if err != nil {
		return fmt.Errorf("keep the trouble with a witness: %w", err)
	}
	return nil
}

// trouble keeps a change of how things stand. An alarm is not replaced by a lesser trouble; only a cosignature, which
// says that the witness has seen this very log, ends it.
func (k *Keeper) trouble(tx *gorm.DB, w *audit.Witness, code, what string) error {
	var before string
	err := tx.Raw("SELECT trouble FROM audit_witness WHERE code = ?", w.Code()).Row().Scan(&before)
	if err != nil || before == code {
		return err
	}
	was, is := cases.Watcher{Trouble: before}.Alarm(), cases.Watcher{Trouble: code}.Alarm()
	if was && !is && code != "" {
		return nil
	}
	err = tx.Exec("UPDATE audit_witness SET trouble = ?, since = ? WHERE code = ?", code, k.store.now().UnixMicro(), w.Code()).Error
	if err != nil || !was && !is {
		return err
	}
	action := "witness." + code
	if code == "" {
		action = "witness.agrees"
	}
	_, err = k.store.enter(tx, cases.SystemActor, action, "witness:"+w.Code(), detail{What: what})
	return err
}

// NewestCheckpoint gives the newest signed checkpoint with the cosignatures that have come so far; none at first.
func (k *Keeper) NewestCheckpoint(ctx context.Context) ([]byte, error) {
	return cosignedPoint(k.store.read.WithContext(ctx), "ORDER BY size DESC, id DESC LIMIT 1")
}

// cosignedPoint gives a checkpoint with its cosignatures; empty where there is none.
func cosignedPoint(tx *gorm.DB, rest string, values ...any) ([]byte, error) {
	var id int64
	var note []byte
	err := tx.Raw("SELECT id, note FROM audit_checkpoint "+rest, values...).Row().Scan(&id, &note)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read a checkpoint: %w", err)
	}
	c := clause{"SELECT line FROM audit_cosignature WHERE checkpoint = ? ORDER BY witness", args(id)}
	err = query(tx, c, func(rows *sql.Rows) error {
		var line string
		err := rows.Scan(&line)
		note = append(append(note, line...), '\n')
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the cosignatures: %w", err)
	}
	return note, nil
}

// cosignatures holds what is kept of witnesses against the checkpoints. Whether a key is that of somebody trusted is
// for those to say who have it from them.
func (v *verification) cosignatures() error {
	c := clause{sql: "SELECT s.id, s.wkey, s.line, c.note FROM audit_cosignature s JOIN audit_checkpoint c ON c.id = s.checkpoint ORDER BY s.id"}
	return query(v.tx, c, func(rows *sql.Rows) error {
		var id int64
		var key, line string
		var note []byte
		if err := rows.Scan(&id, &key, &line, &note); err != nil {
			return err
		}
		if w, err := audit.ParseWitness(key); err != nil || !w.Holds(note, line) {
			return audit.Fault{Place: "cosignature", Number: id, Why: "its signature does not hold"}
		}
		v.report.Cosignatures++
		return nil
	})
}
