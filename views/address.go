package views

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"aigaq/internal/cases"
)

// href is the address of a record by its number; empty where no kind has such numbers.
func href(number string) string {
	k := cases.KindByNumber(number)
	if k == nil {
		return ""
	}
	return "/" + k.Path + "/" + number
}

// listPath is the address of a kind's list, or of the list of all kinds.
func listPath(k *cases.Kind) string {
	if k == nil {
		return "/records"
	}
	return "/" + k.Path
}

// inLanguage is the same page in another language.
func inLanguage(path, lang string) string {
	base, query, _ := strings.Cut(path, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		values = url.Values{}
	}
	values.Set("lang", lang)
	return base + "?" + values.Encode()
}

// changed is an address with some values of its query replaced; an empty value takes the key away. The place in the
// list is forgotten, for it belongs to the old query.
func changed(path string, query url.Values, pairs ...string) string {
	next := url.Values{}
	for key, v := range query {
		if key != "after" && key != "first" {
			next[key] = v
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		next.Del(pairs[i])
		if pairs[i+1] != "" {
			next.Set(pairs[i], pairs[i+1])
		}
	}
	return joined(path, next)
}

// without is an address with one value of one key taken out of its query.
func without(path string, query url.Values, key, value string) string {
	next := url.Values{}
	for k, list := range query {
		for _, v := range list {
			if k == "after" || k == "first" || k == key && v == value {
				continue
			}
			next.Add(k, v)
		}
	}
	return joined(path, next)
}

func joined(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// isWeb tells whether a text is an address that may become a link. Anything else could run as a script.
func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// sortedKeys gives the keys of a query in a steady order.
func sortedKeys(query url.Values) []string { return slices.Sorted(maps.Keys(query)) }
