package cases

// Text3 is one text in the three languages of the program; any of them may be empty.
type Text3 struct{ En, Ru, Kk string }

// In gives the text in a language, or in another one where that is empty.
func (t Text3) In(lang string) string {
	order := []string{t.En, t.Ru, t.Kk}
	switch lang {
	case "ru":
		order = []string{t.Ru, t.En, t.Kk}
	case "kk":
		order = []string{t.Kk, t.Ru, t.En}
	}
	for _, s := range order {
		if s != "" {
			return s
		}
	}
	return ""
}

func (t Text3) title() Title {
	return Title{Full: t.In("en"), Open: t.In("en"), Ru: t.In("ru"), Kk: t.In("kk")}
}

// Trilingual is a line of text in three languages, of which one is enough.
func Trilingual(code string, p *Text3) Field {
	return Field{Code: code, Type: TypeText3, value: text3Value{p: p, max: MaxText}}
}

// TrilingualLong is the same for text of several lines.
func TrilingualLong(code string, p *Text3) Field {
	return Field{Code: code, Type: TypeLong3, value: text3Value{p: p, max: MaxLong}}
}

type text3Value struct {
	scalar
	p   *Text3
	max int
}

// parts gives the three texts with the language that names each.
func (v text3Value) parts() map[string]*string {
	return map[string]*string{"en": &v.p.En, "ru": &v.p.Ru, "kk": &v.p.Kk}
}

func (v text3Value) read(f Field, in Input, _ *Book) Problems {
	var problems Problems
	for lang, p := range v.parts() {
		key := f.Code + "." + lang
		if _, sent := in[key]; !sent {
			continue
		}
		text, bad := cleanText(f.Code, in.Get(key), v.max)
		*p, problems = text, append(problems, bad...)
	}
	if _, sent := in[f.Code]; sent && len(in.Under(f.Code)) == 0 && in.Get(f.Code) == "" {
		v.clear()
	} else if sent && in.Get(f.Code) != "" {
		text, bad := cleanText(f.Code, in.Get(f.Code), v.max)
		v.p.En, problems = text, append(problems, bad...)
	}
	return problems
}

func (v text3Value) fill(f Field, in Input) {
	for lang, p := range v.parts() {
		in.Set(f.Code+"."+lang, *p)
	}
}

func (v text3Value) json(f Field, out map[string]any) {
	for lang, p := range v.parts() {
		if *p != "" {
			out[f.Code+"."+lang] = *p
		}
	}
}

func (v text3Value) empty() bool  { return *v.p == Text3{} }
func (v text3Value) clear()       { *v.p = Text3{} }
func (v text3Value) pointer() any { return v.p }
func (v text3Value) columns(f Field) []Column {
	return []Column{{f.Code + "_en", &v.p.En}, {f.Code + "_ru", &v.p.Ru}, {f.Code + "_kk", &v.p.Kk}}
}
