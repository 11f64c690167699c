package exchange

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"aigaq/internal/cases"
)

// The vocabularies of the archive that are no vocabularies of the program.
const (
	ageBand     = "age_band"
	ageAt       = "age_at"
	kindCodes   = "kind"
	victimCodes = "victim"
	listColumn  = "list"
	yesNo       = "yes_no"
	precisions  = "date_precision"
)

// about is what the codebook says of a column.
type about struct {
	name, kind, list string
	lists            map[string]string
}

// texts is something in each language.
type texts map[string]string

func (r Research) in(key string) texts {
	out := texts{}
	for _, w := range r.Words {
		out[w.Lang()] = w.T(key)
	}
	return out
}

// codebook says what every column of every table means, in what unit, and what each code stands for.
func (a *archive) codebook() ([]byte, error) {
	var files []map[string]any
	used := map[string]bool{}
	for _, f := range a.files {
		var columns []map[string]any
		for _, c := range f.columns {
			columns = append(columns, a.columnBook(strings.TrimSuffix(f.name, ".csv"), c))
			used[c.list] = true
			for _, list := range c.lists {
				used[list] = true
			}
		}
		files = append(files, map[string]any{"file": f.name, "rows": f.rows, "unit": a.in("research.unit." + f.unit), "columns": columns})
	}
	var units []map[string]any
	for _, u := range cases.Units() {
		units = append(units, map[string]any{"code": u, "label": a.in("unit." + u), "meaning": a.in("unit." + u + ".help")})
	}
	b, err := json.MarshalIndent(map[string]any{
		"format": "aigaq codebook 1", "as_of": a.AsOf.UTC().Format(time.RFC3339), "log": map[string]any{"size": a.Head.Size, "root": a.Head.Root},
		"units": units, "files": files, "lists": a.listsOf(), "vocabularies": a.vocabularies(used), "left_out": a.leftOut(),
	}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write the codebook: %w", err)
	}
	return append(b, '\n'), nil
}

// columnBook says what one column means. What it means follows from its name, so that no table needs to say it again.
func (a *archive) columnBook(table string, c about) map[string]any {
	out := map[string]any{"name": c.name, "type": c.kind, "meaning": a.meaning(table, c)}
	if c.list != "" {
		out["vocabulary"] = c.list
	} else if c.kind == asCode || c.kind == asCodes {
		out["vocabulary"] = c.lists
	}
	if len(c.lists) > 0 {
		out["kinds"] = slices.Sorted(maps.Keys(c.lists))
	}
	return out
}

// meaning is the text of a column: its own, that of the list that it stands for, or the question that it answers.
func (a *archive) meaning(table string, c about) texts {
	for i, column := range a.listColumns() {
		if column == c.name {
			return a.listMeaning(a.Lists[i])
		}
	}
	out := texts{}
	for _, w := range a.Words {
		switch base, precision := cutPrecision(c.name); {
		case w.Has("column." + table + "." + c.name):
			out[w.Lang()] = w.T("column." + table + "." + c.name)
		case w.Has("column." + c.name):
			out[w.Lang()] = w.T("column." + c.name)
		case precision:
			out[w.Lang()] = w.T("column.precision", "field", labelIn(w, c.lists, base))
		default:
			out[w.Lang()] = labelIn(w, c.lists, c.name)
		}
	}
	return out
}

func (a *archive) listMeaning(list cases.Head) texts {
	out := texts{}
	for _, w := range a.Words {
		out[w.Lang()] = w.T("column.in", "list", list.Title.In(w.Lang()), "number", list.Number)
	}
	return out
}

func cutPrecision(name string) (string, bool) {
	const end = "_precision"
	if n := len(name) - len(end); n > 0 && name[n:] == end {
		return name[:n], true
	}
	return name, false
}

// labelIn is the question that a column answers, as each kind asks it.
func labelIn(w Words, kinds map[string]string, code string) string {
	var all []string
	for kind := range kinds {
		label := w.T("field." + code)
		if own := "field." + kind + "." + code; w.Has(own) {
			label = w.T(own)
		}
		if !slices.Contains(all, label) {
			all = append(all, label)
		}
	}
	slices.Sort(all)
	if len(all) == 0 {
		return w.T("field." + code)
	}
	out := all[0]
	for _, one := range all[1:] {
		out += " / " + one
	}
	return out
}

// vocabularies gives every code of the vocabularies that the tables use, with its labels and how long it holds.
func (a *archive) vocabularies(used map[string]bool) map[string]any {
	out := map[string]any{
		ageBand:     bands(),
		yesNo:       a.codes("answer.", string(cases.Yes), string(cases.No), cases.Unknown),
		precisions:  a.codes("precision.", precisionCodes()...),
		ageAt:       a.codes("age_at.", cases.AgeAtDeath, cases.AgeAtAct, cases.AgeAtEvent),
		victimCodes: append(a.terms("counting_unit"), a.codes("victim.", victimOrganisation, victimHidden)...),
		"answers":   a.codes("answer.", cases.Unknown, cases.NotApplicable),
	}
	var kinds []map[string]string
	for _, k := range cases.Kinds() {
		if k.Act {
			one := a.code("kind.", k.Code+".one")
			one["code"] = k.Code
			kinds = append(kinds, one)
		}
	}
	out[kindCodes] = kinds
	for list := range used {
		if _, there := out[list]; !there && list != "" && list != listColumn {
			out[list] = a.terms(list)
		}
	}
	return out
}

func bands() []map[string]any {
	var out []map[string]any
	for _, b := range cases.AgeBands() {
		one := map[string]any{"code": b.Code, "from": b.From}
		if b.To > 0 {
			one["to"] = b.To
		}
		out = append(out, one)
	}
	return out
}

func precisionCodes() []string {
	var out []string
	for _, p := range []cases.Precision{cases.Time, cases.Day, cases.DayApprox, cases.Month, cases.MonthApprox, cases.Year, cases.YearApprox,
		cases.Range, cases.Before, cases.After, cases.NoDate} {
		out = append(out, string(p))
	}
	return out
}

func (a *archive) code(prefix, code string) map[string]string {
	out := map[string]string{"code": code}
	for lang, text := range a.in(prefix + code) {
		out[lang] = text
	}
	return out
}

func (a *archive) codes(prefix string, codes ...string) []map[string]string {
	var out []map[string]string
	for _, c := range codes {
		out = append(out, a.code(prefix, c))
	}
	return out
}

func (a *archive) terms(list string) []map[string]string {
	var out []map[string]string
	for _, t := range a.Book.All(list) {
		one := map[string]string{"code": t.Code}
		for key, value := range map[string]string{"en": t.En, "ru": t.Ru, "kk": t.Kk, "parent": t.Parent, "huridocs": t.Huridocs,
			"valid_from": t.ValidFrom, "valid_to": t.ValidTo} {
			if value != "" {
				one[key] = value
			}
		}
		out = append(out, one)
	}
	return out
}

// leftOut says what researchers often ask for and the tables do not hold, and why.
func (a *archive) leftOut() []map[string]any {
	var out []map[string]any
	for _, what := range []string{"names", "indirect_victim", "place_type", "sdg_category", "ethnicity", "imputed"} {
		if what == "names" && a.Names {
			continue
		}
		out = append(out, map[string]any{"what": what, "why": a.in("research.left_out." + what)})
	}
	return out
}
