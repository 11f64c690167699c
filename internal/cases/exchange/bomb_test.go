package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"syscall"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// bomb is a workbook of which one part is so many bytes of one letter. With lies its size is said to be small.
func bomb(t *testing.T, part string, size int, lies bool) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(part)
	if err != nil {
		t.Fatal(err)
	}
	block := bytes.Repeat([]byte("a"), 1<<20)
	for range size >> 20 {
		if _, err := w.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	file := b.Bytes()
	if lies {
		at := bytes.LastIndex(file, []byte("PK\x01\x02"))
		binary.LittleEndian.PutUint32(file[at+24:], 100)
	}
	return file
}

func TestFilesThatUnpackToTooMuchAreRefusedAtOnce(t *testing.T) {
	for what, file := range map[string][]byte{
		"a large sheet":         bomb(t, "xl/worksheets/sheet1.xml", 60<<20, false),
		"one that lies":         bomb(t, "xl/worksheets/sheet1.xml", 60<<20, true),
		"texts that lie":        bomb(t, "xl/sharedStrings.xml", 60<<20, true),
		"one long line":         []byte(strings.Repeat("а,", 5_000_000)),
		"quotes without an end": []byte(`"` + strings.Repeat("a\n", 5_000_000)),
		"nothing but lines":     []byte("a\n" + strings.Repeat(",\n", 5_000_000)),
	} {
		begun := worked()
		s, err := ReadSheet("list", file)
		var problems cases.Problems
		if err == nil && len(s.Rows) > SheetRows+1 || err != nil && !errors.As(err, &problems) {
			t.Errorf("%s: %v", what, err)
		}
		if took := worked() - begun; took > 10*time.Second {
			t.Errorf("%s took %v", what, took)
		}
	}
}

// worked is the time for which processors have worked for this process so far: unlike the time on the wall it does not
// grow while others use them.
func worked() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
