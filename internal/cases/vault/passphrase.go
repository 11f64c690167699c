package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// longestPassphraseFile stops a wrong path from filling the memory, in bytes.
const longestPassphraseFile = 64 << 10

// ReadPassphraseFile reads a passphrase from a file and takes one line end off,
// because editors add one. Everything else in the file belongs to the
// passphrase. An empty passphrase is refused.
func ReadPassphraseFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read passphrase: %w", err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, longestPassphraseFile+1))
	if err != nil {
		return nil, fmt.Errorf("read passphrase: %w", err)
	}
	if len(raw) > longestPassphraseFile {
		return nil, errors.New("read passphrase: the file is too long for one")
	}
	if cut, ok := bytes.CutSuffix(raw, []byte("\n")); ok {
		raw = bytes.TrimSuffix(cut, []byte("\r"))
	}
	if len(raw) == 0 {
		return nil, errors.New("read passphrase: the file holds none")
	}
	return raw, nil
}
