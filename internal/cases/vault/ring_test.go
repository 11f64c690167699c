package vault

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

const logName = "log.example/archive"

var (
	first  = []byte("correct horse battery")
	second = []byte("құпия сөз тіркесі")
)

// cheap keeps the tests quick; only create and changePassphrase take it.
func cheap() cost { return cost{Memory: 64, Passes: 1, Threads: 1} }

func newDir(t *testing.T) (string, *Ring) {
	dir := filepath.Join(t.TempDir(), "data")
	ring, err := create(dir, first, logName, cheap())
	must(t, err)
	return dir, ring
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}

func TestCreateRefuses(t *testing.T) {
	dir, ring := newDir(t)
	_, err := create(dir, first, logName, cheap())
	want(t, err, ErrRingExists)
	again, err := Open(dir, first)
	must(t, err)
	if !bytes.Equal(again.Database(), ring.Database()) {
		t.Error("the ring was replaced all the same")
	}
	empty := t.TempDir()
	_, err = Create(empty, []byte("elevenchars"), logName)
	want(t, err, ErrShortPassphrase)
	_, err = Create(empty, []byte("одиннадцать"), logName) // 22 bytes, 11 characters
	want(t, err, ErrShortPassphrase)
	for _, name := range []string{"", "two words", "a+b", "a\nb", "\xff"} {
		_, err = create(empty, first, name, cheap())
		want(t, err, ErrOrigin)
	}
	if _, err := os.Stat(filepath.Join(empty, FileName)); err == nil {
		t.Error("a refused ring was written")
	}
}

// Two commands that create at the same moment: the second must not put its
// ring over the one whose keys are already in use.
func TestPlaceNewNeverReplaces(t *testing.T) {
	dir, _ := newDir(t)
	f := file{Format: format}
	must(t, f.wrap(random(keySize), first, cheap()))
	want(t, f.save(dir, placeNew), ErrRingExists)
	_, err := Open(dir, first)
	must(t, err)
	if names := listing(t, dir); names != FileName {
		t.Errorf("the folder holds %s", names)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir, _ := newDir(t)
	for _, wrong := range []string{"", "correct horse batterz", "correct horse battery ", "Correct horse battery"} {
		_, err := Open(dir, []byte(wrong))
		want(t, err, ErrWrongPassphrase)
	}
	_, err := Open(t.TempDir(), first)
	want(t, err, ErrNoRing)
	want(t, ChangePassphrase(t.TempDir(), first, second), ErrNoRing)
}

func TestOpenRefusesAnEditedFile(t *testing.T) {
	tests := []struct {
		name, old, with string
		want            error
	}{
		{"another format", `"format": 1`, `"format": 2`, ErrDamaged},
		{"another derivation", `"argon2id"`, `"argon2i"`, ErrDamaged},
		{"other passes", `"passes": 1`, `"passes": 2`, ErrWrongPassphrase},
		{"no passes", `"passes": 1`, `"passes": 0`, ErrDamaged},
		{"all the memory there is", `"memory_kib": 64`, `"memory_kib": 4294967295`, ErrDamaged},
		{"threads beyond range", `"threads": 1`, `"threads": 999`, ErrDamaged},
		{"secret renamed", `"name": "lookup"`, `"name": "database"`, ErrDamaged},
		{"secret left out", `"secrets": [`, `"secrets": [], "old": [`, ErrDamaged},
		{"not JSON", `{`, ``, ErrDamaged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir, _ := newDir(t)
			raw := read(t, dir)
			edited := strings.Replace(raw, test.old, test.with, 1)
			if edited == raw {
				t.Fatal("the test changes nothing")
			}
			write(t, dir, edited)
			_, err := Open(dir, first)
			want(t, err, test.want)
			want(t, changePassphrase(dir, first, second, cheap()), test.want)
		})
	}
	t.Run("secrets cut to none", func(t *testing.T) {
		dir, _ := newDir(t)
		raw := read(t, dir)
		write(t, dir, raw[:strings.Index(raw, `"secrets"`)]+`"secrets": []}`)
		_, err := Open(dir, first)
		want(t, err, ErrDamaged)
	})
}

// Every byte of every salt, nonce and box counts, in its written form too.
func TestOpenRefusesEveryFlippedByte(t *testing.T) {
	dir, _ := newDir(t)
	raw := read(t, dir)
	flipped, at := 0, 0
	for line := range strings.SplitAfterSeq(raw, "\n") {
		if key, _, _ := strings.Cut(strings.TrimSpace(line), ":"); key == `"salt"` || key == `"nonce"` || key == `"box"` {
			from := at + strings.Index(line, `: "`) + 3
			for i := from; i < at+strings.LastIndex(line, `"`); i++ {
				for _, bit := range []byte{1, 2, 0x20, 0x80} {
					edited := []byte(raw)
					edited[i] ^= bit
					write(t, dir, string(edited))
					if _, err := Open(dir, first); !errors.Is(err, ErrWrongPassphrase) && !errors.Is(err, ErrDamaged) {
						t.Fatalf("bit %#x of byte %d in %s: got %v", bit, i, strings.TrimSpace(line), err)
					}
					flipped++
				}
			}
		}
		at += len(line)
	}
	if flipped < 2000 {
		t.Fatalf("only %d flips were tried", flipped)
	}
}

func TestRingIsReadBack(t *testing.T) {
	dir, made := newDir(t)
	ring, err := Open(dir, first)
	must(t, err)
	if len(ring.Database()) != 32 || len(ring.Lookup()) != 32 || bytes.Equal(ring.Database(), ring.Lookup()) {
		t.Error("the keys are not two different ones of 32 bytes")
	}
	if !bytes.Equal(ring.Database(), made.Database()) || !bytes.Equal(ring.Lookup(), made.Lookup()) ||
		ring.Signing() != made.Signing() || ring.Verifying() != made.Verifying() {
		t.Error("what is opened is not what was created")
	}
	ring.Database()[0] ^= 1
	if !bytes.Equal(ring.Database(), made.Database()) {
		t.Error("a caller can change the ring")
	}
	_, other := newDir(t)
	if bytes.Equal(other.Database(), ring.Database()) || other.Signing() == ring.Signing() {
		t.Error("two rings share keys")
	}
}

// The reference for the key form is the note package itself.
func TestSigningKeyIsASignedNoteKey(t *testing.T) {
	_, ring := newDir(t)
	signer, err := note.NewSigner(ring.Signing())
	must(t, err)
	verifier, err := note.NewVerifier(ring.Verifying())
	must(t, err)
	if signer.Name() != logName {
		t.Errorf("the key is named %q", signer.Name())
	}
	msg, err := note.Sign(&note.Note{Text: "text\n"}, signer)
	must(t, err)
	_, err = note.Open(msg, note.VerifierList(verifier))
	must(t, err)
}

func TestFileAndPrintsHoldNoSecret(t *testing.T) {
	dir, ring := newDir(t)
	f, err := load(dir)
	must(t, err)
	master, err := f.unwrap(first)
	must(t, err)
	_, key, _ := strings.Cut(ring.Signing(), logName+"+")
	_, key, _ = strings.Cut(key, "+")
	seed, err := base64.StdEncoding.DecodeString(key)
	must(t, err)
	shown := read(t, dir) + fmt.Sprintf("%v %+v %#v %s", ring, ring, ring, ring)
	for name, secret := range map[string][]byte{
		"master": master, "database": ring.Database(), "lookup": ring.Lookup(),
		"signing": []byte(ring.Signing()), "seed": seed[1:], "passphrase": first,
	} {
		for form, s := range forms(secret) {
			if strings.Contains(shown, s) {
				t.Errorf("%s stands in the file or in print, %s", name, form)
			}
		}
	}
}

// forms spells bytes in the ways they are usually written; base64 depends on
// where in a group of three the bytes begin.
func forms(b []byte) map[string]string {
	all := map[string]string{
		"plain": string(b), "hex": hex.EncodeToString(b), "HEX": strings.ToUpper(hex.EncodeToString(b)),
		"numbers": strings.Trim(fmt.Sprint(b), "[]"),
	}
	for skip := range 3 {
		whole := b[skip : skip+(len(b)-skip)/3*3]
		all[fmt.Sprint("base64 from ", skip)] = base64.StdEncoding.EncodeToString(whole)
		all[fmt.Sprint("base64url from ", skip)] = base64.URLEncoding.EncodeToString(whole)
	}
	return all
}

func TestStandardCost(t *testing.T) {
	if standard() != (cost{Memory: 65536, Passes: 3, Threads: 1}) || !standard().sane() {
		t.Errorf("got %+v", standard())
	}
	dir := t.TempDir()
	_, err := Create(dir, first, logName)
	must(t, err)
	f, err := load(dir)
	must(t, err)
	if f.Derived.cost != standard() {
		t.Errorf("Create uses %+v", f.Derived.cost)
	}
	must(t, ChangePassphrase(dir, first, second))
	if f, err = load(dir); err != nil || f.Derived.cost != standard() {
		t.Errorf("ChangePassphrase uses %+v, %v", f.Derived.cost, err)
	}
}

func read(t *testing.T, dir string) string {
	raw, err := os.ReadFile(filepath.Join(dir, FileName))
	must(t, err)
	return string(raw)
}

func write(t *testing.T, dir, raw string) {
	must(t, os.WriteFile(filepath.Join(dir, FileName), []byte(raw), 0o600))
}

func listing(t *testing.T, dir string) string {
	entries, err := os.ReadDir(dir)
	must(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}
