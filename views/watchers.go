package views

import (
	"time"

	"aigaq/internal/cases"
)

// cosigned says how much of the log a witness has seen and how long ago that was.
func (p Page) cosigned(w cases.Watcher, now time.Time) string {
	if w.Kept.IsZero() {
		return p.t("audit.witness.never")
	}
	return p.n("audit.witness.cosigned", int(w.Size)) + " " + p.ago(now.Sub(w.Kept))
}

// ago is an age in the largest unit that fits.
func (p Page) ago(age time.Duration) string {
	switch {
	case age >= 48*time.Hour:
		return p.n("ago.days", int(age/(24*time.Hour)))
	case age >= 2*time.Hour:
		return p.n("ago.hours", int(age/time.Hour))
	}
	return p.n("ago.minutes", int(max(age, 0)/time.Minute))
}
