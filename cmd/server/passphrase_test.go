package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestThePassphraseIsChanged(t *testing.T) { // R74
	h := newHome(t)
	words := func(text string) string {
		file := filepath.Join(t.TempDir(), "words")
		if err := os.WriteFile(file, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	old, other := h.file, words("другая вымышленная фраза 28")
	h.refused("passphrase", "--new-passphrase-file", words("short"))
	h.refused("passphrase")
	h.file = other
	h.refused("passphrase", "--new-passphrase-file", words("a guess at somebody's keys"))
	h.file = old
	h.command("passphrase", "--new-passphrase-file", other)
	h.refused("audit", "verify")
	h.file = other
	h.command("audit", "verify")
}
