package audit_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases/audit"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

func TestParseLeafRefusesWhatBodyWouldNotWrite(t *testing.T) {
	good := string(leaf(4).Body())
	tests := []struct{ name, old, with string }{
		{"unknown format", "aigaq-leaf 1", "aigaq-leaf 2"},
		{"number with a zero before it", "seq 4", "seq 04"},
		{"number with a sign", "seq 4", "seq +4"},
		{"time without microseconds", ".000007Z", "Z"},
		{"time with nanoseconds", ".000007Z", ".000007000Z"},
		{"time in another zone", ".000007Z", ".000007+00:00"},
		{"impossible date", "2022-01-05", "2022-02-30"},
		{"text in back quotes", `"acc-7"`, "`acc-7`"},
		{"text with a needless escape", `"acc-7"`, `"acc\x2d7"`},
		{"line missing", "purpose \"casework\"\n", ""},
		{"line twice", "seq 4\n", "seq 4\nseq 4\n"},
		{"lines swapped", "seq 4\ntime 2022-01-05T10:00:04.000007Z\n", "time 2022-01-05T10:00:04.000007Z\nseq 4\n"},
		{"fewer files than stated", "files 0", "files 9000000000"},
		{"negative number of files", "files 0", "files -1"},
		{"upper case hash", "content ", "content A"},
		{"something after the end", "detail -\n", "detail -\n\n"},
		{"no last line end", "detail -\n", "detail -"},
		{"carriage return", "seq 4\n", "seq 4\r\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			body := strings.Replace(good, test.old, test.with, 1)
			if body == good {
				t.Fatal("the test changes nothing")
			}
			if l, err := audit.ParseLeaf([]byte(body)); err == nil {
				t.Fatalf("accepted as %+v", l)
			}
		})
	}
}

func TestCheckRefusesWhatMustNotStandInALeaf(t *testing.T) {
	tests := map[string]func(*audit.Leaf){
		"another format":     func(l *audit.Leaf) { l.Format = 2 },
		"negative position":  func(l *audit.Leaf) { l.Seq = -1 },
		"negative revision":  func(l *audit.Leaf) { l.Revision = -1 },
		"year beyond 9999":   func(l *audit.Leaf) { l.Time = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"no action":          func(l *audit.Leaf) { l.Action = "" },
		"a name":             func(l *audit.Leaf) { l.Actor = "Test Person" },
		"a name in Cyrillic": func(l *audit.Leaf) { l.Object = "Образец" },
		"a line end":         func(l *audit.Leaf) { l.Purpose = "a\nb" },
		"a long text":        func(l *audit.Leaf) { l.Purpose = strings.Repeat("a", 201) },
		"an empty file hash": func(l *audit.Leaf) { l.Files = make([]tlog.Hash, 1) },
	}
	for name, spoil := range tests {
		l := leaf(0)
		must(t, l.Check())
		spoil(&l)
		if l.Check() == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	l := leaf(0)
	l.Actor = "Test Person"
	if _, _, _, err := (audit.Head{}).Add(l); err == nil {
		t.Error("Add appends a leaf that Check refuses")
	}
}

// Whatever the texts hold, a body is read back as the leaf that wrote it, so
// no text can pose as another field.
func TestEveryLeafIsReadBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
		hashes := rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 32), func(b []byte) (h tlog.Hash) { copy(h[:], b); return h })
		l := audit.Leaf{
			Format: 1, Seq: rapid.Int64().Draw(t, "seq"), Revision: rapid.Int64().Draw(t, "revision"),
			Time:  time.UnixMicro(rapid.Int64Range(-1e15, 1e16).Draw(t, "time")).UTC(),
			Actor: words.Draw(t, "actor"), Action: words.Draw(t, "action"),
			Object: words.Draw(t, "object"), Purpose: words.Draw(t, "purpose"),
			Content: hashes.Draw(t, "content"), Detail: hashes.Draw(t, "detail"),
		}
		l.Files = append(l.Files, rapid.SliceOfN(hashes, 0, 4).Draw(t, "files")...)
		got, err := audit.ParseLeaf(l.Body())
		if err != nil || !reflect.DeepEqual(got, l) {
			t.Fatalf("got %+v, %v\nwant %+v", got, err, l)
		}
	})
}

// The encoding is for ever: a change to it would break every log in use.
func TestBodyIsTheOneThatOldLogsHold(t *testing.T) {
	l := leaf(4)
	l.Time = l.Time.In(time.FixedZone("Almaty", 5*3600)).Add(999)
	l.Files = []tlog.Hash{{1}}
	want := `aigaq-leaf 1
seq 4
time 2022-01-05T10:00:04.000007Z
actor "acc-7"
action "record.save"
object "0190-4"
revision 1
purpose "casework"
files 1
file 0100000000000000000000000000000000000000000000000000000000000000
content ` + audit.Hex(l.Content) + `
detail -
`
	if got := string(l.Body()); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCommitTellsSaltFromContent(t *testing.T) {
	if audit.Commit([]byte("ab"), []byte("c")) == audit.Commit([]byte("a"), []byte("bc")) {
		t.Error("salt and content run into each other")
	}
	if audit.Commit(nil, nil) == tlog.Hash(audit.Head{}.Root()) || audit.Empty(audit.Commit(nil, nil)) {
		t.Error("a commitment to nothing looks like another hash")
	}
	if a, b := audit.NewSalt(), audit.NewSalt(); len(a) != audit.SaltSize || bytes.Equal(a, b) {
		t.Error("salts are short or repeat")
	}
	if got := audit.Hex(audit.Commit([]byte("salt"), []byte("content"))); got != wantCommit {
		t.Errorf("the commitment changed to %s: no old leaf can be checked any more", got)
	}
}

// wantCommit was computed by another program from the definition.
const wantCommit = "b2e08e0dae4573903ed1e2142a67993b0d553f9e1a1a1b190936d0611504a2dd"
