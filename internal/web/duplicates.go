package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"aigaq/internal/cases"
	"aigaq/views"
)

// pairsPer is how many pairs a page of the queue holds.
const pairsPer = 50

// duplicates shows the queue of people who may be one, or the pairs of one person.
func (s *Server) duplicates(v *visit) error {
	return s.drawDuplicates(v, http.StatusOK, views.DuplicatesPage{State: v.QueryParam("state")})
}

func (s *Server) drawDuplicates(v *visit, status int, page views.DuplicatesPage) (err error) {
	if !slices.Contains(cases.PairStates(), page.State) || page.State == cases.PairOpen {
		page.State = ""
	}
	if err := v.fillPairs(&page); err != nil {
		return err
	}
	if page.Run, err = v.lastRun(); err != nil {
		return err
	}
	page.Runs = v.user.Role == cases.Coordinator
	v.desk.Noted(v.ctx(), "list", v.here())
	p := v.page()
	p.Path, p.Flash = "/duplicates", v.flash()
	if v.reads() {
		p.Path = v.here()
	}
	return v.draw(status, views.Duplicates(p, page))
}

// fillPairs reads the pairs of the page: of everybody, or of the person whom the address names.
func (v *visit) fillPairs(page *views.DuplicatesPage) (err error) {
	number := cases.CleanNumber(clean(v.QueryParam("person")))
	if number == "" {
		page.Pairs, page.Next, err = v.desk.Pairs(v.ctx(), page.State, clean(v.QueryParam("after")), pairsPer)
		page.Pairs = v.reticentPairs(page.Pairs)
		return err
	}
	if page.Pairs, err = v.desk.PairsOf(v.ctx(), number); err != nil {
		return err
	}
	page.Pairs = v.reticentPairs(page.Pairs)
	heads, err := v.desk.Resolve(v.ctx(), []string{number})
	if err != nil {
		return err
	}
	h, ok := heads[number]
	if !ok {
		return cases.ErrNotFound
	}
	page.Person = &h
	return nil
}

// lastRun is the newest run; nil where there was none.
func (v *visit) lastRun() (*cases.Run, error) {
	run, err := v.desk.LastRun(v.ctx())
	if errors.Is(err, cases.ErrNotFound) {
		return nil, nil
	}
	return &run, err
}

// decideDuplicates keeps one decision about many pairs.
func (s *Server) decideDuplicates(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	page := views.DuplicatesPage{State: form.Get("state"), Why: clean(form.Get("why")), Chosen: map[string]bool{}}
	var pairs [][2]string
	for _, key := range form["pair"] {
		a, b, _ := strings.Cut(key, ".")
		pairs = append(pairs, [2]string{a, b})
		page.Chosen[key] = true
	}
	err = v.desk.DecidePairs(v.ctx(), pairs, cases.Verdict{State: form.Get("verdict"), Why: form.Get("why")})
	if errors.As(err, &page.Problems) {
		return s.drawDuplicates(v, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	q := url.Values{"said": {"pair_decided"}}
	if slices.Contains(cases.PairStates(), page.State) {
		q.Set("state", page.State)
	}
	return v.to("/duplicates?" + q.Encode())
}

// run shows how far looking through everybody is. While it goes on, the page asks for itself again.
func (s *Server) run(v *visit) error {
	run, err := v.lastRun()
	if err != nil {
		return err
	}
	page := views.RunPage{Run: run}
	if page.Going() {
		v.Response().Header().Set("Refresh", strconv.Itoa(refreshRun))
	}
	return v.draw(http.StatusOK, views.Run(v.page(), page))
}

// refreshRun is after how many seconds the page of a run asks for itself again.
const refreshRun = 2

// beginRun looks through everybody in the background. Where that goes on already, its page says so.
func (s *Server) beginRun(v *visit) error {
	if err := v.desk.LookAgain(v.ctx()); err != nil && !errors.Is(err, cases.ErrRunning) {
		return err
	}
	return v.to("/duplicates/run")
}

func (s *Server) stopRun(v *visit) error {
	if err := v.desk.StopRun(v.ctx()); err != nil {
		return err
	}
	return v.to("/duplicates/run")
}
