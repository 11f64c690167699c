package i18n

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Check lists what is wrong with the catalogues, one sentence a finding, sorted:
// keys and plural forms that a language lacks or has in excess, placeholders that
// differ between languages or forms, empty texts, stray braces, and marks of
// missing text. Nothing is wrong when the list is empty.
func (c *Catalogues) Check() []string {
	families := c.families()
	found := map[string]bool{}
	report := func(w *Words, key, problem string) {
		found[fmt.Sprintf("%s: %s: %s", w.Code, key, problem)] = true
	}
	for _, w := range c.words {
		for key, t := range w.texts {
			checkText(t, func(problem string) { report(w, key, problem) })
		}
	}
	for base := range families {
		c.checkFamily(base, report)
	}
	for key := range c.singles(families) {
		c.checkSingle(key, report)
	}
	return slices.Sorted(maps.Keys(found))
}

// checkText looks at one text by itself.
func checkText(t text, report func(string)) {
	var all strings.Builder
	for _, p := range t {
		all.WriteString(p.literal)
	}
	literal := all.String()
	if len(t) == 1 && strings.TrimSpace(literal) == "" {
		report("the text is empty")
	}
	if strings.ContainsAny(literal, "{}") {
		report("a brace stands alone or holds no name")
	}
	if strings.ContainsAny(literal, "⟦⟧\uFFFD") {
		report("the text holds a mark of missing or broken text")
	}
}

// families finds the keys that have plural forms: some language has one, few or
// many of it, or its .other shows {n}. A code that merely is called "other"
// (ground.other) makes no family.
func (c *Catalogues) families() map[string]bool {
	out := map[string]bool{}
	for _, w := range c.words {
		for key, t := range w.texts {
			base, form := splitForm(key)
			if form == "one" || form == "few" || form == "many" || form == "other" && t.names()["n"] {
				out[base] = true
			}
		}
	}
	return out
}

// splitForm takes a plural form off the end of a key; form is empty without one.
func splitForm(key string) (base, form string) {
	i := strings.LastIndexByte(key, '.')
	if i < 0 {
		return key, ""
	}
	switch form := key[i+1:]; form {
	case "one", "few", "many", "other":
		return key[:i], form
	}
	return key, ""
}

// singles collects the keys of all languages that belong to no family.
func (c *Catalogues) singles(families map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, w := range c.words {
		for key := range w.texts {
			if base, form := splitForm(key); form == "" || !families[base] {
				out[key] = true
			}
		}
	}
	return out
}

// checkSingle holds the languages of an ordinary key against the first that has it.
func (c *Catalogues) checkSingle(key string, report func(*Words, string, string)) {
	var model *Words
	for _, w := range c.words {
		t, ok := w.texts[key]
		switch {
		case !ok:
			report(w, key, "the key is missing")
		case model == nil:
			model = w
		case !maps.Equal(t.names(), model.texts[key].names()):
			report(w, key, "the placeholders differ from those of "+model.Code)
		}
	}
}

// checkFamily holds the plural forms of a key to what each language needs. All
// forms in all languages name the same placeholders, save that the singular of a
// language with two forms may leave {n} out ("one day").
func (c *Catalogues) checkFamily(base string, report func(*Words, string, string)) {
	model := c.familyNames(base)
	for _, w := range c.words {
		for _, form := range w.forms {
			t, ok := w.texts[base+"."+form]
			if !ok {
				report(w, base+"."+form, "the plural form is missing")
				continue
			}
			names := t.names()
			if form == "one" && len(w.forms) == 2 && model["n"] {
				names["n"] = true
			}
			if !maps.Equal(names, model) {
				report(w, base+"."+form, "the placeholders differ from those of the other forms")
			}
		}
		for _, form := range []string{"one", "few", "many", "other"} {
			if !slices.Contains(w.forms, form) && w.Has(base+"."+form) {
				report(w, base+"."+form, "the language has no such plural form")
			}
		}
	}
}

// familyNames gives the placeholders of the first language's general form.
func (c *Catalogues) familyNames(base string) map[string]bool {
	for _, w := range c.words {
		if t, ok := w.texts[base+".other"]; ok {
			return t.names()
		}
	}
	return map[string]bool{"n": true}
}

// names collects the placeholders of a text.
func (t text) names() map[string]bool {
	out := map[string]bool{}
	for _, p := range t {
		if p.name != "" {
			out[p.name] = true
		}
	}
	return out
}
