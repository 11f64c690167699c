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
}

// The levels of confidentiality, from open to closed.
const (
	Public     = "public"
	Partner    = "partner"
	Internal   = "internal"
	Restricted = "restricted"
)

// Levels lists the levels from open to closed.
func Levels() []string { return []string{Public, Partner, Internal, Restricted} }
