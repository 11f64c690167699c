package web

import (
	"bufio"
	"io"
	"net/http"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
)

// auditCSV gives the entries that the filters find as a table, newest first. That they were taken away is in the log
// before the first of them leaves.
func (s *Server) auditCSV(v *visit) error {
	q, err := s.logQueryOf(v.query())
	if err != nil {
		return err
	}
	q.Before, q.Per = 0, cases.LogMost
	log, err := v.desk.Log(v.ctx(), q)
	if err != nil {
		return err
	}
	if v.Request().Method == http.MethodHead {
		v.attach(typeCSV, "audit.csv")
		return nil
	}
	if err := v.desk.NotedNow(v.ctx(), "export.audit", v.here()); err != nil {
		return err
	}
	v.sign()
	v.attach(typeCSV, "audit.csv")
	out := bufio.NewWriterSize(v.slow(), 64<<10)
	if err := v.writeLog(out, q, log); err != nil {
		return err
	}
	return out.Flush()
}

// writeLog writes a page of the log after another until there is no older one.
func (v *visit) writeLog(w io.Writer, q cases.LogQuery, log *cases.Log) error {
	table, err := exchange.NewLogTable(w)
	if err != nil {
		return err
	}
	for {
		if err := table.Write(log.Entries); err != nil {
			return err
		}
		if !log.More {
			return nil
		}
		q.Before = log.Entries[len(log.Entries)-1].Seq
		if log, err = v.desk.Log(v.ctx(), q); err != nil {
			return err
		}
	}
}
