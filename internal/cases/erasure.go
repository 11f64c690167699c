package cases

import "time"

// Erasure is what becomes of the records of a person who took back the consent to be kept: hidden at once, then taken
// back or erased by a second person. It holds no content.
type Erasure struct {
	Number  string // of the person; it says nothing about them
	Records int    // how many records were hidden: the person, and what is about nobody else; 0 to who may not know
	Asker   int64  // the account that recorded the withdrawal
	AskedBy string // its name
	AskedAt time.Time
	// Decision is empty while nobody has decided; Approved: erased; Declined: the withdrawal was taken back.
	Decision  string
	DecidedBy string
	DecidedAt time.Time
	SameName  bool // the account that recorded it is called as the reader is, but for digits: see Approval
	// Look names other records whose short texts may name the person. A human must look at them: free text is not
	// rewritten. Once the person is erased they are those that were found at that moment.
	Look []string
}

// Open tells whether nobody has decided yet.
func (e Erasure) Open() bool { return e.Decision == "" }

// Erased tells whether the content is gone for good.
func (e Erasure) Erased() bool { return e.Decision == Approved }
