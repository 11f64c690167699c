package views

import (
	"strings"

	"aigaq/internal/cases"
)

// place is one entry of the navigation.
type place struct{ href, name string }

// places lists where the reader may go.
func (p Page) places() []place {
	out := []place{{"/", p.t("nav.home")}}
	if !p.Scope.Nothing() {
		for _, k := range cases.Kinds() {
			// Rows of lists are reached through their lists.
			if k.Mention || k.Privileged && p.User.Role != cases.Lawyer {
				continue
			}
			out = append(out, place{"/" + k.Path, p.many(k.Code)})
		}
		out = append(out, place{"/lists", p.t("nav.lists")}, place{"/records", p.t("nav.records")}, place{"/counts", p.t("nav.counts")})
	}
	if p.Scope.Writes && p.Scope.Secrets {
		out = append(out, place{"/duplicates", p.t("page.duplicates")})
	}
	if p.User.Role == cases.Auditor || p.User.Role == cases.Coordinator {
		out = append(out, place{"/audit", p.t("nav.audit")})
	}
	if p.User.Role == cases.Coordinator {
		out = append(out, place{"/erasures", p.t("nav.erasures")})
	}
	if p.User.Role == cases.Admin {
		out = append(out, place{"/admin", p.t("nav.admin")})
	}
	return out
}

// here tells whether a place of the navigation is where the page is.
func (p Page) here(href string) bool {
	path, _, _ := strings.Cut(p.Path, "?")
	return !p.Nowhere && path == href || href != "/" && strings.HasPrefix(path, href+"/")
}

func current(here bool) string {
	if here {
		return "page"
	}
	return "false"
}

// shortCode is the beginning of the audit root in groups that can be read aloud and copied by hand.
func shortCode(root string) string {
	if len(root) < 12 {
		return root
	}
	return root[:4] + "-" + root[4:8] + "-" + root[8:12]
}

// tab is the title of the browser's tab. Before signing in it names neither the product nor the organisation.
func (p Page) tab(title string) string {
	if !p.SignedIn {
		return title
	}
	return title + " – " + p.t("page.product")
}

// at tells whether the page is the one at an address, whatever is asked of it.
func (p Page) at(path string) bool {
	here, _, _ := strings.Cut(p.Path, "?")
	return here == path
}
