package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// scene is a store with a little of everything in it, and the numbers that a tampering needs.
type scene struct {
	*house
	person, source, detention, file, step cases.Saved
	words                                 *strings.Replacer
	entry, node, point, size              int64
}

func newScene(h *house) *scene {
	h.Helper()
	s := &scene{house: h}
	s.person = h.person("aliya", "Вымысел Айдар", "sex", "male")
	other := h.person("aliya", "Вымысел Сауле")
	s.source = h.put("aliya", "source", "title", "A made-up list", "type", "victim_testimony")
	s.detention = h.put("aliya", "detention", "victim", s.person.Number, "from", "2022-01-05", "to", "2022-01-10",
		"region", "KZ-75", "ground", "mass_riots", "agency", "police", "agency", "knb", "account", "what they said",
		"citations.0.source", s.source.Number, "citations.0.states", "held for five days")
	s.file = h.put("aliya", "case", "accused", s.person.Number, "accused", other.Number, "type", "criminal", "from", "2022-02")
	s.step = h.put("aliya", "step", "case", s.file.Number, "from", "2022-03-01", "type", "hearing", "judge", "nobody")
	s.detention = h.edit("aliya", s.detention, "account", "what they said later")
	s.person = h.edit("aliya", s.person, "occupation", "a driver")
	h.must(h.Keeper().Checkpoint(h.ctx()))
	h.verify()
	s.look()
	return s
}

// look finds the rows of the log that are going to be tampered with: the entry that made the detention, a node in the
// middle, the newest checkpoint.
func (s *scene) look() {
	s.Helper()
	s.must(s.read.Raw("SELECT seq FROM audit_entry WHERE object = ? AND revision = 1", s.detention.UID).Row().Scan(&s.entry))
	s.must(s.read.Raw("SELECT MAX(id) / 2 FROM audit_node").Row().Scan(&s.node))
	s.must(s.read.Raw("SELECT MAX(id) FROM audit_checkpoint").Row().Scan(&s.point))
	s.must(s.read.Raw("SELECT size FROM audit_head").Row().Scan(&s.size))
	id := func(n int64) string { return fmt.Sprint(n) }
	s.words = strings.NewReplacer("$person", id(s.person.ID), "$detention", id(s.detention.ID), "$source", id(s.source.ID),
		"$case", id(s.file.ID), "$step", id(s.step.ID), "$entry", id(s.entry), "$node", id(s.node), "$point", id(s.point), "$size", id(s.size))
}

// behind runs statements as somebody would who has the database and not the application.
func (s *scene) behind(statements ...string) {
	s.Helper()
	s.must(s.writer.do(func(tx *gorm.DB) error {
		for _, text := range statements {
			done := tx.Exec(s.words.Replace(text))
			if done.Error != nil {
				return fmt.Errorf("%s: %w", text, done.Error)
			}
			if done.RowsAffected == 0 && !strings.HasPrefix(text, "DROP") && !strings.HasPrefix(text, "ALTER") {
				return fmt.Errorf("%s: nothing was tampered with", text)
			}
		}
		return nil
	}))
}

// loosen takes the triggers off the audit tables.
func (s *scene) loosen() {
	s.Helper()
	var statements []string
	for _, table := range []string{"audit_head", "audit_entry", "audit_node", "audit_detail", "audit_checkpoint", "audit_cosignature"} {
		if s.engine.name() == "postgres" {
			statements = append(statements, "ALTER TABLE "+table+" DISABLE TRIGGER USER")
			continue
		}
		statements = append(statements, "DROP TRIGGER "+table+"_update", "DROP TRIGGER "+table+"_delete")
	}
	s.behind(statements...)
}

// flip changes one bit in the middle of the bytes of a row.
func (s *scene) flip(table, column, key string, id int64) {
	s.Helper()
	s.must(s.writer.do(func(tx *gorm.DB) error {
		var b []byte
		if err := tx.Raw("SELECT "+column+" FROM "+table+" WHERE "+key+" = ?", id).Row().Scan(&b); err != nil {
			return err
		}
		b[len(b)/2] ^= 1
		return tx.Exec("UPDATE "+table+" SET "+column+" = ? WHERE "+key+" = ?", b, id).Error
	}))
}

// R65
func TestVerifyNamesTheRecordThatWasTamperedWith(t *testing.T) {
	detention := func(s *scene) string { return s.detention.Number }
	file := func(s *scene) string { return s.file.Number }
	step := func(s *scene) string { return s.step.Number }
	forged := func(*scene) string { return "STP-111111" }
	copied := "INSERT INTO records (id, uid, kind, number, version, level, status, creator, editor, created, updated) " +
		"SELECT 999999, 'forged', kind, 'STP-111111', version, level, status, creator, editor, created, updated FROM records WHERE id = $step"
	tests := []struct {
		name   string
		number func(*scene) string
		sql    []string
	}{
		{"an answer", detention, []string{"UPDATE kind_detention SET account = 'never held' WHERE id = $detention"}},
		{"a coded answer", detention, []string{"UPDATE kind_detention SET ground = '' WHERE id = $detention"}},
		{"a number worked out", detention, []string{"UPDATE kind_detention SET days_held = 2 WHERE id = $detention"}},
		{"a reference", step, []string{`UPDATE kind_step SET "case" = NULL WHERE id = $step`}},
		{"status", detention, []string{"UPDATE records SET status = 'rejected' WHERE id = $detention"}},
		{"level", detention, []string{"UPDATE records SET level = 'public' WHERE id = $detention"}},
		{"level and facts alike", detention, []string{"UPDATE records SET level = 'public' WHERE id = $detention",
			"UPDATE facts SET level = 'public' WHERE record = $detention"}},
		{"team", detention, []string{"UPDATE records SET team = 'west' WHERE id = $detention"}},
		{"owner", file, []string{"UPDATE records SET owner = 'west' WHERE id = $case"}},
		{"creator", detention, []string{"UPDATE records SET creator = creator + 1 WHERE id = $detention"}},
		{"title", detention, []string{"UPDATE records SET title = 'Somebody Else' WHERE id = $detention"}},
		{"open title", detention, []string{"UPDATE records SET title_open = 'Somebody' WHERE id = $detention"}},
		{"region", detention, []string{"UPDATE records SET region = 'KZ-71' WHERE id = $detention"}},
		{"beginning", detention, []string{"UPDATE records SET from_from = '2022-01-06' WHERE id = $detention"}},
		{"key that dates are sorted by", detention, []string{"UPDATE records SET from_sort = '2012-01-05' WHERE id = $detention"}},
		{"key that titles are sorted by", detention, []string{"UPDATE records SET title_sort = 'z' WHERE id = $detention"}},
		{"words it is found by", detention, []string{"DELETE FROM texts WHERE record = $detention"}},
		{"open words it is found by", detention, []string{"UPDATE texts SET open = secret WHERE record = $detention"}},
		{"words of another record", detention, []string{"UPDATE texts SET secret = (SELECT secret FROM texts WHERE record = $step) WHERE record = $detention"}},
		{"version", detention, []string{"UPDATE records SET version = 1 WHERE id = $detention"}},
		{"number", forged, []string{"UPDATE records SET number = 'STP-111111' WHERE id = $step"}},
		{"kind", step, []string{"UPDATE records SET kind = 'case' WHERE id = $step"}},
		{"kind that there is not", step, []string{"UPDATE records SET kind = 'gone' WHERE id = $step"}},
		{"uid", step, []string{"UPDATE records SET uid = 'another' WHERE id = $step"}},
		{"a choice of several", detention, []string{"UPDATE answers SET value = 'army' WHERE record = $detention AND value = 'knb'"}},
		{"a choice of several taken away", detention, []string{"DELETE FROM answers WHERE record = $detention AND value = 'knb'"}},
		{"a choice of several added", detention, []string{"INSERT INTO answers VALUES ($detention, 'agency', 7, 'army')"}},
		{"an answer to no question", detention, []string{"INSERT INTO answers VALUES ($detention, 'nonsense', 0, 'army')"}},
		{"a link's target", detention, []string{"UPDATE links SET target = $source WHERE record = $detention AND role = 'victim'"}},
		{"a link's certainty", detention, []string{"UPDATE links SET certainty = 'doubtful' WHERE record = $detention"}},
		{"a link's role", file, []string{"UPDATE links SET role = 'lawyer' WHERE record = $case AND position = 1"}},
		{"a link to no role", file, []string{"INSERT INTO links VALUES ($case, 9, 'nonsense', $person, '', '')"}},
		{"a link deleted", file, []string{"DELETE FROM links WHERE record = $case AND position = 1"}},
		{"links in another order", file, []string{"UPDATE links SET position = 7 WHERE record = $case AND position = 0"}},
		{"a citation", detention, []string{"UPDATE citations SET states = 'held for a day' WHERE record = $detention"}},
		{"a citation deleted", detention, []string{"DELETE FROM citations WHERE record = $detention"}},
		{"a name that somebody is found by", func(s *scene) string { return s.person.Number }, []string{"UPDATE name_cards SET names = 'Somebody Else' WHERE record = $person"}},
		{"a word that somebody is found by", func(s *scene) string { return s.person.Number }, []string{"UPDATE name_keys SET word = 'hidden hidden' WHERE record = $person AND word LIKE 'ad%'"}},
		{"whose team may find somebody", func(s *scene) string { return s.person.Number }, []string{"UPDATE name_keys SET team = 'west' WHERE record = $person"}},
		{"a word of nobody", func(*scene) string { return "name_keys" }, []string{"INSERT INTO name_keys VALUES ('forged forged', 'west', 'public', 1, $person, 0)"}},
		{"a word left in the dictionary", func(*scene) string { return "name_parts" }, []string{"INSERT INTO name_parts VALUES ('=gone', 'gone gone')"}},
		{"a word left in the dictionary of texts", func(*scene) string { return "spellings" }, []string{"INSERT INTO spellings VALUES ('ушедшее')"}},
		{"a word taken out of the dictionary of texts", func(*scene) string { return "spellings" }, []string{"DELETE FROM spellings WHERE word = (SELECT MIN(word) FROM spellings)"}},
		{"a fact", detention, []string{"UPDATE facts SET region = 'KZ-71' WHERE record = $detention"}},
		{"a fact's subject", detention, []string{"UPDATE facts SET cluster = 0 WHERE record = $detention"}},
		{"a fact removed", file, []string{"DELETE FROM facts WHERE record = $case AND first = 1"}},
		{"a fact added", detention, []string{"INSERT INTO facts (record, subject, first, kind, team, level, creator, status) " +
			"SELECT record, 999999, 0, kind, team, level, creator, status FROM facts WHERE record = $detention"}},
		{"the answers deleted", step, []string{"DELETE FROM kind_step WHERE id = $step"}},
		{"the record deleted", step, []string{"DELETE FROM facts WHERE record = $step", "DELETE FROM texts WHERE record = $step", "DELETE FROM kind_step WHERE id = $step",
			"DELETE FROM records WHERE id = $step"}},
		{"a record put in", forged, []string{copied, `INSERT INTO kind_step (id, "case") VALUES (999999, $case)`}},
	}
	onBoth(t, func(h *house) {
		sound := newScene(h)
		h.T.Run("nothing", func(*testing.T) { sound.verify() })
		for _, test := range tests {
			sub(h, test.name, func(s *scene) {
				s.behind(test.sql...)
				_, err := s.Keeper().Verify(s.ctx(), nil)
				var fault RecordFault
				if !errors.As(err, &fault) || fault.Number != test.number(s) || fault.Why == "" {
					s.Errorf("got %v, want a fault of record %s", err, test.number(s))
				}
			})
		}
	})
}
