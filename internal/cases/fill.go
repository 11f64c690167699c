package cases

// Typed gives a record's answers as a form holds them, so that every form is drawn from an input, be it fresh or
// sent back with problems.
func Typed(r Record) Input {
	in := Input{}
	for _, f := range Fields(r) {
		f.Fill(in)
	}
	return in
}

// Blank makes an empty record of a kind with what a new record starts from.
func Blank(k *Kind) Record {
	r := k.New()
	h := r.Base()
	h.Kind, h.Status, h.Level = k.Code, "unreviewed", Internal
	if k.Privileged {
		h.Level = Privileged
	}
	return r
}

// Diff lists the fields whose answers differ, each as JSON before and after.
func Diff(before, after Record) ([]FieldChange, error) {
	olds := map[string]string{}
	for _, f := range Fields(before) {
		s, err := FieldJSON(f)
		if err != nil {
			return nil, err
		}
		olds[f.Code] = s
	}
	var out []FieldChange
	for _, f := range Fields(after) {
		s, err := FieldJSON(f)
		if err != nil {
			return nil, err
		}
		if s != olds[f.Code] {
			out = append(out, FieldChange{Field: f.Code, Old: olds[f.Code], New: s})
		}
	}
	return out, nil
}

// Remember makes a record of a kind that holds nothing but one answer from the history, so that it can be shown as
// any other. False where the field no longer exists or the text cannot be read.
func Remember(k *Kind, code, text string) (Field, bool) {
	r := k.New()
	f, ok := FieldOf(r, code)
	if !ok {
		return Field{}, false
	}
	if text == "" {
		return f, true
	}
	in, problems := FromJSON([]byte(text))
	f.Restore(in)
	return f, problems == nil
}
