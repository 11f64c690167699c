package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestChangePassphraseRefuses(t *testing.T) {
	dir, _ := newDir(t)
	before := read(t, dir)
	want(t, changePassphrase(dir, second, first, cheap()), ErrWrongPassphrase)
	want(t, changePassphrase(dir, first, []byte("short"), cheap()), ErrShortPassphrase)
	if read(t, dir) != before {
		t.Error("a refused change was written")
	}
}

func TestChangePassphraseKeepsTheSecrets(t *testing.T) {
	dir, made := newDir(t)
	must(t, changePassphrase(dir, first, second, cheap()))
	_, err := Open(dir, first)
	want(t, err, ErrWrongPassphrase)
	ring, err := Open(dir, second)
	must(t, err)
	if !bytes.Equal(ring.Database(), made.Database()) || ring.Signing() != made.Signing() {
		t.Error("the secrets changed with the passphrase")
	}
}

// A process killed after the temporary file is written and before the rename
// leaves just this behind.
func TestKilledBeforeTheRenameLeavesTheOldRing(t *testing.T) {
	dir, made := newDir(t)
	before := read(t, dir)
	f, err := rewrap(dir, first, second, cheap())
	must(t, err)
	temp, err := f.stage(dir)
	must(t, err)
	if mode(t, temp) != 0o600 {
		t.Errorf("the temporary file has mode %o", mode(t, temp))
	}
	if read(t, dir) != before {
		t.Fatal("the ring changed before the rename")
	}
	_, err = Open(dir, second)
	want(t, err, ErrWrongPassphrase)
	ring, err := Open(dir, first)
	must(t, err)
	if !bytes.Equal(ring.Database(), made.Database()) {
		t.Error("the old ring opens to other secrets")
	}
	must(t, changePassphrase(dir, first, []byte("a third passphrase"), cheap()))
	if names := listing(t, dir); names != FileName {
		t.Errorf("the leftover under the abandoned passphrase stays: %s", names)
	}
}

func TestModes(t *testing.T) {
	dir, _ := newDir(t)
	must(t, changePassphrase(dir, first, second, cheap()))
	if got := mode(t, dir); got != 0o700 {
		t.Errorf("the folder has mode %o", got)
	}
	if got := mode(t, filepath.Join(dir, FileName)); got != 0o600 {
		t.Errorf("the ring has mode %o", got)
	}
}

func mode(t *testing.T, path string) os.FileMode {
	info, err := os.Stat(path)
	must(t, err)
	return info.Mode().Perm()
}

func TestReadPassphraseFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "passphrase")
	tests := []struct{ name, holds, want string }{
		{"empty file", "", ""},
		{"one line end only", "\n", ""},
		{"one Windows line end only", "\r\n", ""},
		{"too long", string(make([]byte, 65<<10)), ""},
		{"no line end", "a b", "a b"},
		{"one line end", "a b\n", "a b"},
		{"Windows line end", "a b\r\n", "a b"},
		{"two line ends: one is meant", "a b\n\n", "a b\n"},
		{"spaces are meant", " a b \n", " a b "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			must(t, os.WriteFile(path, []byte(test.holds), 0o600))
			got, err := ReadPassphraseFile(path)
			if string(got) != test.want || (err == nil) != (test.want != "") {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	if _, err := ReadPassphraseFile(path + ".none"); err == nil {
		t.Error("a missing file is read")
	}
}
