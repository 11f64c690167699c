package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// refused runs a command that must fail and gives what it prints.
func (h *home) refused(args ...string) string {
	h.Helper()
	out, err := exec.Command(h.program, append(args, "--data", h.dir, "--passphrase-file", h.file)...).CombinedOutput()
	if err == nil {
		h.Fatalf("%s was done: %s", args, out)
	}
	return string(out)
}

func TestAccountsOnTheCommandLine(t *testing.T) { // R1, R9, R13
	h := newHome(t)
	h.command("team", "add", "west", "--en", "West", "--ru", "Запад", "--kk", "Батыс")
	h.refused("team", "add", "Bad Code", "--en", "a", "--ru", "b", "--kk", "c")
	h.command("user", "add", "Ойдан Адам", "--role", "intake")
	h.refused("user", "role", "Ойдан Адам", "root")
	h.refused("user", "role", "Ойдан Адам", "staff", "--team", "moon")
	h.refused("user", "enable", "Nobody")
	easy := filepath.Join(t.TempDir(), "easy")
	if err := os.WriteFile(easy, []byte("password1234\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if said := h.refused("user", "add", "Half Made", "--role", "staff", "--password-file", easy); !strings.Contains(said, "Choose another") {
		t.Errorf("an easy password is refused with %q", said)
	}
	if strings.Contains(h.command("user", "list"), "Half Made") {
		t.Error("an account was made though its password was refused")
	}
	listed := func(want string) {
		t.Helper()
		for _, line := range strings.Split(h.command("user", "list"), "\n") {
			if strings.HasPrefix(line, "Ойдан Адам") {
				if got := strings.Join(strings.Fields(strings.TrimPrefix(line, "Ойдан Адам")), " "); got != want {
					t.Errorf("listed as %q, want %q", got, want)
				}
				return
			}
		}
		t.Error("not listed")
	}
	listed("intake invited no second factor never")
	h.command("user", "role", "Ойдан Адам", "staff", "--team", "west")
	listed("staff west invited no second factor never")
	h.command("user", "disable", "Ойдан Адам")
	listed("staff west disabled no second factor never")
	h.refused("user", "reset", "Ойдан Адам")
	h.command("user", "enable", "Ойдан Адам")
	listed("staff west invited no second factor never")
	if link := h.command("user", "reset", "Ойдан Адам"); !strings.Contains(link, "/invite/") {
		t.Errorf("a reset prints %q", link)
	}
}
