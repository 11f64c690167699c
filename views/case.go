package views

import "aigaq/internal/cases"

// charged is a step of a case with the articles that stand charged after it.
type charged struct {
	Step     *cases.Step
	Articles []string
	Carried  bool // the articles are those of an earlier step
}

// charges follows the charge through the steps of a case, which are in order of date: the charge at any date is what
// the last step that names articles says.
func charges(steps []*cases.Step) []charged {
	var out []charged
	var last []string
	for _, s := range steps {
		one := charged{Step: s, Articles: s.Articles.Codes}
		if len(one.Articles) == 0 && last != nil {
			one.Articles, one.Carried = last, true
		}
		last = one.Articles
		out = append(out, one)
	}
	return out
}

// stepName is what happened in a step.
func (p Page) stepName(s *cases.Step) string {
	if s.Type.Code == "" {
		return p.one("step")
	}
	return p.term("step_type", s.Type.Code)
}

// stepLines says in a few lines what a step brought.
func (p Page) stepLines(s *cases.Step) []string {
	var out []string
	add := func(code, text string) {
		if text != "" {
			out = append(out, p.t("form.line", "label", p.label("step", code), "text", text))
		}
	}
	for _, f := range s.Fields() {
		switch f.Code {
		case "stage", "standing", "measure", "until", "court", "judge", "result":
			add(f.Code, p.brief(f))
		}
	}
	return out
}
