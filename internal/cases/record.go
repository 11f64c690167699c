package cases

import (
	"strings"
	"time"
)

// Record is anything that is kept. Fields lists every question of its kind once; Check holds the answers against
// each other.
type Record interface {
	Base() *Head
	Fields() []Field
	Check(*Book) Problems
	Name() Title
}

// Deriver is a record that works some of its own answers out when it is saved: days held, a region taken from a place.
type Deriver interface {
	Derive(look Looker, b *Book)
}

// Looker gives the head of a record that another one refers to; nil where it is not known.
type Looker interface {
	HeadOf(Ref) *Head
}

// Title is how a record is called. Full may hold secret answers, Open never does; Ru and Kk are set where the kind
// has a name of its own in those languages.
type Title struct{ Full, Open, Ru, Kk string }

// In gives the title in a language.
func (t Title) In(lang string) string {
	if lang == "ru" && t.Ru != "" {
		return t.Ru
	}
	if lang == "kk" && t.Kk != "" {
		return t.Kk
	}
	return t.Full
}

// Head is what every record has whatever its kind. Policy, lists, search and links need nothing else.
type Head struct {
	ID      int64 // inside the database only
	UID     string
	Kind    string
	Number  string
	Version int64

	// Under is the id of the record that this one is a part of, as a step is of its case; 0: none.
	Under int64
	// Withdrawn means that the consent to keep the record was taken back: nobody sees it, nothing counts it.
	Withdrawn bool
	// Erased means that its content is gone for good. An erased record is withdrawn as well.
	Erased bool

	// Merged is the id of the record that stands for the cluster into which this one was merged; 0: it stands for itself.
	Merged int64
	// MergedInto is its number, and MergedNumbers those of the records that this one stands for, as the reader sees them.
	MergedInto    string
	MergedNumbers []string

	Team   string
	Level  string
	Status string
	Event  Ref
	From   Date
	To     Date
	Region string // the region as its borders were then
	// RegionNow is worked out from the place, or from the region where its borders did not change; empty: not known.
	RegionNow string
	Owner     string // the name of the account that answers for the record
	Due       Date

	Title     Title
	Links     []Link
	Citations []Citation

	Creator int64
	Created time.Time
	Updated time.Time
	Editor  int64

	// Hidden names the fields whose answers exist but are not for this reader.
	Hidden map[string]bool
}

// Base gives the head; it is how every kind satisfies Record.
func (h *Head) Base() *Head { return h }

// LinksTo gives the links of one role, in order.
func (h *Head) LinksTo(role string) []Link {
	var out []Link
	for _, l := range h.Links {
		if l.Role == role {
			out = append(out, l)
		}
	}
	return out
}

// CitationsOf gives what sources state about one field; "" asks for those about the record as a whole.
func (h *Head) CitationsOf(field string) []Citation {
	var out []Citation
	for _, c := range h.Citations {
		if c.Field == field {
			out = append(out, c)
		}
	}
	return out
}

// named is the title of an act: the names of those it happened to, as far as whoever sees the act sees them. Names are
// secret, so the open title is empty unless the person's own title is open.
func (h *Head) named(role string) Title {
	var full, open []string
	for _, l := range h.LinksTo(role) {
		t := h.nameOf(l.To)
		full, open = append(full, t.Full), append(open, t.Open)
	}
	return Title{Full: joinTitles(full), Open: joinTitles(open)}
}

// nameOf is what of the title of another record may stand in this one's, where all who see this one read it. Readers
// without secrets see records of every team but none that is restricted.
func (h *Head) nameOf(r Ref) Title {
	switch {
	case !h.covers(r):
		return Title{}
	case r.Level == Restricted && h.Level != Restricted:
		return Title{Full: r.Title.Full}
	}
	return r.Title
}

func joinTitles(parts []string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	if len(kept) > 3 {
		kept = append(kept[:3], "…")
	}
	return strings.Join(kept, ", ")
}

// Beginner is a record that begins with answers that depend on who enters it.
type Beginner interface{ Begin(User) }

// Begun gives a new record of a kind as a user begins it: blank, and of their first team. A coordinator's belong to
// all teams.
func Begun(k *Kind, u User) Record {
	r := Blank(k)
	if u.Role != Coordinator && len(u.Teams) > 0 && !k.Privileged {
		r.Base().Team = u.Teams[0]
	}
	if b, ok := r.(Beginner); ok {
		b.Begin(u)
	}
	return r
}

// Fields lists every field of a record: those of its kind, then those that all records share. Who sees a privileged
// record is not asked.
func Fields(r Record) []Field {
	h := r.Base()
	level := Code("level", &h.Level, "level").Required().InHead().Grouped("handling")
	team := Code("team", &h.Team, "team").InHead().Grouped("handling")
	if _, ok := r.(*Note); ok {
		level, team = level.Computed(), team.Computed()
	}
	return append(r.Fields(),
		Code("status", &h.Status, "status").Required().InHead().Grouped("handling").Dimension(),
		level, team,
		Cited("citations", &h.Citations).Grouped("sources"),
	)
}

// FieldOf finds one field of a record by its code.
func FieldOf(r Record, code string) (Field, bool) {
	for _, f := range Fields(r) {
		if f.Code == code {
			return f, true
		}
	}
	return Field{}, false
}
