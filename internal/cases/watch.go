package cases

import "time"

// Watcher is a witness of the audit log and how things stand with it.
type Watcher struct {
	Code  string    // NAME+HASH of its key
	Size  int64     // the log's size that it has cosigned last; 0: none yet
	Kept  time.Time // when its last cosignature came; zero: none yet
	Stale bool      // the log has gone on for longer than WatchSlack without it
	// Trouble is why it does not cosign: empty, or one of the codes below.
	Trouble string
	Since   time.Time // since when there is trouble
}

// WatchSlack is how long entries may wait for a witness before that is shown as stale.
const WatchSlack = 10 * time.Minute

// What can be the trouble with a witness. Rolled back and forked are alarms: the witness remembers another log than
// this one.
const (
	WatchUnreachable = "unreachable"
	WatchUnknown     = "unknown"    // it does not know this log, or not its key
	WatchNonsense    = "nonsense"   // its answer or its signature is not right
	WatchRolledBack  = "rolledback" // it has seen more entries than there are
	WatchForked      = "forked"     // it has seen other entries than there are
)

// Alarm tells whether the witness remembers another log than this one.
func (w Watcher) Alarm() bool { return w.Trouble == WatchRolledBack || w.Trouble == WatchForked }
