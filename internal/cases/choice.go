package cases

import (
	"slices"
	"strings"
)

// Coded is one term of a vocabulary with a note that makes it clear; the code may also be unknown or not applicable.
type Coded struct{ Code, Note string }

// Code is a plain term without note, for questions that always have one of the answers offered.
func Code(code string, p *string, list string) Field {
	return Field{Code: code, Type: TypeCode, List: list, value: codeValue{p: p}}
}

// Choice is one term of a vocabulary, or unknown, or not applicable.
func Choice(code string, p *Coded, list string) Field {
	return Field{Code: code, Type: TypeChoice, List: list, value: choiceValue{p: p}}
}

type codeValue struct {
	scalar
	p *string
}

// read takes the code that stands already even where its term was withdrawn since: nobody sent a change of it.
func (v codeValue) read(f Field, in Input, b *Book) Problems {
	code := in.Get(f.Code)
	if code != "" && code != *v.p && !b.has(f.List, code) {
		return wrong(f.Code, "unknown_code", "value", code)
	}
	*v.p = code
	return nil
}

func (v codeValue) fill(f Field, in Input)           { in.Set(f.Code, *v.p) }
func (v codeValue) json(f Field, out map[string]any) { out[f.Code] = *v.p }
func (v codeValue) empty() bool                      { return *v.p == "" }
func (v codeValue) clear()                           { *v.p = "" }
func (v codeValue) columns(f Field) []Column         { return []Column{{f.Code, v.p}} }
func (v codeValue) pointer() any                     { return v.p }

type choiceValue struct {
	scalar
	p *Coded
}

func (v choiceValue) read(f Field, in Input, b *Book) Problems {
	code := in.Get(f.Code)
	if _, sent := in[f.Code]; !sent {
		code = v.p.Code
	}
	if code != "" && code != v.p.Code && !isNoAnswer(code) && !b.has(f.List, code) {
		return wrong(f.Code, "unknown_code", "value", code)
	}
	note, problems := readNote(f.Code, in, v.p.Note)
	*v.p = Coded{Code: code, Note: note}
	return problems
}

// readNote reads the clarifying note of a coded answer; a note that was not sent stays as it was.
func readNote(code string, in Input, was string) (string, Problems) {
	if _, sent := in[code+".note"]; !sent {
		return was, nil
	}
	return cleanText(code, in.Get(code+".note"), MaxText)
}

func isNoAnswer(code string) bool { return code == Unknown || code == NotApplicable }

func (v choiceValue) fill(f Field, in Input) {
	in.Set(f.Code, v.p.Code)
	in.Set(f.Code+".note", v.p.Note)
}

func (v choiceValue) json(f Field, out map[string]any) {
	if v.p.Code != "" {
		out[f.Code] = v.p.Code
	}
	if v.p.Note != "" {
		out[f.Code+".note"] = v.p.Note
	}
}

func (v choiceValue) empty() bool  { return *v.p == Coded{} }
func (v choiceValue) clear()       { *v.p = Coded{} }
func (v choiceValue) pointer() any { return v.p }
func (v choiceValue) columns(f Field) []Column {
	return []Column{{f.Code, &v.p.Code}, {f.Code + "_note", &v.p.Note}}
}

// CodedList is several terms of a vocabulary with a note that makes them clear.
type CodedList struct {
	Codes []string
	Note  string
}

// Choices is several terms of a vocabulary, or unknown, or not applicable.
func Choices(code string, p *CodedList, list string) Field {
	return Field{Code: code, Type: TypeChoices, List: list, value: choicesValue{p: p}}
}

type choicesValue struct {
	scalar
	many
	p *CodedList
}

func (v choicesValue) read(f Field, in Input, b *Book) Problems {
	var codes []string
	var problems Problems
	for _, code := range splitCodes(in[f.Code]) {
		if !isNoAnswer(code) && !slices.Contains(v.p.Codes, code) && !b.has(f.List, code) {
			problems = append(problems, wrong(f.Code, "unknown_code", "value", code)...)
			continue
		}
		codes = append(codes, code)
	}
	note, bad := readNote(f.Code, in, v.p.Note)
	if _, sent := in[f.Code]; !sent {
		codes = v.p.Codes
	}
	*v.p = CodedList{Codes: codes, Note: note}
	return append(problems, bad...)
}

// splitCodes takes codes as repeated values of a form or as one cell with "|" between them, each once.
func splitCodes(values []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, v := range values {
		for _, code := range strings.Split(v, "|") {
			code = strings.TrimSpace(code)
			if code != "" && !seen[code] {
				seen[code] = true
				out = append(out, code)
			}
		}
	}
	return out
}

func (v choicesValue) fill(f Field, in Input) {
	if len(v.p.Codes) > 0 {
		in[f.Code] = append([]string(nil), v.p.Codes...)
	}
	in.Set(f.Code+".note", v.p.Note)
}

func (v choicesValue) json(f Field, out map[string]any) {
	if len(v.p.Codes) > 0 {
		out[f.Code] = v.p.Codes
	}
	if v.p.Note != "" {
		out[f.Code+".note"] = v.p.Note
	}
}

func (v choicesValue) empty() bool  { return len(v.p.Codes) == 0 && v.p.Note == "" }
func (v choicesValue) clear()       { *v.p = CodedList{} }
func (v choicesValue) pointer() any { return v.p }
