package exchange

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"aigaq/internal/cases"
)

// WriteJSON writes every record of a query as {"records":[...],"total":n,"next":""} and gives the number of records
// written. Records leave as they come, so memory does not grow with them.
func WriteJSON(ctx context.Context, w io.Writer, src Source, q cases.Query) (int, error) {
	out := newObjects(w)
	out.text(`{"records":[`)
	n := 0
	err := src.Each(ctx, q, func(r cases.Record) error {
		if n++; n > 1 {
			out.text(",")
		}
		return out.value(cases.JSON(r))
	})
	if err != nil {
		return n, fmt.Errorf("write records as JSON: %w", err)
	}
	out.text(`],"total":` + strconv.Itoa(n) + `,"next":""}` + "\n")
	return n, out.flush()
}

// WriteListJSON writes one page of a list as the API gives it, with the cursor of the next page.
func WriteListJSON(w io.Writer, list *cases.List) error {
	out := newObjects(w)
	out.text(`{"records":[`)
	for i, r := range list.Records {
		if i > 0 {
			out.text(",")
		}
		if err := out.value(cases.JSON(r)); err != nil {
			return err
		}
	}
	out.text(`],"total":` + strconv.Itoa(list.Total) + `,"next":`)
	if err := out.value(list.Next); err != nil {
		return err
	}
	out.text("}\n")
	return out.flush()
}

// WriteRecordJSON writes one record as the API gives it.
func WriteRecordJSON(w io.Writer, r cases.Record) error {
	out := newObjects(w)
	if err := out.value(cases.JSON(r)); err != nil {
		return err
	}
	out.text("\n")
	return out.flush()
}

// objects writes JSON values one after another. An error is kept by the writer below and given by flush.
type objects struct{ out *bufio.Writer }

func newObjects(w io.Writer) *objects { return &objects{bufio.NewWriterSize(w, 32<<10)} }

func (o *objects) text(s string) { _, _ = o.out.WriteString(s) }

func (o *objects) value(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err = o.out.Write(b)
	return err
}

func (o *objects) flush() error {
	if err := o.out.Flush(); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
