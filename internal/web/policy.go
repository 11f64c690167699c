package web

import (
	"slices"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// policy says who may use a route. What they then see through it is the desk's business.
type policy struct {
	name string
	// admits decides about somebody who is signed in; nil means that no policy was declared.
	admits func(cases.User) bool
	// open lets people in who are not signed in.
	open bool
	// stages lets people in as well whose session is at one of these stages, short of a whole one.
	stages []string
}

// The policies. Anyone: no sign-in needed. Members: whoever is signed in. Readers: roles that see records. Writers:
// roles that enter them. Auditors: roles that read the audit log. Deciders: roles that approve what others ask for.
func anyone() policy {
	return policy{name: "anyone", open: true, admits: func(cases.User) bool { return true }}
}

func members() policy {
	return policy{name: "members", admits: func(u cases.User) bool { return u.ID != 0 }}
}

func readers() policy {
	return policy{name: "readers", admits: func(u cases.User) bool { return !cases.ScopeOf(u).Nothing() }}
}

func writers() policy {
	return policy{name: "writers", admits: func(u cases.User) bool { return cases.ScopeOf(u).Writes }}
}

func auditors() policy {
	return policy{name: "auditors", admits: func(u cases.User) bool {
		return slices.Contains([]cases.Role{cases.Auditor, cases.Coordinator}, u.Role)
	}}
}

// admins keep accounts and teams, and see no record.
func admins() policy {
	return policy{name: "admins", admits: func(u cases.User) bool { return u.Role == cases.Admin }}
}

// waiting admits who is asked for a second factor.
func waiting() policy {
	p := members()
	p.name, p.stages = "waiting", []string{store.StageFactor}
	return p
}

// breakers are the roles that may break the glass.
func breakers() policy {
	return policy{name: "breakers", admits: func(u cases.User) bool { return u.Role.BreaksGlass() }}
}

func coordinators() policy {
	return policy{name: "coordinators", admits: func(u cases.User) bool { return u.Role == cases.Coordinator }}
}

// enrolling admits members and who has to enrol a second factor first.
func enrolling() policy {
	p := members()
	p.name, p.stages = "enrolling", []string{store.StageEnrol}
	return p
}

// halfway admits everybody who has a session, whatever is still asked of them.
func halfway() policy {
	p := members()
	p.name, p.stages = "halfway", []string{store.StageFactor, store.StageEnrol}
	return p
}

// lets tells whether a session that is not whole yet is let in.
func (p policy) lets(s store.Session) bool { return s.ID != "" && slices.Contains(p.stages, s.Stage) }

func deciders() policy {
	return policy{name: "deciders", admits: cases.Approves}
}
