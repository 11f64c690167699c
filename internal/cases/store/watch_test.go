package store

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// watch is a witness that a test plays.
type watch struct {
	*house
	cosigner *audit.Cosigner
	witness  *audit.Witness
}

func newWatch(h *house, names ...string) *watch {
	h.Helper()
	var w *watch
	var all []*audit.Witness
	for _, name := range names {
		skey, _, err := audit.NewWitnessKey(name)
		h.must(err)
		c, err := audit.NewCosigner(skey, h.now)
		h.must(err)
		w = &watch{h, c, &c.Witness}
		all = append(all, w.witness)
	}
	h.must(h.Keeper().SetWatchers(h.ctx(), all))
	return w
}

// answer cosigns the newest checkpoint as a witness does.
func (w *watch) answer() (checkpoint []byte, lines string) {
	w.Helper()
	s, _, _, err := w.Keeper().Submission(w.ctx(), w.witness, -1)
	w.must(err)
	text, _, _ := strings.Cut(string(s.Checkpoint), "\n\n")
	msg, err := note.Sign(&note.Note{Text: text + "\n"}, w.cosigner)
	w.must(err)
	_, lines, _ = strings.Cut(string(msg), "\n\n")
	return s.Checkpoint, lines
}

func (w *watch) cosign() {
	w.Helper()
	checkpoint, lines := w.answer()
	w.must(w.Keeper().Cosigned(w.ctx(), w.witness, checkpoint, lines))
}

func (w *watch) state() cases.Watcher {
	w.Helper()
	all, err := w.Keeper().Watchers(w.ctx())
	w.must(err)
	if len(all) != 1 {
		w.Fatalf("%d witnesses", len(all))
	}
	return all[0]
}

// R67
func TestACosignatureThatDoesNotHoldIsRefused(t *testing.T) {
	onBoth(t, func(h *house) {
		h.person("aliya", "Вымысел Айдар")
		h.must(h.Keeper().Checkpoint(h.ctx()))
		w := newWatch(h, "partner.example/one")
		checkpoint, lines := w.answer()
		for name, bad := range map[string]string{
			"nothing": "", "nonsense": "hello\n", "another witness's": strings.Replace(lines, "one", "two", 1),
			"a changed byte": strings.Replace(lines, "A", "B", 1),
		} {
			if err := h.Keeper().Cosigned(h.ctx(), w.witness, checkpoint, bad); err == nil {
				h.Errorf("%s was kept", name)
			}
		}
		h.must(h.Keeper().Cosigned(h.ctx(), w.witness, checkpoint, lines))
		got, err := h.Keeper().NewestCheckpoint(h.ctx())
		h.must(err)
		if !strings.HasSuffix(string(got), lines) {
			h.Errorf("the newest checkpoint is %s", got)
		}
		if report, err := h.Keeper().Verify(h.ctx(), nil); err != nil || report.Cosignatures != 1 {
			h.Errorf("%+v %v", report, err)
		}
	})
}

// R67: the age of a cosignature counts from the first entry that the witness has not seen.
func TestAWitnessIsStaleAfterTenMinutesOfActivity(t *testing.T) {
	now := time.Date(2022, 1, 5, 10, 0, 0, 0, time.UTC)
	onBothWith(t, Options{Now: func() time.Time { return now }}, func(h *house) {
		h.must(h.Keeper().Checkpoint(h.ctx()))
		w := newWatch(h, "partner.example/one")
		w.cosign()
		now = now.Add(time.Hour)
		if got := w.state(); got.Stale || got.Kept.IsZero() || got.Size == 0 {
			h.Errorf("an hour without any entry: %+v", got)
		}
		h.person("aliya", "Вымысел Айдар")
		now = now.Add(cases.WatchSlack)
		if got := w.state(); got.Stale {
			h.Errorf("ten minutes after an entry: %+v", got)
		}
		now = now.Add(time.Minute)
		if got := w.state(); !got.Stale {
			h.Errorf("eleven minutes after an entry: %+v", got)
		}
		h.must(h.Keeper().Checkpoint(h.ctx()))
		w.cosign()
		if got := w.state(); got.Stale {
			h.Errorf("after it cosigned again: %+v", got)
		}
	})
}

// R67: an alarm stays until the witness has seen this very log again, and both are in the log.
func TestAnAlarmIsEnteredOnceAndStays(t *testing.T) {
	onBoth(t, func(h *house) {
		h.must(h.Keeper().Checkpoint(h.ctx()))
		w := newWatch(h, "partner.example/one")
		before := len(h.actions("witness."))
		for _, code := range []string{cases.WatchUnreachable, cases.WatchForked, cases.WatchForked, cases.WatchUnreachable} {
			h.must(h.Keeper().Trouble(h.ctx(), w.witness, code, "size 3"))
		}
		if got := w.state(); got.Trouble != cases.WatchForked || !got.Alarm() || got.Since.IsZero() {
			h.Errorf("got %+v", got)
		}
		h.must(h.Keeper().Checkpoint(h.ctx()))
		w.cosign()
		if got := w.state(); got.Trouble != "" {
			h.Errorf("after it cosigned: %+v", got)
		}
		if got := strings.Join(h.actions("witness.")[before:], " "); got != "witness.forked witness.agrees" {
			h.Errorf("the log has %q", got)
		}
		h.verify()
	})
}

// actions lists the actions in the log that begin so.
func (h *house) actions(prefix string) []string {
	h.Helper()
	entries, err := h.Keeper().Entries(h.ctx(), -1, 1000)
	h.must(err)
	var out []string
	for _, e := range entries {
		if strings.HasPrefix(e.Action, prefix) {
			out = append(out, e.Action)
		}
	}
	return out
}

// R65: without the key nobody can hide that a checkpoint was taken away, and no further write hides it either.
func TestVerifyMissesACheckpoint(t *testing.T) {
	onBoth(t, func(h *house) {
		for name, test := range map[string]struct {
			number int64
			sql    string
		}{
			"the first": {1, "DELETE FROM audit_checkpoint WHERE id = 1"},
			"a middle":  {2, "DELETE FROM audit_checkpoint WHERE id = 2"},
			"the last":  {3, "DELETE FROM audit_checkpoint WHERE id = 3"},
			"all":       {1, "DELETE FROM audit_checkpoint"},
		} {
			sub(h, name, func(s *scene) {
				for _, name := range []string{"Вымысел Бота", "Вымысел Дана"} {
					s.house.person("aliya", name)
					s.must(s.Keeper().Checkpoint(s.ctx()))
				}
				s.verify()
				s.loosen()
				s.behind(test.sql)
				s.wantFault(nil, audit.PlaceCheckpoint, test.number)
				s.house.person("aliya", "Вымысел Ернар")
				s.must(s.Keeper().Checkpoint(s.ctx()))
				if _, err := s.Keeper().Verify(s.ctx(), nil); err == nil {
					s.Error("writing on has hidden it")
				}
			})
		}
		sub(h, "put back twice", func(s *scene) {
			s.house.person("aliya", "Вымысел Бота")
			s.must(s.Keeper().Checkpoint(s.ctx()))
			s.loosen()
			s.behind("UPDATE audit_checkpoint SET size = (SELECT MAX(size) FROM audit_checkpoint), note = (SELECT note FROM audit_checkpoint WHERE id = 2) WHERE id = 1")
			if _, err := s.Keeper().Verify(s.ctx(), nil); err == nil {
				s.Error("one checkpoint stands for another")
			}
		})
	})
}

// R65: the entries since the last checkpoint bear no signature; the seal of the head holds them.
func TestVerifyFindsATailWrittenAnew(t *testing.T) {
	onBoth(t, func(h *house) {
		s := newScene(h)
		h.must(h.desk("aliya").NotedNow(h.ctx(), "search", "a thing"))
		s.loosen()
		s.rollBack(s.size)
		s.wantFault(nil, audit.PlaceHead, s.size)
		h.must(h.desk("aliya").NotedNow(h.ctx(), "search", "another thing"))
		h.must(h.Keeper().Checkpoint(h.ctx()))
		_, err := h.Keeper().Verify(h.ctx(), nil)
		if err == nil || !strings.Contains(err.Error(), "seal") {
			h.Errorf("after writing on: %v", err)
		}
	})
}

// R71
func TestAClockSetBackIsEntered(t *testing.T) {
	now := time.Date(2022, 1, 5, 10, 0, 0, 0, time.UTC)
	onBothWith(t, Options{Now: func() time.Time { return now }}, func(h *house) {
		now = now.Truncate(24 * time.Hour).Add(12 * time.Hour)
		h.must(h.desk("aliya").NotedNow(h.ctx(), "search", "at noon"))
		now = now.Add(-time.Second)
		h.must(h.desk("aliya").NotedNow(h.ctx(), "search", "within the second"))
		if got := h.actions(ClockJump); len(got) != 0 {
			h.Errorf("a second back is a jump: %v", got)
		}
		now = now.Add(-time.Hour)
		h.must(h.desk("aliya").NotedNow(h.ctx(), "search", "an hour back"))
		h.must(h.desk("aliya").NotedNow(h.ctx(), "search", "and on"))
		if got := h.actions(ClockJump); len(got) != 1 {
			h.Errorf("an hour back is entered %d times", len(got))
		}
		report, err := h.Keeper().Verify(h.ctx(), nil)
		h.must(err)
		if len(report.Remarks) != 1 || !strings.Contains(report.Remarks[0].Why, "2022-01-05T10:59:59Z") {
			h.Errorf("remarks %+v", report.Remarks)
		}
		entries, err := h.Keeper().Entries(h.ctx(), report.Remarks[0].Seq-1, 2)
		h.must(err)
		if entries[0].Action != ClockJump || entries[1].Action != "search" {
			h.Errorf("the jump is not entered before the act: %+v", entries)
		}
	})
}
