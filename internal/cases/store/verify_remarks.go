package store

import (
	"fmt"
	"time"

	"aigaq/internal/cases/audit"
)

// Remark is something in a sound log that a reader should know.
type Remark struct {
	Seq int64
	Why string
}

// maxRemarks is how many remarks a report holds at most.
const maxRemarks = 100

// remark gives what looks at every leaf in its turn, once it was found sound.
func (r *Report) remark() func(audit.Leaf) error {
	var before time.Time
	return func(l audit.Leaf) error {
		why := ""
		switch {
		case l.Action == logSealed:
			why = "the head of the log has been sealed since this entry; what lies before is held by signed checkpoints alone"
		case l.Action == ClockJump:
			why = fmt.Sprintf("the clock was set back, from %s to %s", before.Format(time.RFC3339), l.Time.Format(time.RFC3339))
		case l.Time.Before(before.Add(-clockStep)):
			why = fmt.Sprintf("its time, %s, is before that of the entry before it, %s", l.Time.Format(time.RFC3339), before.Format(time.RFC3339))
		}
		before = l.Time
		if why != "" && len(r.Remarks) < maxRemarks {
			r.Remarks = append(r.Remarks, Remark{l.Seq, why})
		}
		return nil
	}
}
