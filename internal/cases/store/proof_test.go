package store

import (
	"errors"
	"strings"
	"testing"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// prove checks a proof file with the public keys alone.
func (h *house) prove(file []byte, err error, witnesses ...*audit.Witness) audit.Proved {
	h.Helper()
	h.must(err)
	proof, err := audit.ParseProofFile(file)
	h.must(err)
	proved, err := proof.Check(h.checker, witnesses)
	h.must(err)
	return proved
}

// R68
func TestAProofIsOfTheNewestVersionUnderTheBestCheckpoint(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Вымысел Айдар", "occupation", "a driver")
		p = h.edit("aliya", p, "occupation", "a teacher")
		for _, number := range []string{"", "PER-000001", "nonsense", p.UID} {
			if _, err := h.Keeper().SealedProof(h.ctx(), "cli", number); !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("%q: %v", number, err)
			}
			if _, err := h.desk("aliya").Proof(h.ctx(), number, false); !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("%q: %v", number, err)
			}
		}
		h.must(h.Keeper().Checkpoint(h.ctx()))
		w := newWatch(h, "partner.example/one")
		w.cosign()
		cosigned := w.state().Size

		file, err := h.desk("aliya").Proof(h.ctx(), p.Number, false)
		got := h.prove(file, err, w.witness)
		if got.Leaf.Object != p.UID || got.Leaf.Revision != 2 || !strings.Contains(string(got.Content), "a teacher") || got.Signed.Size != cosigned {
			h.Errorf("%+v %s", got.Leaf, got.Content)
		}
		file, err = h.Keeper().SealedProof(h.ctx(), "cli", p.Number)
		if got := h.prove(file, err, w.witness); got.Content != nil || strings.Contains(string(file), "teacher") {
			h.Errorf("sealed: %s", file)
		}
		// What was changed since is proved by a newer checkpoint, cosigned or not.
		p = h.edit("aliya", p, "occupation", "a baker")
		file, err = h.desk("aliya").Proof(h.ctx(), p.Number, false)
		if got := h.prove(file, err); got.Leaf.Revision != 3 || got.Signed.Size <= cosigned || !strings.Contains(string(got.Content), "a baker") {
			h.Errorf("after a change: %+v", got)
		}
		if got := h.actions("proof"); len(got) != 3 {
			h.Errorf("%d proofs are in the log, want 3", len(got))
		}
	})
}

// A record that was edited behind the application's back is not proved to be what it now says.
func TestAnEditedRecordHasNoOpenProof(t *testing.T) {
	onBoth(t, func(h *house) {
		s := newScene(h)
		s.behind("UPDATE kind_detention SET account = 'never held' WHERE id = $detention")
		file, err := h.desk("aliya").Proof(h.ctx(), s.detention.Number, false)
		if got := h.prove(file, err); got.Content != nil {
			h.Errorf("proved: %s", got.Content)
		}
	})
}

// R65: a log of a version that had no seal gets one, and verification says since when.
func TestALogWithoutASealIsSealedOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		s := newScene(h)
		s.loosen()
		s.behind("UPDATE audit_head SET seal = '', points = 0, at = 0")
		if _, err := h.Keeper().Verify(h.ctx(), nil); err == nil {
			h.Error("a log without its seal is sound")
		}
		h.must(h.writer.do(s.firstSeal))
		report, err := h.Keeper().Verify(h.ctx(), nil)
		h.must(err)
		if len(report.Remarks) != 1 || report.Remarks[0].Seq != s.size || !strings.Contains(report.Remarks[0].Why, "sealed since") {
			h.Errorf("remarks %+v", report.Remarks)
		}
	})
}
