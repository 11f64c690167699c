package audit

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Hex is the whole root as 64 lower-case hexadecimal digits.
func Hex(root tlog.Hash) string { return string(appendHex(nil, root)) }

func appendHex(b []byte, h tlog.Hash) []byte { return hex.AppendEncode(b, h[:]) }

// ParseRoot reads what Hex writes; upper case is accepted as well, because
// roots are copied by hand.
func ParseRoot(s string) (tlog.Hash, error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != tlog.HashSize {
		return tlog.Hash{}, errors.New("root is not 64 hexadecimal digits")
	}
	return tlog.Hash(b), nil
}

// SeenHead is a head of this log as somebody outside it wrote it down: a
// footer, a print, a partner's mail.
type SeenHead struct {
	Size int64
	Root tlog.Hash
}

// String gives the head as `SIZE ROOT`, the line that ParseSeen reads.
func (s SeenHead) String() string { return fmt.Sprintf("%d %s", s.Size, Hex(s.Root)) }

// ParseSeen reads heads seen earlier, `SIZE ROOT` a line, and signed checkpoints
// and proof files between such lines, with or without cosignatures. Blank lines
// and lines that start with # are passed over; an error names its line.
// Checkpoints must bear the signature of the log: what anybody could have
// written proves nothing.
func ParseSeen(r io.Reader, log note.Verifier) ([]SeenHead, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read heads: %w", err)
	}
	if bytes.HasPrefix(text, []byte(proofFirst)) {
		proof, err := ParseProofFile(text)
		if err != nil {
			return nil, err
		}
		text = proof.Checkpoint
	}
	var heads []SeenHead
	lines := strings.Split(string(text), "\n")
	for i := 0; i < len(lines); i++ {
		s := strings.TrimSpace(lines[i])
		if s == "" || s[0] == '#' {
			continue
		}
		head, length, err := headAt(lines[i:], log)
		if err != nil {
			return nil, fmt.Errorf("heads, line %d: %w", i+1, err)
		}
		heads = append(heads, head)
		i += length - 1
	}
	return heads, nil
}

// headAt reads the head that begins at the first line, and how many lines it takes.
func headAt(lines []string, log note.Verifier) (SeenHead, int, error) {
	if len(lines) < 3 || lines[1] == "" || strings.Trim(lines[1], "0123456789") != "" || strings.Contains(lines[2], " ") {
		head, err := parseHead(strings.TrimSpace(lines[0]))
		return head, 1, err
	}
	if log == nil {
		return SeenHead{}, 0, errors.New("there is no key to check a signed checkpoint with")
	}
	end := slices.Index(lines, "") + 1
	for end > 0 && end < len(lines) && strings.HasPrefix(lines[end], "— ") {
		end++
	}
	signed, err := OpenSigned([]byte(strings.Join(lines[:max(end, 1)], "\n")+"\n"), log, nil)
	return signed.SeenHead, end, err
}

func parseHead(s string) (SeenHead, error) {
	parts := strings.Fields(s)
	if len(parts) != 2 {
		return SeenHead{}, errors.New("expected a size and a root")
	}
	size, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil || size < 0 {
		return SeenHead{}, errors.New("size is not a whole number")
	}
	root, err := ParseRoot(parts[1])
	return SeenHead{Size: size, Root: root}, err
}
