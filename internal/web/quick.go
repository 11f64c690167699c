package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"aigaq/internal/cases"
	"aigaq/views"
)

// What the quick entry offers: the places used last as buttons, more of them and people behind boxes, and events to
// add to.
const (
	quickPlaces  = 5
	quickOffered = 25
	quickPeople  = 15
	quickEvents  = 5
)

// askQuick shows the entry of at most five questions. Answers in the address fill it.
func (s *Server) askQuick(v *visit) error {
	page := views.QuickPage{Input: answersOf(v.query())}
	if number := v.QueryParam("saved"); number != "" {
		heads, err := v.desk.Resolve(v.ctx(), []string{number})
		if err != nil {
			return err
		}
		if h, ok := heads[cases.CleanNumber(number)]; ok {
			page.Saved = &h
		}
		delete(page.Input, "saved")
		if page.Similar, err = v.similarTo(v.QueryParam("made"), cases.CleanNumber(number)); err != nil {
			return err
		}
		if page.Similar != nil {
			page.Similar.Stay = true
		}
	}
	delete(page.Input, "made")
	return v.drawQuick(http.StatusOK, page)
}

func (v *visit) drawQuick(status int, page views.QuickPage) error {
	if page.Token == "" {
		page.Token = newID()
	}
	places, err := v.desk.Suggest(v.ctx(), "", []string{"place"}, quickOffered)
	if err != nil {
		return err
	}
	people, err := v.desk.Suggest(v.ctx(), "", []string{"person"}, quickPeople)
	if err != nil {
		return err
	}
	if places, err = v.chosenFirst(page.Input, places); err != nil {
		return err
	}
	n := min(quickPlaces, len(places))
	page.Places, page.Offered = places[:n], append(people, places[n:]...)
	if page.Events, err = v.desk.Suggest(v.ctx(), "", []string{"event"}, quickEvents); err != nil {
		return err
	}
	p := v.page()
	p.Path, p.Flash = "/new", v.flash()
	return v.draw(status, views.Quick(p, page))
}

// chosenFirst puts the place that was chosen before all others, so that it stays among the buttons. One that is not
// there goes into the box as it was sent.
func (v *visit) chosenFirst(in cases.Input, places []cases.Head) ([]cases.Head, error) {
	number := cases.CleanNumber(in.Get("where"))
	if !cases.LooksLikeNumber(number) {
		return places, nil
	}
	heads, err := v.desk.Resolve(v.ctx(), []string{number})
	if err != nil {
		return nil, err
	}
	chosen, ok := heads[number]
	if !ok {
		in["where"], in["where_text"] = []string{"other"}, []string{number}
		return places, nil
	}
	rest := slices.DeleteFunc(places, func(h cases.Head) bool { return h.Number == number })
	return append([]cases.Head{chosen}, rest...), nil
}

// saveQuick keeps person, source and act together, or none of them. The same form sent again makes nothing new.
func (s *Server) saveQuick(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	entry, problems := v.readQuick(form)
	if problems != nil {
		return v.sendQuickBack(http.StatusUnprocessableEntity, form, problems)
	}
	if err := v.placeQuick(entry); err != nil {
		return err
	}
	saved, err := v.desk.Together(v.ctx(), v.sentKey(form.Get("token")), entry.save)
	switch {
	case errors.As(err, &problems):
		return v.sendQuickBack(http.StatusUnprocessableEntity, form, problems)
	case errors.Is(err, cases.ErrFull):
		return v.sendQuickBack(http.StatusInsufficientStorage, form, diskFull())
	case err != nil:
		return err
	}
	return v.afterQuick(form, entry, saved)
}

func (v *visit) sendQuickBack(status int, form url.Values, problems cases.Problems) error {
	return v.drawQuick(status, views.QuickPage{Token: form.Get("token"), Input: valid(answersOf(form)), Problems: problems})
}

// afterQuick leads to the act that was saved, or to the next entry with the answers that stay the same. Both say who may
// be the same as somebody who was entered by name.
func (v *visit) afterQuick(form url.Values, entry *quickEntry, saved cases.Saved) error {
	v.witness(saved.Head)
	if saved.Repeated {
		var err error
		if entry.made, err = v.enteredWith(saved.Number); err != nil {
			return err
		}
	}
	if form.Get("then") != "stay" {
		next := url.Values{"said": {"logged"}}
		if entry.made != "" {
			next.Set("made", entry.made)
		}
		return v.to(address(saved.Number) + "?" + next.Encode())
	}
	next := url.Values{"saved": {saved.Number}}
	if entry.made != "" {
		next.Set("made", entry.made)
	}
	for _, key := range []string{"when", "when.day", "when.month", "when.year", "where", "where_text", "how", "what", "event"} {
		if one := clean(form.Get(key)); one != "" {
			next.Set(key, one)
		}
	}
	return v.to("/new?" + next.Encode())
}
