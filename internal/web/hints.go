package web

import (
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"aigaq/internal/cases"
	"aigaq/views"
)

const (
	hinted     = 5 // people shown
	hintsShort = 3 // characters of a name below which nearly everybody would be alike
)

// hintKey is the key of a line of a form, or of the box of the quick entry.
var hintKey = regexp.MustCompile(`^[a-z_]{1,40}(\.[0-9]{1,3})?$`)

// hints shows, as a part of a page, the people who may be meant by a name that is being typed. It is one entry in the
// log, as a search is: the page asks when typing pauses.
func (s *Server) hints(v *visit) error {
	q := v.Request().URL.Query()
	key := q.Get("for")
	if !hintKey.MatchString(key) {
		return cases.Wrong("for", "unknown_code", "value", key)
	}
	one := namedLine{key: key, name: strings.TrimSpace(clean(q.Get("name"))), born: clean(q.Get("born")), sex: clean(q.Get("sex"))}
	if utf8.RuneCountInString(one.name) < hintsShort || numbered(one.name) {
		return v.NoContent(http.StatusNoContent)
	}
	hint, err := v.hintOf(one, cases.Input{"region": {q.Get("region")}, "event": {q.Get("event")}})
	if err != nil {
		return err
	}
	v.desk.Noted(v.ctx(), "suggest", one.name)
	return v.draw(http.StatusOK, views.HintPanel(v.page(), hint))
}

// hintOf looks for the people who may be meant, by the name and by what else the form says.
func (v *visit) hintOf(one namedLine, in cases.Input) (views.Hint, error) {
	sought := sought(one.name, one.born, one.sex, in.Get("region"), in.Get("event"))
	alike, err := v.alike(sought)
	hint := views.Hint{Key: one.key, Name: one.name, Choice: one.choice, Born: one.born, Sex: one.sex, Alike: alike}
	if err != nil || sought.Event == "" {
		return hint, err
	}
	hint.Heads, err = v.desk.Resolve(v.ctx(), []string{sought.Event})
	return hint, err
}

// sought puts together what is known of somebody; what cannot be read is not known.
func sought(name, born, sex, region, event string) cases.Sought {
	s := cases.Sought{Names: []string{name}, Sex: sex, Region: region}
	if d, bad := cases.ParseDate(strings.TrimSpace(born)); bad == "" {
		s.Born = d
	}
	if number, ok := numberBefore(event); ok {
		s.Event = number
	}
	return s
}

// alike gives the likely people as they may be shown beside a form: of a restricted one no more than a list of
// suggestions says, for the rest has to be opened for a purpose.
func (v *visit) alike(s cases.Sought) ([]cases.Alike, error) {
	found, err := v.desk.Alike(v.ctx(), s, hinted)
	return v.reticent(found), err
}

// hintsFor are the hints of a form that is sent back: those that were asked about, and those of newcomers, so that what
// was chosen stays chosen.
func (v *visit) hintsFor(who *naming, in cases.Input) (map[string]views.Hint, error) {
	for _, one := range who.newcomer {
		hint, err := v.hintOf(one, in)
		if err != nil {
			return nil, err
		}
		who.hints[one.key] = hint
	}
	return who.hints, nil
}
