package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base32"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"aigaq/internal/cases"
	"aigaq/internal/cases/i18n"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// visit is one request with everything that is known about it.
type visit struct {
	echo.Context
	s        *Server
	id       string // names the request in the log and on error pages
	kind     *cases.Kind
	user     cases.User
	signedIn bool
	secret   string        // of the session, as the cookie holds it
	session  store.Session // also one that is not whole yet; signedIn is true for a whole one alone
	scopes   []string      // of an API token
	words    *i18n.Words
	desk     *store.Desk
}

const visitKey = "visit"

// visitOf gives the visit of a request; a request that failed before it began gets one that knows nobody.
func visitOf(c echo.Context, s *Server) *visit {
	if v, ok := c.Get(visitKey).(*visit); ok {
		return v
	}
	v := &visit{Context: c, s: s, id: newID(), words: s.Catalogues.Words(i18n.Match(c.Request().Header.Get("Accept-Language")))}
	c.Set(visitKey, v)
	return v
}

// newID makes a name that nobody can guess, 80 random bits.
func newID() string {
	b := make([]byte, 10)
	_, _ = rand.Read(b) // never fails, by its documentation
	return base32.StdEncoding.EncodeToString(b)
}

func (v *visit) ctx() context.Context { return v.Request().Context() }

// api tells whether the request is one of a program, which gets JSON.
func (v *visit) api() bool { return strings.HasPrefix(v.Request().URL.Path, "/api/") }

// reads tells whether the request asks for something and sends nothing.
func (v *visit) reads() bool {
	method := v.Request().Method
	return method == http.MethodGet || method == http.MethodHead
}

// query is the address's query as it came, without the keys that only choose the language or carry a message.
func (v *visit) query() url.Values {
	q := v.Request().URL.Query()
	q.Del("lang")
	q.Del("said")
	q.Del("why") // words are no part of an address that is kept
	return q
}

// here is the address of this page with its query.
func (v *visit) here() string {
	u := url.URL{Path: v.Request().URL.Path, RawQuery: v.query().Encode()}
	return u.String()
}

// number is the record number of the address in its one form, and the ending behind it: csv, json or none.
func (v *visit) number() (number, ending string) {
	number, ending, _ = strings.Cut(v.Param("number"), ".")
	return cases.CleanNumber(number), ending
}

// form reads the posted form.
func (v *visit) form() (url.Values, error) {
	if err := v.Request().ParseForm(); err != nil {
		return nil, badRequest(err)
	}
	return v.Request().PostForm, nil
}

// to sends the reader on after a form was taken, so that going back or reloading posts nothing again.
func (v *visit) to(address string) error { return v.Redirect(http.StatusSeeOther, address) }

// page is what every page is given.
func (v *visit) page() views.Page {
	p := views.Page{
		Words: v.words, User: v.user, SignedIn: v.signedIn, Path: v.here(),
		Assets: v.s.static.addresses, Demo: v.s.Demo, Zone: v.s.Zone,
	}
	if v.signedIn {
		p.Book, p.Scope = v.desk.Book(), v.desk.Scope()
		p.Purpose, p.PurposeUntil = v.desk.Purpose(), v.session.PurposeUntil
		p.Head = v.head()
	}
	return p
}

// head is the audit log's head; a page is drawn without it rather than not at all.
func (v *visit) head() cases.AuditHead {
	head, err := v.s.Store.Keeper().Head(v.ctx())
	if err != nil {
		v.s.Log.Error("read the audit head", "request", v.id, "error", err)
	}
	return head
}

// draw renders a page as a whole before the first byte of it leaves, so that a late error can still be told.
func (v *visit) draw(status int, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(v.ctx(), &b); err != nil {
		return err
	}
	return v.HTMLBlob(status, b.Bytes())
}
