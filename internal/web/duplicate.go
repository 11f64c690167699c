package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"aigaq/internal/cases"
	"aigaq/views"
)

// duplicate puts two people side by side. Where one was merged into another, that one takes their place.
func (s *Server) duplicate(v *visit) error {
	a, b := v.two()
	rootA, rootB := v.desk.RootOf(v.ctx(), a), v.desk.RootOf(v.ctx(), b)
	if rootA == rootB && a != b {
		if _, _, _, err := v.desk.Pair(v.ctx(), a, b); err != nil {
			return err
		}
		return v.to(address(rootA))
	}
	if rootA != a || rootB != b {
		return v.to("/duplicates/" + url.PathEscape(rootA) + "/" + url.PathEscape(rootB))
	}
	return s.drawDuplicate(v, http.StatusOK, views.DuplicatePage{})
}

// two are the numbers of the address.
func (v *visit) two() (a, b string) {
	return cases.CleanNumber(v.Param("number")), cases.CleanNumber(v.Param("other"))
}

// compared fills a page with two people, as whoever asks may see them, and enters that both were opened.
func (v *visit) compared(page *views.DuplicatePage) (err error) {
	a, b := v.two()
	if page.Pair, page.First, page.Second, err = v.desk.Pair(v.ctx(), a, b); err != nil {
		return err
	}
	for _, one := range []*cases.Person{page.First, page.Second} {
		if one.Level == cases.Restricted && !v.desk.Purpose().Given() {
			return cases.ErrNoPurpose
		}
		if err := v.opened(&one.Head); err != nil {
			return err
		}
	}
	scope := v.desk.Scope()
	page.Decides = scope.MayWrite(&page.First.Head) && scope.MayWrite(&page.Second.Head)
	return nil
}

func (s *Server) drawDuplicate(v *visit, status int, page views.DuplicatePage) (err error) {
	if page.First == nil {
		if err := v.compared(&page); err != nil {
			return err
		}
	}
	first, second := page.First.Number, page.Second.Number
	if page.About, err = v.desk.Incoming(v.ctx(), first); err != nil {
		return err
	}
	if page.Besides, err = v.desk.Incoming(v.ctx(), second); err != nil {
		return err
	}
	if page.Others, err = v.otherPairs(first, second); err != nil {
		return err
	}
	p := v.page()
	p.Path, p.Flash = "/duplicates/"+first+"/"+second, v.flash()
	return v.draw(status, views.Duplicate(p, page))
}

// otherPairs gives the other pairs of two people.
func (v *visit) otherPairs(first, second string) ([]cases.Pair, error) {
	var out []cases.Pair
	for _, number := range []string{first, second} {
		list, err := v.desk.PairsOf(v.ctx(), number)
		if err != nil {
			return nil, err
		}
		for _, one := range list {
			if one.A.Head.Number != first || one.B.Head.Number != second {
				out = append(out, one)
			}
		}
	}
	return v.reticentPairs(out), nil
}

// decideDuplicate keeps what somebody decided about two people, unless one of the two was changed since they looked.
func (s *Server) decideDuplicate(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	page := views.DuplicatePage{Keep: form.Get("keep"), Why: clean(form.Get("why")), Choice: map[string]string{}}
	for key := range form {
		if field, ok := strings.CutPrefix(key, "take."); ok {
			page.Choice[field] = form.Get(key)
		}
	}
	if err := v.compared(&page); err != nil {
		return err
	}
	if versionOf(form.Get("a.version")) != page.First.Version || versionOf(form.Get("b.version")) != page.Second.Version {
		page.Stale = true
		return s.drawDuplicate(v, http.StatusConflict, page)
	}
	next, err := v.verdict(page, form)
	var stale *cases.Stale
	switch {
	case errors.As(err, &page.Problems):
		return s.drawDuplicate(v, http.StatusUnprocessableEntity, page)
	case errors.As(err, &stale):
		return s.drawDuplicate(v, http.StatusConflict, views.DuplicatePage{Stale: true, Keep: page.Keep, Why: page.Why, Choice: page.Choice})
	case err != nil:
		return err
	}
	return v.to(next)
}

// verdict does what was decided, and gives the page to go on to: the next pair of the queue, or whoever stands for both.
func (v *visit) verdict(page views.DuplicatePage, form url.Values) (next string, err error) {
	first, second := page.First.Number, page.Second.Number
	if form.Get("verdict") != "merge" {
		err = v.desk.DecidePair(v.ctx(), first, second, cases.Verdict{State: form.Get("verdict"), Why: form.Get("why")})
		if err != nil {
			return "", err
		}
		return v.nextPair()
	}
	saved, err := v.desk.Merge(v.ctx(), merging(page, form.Get("why")))
	if err != nil {
		return "", err
	}
	v.witness(saved.Head)
	return address(saved.Number) + "?said=merged", nil
}

// merging is the merge that a page asks for.
func merging(page views.DuplicatePage, why string) cases.Merge {
	m := cases.Merge{Keep: page.First.Number, KeepVersion: page.First.Version, Absorb: page.Second.Number, AbsorbVersion: page.Second.Version, Why: why}
	theirs := "b"
	if page.Keep == "b" {
		m.Keep, m.Absorb, m.KeepVersion, m.AbsorbVersion = m.Absorb, m.Keep, m.AbsorbVersion, m.KeepVersion
		theirs = "a"
	}
	for _, field := range page.Differing() {
		if page.Choice[field] == theirs {
			m.Take = append(m.Take, field)
		}
	}
	return m
}

// nextPair is the address of the next pair that waits, or of the queue where there is none.
func (v *visit) nextPair() (string, error) {
	list, _, err := v.desk.Pairs(v.ctx(), cases.PairOpen, "", 1)
	if err != nil || len(list) == 0 {
		return "/duplicates?said=pair_decided", err
	}
	return "/duplicates/" + list[0].A.Head.Number + "/" + list[0].B.Head.Number + "?said=pair_decided", nil
}
