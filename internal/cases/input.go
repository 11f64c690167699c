package cases

import (
	"sort"
	"strconv"
	"strings"
)

// Input is what somebody sent, by field code: a form as typed, or JSON and table cells brought into the same shape.
// Parts of an answer have a dot: from.day, names.0.value.
type Input map[string][]string

// Get gives the first value of a key, without white space around it.
func (in Input) Get(key string) string {
	if v := in[key]; len(v) > 0 {
		return strings.TrimSpace(v[0])
	}
	return ""
}

// Set puts one value; an empty one is not written.
func (in Input) Set(key, value string) {
	if value != "" {
		in[key] = []string{value}
	}
}

// Touches tells whether anything about a field was sent.
func (in Input) Touches(code string) bool {
	if _, ok := in[code]; ok {
		return true
	}
	for key := range in {
		if strings.HasPrefix(key, code+".") {
			return true
		}
	}
	return false
}

// Under gives the part of the input below a prefix, with the prefix taken off.
func (in Input) Under(prefix string) Input {
	out := Input{}
	for key, v := range in {
		if rest, ok := strings.CutPrefix(key, prefix+"."); ok {
			out[rest] = v
		}
	}
	return out
}

// Indices gives the row numbers below a code, in order: names.0.value and names.2.value give 0 and 2.
func (in Input) Indices(code string) []int {
	seen := map[int]bool{}
	for key := range in {
		rest, ok := strings.CutPrefix(key, code+".")
		if !ok {
			continue
		}
		first, _, _ := strings.Cut(rest, ".")
		if n, err := strconv.Atoi(first); err == nil && n >= 0 {
			seen[n] = true
		}
	}
	out := make([]int, 0, len(seen))
	for n := range seen {
		out = append(out, n)
	}
	sort.Ints(out)
	return out
}

// Blank tells whether every value is empty.
func (in Input) Blank() bool {
	for key := range in {
		if in.Get(key) != "" {
			return false
		}
	}
	return true
}

// Merge adds all of another input under a prefix.
func (in Input) Merge(prefix string, other Input) {
	for key, v := range other {
		in[prefix+"."+key] = v
	}
}
