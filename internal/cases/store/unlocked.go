package store

import (
	"context"
	"fmt"
	"strconv"

	"gorm.io/gorm"
)

// Unlocked enters into the audit log that the keys were unlocked over the network, and before it, where there were
// any, how many passphrases had been wrong since the program started: the log cannot be written while it is locked.
func (k *Keeper) Unlocked(_ context.Context, wrong int) error {
	err := k.store.writer.do(func(tx *gorm.DB) error {
		if wrong > 0 {
			if _, err := k.store.enter(tx, "", "unlock.failed", "", detail{What: strconv.Itoa(wrong)}); err != nil {
				return err
			}
		}
		_, err := k.store.enter(tx, "", "unlock", "", detail{})
		return err
	})
	if err != nil {
		return fmt.Errorf("enter that the keys were unlocked: %w", err)
	}
	return nil
}
