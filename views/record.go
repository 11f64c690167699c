package views

import (
	"slices"
	"strings"

	"aigaq/internal/cases"
)

// facts are the fields of one group of a record's page: those with an answer, those without one, and those whose
// answer is not for the reader.
type facts struct {
	Group            string
	Answered, Silent []cases.Field
}

// factsOf puts the fields of a record under their groups. Citations stand under the fields that they are about.
func factsOf(r cases.Record) []facts {
	h := r.Base()
	var out []facts
	for _, s := range sections(cases.Fields(r)) {
		one := facts{Group: s.Group}
		for _, f := range s.Fields {
			switch {
			case f.Type == cases.TypeCited || f.IsDecided: // shown in a section of their own
			case !f.Empty() || h.Hidden[f.Code] || hiddenRef(f) || len(h.CitationsOf(f.Code)) > 0:
				one.Answered = append(one.Answered, f)
			default:
				one.Silent = append(one.Silent, f)
			}
		}
		if len(one.Answered)+len(one.Silent) > 0 {
			out = append(out, one)
		}
	}
	return out
}

// hiddenRef tells whether a field points to a record that the reader may not see.
func hiddenRef(f cases.Field) bool {
	r, ok := f.Value().(*cases.Ref)
	return ok && r.Hidden
}

// silent names the fields that have no answer.
func (p Page) silent(kind string, fields []cases.Field) string {
	var out []string
	for _, f := range fields {
		out = append(out, p.label(kind, f.Code))
	}
	return strings.Join(out, ", ")
}

// addition is a kind of record that can be begun with a link to this one.
type addition struct {
	Kind *cases.Kind
	Href string
}

// additions lists what can be added to a record: acts and cases of a person, steps of a case, whatever belongs to an
// event, a place or a source. It follows from the fields of the kinds.
func additions(k *cases.Kind, number string) []addition {
	var out []addition
	for _, other := range cases.Kinds() {
		if other.Privileged {
			continue // counsel find these in a section of their own
		}
		for _, f := range other.New().Fields() {
			subject := f.Code == other.Subject && slices.Contains(f.Kinds, k.Code)
			if subject || f.Type == cases.TypeRef && f.Code == k.Code {
				out = append(out, addition{other, "/" + other.Path + "/new?" + f.Code + "=" + number})
				break
			}
		}
	}
	return out
}

// seenBy says who may see a record. It puts into words what ScopeOf decides.
func (p Page) seenBy(h *cases.Head) string {
	if h.Team == "" {
		return p.t("seen.shared." + h.Level)
	}
	return p.t("seen.team."+h.Level, "team", p.term("team", h.Team))
}

// tie is a group of records that point to this one in the same role.
type tie struct {
	Role, Kind string
	Heads      []cases.Head
}

// ties groups what points here by role and kind, in the order of the kinds.
func ties(in []cases.Incoming) []tie {
	var out []tie
	for _, k := range cases.Kinds() {
		for _, one := range in {
			if one.From.Kind != k.Code {
				continue
			}
			i := slices.IndexFunc(out, func(t tie) bool { return t.Role == one.Role && t.Kind == k.Code })
			if i < 0 {
				out = append(out, tie{Role: one.Role, Kind: k.Code})
				i = len(out) - 1
			}
			out[i].Heads = append(out[i].Heads, one.From)
		}
	}
	return out
}

// maxTied is how many records of one role a page lists; the rest is behind the list's own address.
const maxTied = 50

func (t tie) shown() []cases.Head { return t.Heads[:min(len(t.Heads), maxTied)] }

// back names a role as seen from the other end.
func (p Page) back(role string) string {
	if key := "role." + role + ".back"; p.Words.Has(key) {
		return p.t(key)
	}
	return p.t("role.any.back")
}

// statusClass names a tag by the status that it shows; the words say the same.
func statusClass(status string) string { return "tag status-" + strings.ReplaceAll(status, "_", "-") }

// addKey is the part of a key that says what things are added to; other kinds share one sentence.
func addKey(kind string) string {
	switch kind {
	case "event", "person", "case":
		return kind
	}
	return "any"
}
