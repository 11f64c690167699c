package cases

import "strconv"

// Citation says what a source states, about one field of a record or about the record as a whole. Sources that
// disagree are kept side by side, never averaged.
type Citation struct {
	Field       string // a field code; empty: the record as a whole
	Source      Ref
	States      string // what the source states, in its words
	Where       string // the page, minute or paragraph
	Credibility string // a code of the list credibility
}

// Cited holds the citations of a record.
func Cited(code string, p *[]Citation) Field {
	return Field{Code: code, Type: TypeCited, List: "credibility", Kinds: []string{"source"}, value: citedValue{p: p}}
}

type citedValue struct{ p *[]Citation }

func (v citedValue) read(f Field, in Input, b *Book) Problems {
	var list []Citation
	var problems Problems
	for _, i := range in.Indices(f.Code) {
		key := f.Code + "." + strconv.Itoa(i)
		row := in.Under(key)
		if row.Get("source") == "" && row.Get("states") == "" && row.Get("where") == "" {
			continue
		}
		c, bad := readCitation(f, row, b)
		for _, p := range bad {
			p.Field = key + "." + p.Field
			problems = append(problems, p)
		}
		list = append(list, c)
	}
	if problems == nil {
		v.put(list)
	}
	return problems
}

// put replaces the citations, but keeps those of sources that the writer cannot see, each in its place.
func (v citedValue) put(list []Citation) {
	var kept []Citation
	for _, one := range *v.p {
		switch {
		case one.Source.Hidden:
			kept = append(kept, one)
		case len(list) > 0:
			kept, list = append(kept, list[0]), list[1:]
		}
	}
	*v.p = append(kept, list...)
}

func readCitation(f Field, row Input, b *Book) (Citation, Problems) {
	source := Field{Code: "source", Kinds: f.Kinds}
	ref, problems := readRef(source, row.Get("source"))
	if !ref.Given() && problems == nil {
		problems = wrong("source", "required")
	}
	states, bad := cleanText("states", row.Get("states"), MaxLong)
	problems = append(problems, bad...)
	where, bad := cleanText("where", row.Get("where"), MaxText)
	problems = append(problems, bad...)
	credibility := row.Get("credibility")
	if credibility != "" && !b.has(f.List, credibility) {
		problems = append(problems, wrong("credibility", "unknown_code", "value", credibility)...)
	}
	field := row.Get("field")
	if len(field) > 64 {
		problems = append(problems, wrong("field", "unknown_code", "value", field[:64])...)
	}
	return Citation{Field: field, Source: ref, States: states, Where: where, Credibility: credibility}, problems
}

func (v citedValue) fill(f Field, in Input) {
	n := 0
	for _, c := range *v.p {
		if c.Source.Hidden {
			continue
		}
		row := Input{}
		row.Set("field", c.Field)
		row.Set("source", c.Source.box())
		row.Set("states", c.States)
		row.Set("where", c.Where)
		row.Set("credibility", c.Credibility)
		in.Merge(f.Code+"."+strconv.Itoa(n), row)
		n++
	}
}

func (v citedValue) json(f Field, out map[string]any) {
	var list []map[string]any
	for _, c := range *v.p {
		if c.Source.Hidden {
			continue
		}
		one := map[string]any{"source": c.Source.Number}
		for key, s := range map[string]string{"field": c.Field, "states": c.States, "where": c.Where, "credibility": c.Credibility} {
			if s != "" {
				one[key] = s
			}
		}
		list = append(list, one)
	}
	if list != nil {
		out[f.Code] = list
	}
}

func (v citedValue) empty() bool            { return len(*v.p) == 0 }
func (v citedValue) clear()                 { *v.p = nil }
func (v citedValue) columns(Field) []Column { return nil }
func (v citedValue) pointer() any           { return v.p }

func (v citedValue) refs() []*Ref {
	out := make([]*Ref, len(*v.p))
	for i := range *v.p {
		out[i] = &(*v.p)[i].Source
	}
	return out
}
