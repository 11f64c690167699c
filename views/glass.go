package views

import (
	"time"

	"aigaq/internal/cases"
)

// GlassPage posts number, purpose and why to /glass.
type GlassPage struct {
	Breaking cases.Breaking // as typed
	Problems cases.Problems
	// Asked is the number that was tried just before; empty: none. Until is until when it is open; the zero time: there
	// is nothing under it that the glass could open.
	Asked string
	Until time.Time
}
