package web

import (
	"net/http"
	"net/url"

	"aigaq/internal/cases"
	"aigaq/views"
)

const (
	dueShown    = 10
	recentShown = 8
)

// home shows what waits for the reader. Roles that see no records get a page that says what they may do.
func (s *Server) home(v *visit) error {
	page := views.HomePage{}
	if !v.desk.Scope().Nothing() {
		if err := v.fillHome(&page); err != nil {
			return err
		}
	}
	notices, err := v.s.Store.Accounts().Notices(v.ctx(), v.user)
	if err != nil {
		return err
	}
	for _, one := range notices {
		page.Notices = append(page.Notices, views.Notice{ID: one.ID, At: one.At, Key: "notice." + one.Key})
	}
	p := v.page()
	p.Flash = v.flash()
	return v.draw(http.StatusOK, views.Home(p, page))
}

func (v *visit) fillHome(page *views.HomePage) (err error) {
	if page.Numbers, err = v.waiting(); err != nil {
		return err
	}
	numbers, err := v.numbers()
	if err != nil {
		return err
	}
	page.Numbers = append(page.Numbers, numbers...)
	if err = v.fillDue(page); err != nil {
		return err
	}
	if page.Alarms, err = v.desk.Alarms(v.ctx()); err != nil {
		return err
	}
	page.Recent, err = v.desk.Suggest(v.ctx(), "", kindsThat(func(k *cases.Kind) bool { return !k.Mention }), recentShown)
	return err
}

// kindsThat gives the codes of some kinds. Rows of lists come by the hundred and are worked through on the page of their
// list, so the home page neither shows them among what was changed nor counts them.
func kindsThat(of func(*cases.Kind) bool) (out []string) {
	for _, k := range cases.Kinds() {
		if of(k) {
			out = append(out, k.Code)
		}
	}
	return out
}

// undecided are the outcomes of a case that is open: none recorded, pending, or suspended until it goes on.
func undecided() []string { return []string{notKnown, "pending", "suspended"} }

// numbers gives what there is to do, then how much is recorded of each act. Each is a link to what it counts.
func (v *visit) numbers() ([]views.Tally, error) {
	acts := kindsThat(func(k *cases.Kind) bool { return k.Act })
	todo := []struct {
		key, href string
		q         cases.CountQuery
	}{
		{"home.open_cases", "/cases?" + url.Values{"outcome": undecided()}.Encode(),
			cases.CountQuery{Unit: cases.UnitCases, Filters: cases.Filters{"outcome": undecided()}}},
		{"home.unreviewed", "/records?" + url.Values{"status": {"unreviewed"}, "kind": acts}.Encode(),
			cases.CountQuery{Unit: cases.UnitRecords, Filters: cases.Filters{"status": {"unreviewed"}, "kind": acts}}},
	}
	var out []views.Tally
	for _, one := range todo {
		counts, err := v.desk.Counts(v.ctx(), one.q)
		if err != nil {
			return nil, err
		}
		out = append(out, views.Tally{Key: one.key, N: counts.Total, Href: one.href})
	}
	pairs, err := v.desk.OpenPairs(v.ctx())
	if err != nil {
		return nil, err
	}
	if pairs > 0 {
		out = append(out, views.Tally{Key: "home.duplicates", N: pairs, Href: "/duplicates"})
	}
	recorded, err := v.desk.Counts(v.ctx(), cases.CountQuery{Unit: cases.UnitActs, By: []string{"kind"}})
	if err != nil {
		return nil, err
	}
	for _, cell := range recorded.Cells {
		if k := cases.KindByCode(cell.Keys[0]); k != nil {
			out = append(out, views.Tally{Kind: k.Code, N: cell.N, Href: "/" + k.Path})
		}
	}
	return out, nil
}

// fillDue gives what is due in the reader's own cases, or in all that they see where nothing is due in theirs.
func (v *visit) fillDue(page *views.HomePage) (err error) {
	page.DueMine = true
	if page.Due, err = v.desk.Due(v.ctx(), true, dueShown); err != nil || len(page.Due) > 0 || v.user.Role == cases.Lawyer {
		return err
	}
	page.DueMine = false
	page.Due, err = v.desk.Due(v.ctx(), false, dueShown)
	return err
}
