package cases

import "slices"

// Said is one text of a record in which it is found.
type Said struct {
	Field string // the code of its question; empty: the record's title
	Text  string
	// Line marks a title, a name or another short text, which is found in other scripts too.
	Line bool
	// Secret marks what readers without secrets do not see.
	Secret bool
	// Told marks what is shown with another record that the record points to: what a source states of it, a note about
	// somebody, the name of a place. It is found by those alone who see that record as well, which follows from role
	// and teams; whoever sees the record in another way does not find it by this.
	Told bool
}

// Texts gives every text in which a record is found. Names of vocabulary terms are not among them: see Codes.
func Texts(r Record) []Said {
	h := r.Base()
	t := h.Title
	out := []Said{{Text: t.Open, Line: true}, {Text: t.Ru, Line: true}, {Text: t.Kk, Line: true}}
	if t.Full != t.Open {
		out = append(out, Said{Text: t.Full, Line: true, Secret: true})
	}
	_, follows := r.(Deriver)
	for _, f := range Fields(r) {
		switch v := f.Value().(type) {
		case *Ref:
			if follows && placeOrBody(f) {
				out = append(out, h.told(f, *v, v.Title.Full, true)...)
			}
		case *Links:
			for _, l := range v.List() {
				out = append(out, h.told(f, l.To, l.Note, false)...)
			}
		case *[]Citation:
			for _, c := range *v {
				of, ok := FieldOf(r, c.Field)
				of.IsSecret = ok && of.IsSecret
				of.Code = f.Code
				out = append(append(out, h.told(of, c.Source, c.States, false)...), h.told(of, c.Source, c.Where, false)...)
			}
		default:
			out = append(out, textsOf(f)...)
		}
	}
	return slices.DeleteFunc(out, func(s Said) bool { return s.Text == "" })
}

// placeOrBody tells whether a reference points to a place or an organisation, by whose name records are looked for. Of
// records that work answers out of it the title is kept up with when it changes.
func placeOrBody(f Field) bool {
	for _, kind := range f.Kinds {
		if kind != "place" && kind != "organisation" {
			return false
		}
	}
	return !f.AtHead && len(f.Kinds) > 0
}

// told gives a text that is shown with another record, if whoever sees this one by role and teams sees that one too.
// What was withdrawn has no title, and nothing is told of it.
func (h *Head) told(f Field, r Ref, text string, line bool) []Said {
	if r.Hidden || r.Level == "" || r.Title.Full == "" || !h.covers(r) {
		return nil
	}
	secret := f.IsSecret || r.Level == Restricted && h.Level != Restricted || line && r.Title.Open == ""
	return []Said{{Field: f.Code, Text: text, Line: line, Secret: secret, Told: true}}
}

// textsOf gives the texts of an answer.
func textsOf(f Field) []Said {
	one := func(text string, line bool) Said {
		return Said{Field: f.Code, Text: text, Line: line, Secret: f.IsSecret}
	}
	switch v := f.Value().(type) {
	case *string:
		if f.Type == TypeText || f.Type == TypeLong {
			return []Said{one(*v, f.Type == TypeText)}
		}
	case *Text3:
		line := f.Type == TypeText3
		return []Said{one(v.En, line), one(v.Ru, line), one(v.Kk, line)}
	case *Coded:
		return []Said{one(v.Note, false)}
	case *CodedList:
		return []Said{one(v.Note, false)}
	case *RowList:
		var out []Said
		for _, row := range v.Rows() {
			for _, sub := range row {
				for _, s := range textsOf(sub) {
					s.Field, s.Secret = f.Code, f.IsSecret
					out = append(out, s)
				}
			}
		}
		return out
	}
	return nil
}

// NamedLists are the vocabularies by whose terms records are found: regions and articles of law.
func NamedLists() []string { return []string{"region", "article"} }

// CodeOf is a term of a vocabulary that a record is found by.
type CodeOf struct {
	Field, List, Code string
	Secret            bool
}

// Codes gives the terms of NamedLists that a record has among its answers. The words for them are looked up when
// somebody searches, so that a term that gets another name needs nothing worked out again.
func Codes(r Record) []CodeOf {
	var out []CodeOf
	for _, f := range Fields(r) {
		if !slices.Contains(NamedLists(), f.List) {
			continue
		}
		for _, code := range codesOf(f) {
			if code == "" {
				continue
			}
			out = append(out, CodeOf{f.Code, f.List, code, f.IsSecret})
		}
	}
	if h := r.Base(); h.RegionNow != "" {
		out = append(out, CodeOf{"region_now", "region", h.RegionNow, false})
	}
	return out
}

func codesOf(f Field) []string {
	switch v := f.Value().(type) {
	case *string:
		return []string{*v}
	case *Coded:
		return []string{v.Code}
	case *CodedList:
		return v.Codes
	}
	return nil
}
