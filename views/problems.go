package views

import (
	"strings"

	"github.com/a-h/templ"

	"aigaq/internal/cases"
)

// errorTitle marks the title of a page that was sent back, so that a screen reader says so first.
func (p Page) errorTitle(bad bool, title string) string {
	if bad {
		return p.t("page.error_title", "title", title)
	}
	return title
}

// of gives the problems of one box.
func problemsOf(name string, all cases.Problems) cases.Problems {
	var out cases.Problems
	for _, one := range all {
		if one.Field == name {
			out = append(out, one)
		}
	}
	return out
}

// anyUnder tells whether a question or a part of it has a problem.
func anyUnder(name string, all cases.Problems) bool {
	for _, one := range all {
		if one.Field == name || strings.HasPrefix(one.Field, name+".") {
			return true
		}
	}
	return false
}

// told ties a control to its hint and its error for those who hear the page.
func told(name, hint string, bad cases.Problems) templ.Attributes {
	var ids []string
	if hint != "" {
		ids = append(ids, name+"-hint")
	}
	out := templ.Attributes{}
	if own := problemsOf(name, bad); len(own) > 0 {
		ids = append(ids, name+"-error")
		if len(own.Refusals()) > 0 {
			out["aria-invalid"] = "true"
		}
	}
	if len(ids) > 0 {
		out["aria-describedby"] = strings.Join(ids, " ")
	}
	return out
}

// warnings tells whether there is something that can be kept with a reason.
func warnings(all cases.Problems) bool { return len(all) > len(all.Refusals()) }

// hintOfPassword says whether a box takes a new password, which has to be told beforehand what it needs.
func hintOfPassword(name, complete string) string {
	if complete == "new-password" && name != "again" {
		return name
	}
	return ""
}
