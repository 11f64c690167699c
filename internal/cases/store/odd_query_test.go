package store

import (
	"errors"
	"testing"

	"aigaq/internal/cases"
)

func TestSignsInASearchAreNoLanguage(t *testing.T) { // R37 R38
	onBoth(t, func(h *house) {
		h.person("aliya", "О'Вымысел \"Тест\" Асан")
		h.put("aliya", "source", "title", `It's a "made-up" \ list * (of) {names}`, "type", h.term("source_type", "source"))
		for _, text := range []string{`"`, `""`, `'`, `''`, `\`, `\'`, `a'b`, `a"b`, `a\b`, `асан* OR 1`, `{open} : x`, `open:асан`, `NEAR(a b)`, `a NOT b`, `асан:*`, `a & b | !c`,
			`<->`, `ӓ`, "a\x00b", "\xff\xfe", "%", "_", "асан%", `O'Vymysel`, `о'вымысел`, "ʼ’'", "k_person", "_k", "=асан", ">асан", "-асан", "\U0010FFFF", "١٢٣", "ß", "İ", "ﬁ", "a b c d e f g h i j k l m n",
			"🙂", "асан\nтест", "PER-", "SRC-000000", "1990", "1990 1991", "0000"} {
			for _, kind := range []string{"", "person", "source"} {
				if _, err := h.desk("aliya").List(h.ctx(), cases.Query{Kind: kind, Text: text}); err != nil {
					var problems cases.Problems
					if !errors.As(err, &problems) {
						h.Errorf("a list of %q by %q: %v", kind, text, err)
					}
				}
				if _, err := h.desk("aliya").Look(h.ctx(), cases.Query{Kind: kind, Text: text}, 5); err != nil {
					h.Errorf("a search in %q for %q: %v", kind, text, err)
				}
			}
			if _, err := h.desk("aliya").Find(h.ctx(), text, 5); err != nil {
				h.Errorf("find %q: %v", text, err)
			}
			if _, err := h.desk("aliya").Alike(h.ctx(), cases.Sought{Names: []string{text}, IIN: text, Region: text, Event: text}, 5); err != nil {
				h.Errorf("alike %q: %v", text, err)
			}
			if _, err := h.desk("aliya").Suggest(h.ctx(), text, nil, 5); err != nil {
				h.Errorf("suggest %q: %v", text, err)
			}
			if text == "\xff\xfe" || text == "a\x00b" {
				continue
			}
			if _, err := h.desk("aliya").Save(h.ctx(), "", change("person", "names.0.value", text)); err != nil {
				var problems cases.Problems
				if !errors.As(err, &problems) {
					h.Errorf("somebody called %q: %v", text, err)
				}
			}
		}
		h.match()
		h.lookThroughAll()
		h.verify()
	})
}

func TestAMergeIsTakenBackByWhoeverMayWriteBothAlone(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		a := h.person("chief", "Ойдан Асан", "level", "internal", "team", "almaty")
		b := h.person("chief", "Ойдан Асан", "level", "internal", "team", "west")
		h.merge("chief", a.Number, b.Number)
		h.must(h.desk("chief").Share(h.ctx(), b.Number, lend("aliya", false)))
		_, _, err := h.desk("aliya").Unmerge(h.ctx(), cases.Unmerge{Keep: a.Number, Absorbed: b.Number, Why: "a test"})
		if !errors.Is(err, cases.ErrForbidden) {
			h.Errorf("who may read one of them alone takes the merge back: %v", err)
		}
	})
}
