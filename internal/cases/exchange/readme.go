package exchange

import (
	"fmt"
	"strings"
	"time"

	"aigaq/internal/cases"
)

// readme says in words what the archive is: what each table counts, how it was asked for, as of when, and the SHA-256 of
// each of the other files.
func (a *archive) readme() string {
	w := a.Words[0]
	var b strings.Builder
	line := func(text string) { b.WriteString(text + "\r\n") }
	line(w.T("research.title"))
	line("")
	line(w.T("research.as_of", "when", a.AsOf.UTC().Format(time.RFC3339)))
	line(w.T("research.log", "n", fmt.Sprint(a.Head.Size), "root", a.Head.Root))
	line(w.T("research.query", "query", a.Query))
	if a.Purpose != "" {
		line(w.T("research.purpose", "purpose", a.Book.Label("purpose", a.Purpose, w.Lang())))
	}
	line(a.consented(w))
	line("")
	line(w.T("research.files"))
	for _, f := range a.files {
		line("")
		line(f.name + " · " + w.T("research.unit."+f.unit))
		if f.unit != "codebook" {
			line("  " + w.T("research.rows", "rows", fmt.Sprint(f.rows)))
		}
		line("  SHA-256 " + f.sum)
	}
	line("")
	line(w.T("research.units"))
	for _, u := range cases.Units() {
		line("  " + w.T("unit."+u) + ": " + w.T("unit."+u+".help"))
	}
	line("")
	for _, key := range []string{"ids", "lists", "counts", "people", "age", "names", "care"} {
		line(w.T("research.note." + key))
		line("")
	}
	return b.String()
}

// consented says who stayed behind.
func (a *archive) consented(w Words) string {
	switch a.Consent {
	case "":
		return w.T("research.consent.none")
	case cases.Undeclined:
		return w.T("research.consent.undeclined", "left", fmt.Sprint(a.Left))
	}
	return w.T("research.consent.asked", "left", fmt.Sprint(a.Left), "consent", a.Book.Label("consent_purpose", a.Consent, w.Lang()))
}
