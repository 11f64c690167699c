package web

import (
	"cmp"
	"errors"
	"net/http"

	"aigaq/internal/cases"
	"aigaq/views"
)

// similarTo gives the people who may be the same as somebody who was just entered, for the page after the entry: who is
// asked for an answer before saving loses the minute of a telephone call. Nothing is shown of what is not the reader's
// to join, and nothing once it is joined.
func (v *visit) similarTo(number, act string) (*views.Similar, error) {
	number = cases.CleanNumber(number)
	if k := cases.KindByNumber(number); k == nil || k.Code != "person" {
		return nil, nil
	}
	r, err := v.desk.Get(v.ctx(), number)
	if errors.Is(err, cases.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p := r.(*cases.Person)
	if !v.desk.Scope().MayWrite(p.Base()) || v.desk.RootOf(v.ctx(), number) != number {
		return nil, nil
	}
	return v.similar(p, act)
}

// similar looks by what is known of the person, and by where and in what event the act was.
func (v *visit) similar(p *cases.Person, act string) (*views.Similar, error) {
	who, heads := soughtBy(p), map[string]cases.Head{}
	if r, err := v.desk.Get(v.ctx(), act); err == nil {
		who.Event = r.Base().Event.Number
		who.Region = cmp.Or(who.Region, r.Base().Region)
		heads[who.Event] = cases.Head{Kind: "event", Title: r.Base().Event.Title}
	}
	found, err := v.alike(who)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	v.desk.Noted(v.ctx(), "suggest", p.Name().Full)
	return &views.Similar{Of: p.Head, Act: act, Alike: found, Heads: heads}, nil
}

// soughtBy is what is known of a person on record, for finding others like them.
func soughtBy(p *cases.Person) cases.Sought {
	s := p.Known()
	s.Not = p.Number
	return s
}

// joinSimilar says of somebody who was just entered that they were on record already: the older record is kept, the
// new one is joined to it and can be taken out of it again. What is missing in the older one can be taken over on the
// page that compares both.
func (s *Server) joinSimilar(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	number, _ := v.number()
	if _, err := v.desk.Get(v.ctx(), number); err != nil {
		return err
	}
	keep := cases.CleanNumber(form.Get("keep"))
	if !cases.LooksLikeNumber(keep) {
		return cases.Wrong("keep", "required")
	}
	if err := v.purposed(number, keep); err != nil {
		return err
	}
	saved, err := v.desk.Merge(v.ctx(), cases.Merge{
		Keep: keep, Absorb: number, Why: v.words.T("similar.why"),
		KeepVersion: versionOf(form.Get("keep_version")), AbsorbVersion: versionOf(form.Get("version")),
	})
	var stale *cases.Stale
	if errors.As(err, &stale) {
		return v.to("/duplicates/" + number + "/" + keep) // both are looked at again
	}
	if err != nil {
		return err
	}
	v.witness(saved.Head)
	act := cases.CleanNumber(form.Get("act"))
	if k := cases.KindByNumber(act); k == nil || !cases.LooksLikeNumber(act) {
		act = saved.Number
	}
	if form.Get("then") == "stay" {
		return v.Redirect(http.StatusSeeOther, "/new?said=joined")
	}
	return v.to(address(act) + "?said=joined")
}

// enteredWith finds who was entered by name along with an act: for a form that was sent again.
func (v *visit) enteredWith(act string) (string, error) {
	r, err := v.desk.Get(v.ctx(), act)
	if err != nil {
		return "", err
	}
	for _, l := range r.Base().LinksTo("victim") {
		if l.To.Kind != "person" || l.To.Number == "" {
			continue
		}
		p, err := v.desk.Get(v.ctx(), l.To.Number)
		if err != nil {
			return "", err
		}
		if h := p.Base(); h.Creator == v.user.ID && h.Version == 1 && h.Title.Full != "" {
			return h.Number, nil
		}
	}
	return "", nil
}
