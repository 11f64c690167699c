package web

import (
	"net/http"
	"net/url"

	"aigaq/internal/cases"
	"aigaq/views"
)

// open gives the record of the address, of the address's kind; cases.ErrNoPurpose where it is restricted and whoever
// may see it has not said what for. That a restricted one was opened is in the audit log before the first byte leaves,
// that any other was within a second.
func (v *visit) open(number string) (cases.Record, error) {
	r, err := v.look(number)
	if err != nil {
		return nil, err
	}
	return r, v.opened(r.Base())
}

// look is open for what gives nothing of the record away.
func (v *visit) look(number string) (cases.Record, error) {
	if k := cases.KindByNumber(number); k != v.kind || k == nil {
		return nil, cases.ErrNotFound
	}
	r, err := v.desk.Get(v.ctx(), number)
	if err != nil {
		return nil, err
	}
	if r.Base().Level == cases.Restricted && !v.desk.Purpose().Given() {
		return nil, cases.ErrNoPurpose
	}
	return r, nil
}

// opened enters that the reader is given a record's content: before the first byte leaves where it is restricted or
// privileged, and within a second otherwise.
func (v *visit) opened(h *cases.Head) error {
	if h.Level == cases.Restricted || h.Level == cases.Privileged {
		return v.desk.NotedNow(v.ctx(), "open", h.Number)
	}
	v.desk.Noted(v.ctx(), "open", h.Number)
	return nil
}

// record shows one record, or gives it as a file.
func (s *Server) record(v *visit) error {
	number, ending := v.number()
	switch ending {
	case "":
		return s.recordPage(v, number)
	case "csv", "json":
		return s.file(v)
	}
	return cases.ErrNotFound
}

func (s *Server) recordPage(v *visit, number string) error {
	r, err := v.look(number)
	if err != nil {
		return err
	}
	if to := v.stoodFor(r.Base()); to != "" {
		return v.to(to)
	}
	if err := v.opened(r.Base()); err != nil {
		return err
	}
	page := views.RecordPage{Kind: v.kind, Record: r}
	if page.Incoming, err = v.desk.Incoming(v.ctx(), number, r.Base().MergedNumbers...); err != nil {
		return err
	}
	if err := v.around(&page); err != nil {
		return err
	}
	if page.Shares, err = v.sharesNow(number); err != nil {
		return err
	}
	if page.Similar, err = v.similarTo(v.QueryParam("made"), number); err != nil {
		return err
	}
	p := v.page()
	p.Flash = v.flash()
	return v.draw(http.StatusOK, views.Record(p, page))
}

// around adds what only some kinds have around them.
func (v *visit) around(page *views.RecordPage) (err error) {
	number := page.Record.Base().Number
	switch v.kind.Code {
	case "person":
		err = v.aroundPerson(page)
	case "case":
		page.Steps, err = v.desk.StepsOf(v.ctx(), number)
	case "source":
		var list cases.ListStanding
		list, err = v.desk.ListOf(v.ctx(), number)
		page.List = &list
	case "note":
		page.Counsel, err = v.counselOf(page.Record.(*cases.Note))
	case "event":
		err = v.aroundEvent(page, number)
	}
	return err
}

// aroundEvent sets published figures beside our own counts, and lists what is recorded about the event.
func (v *visit) aroundEvent(page *views.RecordPage, number string) error {
	figures, err := v.desk.FiguresOf(v.ctx(), number)
	if err != nil {
		return err
	}
	ours := map[string]*views.OwnCount{}
	for _, f := range figures {
		own, known := ours[f.Metric.Code]
		if !known {
			if own, err = v.documented(f.Metric.Code, number); err != nil {
				return err
			}
			ours[f.Metric.Code] = own
		}
		page.Figures = append(page.Figures, views.FigureLine{Figure: f, Ours: own})
	}
	about := cases.CountQuery{Unit: cases.UnitRecords, Filters: cases.Filters{"event": {number}}}
	if page.Days, err = v.desk.Days(v.ctx(), about); err != nil {
		return err
	}
	about.By = []string{"kind"}
	counts, err := v.desk.Counts(v.ctx(), about)
	if err != nil {
		return err
	}
	for _, cell := range counts.Cells {
		if k := cases.KindByCode(cell.Keys[0]); k != nil {
			page.Tallies = append(page.Tallies, views.Tally{Kind: k.Code, N: cell.N, Href: "/" + k.Path + "?event=" + number})
		}
	}
	return nil
}

// documented counts what we have recorded about an event that answers to a published metric; nil where nothing does.
func (v *visit) documented(metric, event string) (*views.OwnCount, error) {
	unit, filters, ok := cases.Documented(metric)
	if !ok {
		return nil, nil
	}
	q := cases.CountQuery{Unit: unit, Filters: cases.Filters{"event": {event}}}
	for code, value := range filters {
		q.Filters[code] = []string{value}
	}
	counts, err := v.desk.Counts(v.ctx(), q)
	if err != nil {
		return nil, err
	}
	return &views.OwnCount{N: counts.Total, Unit: unit, Href: rowsBehind(q, nil, nil)}, nil
}

// history shows who changed a record, when, and what.
func (s *Server) history(v *visit) error {
	number, _ := v.number()
	r, err := v.open(number)
	if err != nil {
		return err
	}
	entries, err := v.desk.History(v.ctx(), number)
	if err != nil {
		return err
	}
	heads, err := v.desk.Resolve(v.ctx(), numbersIn(entries))
	if err != nil {
		return err
	}
	return v.draw(http.StatusOK, views.History(v.page(), views.HistoryPage{
		Kind: v.kind, Record: r, Entries: entries, Heads: heads,
	}))
}

// address is where a record is shown.
func address(number string) string {
	k := cases.KindByNumber(number)
	if k == nil {
		return "/"
	}
	return "/" + k.Path + "/" + url.PathEscape(number)
}
