package cases

import "slices"

// Ref points to another record. Number is what people type and files hold; ID is filled in by the store, and so is
// Title, which is all that a page needs to show it.
type Ref struct {
	ID     int64
	Kind   string
	Number string
	Title  Title
	// Typed is a name that was typed instead of a number; the store looks for the one record that bears it.
	Typed string
	// Hidden means that the record exists but is not for this reader; Number and Title are empty then.
	Hidden bool
	// Team and Level are those of the record that it points to, as far as they are known: what it is called may stand
	// in the title of another record only where whoever sees the one sees the other.
	Team, Level string
}

// Given tells whether the reference points anywhere.
func (r Ref) Given() bool { return r.ID != 0 || r.Number != "" || r.Typed != "" }

// Reference is a pointer to one record of one of some kinds.
func Reference(code string, p *Ref, kinds ...string) Field {
	return Field{Code: code, Type: TypeRef, Kinds: kinds, value: refValue{p: p}}
}

type refValue struct{ p *Ref }

// read keeps a reference that the writer cannot see when nothing is put in its place: its box was drawn empty.
func (v refValue) read(f Field, in Input, _ *Book) Problems {
	r, problems := readRef(f, in.Get(f.Code))
	if problems == nil && (r.Given() || !v.p.Hidden) {
		*v.p = r
	}
	return problems
}

// readRef reads a reference as a box shows it: a number with or without the title after it, or a name alone.
func readRef(f Field, s string) (Ref, Problems) {
	if s == "" {
		return Ref{}, nil
	}
	number, ok := leadingNumber(s)
	if !ok {
		name, problems := cleanText(f.Code, s, MaxText)
		return Ref{Typed: name}, problems
	}
	kind := KindByNumber(number)
	if kind == nil || len(f.Kinds) > 0 && !slices.Contains(f.Kinds, kind.Code) {
		return Ref{}, wrong(f.Code, "wrong_kind", "value", number)
	}
	return Ref{Number: number, Kind: kind.Code}, nil
}

func (v refValue) fill(f Field, in Input) {
	if !v.p.Hidden {
		in.Set(f.Code, v.p.box())
	}
}

func (r Ref) box() string {
	if r.Number == "" || r.Title.Full == "" {
		return r.Number + r.Typed
	}
	return r.Number + " " + r.Title.Full
}

func (v refValue) json(f Field, out map[string]any) { out[f.Code] = v.p.Number }
func (v refValue) empty() bool                      { return !v.p.Given() || v.p.Hidden }
func (v refValue) clear()                           { *v.p = Ref{} }
func (v refValue) columns(f Field) []Column         { return []Column{{f.Code, v.p}} }
func (v refValue) refs() []*Ref                     { return []*Ref{v.p} }
func (v refValue) pointer() any                     { return v.p }
