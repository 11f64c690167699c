package web

import (
	"net/http"

	"aigaq/internal/cases"
)

const typeText = "text/plain; charset=utf-8"

// recordProof gives the proof file of a record's current version. Who does not see the record whole gets a sealed one, and so
// does whoever asks for one with ?sealed=1.
func (s *Server) recordProof(v *visit) error {
	number, ending := v.number()
	if ending != "" {
		return cases.ErrNotFound
	}
	if _, err := v.look(number); err != nil {
		return err
	}
	file, err := v.desk.Proof(v.ctx(), number, v.QueryParam("sealed") != "")
	if err != nil {
		return err
	}
	v.attach(typeText, number+".proof.txt")
	return v.Blob(http.StatusOK, typeText, file)
}

// checkpoint gives the newest signed checkpoint with the cosignatures that have come so far, for whoever wants to hold
// the log to it later. In its first minute a log has none, and is signed for the first who asks.
func (s *Server) checkpoint(v *visit) error {
	text, err := s.Store.Keeper().NewestCheckpoint(v.ctx())
	if err == nil && text == nil {
		if err = s.Store.Keeper().Checkpoint(v.ctx()); err == nil {
			text, err = s.Store.Keeper().NewestCheckpoint(v.ctx())
		}
	}
	if err != nil {
		return err
	}
	return v.Blob(http.StatusOK, typeText, text)
}
