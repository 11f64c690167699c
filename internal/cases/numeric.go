package cases

import (
	"strconv"
	"strings"
)

// Number is a whole number that may not have been given; nothing and zero are two answers.
type Number struct {
	N     int64
	Given bool
}

// Num makes a given number.
func Num(n int64) Number { return Number{N: n, Given: true} }

// Count is a whole number between two limits, both included.
func Count(code string, p *Number, low, high int64) Field {
	return Field{Code: code, Type: TypeNumber, value: numberValue{p: p, low: low, high: high}}
}

type numberValue struct {
	scalar
	p         *Number
	low, high int64
}

func (v numberValue) read(f Field, in Input, _ *Book) Problems {
	s := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(in.Get(f.Code))
	if s == "" {
		*v.p = Number{}
		return nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return wrong(f.Code, "not_a_number", "value", s)
	}
	if n < v.low || n > v.high {
		return wrong(f.Code, "out_of_range", "low", strconv.FormatInt(v.low, 10), "high", strconv.FormatInt(v.high, 10))
	}
	*v.p = Num(n)
	return nil
}

func (v numberValue) fill(f Field, in Input) {
	if v.p.Given {
		in.Set(f.Code, strconv.FormatInt(v.p.N, 10))
	}
}

func (v numberValue) json(f Field, out map[string]any) { out[f.Code] = v.p.N }
func (v numberValue) empty() bool                      { return !v.p.Given }
func (v numberValue) clear()                           { *v.p = Number{} }
func (v numberValue) columns(f Field) []Column         { return []Column{{f.Code, v.p}} }
func (v numberValue) pointer() any                     { return v.p }
