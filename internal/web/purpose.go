package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/views"
)

// purposeHeader is how a program says what it opens restricted records for: a code, and after a semicolon words, which
// may be percent-encoded. It holds for the one request.
const purposeHeader = "Aigaq-Purpose"

// takeDesk seats whoever is signed in at their desk, with the purpose that they stated.
func (v *visit) takeDesk() error {
	v.desk = v.s.Store.For(v.user)
	stated := v.Request().Header.Get(purposeHeader)
	if stated == "" {
		v.desk = v.desk.Stating(cases.Purpose{Code: v.session.Purpose, Why: v.session.PurposeWhy})
		return nil
	}
	code, words, _ := strings.Cut(stated, ";")
	if plain, err := url.PathUnescape(words); err == nil {
		words = plain
	}
	p, err := v.s.Store.CheckPurpose(cases.Purpose{Code: strings.TrimSpace(code), Why: words})
	if err != nil {
		return err
	}
	v.desk = v.desk.Stating(p)
	return nil
}

// mayChange refuses a change of what is not there or not the reader's, and of a restricted record without a purpose.
func (v *visit) mayChange(number string) error {
	if k := cases.KindByNumber(number); k != v.kind || k == nil {
		return cases.ErrNotFound
	}
	return v.purposed(number)
}

// purposed refuses an act about restricted records without a purpose. What is not there or not the reader's is left to
// the act itself to refuse.
func (v *visit) purposed(numbers ...string) error {
	if v.desk.Purpose().Given() {
		return nil
	}
	heads, err := v.desk.Resolve(v.ctx(), slices.DeleteFunc(numbers, func(n string) bool { return !cases.LooksLikeNumber(n) }))
	if err != nil {
		return err
	}
	for _, h := range heads {
		if h.Level == cases.Restricted {
			return cases.ErrNoPurpose
		}
	}
	return nil
}

// sendForPurpose sends a browser to say what for, and from there on to where it was going. A form that it sent is kept
// meanwhile.
func (s *Server) sendForPurpose(v *visit) error {
	next := v.here()
	if !v.reads() {
		if next = v.keepTyped(); next == "" {
			next = s.pageAbove(v.Request().URL.Path)
		}
	}
	return v.Redirect(http.StatusSeeOther, "/purpose?next="+url.QueryEscape(next))
}

// askPurpose asks what restricted records are opened for.
func (s *Server) askPurpose(v *visit) error {
	p := v.page()
	p.Flash = v.flash()
	stated := v.desk.Purpose()
	return v.draw(http.StatusOK, views.Purpose(p, views.PurposePage{Next: local(v.QueryParam("next")), Purpose: stated.Code, Why: stated.Why}))
}

// statePurpose keeps it with the session.
func (s *Server) statePurpose(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	stated := cases.Purpose{Code: form.Get("purpose"), Why: form.Get("why")}
	page := views.PurposePage{Next: local(form.Get("next")), Purpose: clean(stated.Code), Why: clean(stated.Why)}
	err = s.Store.Accounts().StatePurpose(v.ctx(), v.secret, stated)
	if errors.As(err, &page.Problems) {
		p := v.page()
		p.Path = "/purpose?next=" + url.QueryEscape(page.Next)
		return v.draw(http.StatusUnprocessableEntity, views.Purpose(p, page))
	}
	if err != nil {
		return err
	}
	if page.Next == "/" {
		return v.to("/purpose?said=purpose")
	}
	return v.to(page.Next)
}
