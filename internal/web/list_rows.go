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

// rowsPer is how many rows of a list a page has.
const rowsPer = 50

// listRows shows the rows of a list, or those of a part of it.
func (s *Server) listRows(v *visit) error {
	number, _ := v.number()
	part := v.QueryParam("part")
	if !slices.Contains(cases.RowParts(), part) {
		part = cases.RowsAll
	}
	rows, err := v.desk.ListRows(v.ctx(), number, part, v.QueryParam("after"), rowsPer)
	if err != nil {
		return err
	}
	if err := v.mayRead(rows); err != nil {
		return err
	}
	for _, one := range rows.Rows {
		if one.Best != nil && v.unopened(&one.Best.Person) {
			one.Best.Reasons = nil
		}
	}
	page := views.RowsPage{RowPage: rows, Part: part, After: v.QueryParam("after"), Work: s.workingOn(rows.List.Head.Number)}
	if page.Missing, err = v.desk.Missing(v.ctx(), number); err != nil {
		return err
	}
	p := v.page()
	p.Flash, p.Undone = v.flash(), v.QueryParam("said") == "rows_changed"
	return v.draw(http.StatusOK, views.Rows(p, page))
}

// mayRead asks what for where a row or the list itself is restricted, and enters that the rows were read: before they
// leave then.
func (v *visit) mayRead(rows *cases.RowPage) error {
	restricted := rows.List.Head.Level == cases.Restricted
	for _, one := range rows.Rows {
		restricted = restricted || one.Row.Level == cases.Restricted
	}
	if restricted && !v.desk.Purpose().Given() {
		return cases.ErrNoPurpose
	}
	if restricted {
		return v.desk.NotedNow(v.ctx(), "open", rows.List.Head.Number)
	}
	return v.opened(&rows.List.Head)
}

// compareList looks for the people whom the rows may mean, once more.
func (s *Server) compareList(v *visit) error {
	number, err := v.listed()
	if err != nil {
		return err
	}
	return s.begun(v, number, views.WorkCompare, "", func(w *listWork) error { return w.desk.CompareList(w.ctx, number, w.say) })
}

// listed gives the number of the list of the address; cases.ErrNotFound where there is none.
func (v *visit) listed() (string, error) {
	number, _ := v.number()
	_, err := v.desk.ListOf(v.ctx(), number)
	return number, err
}

// decideCertain decides all certain rows together, if they are still as many as were agreed to.
func (s *Server) decideCertain(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	number, _ := v.number()
	rows, err := v.desk.ListRows(v.ctx(), number, cases.RowsCertain, "", 1)
	if err != nil {
		return err
	}
	if n, err := strconv.Atoi(form.Get("rows")); err != nil || n != rows.Parts[cases.RowsCertain] {
		return v.to("/lists/" + number + "?part=" + cases.RowsCertain + "&said=rows_changed")
	}
	return s.begun(v, number, views.WorkCertain, "", func(w *listWork) error {
		_, err := w.desk.DecideCertain(w.ctx, number, w.say)
		return err
	})
}

// askPeople asks once more before people are made of many rows.
func (s *Server) askPeople(v *visit) error {
	number, _ := v.number()
	rows, err := v.desk.ListRows(v.ctx(), number, cases.RowsNone, "", 10)
	if err != nil {
		return err
	}
	if err := v.mayRead(rows); err != nil {
		return err
	}
	return v.draw(http.StatusOK, views.MakePeople(v.page(), views.RowsPage{RowPage: rows}))
}

// makePeople makes people of the rows of which that can be done without looking, if they are still as many as were
// agreed to.
func (s *Server) makePeople(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	number, _ := v.number()
	rows, err := v.desk.ListRows(v.ctx(), number, cases.RowsNone, "", 10)
	if err != nil {
		return err
	}
	if n, err := strconv.Atoi(form.Get("rows")); err != nil || n != rows.Makeable {
		page := views.RowsPage{RowPage: rows, Problems: cases.Wrong("rows", "rows_changed")}
		return v.draw(http.StatusUnprocessableEntity, views.MakePeople(v.page(), page))
	}
	return s.begun(v, number, views.WorkPeople, "", func(w *listWork) error {
		_, err := w.desk.MakePeople(w.ctx, number, w.say)
		return err
	})
}

// listRow shows one row beside the people whom it may mean.
func (s *Server) listRow(v *visit) error {
	return s.drawRow(v, http.StatusOK, views.RowPage{Part: v.QueryParam("part")})
}

func (s *Server) drawRow(v *visit, status int, page views.RowPage) error {
	row, err := v.row()
	if err != nil {
		return err
	}
	page.Row = row
	number, _ := v.number()
	standing, err := v.desk.ListOf(v.ctx(), number)
	if err != nil {
		return err
	}
	page.List = standing
	if page.Alike, err = v.desk.GuessesOf(v.ctx(), row, 5); err != nil {
		return err
	}
	page.Alike = v.reticent(page.Alike)
	if err := v.opened(&row.Head); err != nil {
		return err
	}
	p := v.page()
	p.Flash, p.Path = v.flash(), v.rowAddress(page.Part)
	return v.draw(status, views.OneRow(p, page))
}

// row gives the row of the address, which must be of the address's list.
func (v *visit) row() (*cases.Listing, error) {
	list, _ := v.number()
	r, err := v.desk.Get(v.ctx(), cases.CleanNumber(v.Param("row")))
	if err != nil {
		return nil, err
	}
	row, ok := r.(*cases.Listing)
	if !ok || row.List.Number != list || row.List.Hidden {
		return nil, cases.ErrNotFound
	}
	if row.Level == cases.Restricted && !v.desk.Purpose().Given() {
		return nil, cases.ErrNoPurpose
	}
	return row, nil
}

func (v *visit) rowAddress(part string) string {
	list, _ := v.number()
	address := "/lists/" + list + "/rows/" + cases.CleanNumber(v.Param("row"))
	if part != "" {
		address += "?part=" + url.QueryEscape(part)
	}
	return address
}

// decideRow keeps what a row means and goes on to the next one.
func (s *Server) decideRow(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	row, err := v.row()
	if err != nil {
		return err
	}
	page := views.RowPage{Part: form.Get("part"), Choice: form.Get("what"), Other: clean(form.Get("other")), Why: clean(form.Get("why"))}
	if !slices.Contains(cases.RowParts(), page.Part) {
		page.Part = cases.RowsAll
	}
	w, problems := decisionOf(form, row)
	if err := v.purposed(append(meant(row), w.Person)...); err != nil {
		return err
	}
	if len(problems) == 0 {
		w.Score, err = v.scoreOf(row, w)
		if err == nil {
			_, err = v.desk.DecideRow(v.ctx(), w)
		}
		var stale *cases.Stale
		if errors.As(err, &stale) {
			err = cases.Wrong("", "changed_meanwhile")
		}
		errors.As(err, &problems)
	}
	if len(problems) > 0 {
		page.Problems = problems
		return s.drawRow(v, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return s.nextRow(v, row, page.Part)
}

// decisionOf reads what was chosen: a decision, or the number of a person.
func decisionOf(form url.Values, row *cases.Listing) (cases.RowDecision, cases.Problems) {
	w := cases.RowDecision{Row: row.Number, Way: cases.OneByOne, Why: form.Get("why"), What: form.Get("what"), Reason: form.Get("why")}
	w.Version, _ = strconv.ParseInt(form.Get("version"), 10, 64)
	switch {
	case w.What == "":
		return w, cases.Wrong("what", "required")
	case w.What == "other":
		w.What, w.Person = cases.SamePerson, cases.CleanNumber(firstWord(form.Get("other")))
		if w.Person == "" {
			return w, cases.Wrong("other", "required")
		}
	case cases.LooksLikeNumber(w.What):
		w.What, w.Person = cases.SamePerson, cases.CleanNumber(w.What)
	}
	return w, nil
}

// scoreOf is how alike the row and the person are, as it is kept with the decision.
func (v *visit) scoreOf(row *cases.Listing, w cases.RowDecision) (float64, error) {
	if w.What != cases.SamePerson {
		return 0, nil
	}
	list, err := v.desk.GuessesOf(v.ctx(), row, 20)
	for _, a := range list {
		if a.Head.Number == w.Person {
			return a.Score, nil
		}
	}
	return 0, err
}

// nextRow leads to the next row of a part, from the first again after the last, and to the list when none is left.
func (s *Server) nextRow(v *visit, row *cases.Listing, part string) error {
	list, _ := v.number()
	if part == cases.RowsAll {
		part = cases.RowsUndecided
	}
	next, err := v.desk.NextRow(v.ctx(), list, part, row)
	if err == nil && next == "" {
		next, err = v.desk.NextRow(v.ctx(), list, part, nil)
	}
	if err != nil {
		return err
	}
	if next == "" || next == row.Number {
		return v.to("/lists/" + list + "?said=list_decided")
	}
	return v.to("/lists/" + list + "/rows/" + next + "?part=" + url.QueryEscape(part) + "&said=list_decided")
}

// undoRow takes a decision back.
func (s *Server) undoRow(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	row, err := v.row()
	if err != nil {
		return err
	}
	if err := v.purposed(meant(row)...); err != nil {
		return err
	}
	version, _ := strconv.ParseInt(form.Get("version"), 10, 64)
	_, err = v.desk.UndoRow(v.ctx(), row.Number, version)
	var stale *cases.Stale
	var problems cases.Problems
	if errors.As(err, &stale) {
		err = cases.Wrong("", "changed_meanwhile")
	}
	if errors.As(err, &problems) {
		return s.drawRow(v, http.StatusUnprocessableEntity, views.RowPage{Problems: problems})
	}
	if err != nil {
		return err
	}
	return v.to(v.rowAddress("") + "?said=list_undone")
}

// meant are the numbers of the people whom a row was decided to mean: a decision changes what is recorded of them.
func meant(row *cases.Listing) (numbers []string) {
	for _, l := range row.LinksTo("person") {
		numbers = append(numbers, l.To.Number)
	}
	return numbers
}

// firstWord is what stands before the first blank: the number in a line that was suggested.
func firstWord(s string) string {
	if words := strings.Fields(s); len(words) > 0 {
		return words[0]
	}
	return ""
}
