package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Reset begins an account anew: its password and second factors are gone, its sessions and links end, and a one-time
// link lets its owner choose others (R9). Nobody chooses them for anybody. It opens no disabled account (R13), and the
// coordinators are told, because whoever holds the link becomes whoever it is for.
func (a *Accounts) Reset(_ context.Context, by, code string) (link string, err error) {
	err = a.store.writer.do(func(tx *gorm.DB) error {
		x, err := a.target(tx, by, code)
		if err != nil {
			return err
		}
		if x.Disabled {
			return cases.Wrong("", "account_disabled")
		}
		if err := a.strip(tx, x.ID); err != nil {
			return err
		}
		if err := a.notify(tx, x.ID, "reset"); err != nil {
			return err
		}
		if link, _, err = a.link(tx, x.ID, InvitePassword, inviteMost); err != nil {
			return err
		}
		if err := a.tellCoordinators(tx, "account_reset"); err != nil {
			return err
		}
		_, err = a.store.enter(tx, by, "account.reset", x.Code, detail{What: x.Name})
		return err
	})
	if err != nil {
		return "", err
	}
	return link, nil
}

// strip takes away all with which an account proves who it is, and what it opened.
func (a *Accounts) strip(tx *gorm.DB, id int64) error {
	for _, c := range []clause{
		{"UPDATE users SET password = '' WHERE id = ?", args(id)},
		{"DELETE FROM passkeys WHERE account = ?", args(id)},
		{"DELETE FROM totps WHERE account = ?", args(id)},
		{"DELETE FROM recovery_codes WHERE account = ?", args(id)},
		{"DELETE FROM sessions WHERE account = ?", args(id)},
		{"UPDATE tokens SET revoked = 1 WHERE account = ? AND revoked = 0", args(id)},
		{"UPDATE invitations SET used = 1 WHERE account = ? AND used = 0", args(id)},
	} {
		if err := tx.Exec(c.sql, c.args...).Error; err != nil {
			return fmt.Errorf("reset an account: %w", err)
		}
	}
	return a.endApprovals(tx, id)
}
