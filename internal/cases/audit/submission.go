package audit

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Submission is what a log sends to a witness (C2SP tlog-witness, add-checkpoint): the size that the witness is
// thought to have seen last, the proof that the log only grew since, and the signed checkpoint.
type Submission struct {
	Old        int64
	Proof      tlog.TreeProof
	Checkpoint []byte
}

// maxProof is the most hashes that a proof may have, by the specification.
const maxProof = 63

// Bytes writes the body of the request.
func (s Submission) Bytes() []byte {
	b := fmt.Appendf(nil, "old %d\n", s.Old)
	for _, h := range s.Proof {
		b = append(b, h.String()...)
		b = append(b, '\n')
	}
	b = append(b, '\n')
	return append(b, s.Checkpoint...)
}

// ParseSubmission reads the body of a request. Whether checkpoint and proof hold is not looked at.
func ParseSubmission(body []byte) (Submission, error) {
	head, checkpoint, found := bytes.Cut(body, []byte("\n\n"))
	if !found {
		return Submission{}, errors.New("read a submission: no empty line ends the proof")
	}
	lines := strings.Split(string(head), "\n")
	old, err := parseCount(lines[0], "old ")
	if err != nil {
		return Submission{}, fmt.Errorf("read a submission: %w", err)
	}
	hashes, err := parseHashes(lines[1:])
	if err != nil {
		return Submission{}, fmt.Errorf("read a submission: %w", err)
	}
	return Submission{old, hashes, checkpoint}, nil
}

// parseCount reads a line of a word and a decimal without leading zeroes.
func parseCount(line, word string) (int64, error) {
	text, ok := strings.CutPrefix(line, word)
	n, err := strconv.ParseInt(text, 10, 64)
	if !ok || err != nil || n < 0 || strconv.FormatInt(n, 10) != text {
		return 0, fmt.Errorf("%q is not %q and a number", line, word)
	}
	return n, nil
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	if len(lines) > maxProof {
		return nil, errors.New("the proof is too long")
	}
	var out []tlog.Hash
	for _, line := range lines {
		b, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(b) != tlog.HashSize {
			return nil, fmt.Errorf("%q is not a hash", line)
		}
		out = append(out, tlog.Hash(b))
	}
	return out, nil
}
