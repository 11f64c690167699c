package store

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// R73: a machine that is switched off while the server runs leaves the write-ahead log behind as well.
func TestTheFolderOfARunningServerShowsNoName(t *testing.T) {
	h := open(t, Options{Dir: t.TempDir()})
	words := [][]byte{[]byte("sqlite format 3"), []byte("create table"), []byte("audit_entry")}
	for range 50 {
		name, secret := "вымысел"+strings.ToLower(rand.Text()), "contact"+strings.ToLower(rand.Text())
		h.edit("aliya", h.person("aliya", name, "contact", secret), "occupation", "a weaver")
		words = append(words, []byte(name), []byte(secret))
	}
	for _, file := range []string{databaseFile, databaseFile + "-wal"} {
		content, err := os.ReadFile(filepath.Join(h.options.Dir, file))
		h.must(err)
		if len(content) < 4096 {
			t.Errorf("%s has only %d bytes", file, len(content))
		}
		content = bytes.ToLower(content)
		for _, word := range words {
			if bytes.Contains(content, word) {
				t.Errorf("%s shows %q", file, word)
			}
		}
	}
}
