package cases

// Tri is an answer of yes, no, unknown or not applicable; empty means that the question was not asked.
type Tri string

// The answers of a yes-or-no question besides unknown and not applicable.
const (
	Yes Tri = "yes"
	No  Tri = "no"
)

// YesNo is a question answered with yes, no, unknown or not applicable.
func YesNo(code string, p *Tri) Field {
	return Field{Code: code, Type: TypeTri, value: triValue{p: p}}
}

// TriAnswers gives the answers in the order in which they are offered.
func TriAnswers() []string { return []string{string(Yes), string(No), Unknown, NotApplicable} }

type triValue struct {
	scalar
	p *Tri
}

func (v triValue) read(f Field, in Input, _ *Book) Problems {
	switch s := in.Get(f.Code); s {
	case "", string(Yes), string(No), Unknown, NotApplicable:
		*v.p = Tri(s)
	case "true", "1":
		*v.p = Yes
	case "false", "0":
		*v.p = No
	default:
		return wrong(f.Code, "not_yes_no", "value", s)
	}
	return nil
}

func (v triValue) fill(f Field, in Input)           { in.Set(f.Code, string(*v.p)) }
func (v triValue) json(f Field, out map[string]any) { out[f.Code] = string(*v.p) }
func (v triValue) empty() bool                      { return *v.p == "" }
func (v triValue) clear()                           { *v.p = "" }
func (v triValue) columns(f Field) []Column         { return []Column{{f.Code, (*string)(v.p)}} }
func (v triValue) pointer() any                     { return v.p }
