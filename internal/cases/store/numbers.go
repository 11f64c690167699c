package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"sync"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// usedNumbers counts the records of each kind, so that a number can be drawn at random from the shortest length of
// which less than a tenth is used: numbers then show neither how many records there are nor their order.
type usedNumbers struct {
	mu   sync.Mutex
	used map[string]int64
}

func (u *usedNumbers) count(ctx context.Context, db *gorm.DB) error {
	u.used = map[string]int64{}
	var rows []struct {
		Kind string
		N    int64
	}
	if err := db.WithContext(ctx).Raw("SELECT kind, COUNT(*) AS n FROM records GROUP BY kind").Scan(&rows).Error; err != nil {
		return fmt.Errorf("count the numbers in use: %w", err)
	}
	for _, r := range rows {
		u.used[r.Kind] = r.N
	}
	return nil
}

// draw gives a number of a kind that nobody has, within the transaction that will use it.
func (u *usedNumbers) draw(tx *gorm.DB, k *cases.Kind) (string, error) {
	u.mu.Lock()
	u.used[k.Code]++
	low := int64(100_000)
	for u.used[k.Code] > low*9/10 {
		low *= 10
	}
	u.mu.Unlock()
	for {
		n, err := rand.Int(rand.Reader, big.NewInt(low*9))
		if err != nil {
			return "", fmt.Errorf("draw a number: %w", err)
		}
		number := fmt.Sprintf("%s-%d", k.Prefix, low+n.Int64())
		var taken int64
		if err := tx.Raw("SELECT COUNT(*) FROM records WHERE number = ?", number).Scan(&taken).Error; err != nil {
			return "", fmt.Errorf("draw a number: %w", err)
		}
		if taken == 0 {
			return number, nil
		}
	}
}
