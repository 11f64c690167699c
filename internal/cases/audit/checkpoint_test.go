package audit_test

import (
	"fmt"
	"strings"
	"testing"

	"aigaq/internal/cases/audit"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func TestSignCheckpointRefuses(t *testing.T) {
	signer, _ := newSigner(t, origin)
	if _, err := audit.SignCheckpoint(signer, "other.example", 1, tlog.Hash{1}); err == nil {
		t.Error("a key signs for a log of another name")
	}
	for _, size := range []int64{-1, audit.MaxSize + 1} {
		if _, err := audit.SignCheckpoint(signer, origin, size, tlog.Hash{1}); err == nil {
			t.Errorf("size %d is signed", size)
		}
	}
	if _, _, err := audit.NewKey("two words"); err == nil {
		t.Error("a key gets a name that a note cannot hold")
	}
}

func TestOpenCheckpointRefusesEveryFlippedByte(t *testing.T) {
	signer, keys := newSigner(t, origin)
	msg, err := audit.SignCheckpoint(signer, origin, 12, tlog.Hash{1})
	must(t, err)
	for i := range len(msg) - 1 {
		forged := []byte(string(msg))
		forged[i] ^= 1
		if o, n, r, err := audit.OpenCheckpoint(forged, keys); err == nil {
			t.Errorf("byte %d flipped: opened as %q %d %v", i, o, n, r)
		}
	}
}

func TestOpenCheckpointRefusesSignedNonsense(t *testing.T) {
	signer, keys := newSigner(t, origin)
	root := tlog.Hash{1}.String()
	for _, text := range []string{
		origin + "\n", origin + "\n12\n", "\n12\n" + root + "\n",
		origin + "\n012\n" + root + "\n", origin + "\n-1\n" + root + "\n",
		origin + "\n9223372036854775807\n" + root + "\n",
		origin + "\n12\n" + root[:40] + "\n", origin + "\n12\n" + strings.TrimRight(root, "=") + "\n",
	} {
		msg, err := note.Sign(&note.Note{Text: text}, signer)
		must(t, err)
		if _, _, _, err := audit.OpenCheckpoint(msg, keys); err == nil {
			t.Errorf("opened %q", text)
		}
	}
}

func TestOpenCheckpointRefusesAWitnessAlone(t *testing.T) {
	witness, keys := newSigner(t, "witness.example")
	msg, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n12\n%s\n", origin, tlog.Hash{1})}, witness)
	must(t, err)
	if _, _, _, err := audit.OpenCheckpoint(msg, keys); err == nil {
		t.Error("a witness speaks for the log")
	}
}

func TestCheckpointIsReadBack(t *testing.T) {
	signer, keys := newSigner(t, origin)
	msg, err := audit.SignCheckpoint(signer, origin, 12, tlog.Hash{1})
	must(t, err)
	if want := origin + "\n12\n" + (tlog.Hash{1}).String() + "\n\n— " + origin + " "; !strings.HasPrefix(string(msg), want) {
		t.Errorf("got %q", msg)
	}
	name, size, root, err := audit.OpenCheckpoint(msg, keys)
	if err != nil || name != origin || size != 12 || root != (tlog.Hash{1}) {
		t.Errorf("got %q %d %v %v", name, size, root, err)
	}
}

func TestParseSeenNamesTheLine(t *testing.T) {
	root := audit.Hex(tlog.Hash{1})
	for _, bad := range []string{"12", "x " + root, "-1 " + root, "12 " + root[2:], "12 " + root + " x", "12 " + root[2:] + "zz"} {
		_, err := audit.ParseSeen(strings.NewReader("# seen\n\n"+bad+"\n"), nil)
		if err == nil || !strings.Contains(err.Error(), "line 3") {
			t.Errorf("%q: got %v", bad, err)
		}
	}
	heads, err := audit.ParseSeen(strings.NewReader("# seen\n12 "+root+"\r\n\n3 "+strings.ToUpper(root)), nil)
	if err != nil || len(heads) != 2 || heads[0] != (audit.SeenHead{Size: 12, Root: tlog.Hash{1}}) || heads[1].Size != 3 {
		t.Errorf("got %v %v", heads, err)
	}
}
