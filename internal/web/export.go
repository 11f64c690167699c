package web

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
)

const (
	typeCSV  = "text/csv; charset=utf-8; header=present"
	typeJSON = "application/json; charset=utf-8"
)

// listCSV gives a list as a table.
func (s *Server) listCSV(v *visit) error {
	return v.export(typeCSV, "csv", func(w io.Writer, q cases.Query) error {
		_, err := exchange.WriteCSV(v.ctx(), w, v.desk, q, v.kind)
		return err
	})
}

// listJSON gives a list as JSON.
func (s *Server) listJSON(v *visit) error {
	return v.export(typeJSON, "json", func(w io.Writer, q cases.Query) error {
		_, err := exchange.WriteJSON(v.ctx(), w, v.desk, q)
		return err
	})
}

// export streams all rows of a list. That somebody takes them away is in the audit log before the first one leaves.
func (v *visit) export(kind, ending string, write func(io.Writer, cases.Query) error) error {
	q := queryOf(v.kind, v.query())
	q.After, q.Per = "", 1
	list, err := v.desk.List(v.ctx(), q)
	if err != nil {
		return err
	}
	if err := v.desk.NotedNow(v.ctx(), "export", fmt.Sprintf("%s (%d)", v.here(), list.Total)); err != nil {
		return err
	}
	q.Per = 0
	name := "records"
	if v.kind != nil {
		name = v.kind.Path
	}
	v.attach(kind, name+"."+ending)
	out := bufio.NewWriterSize(v.slow(), 64<<10)
	if err := write(out, q); err != nil {
		return err
	}
	return out.Flush()
}

// attach says what follows is a file, of which state of the audit log.
func (v *visit) attach(kind, name string) {
	h := v.Response().Header()
	h.Set(echo.HeaderContentType, kind)
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	v.witness(v.head())
}

// witness puts the size and root of the audit log on an answer, so that whoever keeps it can hold the log to it.
func (v *visit) witness(head cases.AuditHead) {
	v.Response().Header().Set("Aigaq-Audit", fmt.Sprintf("%d %s", head.Size, head.Root))
}

// slow gives the answer's writer with the time that an export may take. Servers in tests have no deadline to move.
func (v *visit) slow() io.Writer {
	_ = http.NewResponseController(v.Response()).SetWriteDeadline(time.Now().Add(exportTime))
	return v.Response()
}
