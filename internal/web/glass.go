package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"aigaq/internal/cases"
	"aigaq/views"
)

// askGlass is the page on which the glass is broken. After that it says what came of it, which follows from what is
// open to the reader now and not from whether there is such a record.
func (s *Server) askGlass(v *visit) error {
	page := views.GlassPage{}
	if asked := cases.CleanNumber(clean(v.QueryParam("asked"))); cases.LooksLikeNumber(asked) {
		page.Asked = asked
		shares, err := v.sharesNow(asked)
		if err != nil && !errors.Is(err, cases.ErrNotFound) {
			return err
		}
		page.Until = byGlass(shares, v.user.Name)
	}
	return v.draw(http.StatusOK, views.Glass(v.page(), page))
}

// byGlass gives until when somebody has a record open through the glass; the zero time where they have not.
func byGlass(shares []cases.Share, name string) (until time.Time) {
	for _, one := range shares {
		if one.Way == cases.ByGlass && one.Account == name && one.Until.After(until) {
			until = one.Until
		}
	}
	return until
}

// breakGlass opens a record for an hour, after the reason is in the log and the coordinators are told.
func (s *Server) breakGlass(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	b := cases.Breaking{Number: form.Get("number"), Purpose: form.Get("purpose"), Why: form.Get("why")}
	_, err = v.desk.BreakGlass(v.ctx(), b)
	page := views.GlassPage{Breaking: cases.Breaking{Number: clean(b.Number), Purpose: clean(b.Purpose), Why: clean(b.Why)}}
	switch {
	case errors.As(err, &page.Problems):
		return v.draw(http.StatusUnprocessableEntity, views.Glass(v.page(), page))
	case errors.Is(err, cases.ErrTooOften):
		return &tooMany{int(time.Hour.Minutes())}
	case err != nil:
		return err
	}
	if !v.desk.Purpose().Given() { // said once is said, whatever stands under the number
		err = s.Store.Accounts().StatePurpose(v.ctx(), v.secret, cases.Purpose{Code: b.Purpose, Why: b.Why})
	}
	if err != nil {
		return err
	}
	return v.to("/glass?asked=" + url.QueryEscape(cases.CleanNumber(b.Number)))
}

// alarmSeen takes an alarm off a coordinator's own page.
func (s *Server) alarmSeen(v *visit) error {
	id, err := strconv.ParseInt(v.Param("id"), 10, 64)
	if err != nil {
		return cases.ErrNotFound
	}
	if err := v.desk.AlarmSeen(v.ctx(), id); err != nil {
		return err
	}
	return v.to("/")
}
