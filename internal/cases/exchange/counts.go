package exchange

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"aigaq/internal/cases"
)

// WriteCountsCSV writes counts as a table: a column for each dimension, the unit and the number. An empty code means
// that the answer is not known. The total is not a row, because cells need not add up to it.
func WriteCountsCSV(w io.Writer, c *cases.Counts) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	row := append(append([]string{}, c.By...), "unit", "count")
	if err := out.Write(row); err != nil {
		return fmt.Errorf("write counts as CSV: %w", err)
	}
	for _, cell := range c.Cells {
		copy(row, cell.Keys)
		row[len(row)-2], row[len(row)-1] = c.Unit, strconv.Itoa(cell.N)
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write counts as CSV: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

// WriteCountsJSON writes counts as the API gives them.
func WriteCountsJSON(w io.Writer, c *cases.Counts) error {
	cells := make([]map[string]any, len(c.Cells))
	for i, cell := range c.Cells {
		cells[i] = map[string]any{"count": cell.N}
		for j, by := range c.By {
			cells[i][by] = cell.Keys[j]
		}
	}
	out := newObjects(w)
	err := out.value(map[string]any{
		"unit": c.Unit, "by": append([]string{}, c.By...), "cells": cells, "total": c.Total,
		"undated": c.Undated, "unknown": c.Unknown,
		"as_of": c.AsOf.UTC().Format(time.RFC3339), "audit_size": c.AuditSize,
	})
	if err != nil {
		return err
	}
	out.text("\n")
	return out.flush()
}
