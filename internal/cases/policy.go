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
	// Shares are records seen beside the rest, whatever their team and level; Edits those of them that may be changed.
	Shares, Edits []int64
	// Counsel are the cases whose privileged records are seen. Nothing else admits a privileged record.
	Counsel []int64
	// Everything is the store's own sight, for what follows from a save and for verification; nothing that is read
	// through it is shown. Withdrawn records are seen by it alone.
	Everything bool
	// Secrets tells whether secret fields are seen.
	Secrets bool
	// Writes tells whether records may be entered and changed.
	Writes bool
}

// ScopeOf is the policy: what a user may see, by role, teams and what was shared with them. A role that is not named
// here sees nothing, and nothing can be shared with it.
func ScopeOf(u User) Scope {
	s := byRole(u)
	if s.Nothing() {
		return s
	}
	s.Shares, s.Edits = u.Shares, u.Edits
	if u.Role == Lawyer {
		s.Counsel = u.Counsel
	}
	return s
}

func byRole(u User) Scope {
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
	switch {
	case s.Everything:
		return true
	case h.Withdrawn:
		return false
	case h.Level == Privileged:
		return slices.Contains(s.Counsel, h.Under)
	}
	return s.seesAnyway(h) || slices.Contains(s.Shares, h.ID)
}

// seesAnyway tells whether a record is in scope without having been shared.
func (s Scope) seesAnyway(h *Head) bool {
	if s.Creator != 0 && h.Creator == s.Creator {
		return true
	}
	if h.Team == "" && slices.Contains(s.Shared, h.Level) {
		return true
	}
	ours := s.AllTeams || h.Team != "" && slices.Contains(s.Teams, h.Team)
	return ours && slices.Contains(s.Levels, h.Level)
}

// covers tells whether everybody who sees a record by role and teams sees what it points to as well. It follows from
// byRole: a team sees all levels of its own, and what belongs to no team is seen by level.
func (h *Head) covers(r Ref) bool {
	switch {
	case r.Level == "", h.Team == "" && h.Level == Restricted:
		return true // it is not known yet; coordinators alone see the record, and they see everything
	case r.Team != "" || h.Team != "" && r.Level == Restricted:
		return r.Team == h.Team
	case h.Team == "":
		return slices.Index(Levels(), r.Level) <= slices.Index(Levels(), h.Level)
	}
	return true
}

// Covers tells whether everybody who sees a record by role and teams sees another one as well.
func (h *Head) Covers(o *Head) bool {
	return o.Level != Privileged && h.covers(Ref{Team: o.Team, Level: o.Level})
}

// Nothing tells whether the scope admits no record at all.
func (s Scope) Nothing() bool {
	return !s.Everything && len(s.Shared) == 0 && len(s.Levels) == 0 && s.Creator == 0
}

// MayWrite tells whether a user may change a record that they see. What is seen through a share alone may be changed
// where the share says so.
func (s Scope) MayWrite(h *Head) bool {
	return s.Writes && (h.Level == Privileged || s.Everything || s.seesAnyway(h) || slices.Contains(s.Edits, h.ID))
}

// Places tells whether a user who may write a record decides about its team and level: not where it was merely shared
// with them.
func (s Scope) Places(h *Head) bool { return h.Level == Privileged || s.Everything || s.seesAnyway(h) }

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
