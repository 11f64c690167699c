package audit

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Code is the short form of a root for footers and paper: its first eight
// hexadecimal digits in two groups. It is enough to notice a rewritten log,
// not enough to prove one.
func Code(root tlog.Hash) string {
	s := Hex(root)
	return s[:4] + "-" + s[4:8]
}

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

// String gives the head as `SIZE ROOT`, the line that ParseHeads reads.
func (s SeenHead) String() string { return fmt.Sprintf("%d %s", s.Size, Hex(s.Root)) }

// ParseHeads reads heads seen earlier, `SIZE ROOT` a line. Blank lines and
// lines that start with # are passed over; an error names its line.
func ParseHeads(r io.Reader) ([]SeenHead, error) {
	var heads []SeenHead
	scan := bufio.NewScanner(r)
	for line := 1; scan.Scan(); line++ {
		s := strings.TrimSpace(scan.Text())
		if s == "" || s[0] == '#' {
			continue
		}
		head, err := parseHead(s)
		if err != nil {
			return nil, fmt.Errorf("heads, line %d: %w", line, err)
		}
		heads = append(heads, head)
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("read heads: %w", err)
	}
	return heads, nil
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
