package cases

// Type says how a field is asked and shown.
type Type string

// The types of field. Each has one file of its own in this package.
const (
	TypeText    Type = "text"
	TypeLong    Type = "long"
	TypeText3   Type = "text3" // one text in each of the three languages
	TypeLong3   Type = "long3"
	TypeDate    Type = "date"
	TypeCode    Type = "code"    // one term of a vocabulary
	TypeChoice  Type = "choice"  // the same with unknown, not applicable and a clarifying note
	TypeChoices Type = "choices" // several terms, with a clarifying note
	TypeTri     Type = "tri"     // yes, no, unknown
	TypeNumber  Type = "number"
	TypePoint   Type = "point"
	TypeRef     Type = "ref"
	TypeLinks   Type = "links"
	TypeRows    Type = "rows"
	TypeCited   Type = "cited"
)

// Field is one question of a record together with the place of its answer in the record.
type Field struct {
	Code  string
	Type  Type
	List  string   // the vocabulary, for code, choice and choices
	Kinds []string // which kinds a reference or link may point to
	Group string   // the section of the form and of the page; empty: the main one

	IsRequired  bool
	IsSecret    bool // not shown to, searched, counted or overwritten by readers without secrets
	IsSorted    bool // lists sort by it: its column has an index
	IsDimension bool // counted by it: the facts hold a column of this name
	IsFollowed  bool // other records take over what follows from it, so a change is brought along to them
	IsComputed  bool // worked out on save, never typed
	IsDecided   bool // set by an act of its own, never typed; unlike what is worked out it is part of what the log commits to
	AtHead      bool // kept in the head table, not in the kind's own

	value value
}

// value is the typed access to an answer; each type of field has one.
type value interface {
	// read lays what was sent over the answer and says what is wrong with it.
	read(f Field, in Input, b *Book) Problems
	// fill is the inverse of read: it writes the answer as if it had just been typed.
	fill(f Field, in Input)
	// json gives the answer for files and the API under the field's code (and codes that begin with it and a dot).
	json(f Field, out map[string]any)
	empty() bool
	clear()
	// columns gives the answer's places in the kind's table; nil for answers of many values.
	columns(f Field) []Column
	// refs gives the references inside the answer, so that they can be resolved together.
	refs() []*Ref
	pointer() any
}

// Column is one database column of a field and where its value lives in the record.
type Column struct {
	Name string
	Ptr  any // *string, *int64, *Ref (its id) or *Number
}

// Required marks a field that must be answered.
func (f Field) Required() Field { f.IsRequired = true; return f }

// Secret marks a field that only readers with secrets see.
func (f Field) Secret() Field { f.IsSecret = true; return f }

// Sorted marks a field that lists can be sorted by.
func (f Field) Sorted() Field { f.IsSorted = true; return f }

// Dimension marks a field that records can be counted by.
func (f Field) Dimension() Field { f.IsDimension = true; return f }

// Followed marks a field from which other records work something out: whom they count, the region of their place.
func (f Field) Followed() Field { f.IsFollowed = true; return f }

// Computed marks a field that is worked out on save and cannot be typed.
func (f Field) Computed() Field { f.IsComputed = true; return f }

// Decided marks a field that an act of its own sets: no form, file or API call sends it.
func (f Field) Decided() Field { f.IsComputed, f.IsDecided = true, true; return f }

// InHead marks a field whose column is in the head table.
func (f Field) InHead() Field { f.AtHead = true; return f }

// Grouped puts the field under a heading of the form.
func (f Field) Grouped(group string) Field { f.Group = group; return f }

// Sent tells whether an input says anything about this field, be it that it is empty.
func (f Field) Sent(in Input) bool { return in.Touches(f.Code) }

// Read lays what was sent over the answer. Nothing happens when the field was not sent or is computed.
func (f Field) Read(in Input, b *Book) Problems {
	if f.IsComputed || !f.Sent(in) {
		return nil
	}
	return f.value.read(f, in, b)
}

// Restore reads an answer back from where it is kept; it takes any code, since a term may have been withdrawn since.
func (f Field) Restore(in Input) {
	if f.Sent(in) {
		f.value.read(f, in, nil)
	}
}

// Fill writes the answer into an input as if it had just been typed.
func (f Field) Fill(in Input) { f.value.fill(f, in) }

// JSON adds the answer to a flat object; an empty answer adds nothing.
func (f Field) JSON(out map[string]any) {
	if !f.value.empty() {
		f.value.json(f, out)
	}
}

// Empty tells whether the question has not been answered.
func (f Field) Empty() bool { return f.value.empty() }

// Clear takes the answer away.
func (f Field) Clear() { f.value.clear() }

// Columns gives the database columns of the field; none for answers of many values, links and citations.
func (f Field) Columns() []Column { return f.value.columns(f) }

// Many tells whether the answer is kept as rows of the answers table.
func (f Field) Many() bool { return f.Type == TypeChoices || f.Type == TypeRows }

// Refs gives the references inside the answer.
func (f Field) Refs() []*Ref { return f.value.refs() }

// Value gives the pointer to the answer: *string, *Text3, *Date, *Coded, *CodedList, *Tri, *Number, *Ref, *Links,
// *RowList or *[]Citation, according to the type.
func (f Field) Value() any { return f.value.pointer() }

// scalar is the part of value that answers without references or rows have in common.
type scalar struct{}

func (scalar) refs() []*Ref { return nil }

// many is the part of value of answers that live in rows, not in columns.
type many struct{}

func (many) columns(Field) []Column { return nil }
