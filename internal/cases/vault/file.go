package vault

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// format is the number of the file's layout; it is bound into every seal.
const format = 1

// cost is what deriving a key from a passphrase takes.
type cost struct {
	Memory  uint32 `json:"memory_kib"`
	Passes  uint32 `json:"passes"`
	Threads uint8  `json:"threads"`
}

// standard is the cost of every ring outside tests: 64 MiB, three passes.
func standard() cost { return cost{Memory: 64 << 10, Passes: 3, Threads: 1} }

// sane bounds a cost read from a file, so that an edited file cannot take all
// memory or run for hours before it is refused: 1 GiB, 32 passes, 16 threads.
func (c cost) sane() bool {
	return c.Memory >= 8 && c.Memory <= 1<<20 && c.Passes >= 1 && c.Passes <= 32 && c.Threads >= 1 && c.Threads <= 16
}

func (c cost) derive(passphrase, salt []byte) []byte {
	return argon2.IDKey(passphrase, salt, c.Passes, c.Memory, c.Threads, keySize)
}

// file is the key ring as it lies on disk.
type file struct {
	Format  int `json:"format"`
	Derived struct {
		By string `json:"by"`
		cost
		Salt text `json:"salt"`
	} `json:"key_derivation"`
	Master  sealed   `json:"master"`
	Secrets []secret `json:"secrets"`
}

type secret struct {
	Name string `json:"name"`
	sealed
}

type sealed struct {
	Nonce text `json:"nonce"`
	Box   text `json:"box"`
}

// text is bytes in base64. Reading is strict, so that no two spellings in the
// file mean the same bytes.
type text []byte

// MarshalText writes standard base64.
func (t text) MarshalText() ([]byte, error) {
	return base64.StdEncoding.AppendEncode(nil, t), nil
}

// UnmarshalText accepts only what MarshalText writes.
func (t *text) UnmarshalText(b []byte) error {
	raw, err := base64.StdEncoding.Strict().DecodeString(string(b))
	*t = raw
	return err
}

const argon2id = "argon2id"

// wrap puts the master key under the passphrase, with a new salt.
func (f *file) wrap(master, passphrase []byte, c cost) (err error) {
	f.Derived.By, f.Derived.cost, f.Derived.Salt = argon2id, c, random(16)
	f.Master, err = seal(c.derive(passphrase, f.Derived.Salt), "master", master)
	return err
}

// unwrap cannot tell a wrong passphrase from a changed salt, cost or box.
func (f *file) unwrap(passphrase []byte) ([]byte, error) {
	if f.Derived.By != argon2id || !f.Derived.sane() {
		return nil, fmt.Errorf("%w: the key derivation is not known", ErrDamaged)
	}
	master, err := f.Master.open(f.Derived.derive(passphrase, f.Derived.Salt), "master")
	if err != nil || len(master) != keySize {
		return nil, ErrWrongPassphrase
	}
	return master, nil
}

// fill seals the secrets of the ring into the file, in a fixed order.
func (f *file) fill(master []byte, ring *Ring) error {
	for _, name := range []string{database, lookup, signing, verifying} {
		s, err := seal(master, "secret "+name, ring.secrets[name])
		if err != nil {
			return err
		}
		f.Secrets = append(f.Secrets, secret{name, s})
	}
	return nil
}

// empty takes every secret out of the file; one that is missing, changed or
// under another's name is ErrDamaged.
func (f *file) empty(master []byte) (*Ring, error) {
	ring := &Ring{secrets: map[string][]byte{}}
	for _, s := range f.Secrets {
		raw, err := s.open(master, "secret "+s.Name)
		if err != nil {
			return nil, fmt.Errorf("%w: secret %q does not open", ErrDamaged, s.Name)
		}
		ring.secrets[s.Name] = raw
	}
	for _, name := range []string{database, lookup, signing, verifying} {
		if len(ring.secrets[name]) == 0 {
			return nil, fmt.Errorf("%w: secret %q is missing", ErrDamaged, name)
		}
	}
	return ring, nil
}

// bound is the associated data of a seal: the format and what is sealed.
func bound(what string) []byte { return fmt.Appendf(nil, "aigaq key ring %d %s", format, what) }

func seal(key []byte, what string, plain []byte) (sealed, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return sealed{}, fmt.Errorf("seal %s: %w", what, err)
	}
	nonce := random(aead.NonceSize())
	return sealed{Nonce: nonce, Box: aead.Seal(nil, nonce, plain, bound(what))}, nil
}

func (s sealed) open(key []byte, what string) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", what, err)
	}
	if len(s.Nonce) != aead.NonceSize() {
		return nil, errors.New("nonce has the wrong length")
	}
	return aead.Open(nil, s.Nonce, s.Box, bound(what))
}

func load(dir string) (file, error) {
	raw, err := os.ReadFile(filepath.Join(dir, FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return file{}, ErrNoRing
	}
	if err != nil {
		return file{}, fmt.Errorf("read key ring: %w", err)
	}
	var f file
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return file{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if f.Format != format {
		return file{}, fmt.Errorf("%w: format %d is not known", ErrDamaged, f.Format)
	}
	return f, nil
}
