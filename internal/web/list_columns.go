package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// faultsShown is how many cells that cannot be read a page names; it says how many more there are.
const faultsShown = 500

// askColumns shows what each column of a file is taken for, and what would come of it.
func (s *Server) askColumns(v *visit) error {
	come, a, err := v.arrival()
	if err != nil {
		return err
	}
	if come.State == store.ArrivalIsHere {
		return v.to("/lists/" + come.List)
	}
	return s.drawColumns(v, http.StatusOK, a, nil)
}

func (v *visit) arrival() (store.Arrival, arriving, error) {
	come, err := v.desk.Arrived(v.ctx(), v.Param("token"))
	if err != nil || come.State == store.ArrivalIsHere {
		return come, arriving{}, err
	}
	a, err := unpacked(come.Body)
	return come, a, err
}

// rows reads the rows as they would be brought in.
func (a arriving) rows(b *cases.Book) []cases.ListRow {
	rows := a.Sheet.ListRows(a.Roles, b)
	store.FlagRows(rows)
	return rows
}

func (s *Server) drawColumns(v *visit, status int, a arriving, problems cases.Problems) error {
	rows := a.rows(v.desk.Book())
	page := views.ColumnsPage{Token: v.Param("token"), File: a.Sheet.Name, Encoding: a.Sheet.Encoding, Separator: a.Sheet.Separator,
		Headed: a.Sheet.Headed, Quotes: a.Sheet.Quotes, Blank: a.Sheet.Blank, Top: a.Sheet.Top,
		Merged: a.Sheet.Merged, Sheet: a.Sheet.Sheet, Others: a.Sheet.Others, Rows: len(rows), Roles: exchange.ColumnRoles(), List: a.List, Problems: problems}
	if err := v.desk.TryList(v.ctx(), a.List, rows); err != nil && !errors.As(err, &page.Refused) {
		return err
	}
	for i, role := range a.Roles {
		page.Columns = append(page.Columns, views.ListColumn{Heading: a.Sheet.Heading(i), Samples: a.Sheet.Samples(i, 5), Role: role})
	}
	counts := map[string]int{}
	for _, r := range rows {
		for _, flag := range r.Flags {
			counts[flag]++
		}
		page.Faults = append(page.Faults, r.Faults...)
	}
	for _, t := range v.desk.Book().Terms("list_flag", "") {
		if counts[t.Code] > 0 {
			page.Flags = append(page.Flags, views.FlagCount{Flag: t.Code, N: counts[t.Code]})
		}
	}
	if more := len(page.Faults) - faultsShown; more > 0 {
		page.Faults, page.More = page.Faults[:faultsShown], more
	}
	page.First = append(page.First, rows[:min(5, len(rows))]...)
	p := v.page()
	p.Path = "/lists/in/" + page.Token
	return v.draw(status, views.Columns(p, page))
}

// takeColumns keeps what the columns are taken for, and with do=bring brings the rows in.
func (s *Server) takeColumns(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	come, a, err := v.arrival()
	if err != nil {
		return err
	}
	if come.State == store.ArrivalIsHere {
		return v.to("/lists/" + come.List)
	}
	if come.State == store.ArrivalWaits {
		a.take(form)
		body, err := a.packed()
		if err != nil {
			return err
		}
		if err := v.desk.Rearrange(v.ctx(), v.Param("token"), body); err != nil {
			return err
		}
	}
	if form.Get("do") != "bring" {
		return v.to("/lists/in/" + v.Param("token"))
	}
	return s.bring(v, a)
}

// take reads the columns' form. A column of a role that is none is taken for nothing.
func (a *arriving) take(form url.Values) {
	for i := range a.Roles {
		key := "column." + strconv.Itoa(i)
		if !form.Has(key) {
			continue
		}
		a.Roles[i] = exchange.AsNothing
		if role := form.Get(key); slices.Contains(exchange.ColumnRoles(), role) {
			a.Roles[i] = role
		}
	}
	if form.Has("headed") {
		a.Sheet.Headed = form.Get("headed") == "yes" && len(a.Sheet.Rows) > 1
	}
}

// bring begins to bring the rows in; it goes on while nobody looks.
func (s *Server) bring(v *visit, a arriving) error {
	rows := a.rows(v.desk.Book())
	if !slices.ContainsFunc(rows, func(r cases.ListRow) bool { return r.Name != "" }) {
		return s.drawColumns(v, http.StatusUnprocessableEntity, a, cases.Wrong("columns", "no_name_column"))
	}
	var problems cases.Problems
	err := v.desk.TryList(v.ctx(), a.List, rows)
	if errors.As(err, &problems) {
		return s.drawColumns(v, http.StatusUnprocessableEntity, a, problems)
	}
	if err != nil {
		return err
	}
	token := v.Param("token")
	number, err := v.desk.BeginList(v.ctx(), token, a.Sheet.Name, a.List, len(rows))
	if err != nil {
		return err
	}
	l := a.List
	l.List = number
	return s.begun(v, number, views.WorkBring, "/lists/in/"+token, func(w *listWork) error {
		if err := w.desk.BringIn(w.ctx, token, l, rows, w.say); err != nil {
			return err
		}
		w.step(views.WorkCompare)
		return w.desk.CompareList(w.ctx, number, w.say)
	})
}
