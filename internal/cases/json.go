package cases

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// headKeys are what a record's JSON says besides its fields; sent back, they are taken note of but change nothing.
var headKeys = []string{"number", "uid", "kind", "version", "name", "created", "updated", "region_now", "hidden", "links",
	"merged_into", "merged_numbers"}

// JSON gives a record as a flat object by field code, as the API and the exports show it.
func JSON(r Record) map[string]any {
	h := r.Base()
	out := map[string]any{
		"kind": h.Kind, "number": h.Number, "uid": h.UID, "version": h.Version,
		"created": h.Created.UTC().Format(time.RFC3339), "updated": h.Updated.UTC().Format(time.RFC3339),
	}
	if h.Title.Full != "" {
		out["name"] = h.Title.Full
	}
	if h.RegionNow != "" {
		out["region_now"] = h.RegionNow
	}
	if h.MergedInto != "" {
		out["merged_into"] = h.MergedInto
	}
	if len(h.MergedNumbers) > 0 {
		out["merged_numbers"] = h.MergedNumbers
	}
	if len(h.Hidden) > 0 {
		var codes []string
		for code := range h.Hidden {
			codes = append(codes, code)
		}
		slices.Sort(codes)
		out["hidden"] = codes
	}
	for _, f := range Fields(r) {
		f.JSON(out)
	}
	return out
}

// Canonical is the one written form of a record's answers that the audit log commits to: a format number, then the
// answered fields by code, links and citations. What is worked out from other records is left out, and absent
// answers are absent, so that a new field breaks no older commitment.
func Canonical(r Record) ([]byte, error) {
	answers := map[string]any{}
	for _, f := range Fields(r) {
		if !f.IsComputed || f.IsDecided {
			f.JSON(answers)
		}
	}
	h := r.Base()
	out, err := json.Marshal(map[string]any{"format": 1, "kind": h.Kind, "uid": h.UID, "answers": answers})
	if err != nil {
		return nil, fmt.Errorf("write the canonical form of %s: %w", h.Number, err)
	}
	return out, nil
}

// FieldJSON gives one answer as JSON, for the history; empty where the question was not answered.
func FieldJSON(f Field) (string, error) {
	if f.Empty() {
		return "", nil
	}
	out := map[string]any{}
	f.JSON(out)
	if len(out) == 0 {
		return "", nil
	}
	b, err := json.Marshal(out)
	if err != nil {
		return "", fmt.Errorf("write field %s: %w", f.Code, err)
	}
	return string(b), nil
}

// FromJSON brings a JSON object into the shape of a form. Numbers, texts, yes and no, null, lists and lists of objects
// are understood; anything else is named as a problem.
func FromJSON(data []byte) (Input, Problems) {
	var object map[string]any
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.UseNumber()
	if err := dec.Decode(&object); err != nil || object == nil {
		return nil, wrong("", "not_json")
	}
	in := Input{}
	problems := flatten(in, "", object)
	return in, problems
}

func flatten(in Input, prefix string, object map[string]any) Problems {
	var problems Problems
	for key, v := range object {
		problems = append(problems, flattenOne(in, prefix+key, v)...)
	}
	return problems
}

func flattenOne(in Input, key string, v any) Problems {
	switch v := v.(type) {
	case []any:
		return flattenList(in, key, v)
	case map[string]any:
		return flatten(in, key+".", v)
	}
	s, ok := plainText(v)
	if !ok {
		return wrong(key, "not_json")
	}
	in[key] = []string{s}
	return nil
}

func flattenList(in Input, key string, list []any) Problems {
	in[key] = []string{}
	if key == "links" {
		return flattenLinks(in, list)
	}
	var problems Problems
	for i, v := range list {
		if object, ok := v.(map[string]any); ok {
			problems = append(problems, flatten(in, key+"."+strconv.Itoa(i)+".", object)...)
			continue
		}
		s, ok := plainText(v)
		if !ok {
			problems = append(problems, wrong(key, "not_json")...)
			continue
		}
		in[key] = append(in[key], s)
	}
	return problems
}

// flattenLinks spreads the API's one list of links over the roles; AllLinks then empties the roles not named.
func flattenLinks(in Input, list []any) Problems {
	var problems Problems
	for i, v := range list {
		object, ok := v.(map[string]any)
		role, _ := object["role"].(string)
		if !ok || role == "" {
			problems = append(problems, wrong("links", "not_a_link")...)
			continue
		}
		row := map[string]any{}
		for key, part := range object {
			switch key {
			case "role":
			case "number":
				row["to"] = part
			default:
				row[key] = part
			}
		}
		problems = append(problems, flatten(in, role+"."+strconv.Itoa(i)+".", row)...)
	}
	return problems
}

func plainText(v any) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}

// Lay puts what was sent over a record and names everything wrong with it. Codes that no field has are problems
// unless the change says otherwise.
func Lay(r Record, c Change, b *Book, maySecret bool) Problems {
	in, problems := spreadLinks(r, c.Sent)
	fields := map[string]Field{}
	for _, f := range Fields(r) {
		fields[f.Code] = f
		if f.IsSecret && !maySecret {
			continue
		}
		problems = append(problems, f.Read(in, b)...)
	}
	if c.Unread {
		return problems
	}
	for key := range in {
		code, rest, under := strings.Cut(key, ".")
		f, known := fields[code]
		if known && under && !f.takes(rest) || !known && !slices.Contains(headKeys, code) {
			problems = append(problems, wrong(key, "unknown_field", "value", key)...)
		}
	}
	return problems
}

// spreadLinks makes a sent list of links say something about every role of the record: those it does not name are
// emptied. A list that holds anything but links is refused, and empties nothing.
func spreadLinks(r Record, in Input) (Input, Problems) {
	list, sent := in["links"]
	if !sent {
		return in, nil
	}
	if strings.Join(list, "") != "" {
		return in, wrong("links", "not_a_link")
	}
	out := Input{}
	for key, v := range in {
		if key != "links" {
			out[key] = v
		}
	}
	for _, f := range r.Fields() {
		if f.Type == TypeLinks && !out.Touches(f.Code) {
			out[f.Code] = []string{}
		}
	}
	return out, nil
}
