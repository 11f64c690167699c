package cases

import (
	"slices"
	"strings"
)

// The areas that acts in the audit log belong to.
const (
	AreaSignIn  = "signin"
	AreaOpening = "opening"
	AreaSearch  = "search"
	AreaWrite   = "write"
	AreaExport  = "export"
	AreaRefusal = "refusal"
	AreaAccount = "account" // accounts, teams, tokens
	AreaKeys    = "keys"    // keys, the log itself, and the host
	AreaOther   = "other"   // what belongs nowhere else; nothing does
)

// Areas lists the areas in the order in which they are offered.
func Areas() []string {
	return []string{AreaSignIn, AreaOpening, AreaSearch, AreaWrite, AreaExport, AreaRefusal, AreaAccount, AreaKeys}
}

// Domain says to which area the actions belong whose codes begin with one of some words: login.failed with login.
type Domain struct {
	Area  string
	Words []string
}

// Domains is the whole of that. An action of a new sort is a new word here and a label in each catalogue.
func Domains() []Domain {
	return []Domain{
		{AreaSignIn, []string{"login", "logout", "session", "link"}},
		{AreaOpening, []string{"open", "glass", "purpose"}},
		{AreaSearch, []string{"search", "suggest", "list"}},
		{AreaWrite, []string{"record", "person", "share", "consent", "erasure", "import", "pair"}},
		{AreaExport, []string{"export", "proof", "approval"}},
		{AreaRefusal, []string{"refused"}},
		{AreaAccount, []string{"account", "team", "token", "standing", "factor"}},
		{AreaKeys, []string{"keys", "unlock", "audit", "clock", "witness", "host"}},
	}
}

// AreaOf gives the area of an action, and whether it says that something was asked for and not done.
func AreaOf(action string) (area string, refused bool) {
	refused = action == "refused" || strings.HasSuffix(action, ".failed") || strings.HasSuffix(action, ".refused")
	word, _, _ := strings.Cut(action, ".")
	for _, d := range Domains() {
		if slices.Contains(d.Words, word) {
			return d.Area, refused
		}
	}
	return AreaOther, refused
}
