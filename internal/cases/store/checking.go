package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// checkMost bounds a verification that somebody asked for on a page.
const checkMost = 30 * time.Minute

// placeFailed is the place of a verification that could not be carried out.
const placeFailed = "failed"

// checking is the verification that runs beside everything else: one at a time, so that asking often costs no more.
type checking struct {
	mu    sync.Mutex
	last  cases.Verification
	stop  context.CancelFunc
	ended sync.WaitGroup
}

// Check verifies as Verify does and enters into the log that it was done, by whom and what was found.
func (k *Keeper) Check(ctx context.Context, by string, seen []audit.SeenHead) (Report, error) {
	report, err := k.Verify(ctx, seen)
	result := k.resultOf(report, err)
	action := "audit.verify"
	if err != nil {
		action = "audit.verify.failed"
	}
	k.store.checking.keep(result)
	text, jerr := json.Marshal(result)
	entered := k.store.writer.do(func(tx *gorm.DB) error {
		_, err := k.store.enter(tx, by, action, "", detail{What: string(text)})
		return err
	})
	if err != nil {
		return report, err // a log that is not sound may take no entry either
	}
	return report, errors.Join(jerr, entered)
}

// resultOf puts a verification into the form in which pages show it.
func (k *Keeper) resultOf(r Report, err error) cases.Verification {
	out := cases.Verification{At: k.store.now().UTC(), Size: r.Size, Root: audit.Hex(r.Root), Records: r.Records}
	var fault audit.Fault
	var record RecordFault
	switch {
	case err == nil:
	case errors.As(err, &fault):
		out.Place, out.Where, out.Why = fault.Place, strconv.FormatInt(fault.Number, 10), fault.Why
	case errors.As(err, &record):
		out.Place, out.Where, out.Why = PlaceRecord, record.Number, record.Why
	default:
		out.Place = placeFailed // what went wrong inside is for the host alone
	}
	return out
}

func (c *checking) keep(v cases.Verification) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v.Running = c.last.Running
	c.last = v
}

// CheckSoon begins a verification and returns at once; false where one is running already. Closing the store ends it.
func (k *Keeper) CheckSoon(by string) bool {
	c := &k.store.checking
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last.Running {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), checkMost)
	c.last.Running, c.stop = true, cancel
	c.ended.Go(func() {
		defer cancel()
		_, _ = k.Check(ctx, by, nil) // what it found is kept for the page
		c.mu.Lock()
		defer c.mu.Unlock()
		c.last.Running = false
	})
	return true
}

// end stops a verification that runs and waits for it.
func (c *checking) end() {
	c.mu.Lock()
	if c.stop != nil {
		c.stop()
	}
	c.mu.Unlock()
	c.ended.Wait()
}

// Checked tells what the newest verification found, by whomever and whenever it was done.
func (k *Keeper) Checked(ctx context.Context) (cases.Verification, error) {
	c := &k.store.checking
	c.mu.Lock()
	last := c.last
	c.mu.Unlock()
	if !last.At.IsZero() {
		return last, nil
	}
	kept, err := keptCheck(k.store.read.WithContext(ctx))
	kept.Running = last.Running
	return kept, err
}

// keptCheck reads the newest verification from the log.
func keptCheck(tx *gorm.DB) (cases.Verification, error) {
	var v cases.Verification
	var text []byte
	row := tx.Raw(`SELECT detail FROM audit_detail WHERE seq = (SELECT seq FROM audit_index
WHERE area = ? AND action IN ('audit.verify', 'audit.verify.failed') ORDER BY seq DESC LIMIT 1)`, cases.AreaKeys).Row()
	err := row.Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return v, nil
	}
	var d detail
	if err == nil && len(text) > 0 {
		err = json.Unmarshal(text, &d)
	}
	if err == nil && d.What != "" {
		err = json.Unmarshal([]byte(d.What), &v)
	}
	if err != nil {
		return cases.Verification{}, fmt.Errorf("read the newest verification: %w", err)
	}
	return v, nil
}
