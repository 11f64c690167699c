package exchange

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"aigaq/internal/cases"
)

// LogTable writes entries of the audit log as a table (RFC 4180, UTF-8), a page after another.
type LogTable struct{ out *csv.Writer }

// NewLogTable begins a table with its header. Times are UTC to the microsecond; account is the code that the log holds
// for good, name what the account is called now.
func NewLogTable(w io.Writer) (*LogTable, error) {
	t := &LogTable{csv.NewWriter(w)}
	err := t.out.Write([]string{"entry", "time", "account", "name", "role", "action", "area", "outcome", "kind", "number", "object", "version", "purpose"})
	if err != nil {
		return nil, fmt.Errorf("write the log as CSV: %w", err)
	}
	return t, nil
}

// Write writes a page of entries.
func (t *LogTable) Write(entries []cases.LogEntry) error {
	for _, e := range entries {
		outcome, version := cases.LogDone, ""
		if e.Refused {
			outcome = cases.LogRefused
		}
		if e.Version > 0 {
			version = strconv.FormatInt(e.Version, 10)
		}
		row := []string{strconv.FormatInt(e.Seq, 10), e.At.UTC().Format(time.RFC3339Nano), e.Actor, Neutral(e.Name), string(e.Role),
			e.Action, e.Area, outcome, e.Kind, e.Number, Neutral(e.Object), version, e.Purpose}
		if err := t.out.Write(row); err != nil {
			return fmt.Errorf("write the log as CSV: %w", err)
		}
	}
	t.out.Flush()
	if err := t.out.Error(); err != nil {
		return fmt.Errorf("write the log as CSV: %w", err)
	}
	return nil
}
