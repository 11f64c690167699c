package store

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// rowIDs keeps the ids of an export as they come: each as the difference to the one before, in as few bytes as it
// takes. Memory grows by a byte a record for lists in the order of entry, by three at most for others.
type rowIDs struct {
	n    int
	last int64
	kept []byte
}

func (r *rowIDs) add(id int64) {
	r.kept = binary.AppendVarint(r.kept, id-r.last)
	r.last = id
	r.n++
}

// packed gives what was added, compressed.
func (r *rowIDs) packed() []byte {
	if r.n == 0 {
		return nil
	}
	var out bytes.Buffer
	level := flate.BestSpeed
	if len(r.kept) < 1<<10 {
		level = flate.HuffmanOnly // costs no window of memory
	}
	into, _ := flate.NewWriter(&out, level) // fails for an unknown level alone
	_, _ = into.Write(r.kept)               // into memory
	_ = into.Close()
	return out.Bytes()
}

// unpackIDs gives the ids back in their order.
func unpackIDs(packed []byte, do func(id int64)) error {
	if len(packed) == 0 {
		return nil
	}
	in := bufio.NewReader(flate.NewReader(bytes.NewReader(packed)))
	for last := int64(0); ; {
		step, err := binary.ReadVarint(in)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the rows of an export: %w", err)
		}
		last += step
		do(last)
	}
}
