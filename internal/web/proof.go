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
	r, err := v.look(number)
	if err != nil {
		return err
	}
	sealed := v.QueryParam("sealed") != ""
	if !sealed && confidential(r) && !v.fresh() {
		return errNotFresh // as any other file of it
	}
	file, err := v.desk.Proof(v.ctx(), number, sealed)
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
