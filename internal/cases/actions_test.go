package cases

import (
	"slices"
	"testing"
)

func TestAnActionsAreaFollowsFromItsFirstWord(t *testing.T) {
	for action, want := range map[string]string{"unheard.of": AreaOther, "refused": AreaRefusal, "login.failed": AreaSignIn,
		"open": AreaOpening, "record.change": AreaWrite, "export": AreaExport, "audit.verify": AreaKeys} {
		if got, _ := AreaOf(action); got != want {
			t.Errorf("%s is of the area %s, want %s", action, got, want)
		}
	}
	for action, want := range map[string]bool{"refused": true, "login.failed": true, "login": false, "record.change": false} {
		if _, got := AreaOf(action); got != want {
			t.Errorf("%s is a refusal: %t, want %t", action, got, want)
		}
	}
	for _, d := range Domains() {
		if !slices.Contains(Areas(), d.Area) {
			t.Errorf("the area %s is not offered", d.Area)
		}
	}
}
