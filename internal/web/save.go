package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"aigaq/internal/cases"
	"aigaq/views"
)

// saveNew keeps a new record.
func (s *Server) saveNew(v *visit) error { return s.save(v, "") }

// saveEdit keeps a new version of a record.
func (s *Server) saveEdit(v *visit) error {
	number, _ := v.number()
	if err := v.mayChange(number); err != nil {
		return err
	}
	return s.save(v, number)
}

// save keeps what a form sent. What is wrong is shown in the form with everything that was typed; a record that
// somebody else saved in between is shown beside it.
func (s *Server) save(v *visit, number string) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	change := cases.Change{
		Kind: v.kind, Number: number, Version: versionOf(form.Get("version")),
		Sent: views.Chosen(answersOf(form)), Reason: reasonOf(form),
	}
	if number == "" {
		change.Version = 0
	}
	who, err := v.settle(&change, form)
	if err != nil {
		return err
	}
	saved, err := v.desk.Together(v.ctx(), v.sentKey(form.Get("token")), who.saving(change))
	var problems cases.Problems
	var stale *cases.Stale
	switch {
	case errors.As(err, &problems):
		return v.sendBack(http.StatusUnprocessableEntity, change, form, problems, who)
	case errors.Is(err, errTwins):
		return v.sendBack(http.StatusConflict, change, form, nil, who)
	case errors.Is(err, cases.ErrFull):
		return v.sendBack(http.StatusInsufficientStorage, change, form, diskFull(), who)
	case errors.As(err, &stale):
		return v.drawStale(change, form, stale.Current)
	case err != nil:
		return err
	}
	v.witness(saved.Head)
	if saved.Withdrawn {
		return v.to(erasureOf(saved))
	}
	return v.to(address(saved.Number) + "?said=" + doneAs(saved))
}

// reasonOf is why the record is changed and why unlikely answers are kept, as one text.
func reasonOf(form url.Values) string {
	why, kept := strings.TrimSpace(form.Get("reason")), strings.TrimSpace(form.Get("keep_reason"))
	if why == "" || kept == "" || why == kept {
		return strings.ToValidUTF8(strings.TrimSpace(why+kept), "\uFFFD")
	}
	return strings.ToValidUTF8(why+"; "+kept, "\uFFFD")
}

func doneAs(saved cases.Saved) string {
	switch {
	case saved.Repeated:
		return "repeated"
	case len(saved.Warnings) > 0:
		return "kept"
	case saved.Version > 1:
		return "changed"
	}
	return "saved"
}

// diskFull says in a form that nothing could be kept for want of space, and that it can be sent again as it is.
func diskFull() cases.Problems { return cases.Wrong("", "disk_full") }

// sendBack shows the form again with all that was typed and what is wrong with it, and with the people who may be meant
// by a name.
func (v *visit) sendBack(status int, change cases.Change, form url.Values, problems cases.Problems, who *naming) error {
	r := cases.Blank(v.kind)
	if change.Number != "" {
		kept, err := v.desk.Get(v.ctx(), change.Number)
		if err != nil {
			return err
		}
		r = kept
	}
	hints, err := v.hintsFor(who, change.Sent)
	if err != nil {
		return err
	}
	return v.drawForm(status, views.FormPage{
		Kind: v.kind, Record: r, Number: change.Number, Version: change.Version, Token: form.Get("token"), Hints: hints, Twins: who.twins,
		Input: valid(change.Sent), Problems: problems, Reason: clean(form.Get("reason")), KeepReason: clean(form.Get("keep_reason")),
	})
}

// drawStale shows what was typed beside what somebody else saved in between.
func (v *visit) drawStale(change cases.Change, form url.Values, current cases.Record) error {
	if err := v.opened(current.Base()); err != nil {
		return err
	}
	p := v.page()
	p.Path = formAddress(v.kind, change.Number)
	return v.draw(http.StatusConflict, views.Stale(p, views.StalePage{
		Kind: v.kind, Number: change.Number, Token: newID(), Mine: valid(change.Sent), Theirs: current,
		Reason: clean(form.Get("reason")), KeepReason: clean(form.Get("keep_reason")),
	}))
}

// valid makes typed answers fit to be shown: bytes that are no text become the sign for that.
func valid(in cases.Input) cases.Input {
	out := cases.Input{}
	for key, values := range in {
		kept := make([]string, len(values))
		for i, one := range values {
			kept[i] = clean(one)
		}
		out[clean(key)] = kept
	}
	return out
}

func clean(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
