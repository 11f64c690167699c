package cases

import "slices"

// Scope is what a user may see, as data: the store renders it to SQL, and Sees answers the same in Go. A record is in
// scope when any of its three parts admits it.
type Scope struct {
	// Shared are the levels seen among records that belong to no team.
	Shared []string
	// Levels are the levels seen among the records of Teams, or of every team where AllTeams is set.
	Levels   []string
	Teams    []string
	AllTeams bool
	// Creator is the user whose own entries are seen whatever their level; 0 for none.
	Creator int64
	// Secrets tells whether secret fields are seen.
	Secrets bool
	// Writes tells whether records may be entered and changed.
	Writes bool
}

// ScopeOf is the policy: what a user may see, by role and teams. A role that is not named here sees nothing.
func ScopeOf(u User) Scope {
	upToInternal := []string{Public, Partner, Internal}
	switch u.Role {
	case Coordinator:
		return Scope{Shared: Levels(), Levels: Levels(), AllTeams: true, Secrets: true, Writes: true}
	case Staff, Lawyer:
		return Scope{Shared: upToInternal, Levels: Levels(), Teams: u.Teams, Creator: u.ID, Secrets: true, Writes: true}
	case Intake:
		return Scope{Shared: []string{Public}, Creator: u.ID, Secrets: true, Writes: true}
	case Researcher:
		return Scope{Shared: upToInternal, Levels: upToInternal, AllTeams: true}
	}
	return Scope{}
}

// Sees tells whether a record is in scope. It must answer exactly as the store's SQL does.
func (s Scope) Sees(h *Head) bool {
	if s.Creator != 0 && h.Creator == s.Creator {
		return true
	}
	if h.Team == "" && slices.Contains(s.Shared, h.Level) {
		return true
	}
	ours := s.AllTeams || h.Team != "" && slices.Contains(s.Teams, h.Team)
	return ours && slices.Contains(s.Levels, h.Level)
}

// Nothing tells whether the scope admits no record at all.
func (s Scope) Nothing() bool {
	return len(s.Shared) == 0 && len(s.Levels) == 0 && s.Creator == 0
}

// MayWrite tells whether a user may change a record that they see.
func (s Scope) MayWrite(*Head) bool { return s.Writes }

// Redact takes out of a record what a reader without secrets may not see, and remembers which answers those were.
func (s Scope) Redact(r Record) {
	if s.Secrets {
		return
	}
	h := r.Base()
	for _, f := range Fields(r) {
		if !f.IsSecret || f.Empty() {
			continue
		}
		f.Clear()
		if h.Hidden == nil {
			h.Hidden = map[string]bool{}
		}
		h.Hidden[f.Code] = true
	}
	h.Citations = slices.DeleteFunc(h.Citations, func(c Citation) bool {
		f, ok := FieldOf(r, c.Field)
		return ok && f.IsSecret
	})
	h.Title = Title{Full: h.Title.Open, Open: h.Title.Open, Ru: h.Title.Ru, Kk: h.Title.Kk}
}
