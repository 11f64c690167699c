package cases

// Note is a lawyer's privileged note on a case: what a client said, how the defence is planned. Counsel in the case
// read and write it and nobody else does; it is counted nowhere.
type Note struct {
	Head
	Case    Ref
	Subject string
	Text    string
}

// Fields lists the questions about a note.
func (n *Note) Fields() []Field {
	return []Field{
		Reference("case", &n.Case, "case").Required(),
		When("from", &n.From).InHead().Sorted(),
		Text("subject", &n.Subject).Secret(),
		Long("text", &n.Text).Required().Secret(),
	}
}

// Name is what the note is about.
func (n *Note) Name() Title { return Title{Full: n.Subject} }

// Derive confines the note to the counsel of its case, whatever was sent.
func (n *Note) Derive(Looker, *Book) { n.Level, n.Team = Privileged, "" }

// Check has nothing to hold against each other.
func (n *Note) Check(*Book) Problems { return nil }
