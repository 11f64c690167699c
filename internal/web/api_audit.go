package web

import (
	"net/http"
	"strconv"
	"time"

	"aigaq/internal/cases"
)

// apiAuditPer is how many entries one answer of the API holds.
const apiAuditPer = 500

// entryJSON is one entry of the audit log without content.
type entryJSON struct {
	Seq     int64  `json:"seq"`
	At      string `json:"at"`
	Actor   string `json:"actor"`
	Action  string `json:"action"`
	Object  string `json:"object,omitempty"`
	Version int64  `json:"version,omitempty"`
	Erased  bool   `json:"erased,omitempty"`
}

// apiHead gives size and root of the audit log, for whoever wants to hold us to them later.
func (s *Server) apiHead(v *visit) error {
	head, err := s.Store.Keeper().Head(v.ctx())
	if err != nil {
		return err
	}
	v.witness(head)
	return v.JSON(http.StatusOK, map[string]any{"size": head.Size, "root": head.Root})
}

// apiAudit gives the entries after one; without after, from the first.
func (s *Server) apiAudit(v *visit) error {
	after := int64(-1)
	if text := v.QueryParam("after"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return cases.Wrong("after", "not_a_number", "value", text)
		}
		after = n
	}
	entries, err := v.desk.Entries(v.ctx(), after, apiAuditPer)
	if err != nil {
		return err
	}
	out := make([]entryJSON, len(entries))
	for i, e := range entries {
		out[i] = entryJSON{e.Seq, e.At.UTC().Format(time.RFC3339Nano), e.Actor, e.Action, e.Object, e.Version, e.Erased}
		after = e.Seq
	}
	v.desk.Noted(v.ctx(), "audit", "")
	return v.JSON(http.StatusOK, map[string]any{"entries": out, "next": after})
}
