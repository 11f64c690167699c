package store

import (
	"strings"
	"testing"
)

// R72: ways round a plain UPDATE or DELETE.
func TestTheLogRefusesToBeReplacedOrTruncated(t *testing.T) {
	half := []string{"UPDATE audit_cosignature SET line = ''", "DELETE FROM audit_cosignature", "UPDATE audit_head SET seal = ''",
		"UPDATE audit_head SET points = points - 1", "UPDATE audit_head SET points = points + 1, edge = ''", "UPDATE audit_detail SET salt = '' WHERE seq = 0", "UPDATE audit_detail SET detail = '' WHERE seq = 0",
		"UPDATE audit_head SET edge = ''", "UPDATE audit_head SET id = 2, size = size + 1"}
	statements := map[string][]string{
		// A row that takes another's place deletes it without a DELETE.
		"sqlite": {"INSERT OR REPLACE INTO audit_entry SELECT seq, 'another', revision, body FROM audit_entry WHERE seq = 0",
			"INSERT OR REPLACE INTO audit_node VALUES (0, '')",
			"INSERT OR REPLACE INTO audit_detail SELECT seq, salt, '' FROM audit_detail WHERE seq = 0",
			"INSERT OR REPLACE INTO audit_head (id, size, edge) VALUES (1, 0, '')",
			"INSERT OR REPLACE INTO audit_checkpoint SELECT id, size + 1, note FROM audit_checkpoint",
			"INSERT OR REPLACE INTO audit_cosignature SELECT id, checkpoint, witness, wkey, at, kept + 1, line FROM audit_cosignature"},
		"postgres": {"TRUNCATE audit_head", "TRUNCATE audit_entry CASCADE", "TRUNCATE audit_node", "TRUNCATE audit_detail",
			"TRUNCATE audit_checkpoint CASCADE", "TRUNCATE audit_cosignature"},
	}
	onBoth(t, func(h *house) {
		h.person("aliya", "Вымысел Айдар")
		h.must(h.Keeper().Checkpoint(h.ctx()))
		newWatch(h, "partner.example/one").cosign()
		for _, statement := range append(statements[h.engine.name()], half...) {
			if err := h.run(statement); err == nil || !strings.Contains(err.Error(), "only") {
				h.Errorf("%s gave %v", statement, err)
			}
		}
		h.verify()
	})
}

// The one change that is let through is the erasure of a salt and its detail together.
func TestADetailMayBeEmptied(t *testing.T) {
	onBoth(t, func(h *house) {
		h.must(h.run("UPDATE audit_detail SET salt = '', detail = '' WHERE seq = 0"))
		h.verify()
	})
}
