package store

import (
	"errors"
	"testing"

	"aigaq/internal/cases"
)

// R34: who recorded a withdrawal does not erase, and nobody but a coordinator does or knows of those of others.
func TestErasingTakesASecondPerson(t *testing.T) {
	onBoth(t, func(h *house) {
		h.account("second", cases.Coordinator)
		k := h.known()
		h.withdraw("chief", k.person)
		e := h.Erasures()
		for _, who := range []string{"chief", "aliya", "lawyer", "boss", "auditor", "reader", "intake"} {
			if _, err := e.Erase(h.ctx(), h.users[who], k.person.Number); !errors.Is(err, cases.ErrForbidden) {
				h.Errorf("%s erased: %v", who, err)
			}
		}
		for _, who := range []string{"aliya", "boss", "auditor"} {
			list, err := e.List(h.ctx(), h.users[who])
			h.must(err)
			if _, err := e.Get(h.ctx(), h.users[who], k.person.Number); len(list) > 0 || !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("%s knows of it: %v, %v", who, list, err)
			}
		}
		if _, err := e.Erase(h.ctx(), h.users["second"], k.alone.Number); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("erasing what was not withdrawn: %v", err)
		}
		cleaned, err := e.Erase(h.ctx(), h.users["second"], k.person.Number)
		if err != nil || !cleaned {
			h.Fatalf("erasing gave %v, %v", cleaned, err)
		}
		if _, err := e.Erase(h.ctx(), h.users["second"], k.person.Number); problem(err, "") != "decided_already" {
			h.Errorf("erasing twice gave %v", err)
		}
		if err := e.TakeBack(h.ctx(), h.users["second"], k.person.Number, "undo"); problem(err, "") != "decided_already" {
			h.Errorf("taking an erasure back gave %v", err)
		}
		h.verify()
	})
}
