package cases

import "time"

// MergedRole is the role of the link from the record that is kept to one that was merged into it. Merges alone write it.
const MergedRole = "same_person"

// Merge joins two records that are of one person. Nothing is moved: the kept record gets a link to the absorbed one.
type Merge struct {
	Keep, Absorb               string   // numbers
	KeepVersion, AbsorbVersion int64    // as they were compared
	Take                       []string // codes of the fields whose answer in the absorbed record is the better one
	Why                        string
}

// Unmerge takes a merge back: what was taken from the absorbed record goes back as it was, unless it was edited since.
type Unmerge struct {
	Keep, Absorbed string // numbers
	Why            string
}

// Cluster is everything recorded of one person: the record that stands for all, and those merged into it, the first
// merged first, as far as the reader sees them.
type Cluster struct {
	Root    Head
	Members []Member
}

// Member is a record that was merged into another one.
type Member struct {
	Person *Person // as recorded there
	Into   string  // the number of the record that it was merged into; another than the root's in a chain
	At     time.Time
	By     string // the name of the account
	Why    string // empty for readers without secrets
}

// Takeable tells whether the answer of an absorbed record can be taken over in a merge. Names, consents, links and
// citations are never chosen between: those of all members hold.
func (f Field) Takeable() bool {
	united := f.Type == TypeLinks || f.Type == TypeCited || f.Code == "names" || f.Code == "consent"
	return !united && !f.IsComputed
}
