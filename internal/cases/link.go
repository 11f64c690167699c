package cases

import (
	"slices"
	"strconv"
)

// Link joins a record to another one in a role, with how certain that is and a note.
type Link struct {
	Role      string
	To        Ref
	Certainty string // a code of the list certainty; empty: not stated
	Note      string
}

// Links is the part of a record's links that plays one role.
type Links struct {
	Role string
	all  *[]Link
}

// List gives the links of the role in order.
func (l *Links) List() []Link {
	var out []Link
	for _, one := range *l.all {
		if one.Role == l.Role {
			out = append(out, one)
		}
	}
	return out
}

// put replaces the links of the role, but keeps those to records that the writer cannot see, each in its place: an
// order that changed would be a change nobody made.
func (l *Links) put(links []Link) {
	var kept []Link
	for _, one := range *l.all {
		switch {
		case one.Role != l.Role || one.To.Hidden:
			kept = append(kept, one)
		case len(links) > 0:
			kept, links = append(kept, links[0]), links[1:]
		}
	}
	*l.all = append(kept, links...)
}

// Linked asks for the records that play a role for this one.
func Linked(role string, all *[]Link, kinds ...string) Field {
	return Field{Code: role, Type: TypeLinks, Kinds: kinds, List: "certainty", value: linksValue{&Links{role, all}}}
}

// AsksWho tells whether the field has to say whom a record is about, who may be somebody on record already.
func (f Field) AsksWho() bool {
	return f.Type == TypeLinks && f.IsRequired && slices.Contains(f.Kinds, "person")
}

type linksValue struct{ p *Links }

func (v linksValue) read(f Field, in Input, b *Book) Problems {
	var links []Link
	var problems Problems
	add := func(row Input) {
		link, bad := readLink(f, row, b)
		problems = append(problems, bad...)
		if link.To.Given() && !slices.ContainsFunc(links, func(l Link) bool { return l.To.Number != "" && l.To == link.To }) {
			links = append(links, link)
		}
	}
	for _, s := range in[f.Code] {
		add(Input{"to": {s}})
	}
	for _, i := range in.Indices(f.Code) {
		add(in.Under(f.Code + "." + strconv.Itoa(i)))
	}
	if problems == nil {
		v.p.put(links)
	}
	return problems
}

func readLink(f Field, row Input, b *Book) (Link, Problems) {
	to, problems := readRef(f, row.Get("to"))
	note, bad := cleanText(f.Code, row.Get("note"), MaxText)
	problems = append(problems, bad...)
	certainty := row.Get("certainty")
	if certainty != "" && !b.has("certainty", certainty) {
		problems = append(problems, wrong(f.Code, "unknown_code", "value", certainty)...)
	}
	return Link{Role: f.Code, To: to, Certainty: certainty, Note: note}, problems
}

func (v linksValue) fill(f Field, in Input) {
	for i, l := range v.p.List() {
		if l.To.Hidden {
			continue
		}
		row := Input{}
		row.Set("to", l.To.box())
		row.Set("certainty", l.Certainty)
		row.Set("note", l.Note)
		in.Merge(f.Code+"."+strconv.Itoa(i), row)
	}
}

// json puts the links of all roles under one key, as the API has them.
func (v linksValue) json(_ Field, out map[string]any) {
	list, _ := out["links"].([]map[string]any)
	for _, l := range v.p.List() {
		if l.To.Hidden {
			continue
		}
		one := map[string]any{"role": l.Role, "number": l.To.Number}
		if l.Certainty != "" {
			one["certainty"] = l.Certainty
		}
		if l.Note != "" {
			one["note"] = l.Note
		}
		list = append(list, one)
	}
	if list != nil {
		out["links"] = list
	}
}

func (v linksValue) empty() bool            { return len(v.p.List()) == 0 }
func (v linksValue) columns(Field) []Column { return nil }
func (v linksValue) pointer() any           { return v.p }

// clear takes hidden links away as well: it is there for readers from whom the whole answer is kept.
func (v linksValue) clear() {
	*v.p.all = slices.DeleteFunc(*v.p.all, func(l Link) bool { return l.Role == v.p.Role })
}

func (v linksValue) refs() []*Ref {
	var out []*Ref
	for i := range *v.p.all {
		if (*v.p.all)[i].Role == v.p.Role {
			out = append(out, &(*v.p.all)[i].To)
		}
	}
	return out
}
