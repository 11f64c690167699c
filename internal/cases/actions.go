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
	AreaKeys    = "keys"    // keys, and the log itself
	AreaOther   = "other"   // what no list names; there should be none
)

// Areas lists the areas in the order in which they are offered.
func Areas() []string {
	return []string{AreaSignIn, AreaOpening, AreaSearch, AreaWrite, AreaExport, AreaRefusal, AreaAccount, AreaKeys, AreaOther}
}

// Action is something that is entered into the audit log.
type Action struct {
	Code    string
	Area    string
	Refused bool // it was asked for and not done
}

// Actions lists all that is entered into the audit log. A new action is a new line here and a label in each catalogue.
func Actions() []Action {
	return slices.Concat(
		in(AreaSignIn, "login", "login.invitation", "login.failed", "logout"),
		in(AreaOpening, "open", "audit"),
		in(AreaSearch, "search", "suggest"),
		in(AreaWrite, "record.create", "record.change"),
		in(AreaExport, "export"),
		in(AreaRefusal, "refused"),
		in(AreaAccount, "account.add", "account.disable", "account.invite", "account.password", "team.set", "token.add", "token.revoke"),
	)
}

func in(area string, codes ...string) []Action {
	var out []Action
	for _, code := range codes {
		out = append(out, Action{Code: code, Area: area, Refused: isRefusal(code)})
	}
	return out
}

// isRefusal tells by the name of an action whether it says that something was not done.
func isRefusal(code string) bool {
	return code == "refused" || strings.HasSuffix(code, ".failed") || strings.HasSuffix(code, ".refused")
}

// ActionOf gives an action by its code. One that is not listed, such as of a version to come, belongs to AreaOther.
func ActionOf(code string) Action {
	for _, a := range Actions() {
		if a.Code == code {
			return a
		}
	}
	return Action{Code: code, Area: AreaOther, Refused: isRefusal(code)}
}
