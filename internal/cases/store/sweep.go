package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// How often what is over is taken away, and how long the token of a form is kept against its being sent twice.
const (
	sweepEvery = 24 * time.Hour
	keepTokens = 30 * 24 * time.Hour
)

// Swept is how many rows a sweep took away.
type Swept struct{ Sessions, Invitations, Forms, Tokens int64 }

// Sweep takes away what is over: sessions some hours after they ended and with them the networks that they came from,
// one-time links that were used or are late, forms that nobody came back for, and the tokens of forms after thirty
// days (R102). When anything went, the log says how much.
func (k *Keeper) Sweep(context.Context) (Swept, error) {
	var out Swept
	now := k.store.now()
	before := func(d time.Duration) int64 { return now.Add(-d).UnixMicro() }
	err := k.store.writer.do(func(tx *gorm.DB) error {
		out = Swept{}
		for _, one := range []struct {
			n *int64
			clause
		}{
			{&out.Sessions, clause{"DELETE FROM sessions WHERE seen < ? OR created < ?", args(before(sessionIdle+keptAfter), before(sessionMost+keptAfter))}},
			{&out.Invitations, clause{"DELETE FROM invitations WHERE used <> 0 OR expires < ?", args(now.UnixMicro())}},
			{&out.Forms, clause{"DELETE FROM stashes WHERE expires < ?", args(now.UnixMicro())}},
			{&out.Tokens, clause{"DELETE FROM sent WHERE at < ?", args(before(keepTokens))}},
		} {
			done := tx.Exec(one.sql, one.args...)
			if done.Error != nil {
				return done.Error
			}
			*one.n = done.RowsAffected
		}
		if out == (Swept{}) {
			return nil
		}
		_, err := k.store.enter(tx, "server", "host.sweep", "", detail{What: fmt.Sprintf("%+v", out)})
		return err
	})
	if err != nil {
		return Swept{}, fmt.Errorf("sweep: %w", err)
	}
	return out, nil
}

// Note enters an act of the command line that enters nothing else, such as listing the accounts.
func (k *Keeper) Note(_ context.Context, by, action, what string) error {
	err := k.store.writer.do(func(tx *gorm.DB) error {
		_, err := k.store.enter(tx, by, action, "", detail{What: what})
		return err
	})
	if err != nil {
		return fmt.Errorf("enter %s: %w", action, err)
	}
	return nil
}
