package cases

import "context"

// Takeaway says what is about to leave as a file, and why. It is what the audit log keeps of an export.
type Takeaway struct {
	What    string // the address of the file, in its one form
	Number  string // of the one record that leaves; empty for lists and counts
	Rows    int    // how many records or rows of counts are about to leave
	Purpose string // a code of the vocabulary purpose
	Left    int    // how many records stay behind since whom they are about has not consented to what the purpose needs
	Why     string // in words; empty: none were given
	// Alone is how many records an account may take away within a day without a second person; beyond, an approval of
	// just this export is spent. 0: as many as there are.
	Alone int
	// Lists marks the table of who is named in which list of names.
	Lists bool
	// Unmarked means that the order of the rows is that of pseudonyms, so that it carries no mark.
	Unmarked bool
	// Spend lets an approval be spent; without it, an export that needs one is refused.
	Spend bool
	// Operator marks an export by whoever runs the host, with somebody's rights: the log names the command line.
	Operator bool
	// Still is asked between batches, besides the account's rights, whether the export may go on; nil: it may.
	Still func(context.Context) error
}

// Weight is what a query would let leave.
type Weight struct {
	Rows       int
	Restricted int // of Rows: those that are restricted or privileged
	Left       int // besides Rows: those that stay behind for want of consent, where the query names one
}
