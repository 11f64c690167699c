package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"aigaq/internal/cases/audit"
)

// world is a log of some entries that two witnesses watch.
type world struct {
	*testing.T
	dir, key  string
	witnesses []string // public keys
	file      audit.ProofFile
}

const content = `{"answers":{"account":"held for five days\u202e","victim":["PER-605128"]},"format":1,"kind":"detention","uid":"0190-made-up"}`

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, dir: t.TempDir()}
	skey, vkey, err := audit.NewKey("log.example")
	w.must(err)
	signer, err := note.NewSigner(skey)
	w.must(err)
	w.key = vkey
	salt := audit.NewSalt()
	var head audit.Head
	var nodes []tlog.Hash
	for seq := range int64(11) {
		l := audit.Leaf{Time: time.Date(2022, 1, 5, 10, 0, int(seq), 0, time.UTC), Actor: "acc-7", Action: "record.change",
			Object: "0190-made-up", Revision: seq + 1, Content: audit.Commit(salt, []byte(content))}
		next, body, made, err := head.Add(l)
		w.must(err)
		for _, n := range made {
			nodes = append(nodes, n.Hash)
		}
		if seq == 6 {
			w.file.Leaf = body
		}
		head = next
	}
	w.file.Content, w.file.Salt = []byte(content), salt
	w.file.Inclusion, err = audit.Inclusion(11, 6, tlog.HashReaderFunc(func(at []int64) (out []tlog.Hash, err error) {
		for _, i := range at {
			out = append(out, nodes[i])
		}
		return out, nil
	}))
	w.must(err)
	w.file.Checkpoint, err = audit.SignCheckpoint(signer, "log.example", 11, head.Root())
	w.must(err)
	for i := range 2 {
		w.cosign(fmt.Sprintf("partner.example/%d", i))
	}
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) cosign(name string) {
	w.Helper()
	skey, vkey, err := audit.NewWitnessKey(name)
	w.must(err)
	c, err := audit.NewCosigner(skey, func() time.Time { return time.Date(2022, 1, 5, 11, 0, 0, 0, time.UTC) })
	w.must(err)
	text, _, _ := strings.Cut(string(w.file.Checkpoint), "\n\n")
	msg, err := note.Sign(&note.Note{Text: text + "\n"}, c)
	w.must(err)
	_, line, _ := strings.Cut(string(msg), "\n\n")
	w.file.Checkpoint = append(w.file.Checkpoint, line...)
	w.witnesses = append(w.witnesses, vkey)
}

func (w *world) bytes() []byte {
	w.Helper()
	b, err := w.file.Bytes()
	w.must(err)
	return b
}

func (w *world) write(name string, b []byte) string {
	w.Helper()
	path := filepath.Join(w.dir, name)
	w.must(os.WriteFile(path, b, 0o600))
	return path
}

func (w *world) args(path string) []string {
	return []string{"--key", w.key, "--witness", w.witnesses[0], "--witness", w.witnesses[1], path}
}

// R68: the real program, with nothing but a file and public keys.
func TestTheProgramSaysWhatIsProved(t *testing.T) {
	w := newWorld(t)
	program := filepath.Join(w.dir, "aigaq-verify")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v: %s", err, out)
	}
	good := w.bytes()
	run := func(args ...string) (string, int) {
		c := exec.Command(program, args...)
		c.Env, c.Dir = []string{}, w.dir
		out, err := c.CombinedOutput()
		if c.ProcessState == nil {
			t.Fatal(err)
		}
		return string(out), c.ProcessState.ExitCode()
	}
	out, code := run(w.args(w.write("good", good))...)
	for _, word := range []string{"PROVED", "holds entry         6", "acc-7", "record.change", "0190-made-up, leaving version 7",
		"2022-01-05T10:00:06Z", "partner.example/0+", "partner.example/1+", `"account": "held for five days\u202e"`} {
		if code != exitHolds || !strings.Contains(out, word) {
			t.Errorf("exit %d, %q is not in:\n%s", code, word, out)
		}
	}
	for i := 0; i < len(good); i += 97 {
		bad := bytes.Clone(good)
		bad[i] ^= 1
		if out, code := run(w.args(w.write("bad", bad))...); code != exitNot || strings.Contains(out, "\nPROVED") {
			t.Errorf("byte %d flipped: exit %d: %s", i, code, out)
		}
	}
	if out, code := run("--witness", w.witnesses[0], filepath.Join(w.dir, "good")); code != exitUsage || !strings.Contains(out, "--key VKEY") {
		t.Errorf("without a key: exit %d: %s", code, out)
	}
}

// R68
func TestEveryFlippedByteFails(t *testing.T) {
	w := newWorld(t)
	for _, sealed := range []bool{false, true} {
		if sealed {
			w.file.Content, w.file.Salt = nil, nil
		}
		good := w.bytes()
		if w.run(good) != exitHolds {
			t.Fatal("the whole file fails")
		}
		for i := range good {
			for _, bit := range []byte{1, 0x20} {
				bad := bytes.Clone(good)
				bad[i] ^= bit
				if w.run(bad) != exitNot {
					t.Errorf("byte %d, %q for %q, passes", i, bad[i], good[i])
				}
			}
		}
		for _, bad := range [][]byte{nil, good[:len(good)-1], append(bytes.Clone(good), '\n'), append([]byte{'\n'}, good...)} {
			if w.run(bad) != exitNot {
				t.Errorf("a file of %d bytes for %d passes", len(bad), len(good))
			}
		}
	}
}

func (w *world) run(file []byte) int {
	w.Helper()
	var out, complain bytes.Buffer
	return run(w.args(w.write("file", file)), &out, &complain)
}

// R68: whoever makes the sum of a forged file anew still lacks the keys.
func TestForgeriesFail(t *testing.T) {
	for name, forge := range map[string]func(w *world){
		"another content": func(w *world) { w.file.Content = bytes.Replace(w.file.Content, []byte("five"), []byte("nine"), 1) },
		"another salt":    func(w *world) { w.file.Salt = audit.NewSalt() },
		"another entry":   func(w *world) { w.file.Leaf = bytes.Replace(w.file.Leaf, []byte("acc-7"), []byte("acc-8"), 1) },
		"another place":   func(w *world) { w.file.Leaf = bytes.Replace(w.file.Leaf, []byte("seq 6"), []byte("seq 5"), 1) },
		"no path":         func(w *world) { w.file.Inclusion = nil },
		"another path":    func(w *world) { w.file.Inclusion[1][0] ^= 1 },
		"another size": func(w *world) {
			w.file.Checkpoint = bytes.Replace(w.file.Checkpoint, []byte("\n11\n"), []byte("\n12\n"), 1)
		},
		"another log": func(w *world) {
			_, vkey, err := audit.NewKey("log.example")
			w.must(err)
			w.key = vkey
		},
		"a witness who has not cosigned": func(w *world) {
			_, vkey, err := audit.NewWitnessKey("partner.example/1")
			w.must(err)
			w.witnesses[1] = vkey
		},
		"a cosignature cut out": func(w *world) {
			w.file.Checkpoint = w.file.Checkpoint[:bytes.LastIndex(w.file.Checkpoint, []byte("— "))]
		},
		"a cosignature dated otherwise": func(w *world) { // the time is in the first bytes behind the key's hash
			lines := strings.Split(string(w.file.Checkpoint), "\n")
			last := []byte(lines[len(lines)-2])
			last[len(last)-90] ^= 1
			lines[len(lines)-2] = string(last)
			w.file.Checkpoint = []byte(strings.Join(lines, "\n"))
		},
	} {
		w := newWorld(t)
		forge(w)
		if w.run(w.bytes()) != exitNot {
			t.Errorf("%s passes", name)
		}
	}
}

// A sealed proof and the content, given apart, say the same as an open proof.
func TestContentOpensASealedProof(t *testing.T) {
	w := newWorld(t)
	opening := w.write("opening", fmt.Appendf(nil, "content %s\nsalt %x\n", w.file.Content, w.file.Salt))
	lie := w.write("lie", fmt.Appendf(nil, "content %s\nsalt %x\n", bytes.Replace(w.file.Content, []byte("five"), []byte("nine"), 1), w.file.Salt))
	w.file.Content, w.file.Salt = nil, nil
	sealed := w.write("sealed", w.bytes())
	var out, complain bytes.Buffer
	if code := run([]string{"--key", w.key, sealed}, &out, &complain); code != exitHolds || !strings.Contains(out.String(), "is sealed") ||
		!strings.Contains(out.String(), "No witness") || strings.Contains(out.String(), "held for") {
		t.Errorf("sealed: %d %s", code, &out)
	}
	out.Reset()
	if code := run([]string{"--key", w.key, "--content", opening, sealed}, &out, &complain); code != exitHolds || !strings.Contains(out.String(), "held for five") {
		t.Errorf("opened: %d %s %s", code, &out, &complain)
	}
	if code := run([]string{"--key", w.key, "--content", lie, sealed}, &out, &complain); code != exitNot {
		t.Errorf("a lie: %d", code)
	}
}
