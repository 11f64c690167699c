package cases

import "strconv"

// MaxRows is how many rows a repeated question may have.
const MaxRows = 200

// RowList is a repeated group of questions as forms and pages see it, whatever the type of its rows.
type RowList struct {
	rows  func() [][]Field
	blank func() []Field
}

// Rows gives the fields of every row.
func (r *RowList) Rows() [][]Field { return r.rows() }

// Blank gives the fields of a row that has not been filled in.
func (r *RowList) Blank() []Field { return r.blank() }

// Rows is a group of questions asked any number of times, such as the names of a person. The fields of a row are
// plain ones: text, codes, dates, numbers, yes or no.
func Rows[T any](code string, p *[]T, fields func(*T) []Field) Field {
	return Field{Code: code, Type: TypeRows, value: rowsValue[T]{p: p, fields: fields}}
}

type rowsValue[T any] struct {
	scalar
	many
	p      *[]T
	fields func(*T) []Field
}

func (v rowsValue[T]) read(f Field, in Input, b *Book) Problems {
	var rows []T
	var problems Problems
	for _, i := range in.Indices(f.Code) {
		part := in.Under(f.Code + "." + strconv.Itoa(i))
		if part.Blank() {
			continue
		}
		if len(rows) == MaxRows {
			return append(problems, wrong(f.Code, "too_many_rows", "max", strconv.Itoa(MaxRows))...)
		}
		var row T
		for _, sub := range v.fields(&row) {
			bad := sub.Read(part, b)
			if sub.IsRequired && sub.Empty() && bad == nil {
				bad = wrong(sub.Code, "required")
			}
			for _, p := range bad {
				p.Field = f.Code + "." + strconv.Itoa(i) + "." + p.Field
				problems = append(problems, p)
			}
		}
		rows = append(rows, row)
	}
	*v.p = rows
	return problems
}

func (v rowsValue[T]) fill(f Field, in Input) {
	for i := range *v.p {
		row := Input{}
		for _, sub := range v.fields(&(*v.p)[i]) {
			sub.Fill(row)
		}
		in.Merge(f.Code+"."+strconv.Itoa(i), row)
	}
}

func (v rowsValue[T]) json(f Field, out map[string]any) {
	list := make([]map[string]any, len(*v.p))
	for i := range *v.p {
		list[i] = map[string]any{}
		for _, sub := range v.fields(&(*v.p)[i]) {
			sub.JSON(list[i])
		}
	}
	out[f.Code] = list
}

func (v rowsValue[T]) empty() bool { return len(*v.p) == 0 }
func (v rowsValue[T]) clear()      { *v.p = nil }

func (v rowsValue[T]) pointer() any {
	return &RowList{
		rows: func() [][]Field {
			out := make([][]Field, len(*v.p))
			for i := range *v.p {
				out[i] = v.fields(&(*v.p)[i])
			}
			return out
		},
		blank: func() []Field { var row T; return v.fields(&row) },
	}
}
