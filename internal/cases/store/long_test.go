package store

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"aigaq/internal/cases"
)

func TestNamesOfAnyLengthAreAnsweredAtOnce(t *testing.T) { // R38
	onBoth(t, func(h *house) {
		h.person("aliya", "Ойдан Асан")
		long := map[string]string{
			"one word of a megabyte":   strings.Repeat("ойдан", 100_000),
			"a hundred thousand words": strings.Repeat("Ойдан Асан ", 50_000),
			"as many different ones":   distinct(20_000),
			"as many initials":         strings.Repeat("А.Б.", 50_000),
			"as many hyphens":          strings.Repeat("ойдан-", 50_000),
			"nothing but marks":        strings.Repeat("\u0301", 300_000),
		}
		for what, name := range long {
			for door, ask := range map[string]func() error{
				"alike": func() error {
					_, err := h.desk("aliya").Alike(h.ctx(), cases.Sought{Names: []string{name}}, 5)
					return err
				},
				"many forms": func() error {
					_, err := h.desk("aliya").Alike(h.ctx(), cases.Sought{Names: strings.Fields(name)}, 5)
					return err
				},
				"find": func() error { _, err := h.desk("aliya").Find(h.ctx(), name, 5); return err },
				"text": func() error { _, err := h.desk("aliya").List(h.ctx(), cases.Query{Text: name}); return err },
				"look": func() error { _, err := h.desk("aliya").Look(h.ctx(), cases.Query{Text: name}, 5); return err },
			} {
				best := time.Hour
				for tries := 0; tries < 10 && best > 3*time.Second; tries++ { // a busy machine delays some of them
					begun := time.Now()
					if err := ask(); err != nil {
						h.Errorf("%s, %s: %.200v", what, door, err)
					}
					best = min(best, time.Since(begun))
				}
				if best > 3*time.Second {
					h.Errorf("%s, %s: %v", what, door, best)
				}
			}
		}
	})
}

func distinct(n int) string {
	var b strings.Builder
	for i := range n {
		for _, digit := range []int{i / 676 % 26, i / 26 % 26, i % 26} {
			b.WriteByte("abcdefghijklmnopqrstuvwxyz"[digit])
		}
		b.WriteString("esh ")
	}
	return b.String()
}

// worked is the time for which processors have worked for this process so far: unlike the time on the wall it does not
// grow while others use them.
func worked() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
