package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/vault"
)

func TestTheLogRefusesChangesFromSQL(t *testing.T) { // R72
	onBoth(t, func(h *house) {
		h.person("aliya", "Ойдан шығарылған Адам")
		h.must(h.Keeper().Checkpoint(h.ctx()))
		for _, statement := range []string{
			"UPDATE audit_entry SET object = 'x' WHERE seq = 1",
			"DELETE FROM audit_entry",
			"UPDATE audit_node SET hash = hash",
			"DELETE FROM audit_node WHERE id = 0",
			"UPDATE audit_checkpoint SET size = size + 1",
			"DELETE FROM audit_checkpoint",
			"DELETE FROM audit_detail WHERE seq = 1",
			"UPDATE audit_detail SET salt = detail WHERE seq = 1",
			"UPDATE audit_detail SET seq = seq + 100000",
			"UPDATE audit_head SET size = size",
			"UPDATE audit_head SET size = size - 1",
			"DELETE FROM audit_head",
		} {
			if err := h.run(statement); err == nil || !strings.Contains(err.Error(), "only") {
				h.Errorf("%s gave %v", statement, err)
			}
		}
		h.verify()
	})
}

// run runs a statement as the application's own writer could.
func (h *house) run(statement string) error {
	return h.writer.do(func(tx *gorm.DB) error { return tx.Exec(statement).Error })
}

func TestReadersCannotWrite(t *testing.T) {
	onBoth(t, func(h *house) {
		if err := h.read.Exec("UPDATE records SET level = 'public'").Error; err == nil {
			h.Error("a connection for reading wrote")
		}
	})
}

func TestTheClosedDataFolderShowsNoName(t *testing.T) { // R73
	h := open(t, Options{Dir: t.TempDir()})
	var planted []string
	for i := range 50 {
		name := fmt.Sprintf("Қиялбек Ойдан-Шыққан %dшы", 7000+i)
		planted = append(planted, name)
		p := h.person("aliya", name, "contact", "contact of "+name)
		h.edit("aliya", p, "remarks", "remarks on "+name)
	}
	if _, err := h.desk("aliya").List(h.ctx(), cases.Query{Kind: "person", Text: planted[7], Sort: "name"}); err != nil {
		t.Fatal(err)
	}
	h.must(h.Store.Close())
	files := 0
	h.must(filepath.WalkDir(h.options.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		content, err := os.ReadFile(path)
		for _, name := range planted {
			if bytes.Contains(content, []byte(name)) || bytes.Contains(content, inUTF16(name)) {
				t.Errorf("%s shows %q", path, name)
			}
		}
		if bytes.Contains(content, []byte("SQLite format")) || bytes.Contains(content, []byte("CREATE TABLE")) {
			t.Errorf("%s is readable as a database", path)
		}
		return err
	}))
	if files == 0 {
		t.Error("the data folder is empty")
	}
}

func inUTF16(s string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}

func TestAWrongKeyIsRefused(t *testing.T) { // R73
	h := open(t, Options{Dir: t.TempDir()})
	p := h.person("aliya", "Қиялбек Ойдан")
	h.must(h.Store.Close())
	other, err := vault.Create(t.TempDir(), []byte("another passphrase"), "aigaq.test")
	h.must(err)
	if s, err := Open(h.ctx(), Options{Dir: h.options.Dir, Ring: other}); err == nil {
		s.Close()
		t.Fatal("another ring opens the database")
	}
	h.reopen()
	if _, err := h.desk("aliya").Get(h.ctx(), p.Number); err != nil {
		t.Errorf("after the refusal: %v", err)
	}
}

func TestASecondServerOnAFolderIsRefused(t *testing.T) { // R87
	h := open(t, Options{Dir: t.TempDir(), Exclusive: true})
	if s, err := Open(h.ctx(), h.options); !errors.Is(err, ErrInUse) {
		if err == nil {
			s.Close()
		}
		t.Fatalf("a second server: %v", err)
	}
	beside := h.options
	beside.Exclusive = false
	s, err := Open(h.ctx(), beside)
	h.must(err) // the command line works beside the server
	h.must(s.Close())
	h.reopen()
}

func TestTwoServersOnOneDatabaseKeepOneLog(t *testing.T) { // R87
	onBoth(t, func(h *house) {
		second, err := Open(h.ctx(), h.options)
		h.must(err)
		defer second.Close()
		done := make(chan error)
		for _, s := range []*Store{h.Store, second} {
			go func() {
				var err error
				for i := range 20 {
					if _, e := s.For(h.users["aliya"]).Save(h.ctx(), "", change("person", "names.0.value", fmt.Sprint("Адам ", i))); e != nil {
						err = e
					}
				}
				done <- err
			}()
		}
		h.must(<-done)
		h.must(<-done)
		list, err := h.desk("aliya").List(h.ctx(), cases.Query{Kind: "person"})
		if err != nil || list.Total != 40 {
			h.Errorf("40 were saved, %d are there: %v", list.Total, err)
		}
		h.verify()
	})
}

// The child of the next test runs the test binary again with this set to its data folder.
const killedChild = "AIGAQ_TEST_KILLED_CHILD"

func TestAKilledServerLosesNoAcknowledgedSave(t *testing.T) { // R79
	if dir := os.Getenv(killedChild); dir != "" {
		saveUntilKilled(t, dir)
		return
	}
	dir := t.TempDir()
	ring := filepath.Join(dir, "ring")
	var err error
	options := Options{Dir: dir}
	options.Ring, err = vault.Create(ring, []byte("a passphrase for tests"), "aigaq.test")
	if err != nil {
		t.Fatal(err)
	}
	acknowledged := 0
	for _, after := range []int{1, 25, 60} {
		numbers := killAfter(t, dir, after)
		s, err := Open(t.Context(), options)
		if err != nil {
			t.Fatalf("open after the kill: %v", err)
		}
		heads, err := s.For(cases.User{ID: 1, Role: cases.Coordinator}).Resolve(t.Context(), numbers)
		if err != nil || len(heads) != len(numbers) {
			t.Errorf("%d saves were acknowledged, %d are there: %v", len(numbers), len(heads), err)
		}
		if _, err := s.Keeper().Verify(t.Context(), nil); err != nil {
			t.Errorf("verify after the kill: %v", err)
		}
		acknowledged += len(numbers)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if acknowledged < 86 {
		t.Errorf("only %d saves were acknowledged", acknowledged)
	}
}

// killAfter runs the child, kills it after so many acknowledged saves, and gives the numbers it acknowledged.
func killAfter(t *testing.T, dir string, n int) []string {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestAKilledServerLosesNoAcknowledgedSave$")
	child.Env = append(os.Environ(), killedChild+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(30*time.Second, func() { child.Process.Kill() })
	defer late.Stop()
	var numbers []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		number, ok := strings.CutPrefix(lines.Text(), "saved ")
		if !ok {
			continue
		}
		numbers = append(numbers, number)
		if len(numbers) == n {
			child.Process.Kill()
		}
	}
	if err := child.Wait(); err == nil || len(numbers) < n {
		t.Fatalf("the child ended by itself after %d saves: %v", len(numbers), err)
	}
	return numbers
}

// saveUntilKilled saves from several goroutines and says each number once it is acknowledged.
func saveUntilKilled(t *testing.T, dir string) {
	ring, err := vault.Open(filepath.Join(dir, "ring"), []byte("a passphrase for tests"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), Options{Dir: dir, Ring: ring})
	if err != nil {
		t.Fatal(err)
	}
	numbers := make(chan string)
	desk := s.For(cases.User{ID: 1, Code: "u-test", Name: "test", Role: cases.Coordinator})
	for range 4 {
		go func() {
			for {
				saved, err := desk.Save(t.Context(), "", change("person", "names.0.value", "Қиялбек Ойдан"))
				if err != nil {
					return
				}
				numbers <- saved.Number
			}
		}()
	}
	for number := range numbers {
		fmt.Println("saved " + number) // one write, no buffer: what was said was acknowledged before
	}
}
