package witness

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"aigaq/internal/cases/audit"
)

// What can be the trouble with a witness, in the codes that the log keeps.
const (
	unreachable = "unreachable"
	unknown     = "unknown"
	nonsense    = "nonsense"
	rolledBack  = "rolledback"
	forked      = "forked"
)

// maxAnswer bounds what is read of a witness's answer, in bytes.
const maxAnswer = 16 << 10

// again is how often a witness that did not answer is asked again.
const again = time.Minute

// Log is the log that is watched, as a store keeps it.
type Log interface {
	// Submission gives the newest checkpoint for a witness, with the proof since size old, or, where old is negative,
	// since the size that the witness cosigned last. Due is false where it has that checkpoint already.
	Submission(ctx context.Context, w *audit.Witness, old int64) (s audit.Submission, size int64, due bool, err error)
	// Cosigned keeps the signature lines that a witness answered, and refuses those that do not hold.
	Cosigned(ctx context.Context, w *audit.Witness, checkpoint []byte, answer string) error
	// Trouble keeps why a witness did not cosign.
	Trouble(ctx context.Context, w *audit.Witness, code, what string) error
}

// Client asks witnesses to cosign each new checkpoint. Whatever they do, nothing waits for them.
type Client struct {
	Log     Log
	Targets []*Target
	Logger  *slog.Logger
}

// Run asks after each new checkpoint, and again every minute where one did not answer, until the context ends.
func (c *Client) Run(ctx context.Context, signed <-chan struct{}) {
	tick := time.NewTicker(again)
	defer tick.Stop()
	for {
		c.Round(ctx)
		select {
		case <-signed:
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Round asks every witness that has not cosigned the newest checkpoint, all at once.
func (c *Client) Round(ctx context.Context) {
	var all sync.WaitGroup
	for _, t := range c.Targets {
		all.Go(func() {
			if err := c.ask(ctx, t); err != nil && ctx.Err() == nil {
				c.Logger.Warn("ask a witness", "witness", t.Code(), "error", err)
			}
		})
	}
	all.Wait()
}

// ask submits the newest checkpoint. A witness that remembers another size is asked once more from there.
func (c *Client) ask(ctx context.Context, t *Target) error {
	s, size, due, err := c.Log.Submission(ctx, t.Witness, -1)
	if err != nil || !due {
		return err
	}
	if s.Old > size {
		return c.Log.Trouble(ctx, t.Witness, rolledBack, fmt.Sprintf("it has cosigned %d entries, the newest checkpoint has %d", s.Old, size))
	}
	r := t.post(ctx, s)
	if r.status != http.StatusConflict {
		return c.settle(ctx, t, s, r)
	}
	// Another server on the same database may have submitted a newer checkpoint meanwhile: the newest is read again.
	last := r.size()
	if s, size, _, err = c.Log.Submission(ctx, t.Witness, max(last, 0)); err != nil {
		return err
	}
	switch {
	case last < 0:
		return c.Log.Trouble(ctx, t.Witness, nonsense, "a conflict without a size")
	case last > size:
		return c.Log.Trouble(ctx, t.Witness, rolledBack, fmt.Sprintf("it has seen %d entries, the newest checkpoint has %d", last, size))
	}
	return c.settle(ctx, t, s, t.post(ctx, s))
}

// settle keeps what came of a submission.
func (c *Client) settle(ctx context.Context, t *Target, s audit.Submission, r reply) error {
	trouble := func(code, what string) error { return c.Log.Trouble(ctx, t.Witness, code, what) }
	switch r.status {
	case http.StatusOK:
		if err := c.Log.Cosigned(ctx, t.Witness, s.Checkpoint, r.body); err != nil {
			return trouble(nonsense, err.Error())
		}
		return nil
	case http.StatusConflict:
		return trouble(forked, fmt.Sprintf("it has another root for %d entries", s.Old))
	case http.StatusUnprocessableEntity:
		return trouble(forked, fmt.Sprintf("what it saw at %d entries is not the beginning of the log", s.Old))
	case http.StatusNotFound, http.StatusForbidden:
		return trouble(unknown, fmt.Sprintf("it answered %d", r.status))
	case 0:
		return trouble(unreachable, "no answer")
	}
	if r.status >= http.StatusInternalServerError {
		return trouble(unreachable, fmt.Sprintf("it answered %d", r.status))
	}
	return trouble(nonsense, fmt.Sprintf("it answered %d", r.status))
}

// reply is what a witness answered; status 0 is no answer.
type reply struct {
	status int
	body   string
}

// size reads the size in a conflict; -1 where there is none.
func (r reply) size() int64 {
	text := strings.TrimSuffix(r.body, "\n")
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n > audit.MaxSize || strconv.FormatInt(n, 10) != text {
		return -1
	}
	return n
}

func (t *Target) post(ctx context.Context, s audit.Submission) reply {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, t.address, bytes.NewReader(s.Bytes()))
	if err != nil {
		return reply{}
	}
	r.Header.Set("Content-Type", "text/plain; charset=utf-8")
	r.Header.Set("User-Agent", "tlog-witness-client")
	answer, err := t.client.Do(r)
	if err != nil {
		return reply{}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return reply{}
	}
	return reply{answer.StatusCode, string(body)}
}
