package views

// UnlockPage is the page of a server whose keys are locked. It posts the passphrase to /unlock and says nothing of
// what lies behind it.
type UnlockPage struct {
	Wrong   bool // the passphrase was not the right one
	Opening bool // it was, and the records are being opened
	Failed  bool // it was, and the records could not be opened
	Minutes int  // after too many attempts: minutes to wait; 0 otherwise
	Refused bool // something else than this page was sent to; nothing was saved
}

func (v UnlockPage) bad() bool { return v.Wrong || v.Failed || v.Refused || v.Minutes > 0 }
