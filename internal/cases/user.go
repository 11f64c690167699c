package cases

// Role is what somebody is in the organisation; it decides what they may see and do.
type Role string

// The roles.
const (
	Admin       Role = "admin"       // accounts, vocabularies, settings; sees no content
	Coordinator Role = "coordinator" // all teams
	Staff       Role = "staff"
	Lawyer      Role = "lawyer"
	Intake      Role = "intake"     // only what they entered themselves
	Researcher  Role = "researcher" // no secret fields, nothing restricted; counts and exports
	Auditor     Role = "auditor"    // the audit log without content
)

// Roles lists the roles in the order in which they are offered.
func Roles() []Role {
	return []Role{Coordinator, Staff, Lawyer, Intake, Researcher, Auditor, Admin}
}

// User is an account as the policy sees it.
type User struct {
	ID    int64
	Code  string // opaque, for the audit log: it says nothing about the person
	Name  string
	Role  Role
	Teams []string
	Lang  string
	// Shares are the records that somebody opened to this user beside the rest, for a time, with what belongs to them;
	// Edits are those of them that may be changed as well. Both are ids, and hold for the moment they were read.
	Shares, Edits []int64
	// Counsel are the ids of the cases whose privileged notes this user may read: those they are counsel in.
	Counsel []int64
}

// The levels of confidentiality, from open to closed.
const (
	Public     = "public"
	Partner    = "partner"
	Internal   = "internal"
	Restricted = "restricted"
)

// Privileged is the level of a lawyer's notes. It stands beside the others, not above them: counsel in the case see
// such a record and nobody else does, coordinators included out.
const Privileged = "privileged"

// Levels lists the levels from open to closed.
func Levels() []string { return []string{Public, Partner, Internal, Restricted} }
