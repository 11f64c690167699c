package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// Proof gives the proof file of a record's current version: that its entry stands in the signed log and, for readers
// who see the record whole, with secrets and everything that it refers to, which content the entry commits to. Others
// get a sealed proof, of existence and time, and so does whoever asks for one or works for a purpose to which somebody
// in the record has not consented. That it was taken is entered before.
func (d *Desk) Proof(ctx context.Context, number string, sealed bool) ([]byte, error) {
	tx := d.store.read.WithContext(ctx)
	if _, err := getIn(tx, d.scope, number, true); err != nil {
		return nil, err
	}
	if err := d.NotedNow(ctx, "proof", number); err != nil {
		return nil, err
	}
	r, content, err := d.whole(tx, number)
	if err != nil {
		return nil, err
	}
	if content, err = d.leaving(ctx, number, content); err != nil {
		return nil, err
	}
	if sealed {
		content = nil
	}
	return d.store.Keeper().prove(ctx, r.Base().UID, content)
}

// leaving gives a record's content where all of it may leave for the purpose of the work, as any file of it would, and
// none otherwise: a proof is made to be handed on.
func (d *Desk) leaving(ctx context.Context, number string, content []byte) ([]byte, error) {
	if content == nil || d.ConsentFor(d.purpose.Code) == "" {
		return content, nil
	}
	r, err := d.GetFor(ctx, number, d.purpose.Code)
	if errors.As(err, new(cases.Problems)) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	leaves, err := cases.Canonical(r)
	if err != nil || !bytes.Equal(leaves, content) {
		return nil, err
	}
	return content, nil
}

// whole gives a record, and its canonical content where this reader sees all of it.
func (d *Desk) whole(tx *gorm.DB, number string) (cases.Record, []byte, error) {
	seen, err := getIn(tx, d.scope, number, true)
	if err != nil {
		return nil, nil, err
	}
	kept, err := getIn(tx, d.scope, number, false)
	if err != nil {
		return nil, nil, err
	}
	unhide(kept)
	shown, err := cases.Canonical(seen)
	if err != nil {
		return nil, nil, err
	}
	content, err := cases.Canonical(kept)
	if err != nil {
		return nil, nil, err
	}
	if !d.scope.Secrets || !bytes.Equal(shown, content) {
		return seen, nil, nil
	}
	return seen, content, nil
}

// SealedProof gives the proof that a record exists and since when, without its content, to whoever works on the host.
func (k *Keeper) SealedProof(ctx context.Context, by, number string) ([]byte, error) {
	if !cases.LooksLikeNumber(number) {
		return nil, cases.ErrNotFound
	}
	var uid string
	err := k.store.read.WithContext(ctx).Raw("SELECT uid FROM records WHERE number = ?", cases.CleanNumber(number)).Row().Scan(&uid)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, cases.ErrNotFound
	}
	if err == nil {
		err = k.store.writer.do(func(tx *gorm.DB) error {
			_, err := k.store.enter(tx, by, "proof", uid, detail{Number: cases.CleanNumber(number)})
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("prove %s: %w", number, err)
	}
	return k.prove(ctx, uid, nil)
}

// prove writes the proof file of the newest version of an object, and with a content where that is to be shown.
func (k *Keeper) prove(ctx context.Context, uid string, content []byte) ([]byte, error) {
	if err := k.Checkpoint(ctx); err != nil {
		return nil, err
	}
	tx := k.store.read.WithContext(ctx)
	var file audit.ProofFile
	var salt []byte
	err := tx.Raw(`SELECT e.body, d.salt FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq
WHERE e.object = ? AND e.revision > 0 ORDER BY e.revision DESC, e.seq DESC LIMIT 1`, uid).Row().Scan(&file.Leaf, &salt)
	if err != nil {
		return nil, fmt.Errorf("read the newest entry of %s: %w", uid, err)
	}
	leaf, err := audit.ParseLeaf(file.Leaf)
	if err != nil {
		return nil, fmt.Errorf("read the newest entry of %s: %w", uid, err)
	}
	if content != nil && len(salt) == 2*audit.SaltSize && audit.Commit(salt[:audit.SaltSize], content) == leaf.Content {
		file.Content, file.Salt = content, salt[:audit.SaltSize]
	}
	if file.Checkpoint, err = k.best(tx, leaf.Seq); err != nil {
		return nil, err
	}
	signed, err := audit.OpenSigned(file.Checkpoint, k.store.checker, nil)
	if err != nil {
		return nil, err
	}
	if file.Inclusion, err = audit.Inclusion(signed.Size, leaf.Seq, tlog.HashReader(nodes{tx})); err != nil {
		return nil, err
	}
	return file.Bytes()
}

// best gives the checkpoint that proves most for an entry: the one that the most witnesses have cosigned, and of those
// the newest.
func (k *Keeper) best(tx *gorm.DB, seq int64) ([]byte, error) {
	var id int64
	err := tx.Raw(`SELECT c.id FROM audit_checkpoint c JOIN audit_cosignature s ON s.checkpoint = c.id WHERE c.size > ?
GROUP BY c.id, c.size ORDER BY COUNT(*) DESC, c.size DESC LIMIT 1`, seq).Row().Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return cosignedPoint(tx, "WHERE size > ? ORDER BY size DESC, id DESC LIMIT 1", seq)
	}
	if err != nil {
		return nil, fmt.Errorf("look for a cosigned checkpoint: %w", err)
	}
	return cosignedPoint(tx, "WHERE id = ?", id)
}

// VerifyingKey is the public key of the log, with which anybody checks its checkpoints and proofs.
func (k *Keeper) VerifyingKey() string { return k.store.verifying }
