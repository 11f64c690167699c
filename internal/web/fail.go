package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// errForeign answers a form that was not posted from a page of ours.
var errForeign = errors.New("posted from another site")

// errNotFresh answers what wants somebody to prove once more who they are (R22). Browsers are sent to do so.
var errNotFresh = errors.New("not signed in freshly")

// tooMany answers whoever tries too often.
type tooMany struct{ minutes int }

func (e *tooMany) Error() string { return fmt.Sprintf("too many attempts, wait %d minutes", e.minutes) }

// badRequest marks a request that cannot be read, be it too large or not in its proper form.
func badRequest(err error) error {
	if e := new(http.MaxBytesError); errors.As(err, &e) {
		return echo.ErrStatusRequestEntityTooLarge
	}
	return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
}

// statusOf is the one table from errors to status codes.
func statusOf(err error) int {
	var problems cases.Problems
	var stale *cases.Stale
	var wait *tooMany
	var framework *echo.HTTPError
	switch {
	case errors.As(err, &problems):
		return http.StatusUnprocessableEntity
	case errors.As(err, &stale):
		return http.StatusConflict
	case errors.As(err, &wait):
		return http.StatusTooManyRequests
	case errors.Is(err, cases.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, cases.ErrForbidden), errors.Is(err, errForeign), errors.Is(err, errNotFresh), errors.Is(err, cases.ErrNoPurpose):
		return http.StatusForbidden
	case errors.Is(err, cases.ErrFull):
		return http.StatusInsufficientStorage
	case errors.Is(err, errNoToken), errors.Is(err, store.ErrRefused):
		return http.StatusUnauthorized
	case errors.As(err, &framework):
		return framework.Code
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, errLocked):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// fail answers with what went wrong, in the reader's words and without anything from inside. An answer that has begun
// cannot be taken back: its connection is cut, so that half a file is not taken for a whole one.
func (s *Server) fail(v *visit, err error) {
	status := statusOf(err)
	if status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) && !errors.Is(err, errLocked) {
		s.Log.Error("request failed", "request", v.id, "route", v.Path(), "status", status, "error", err)
	}
	if v.Response().Committed {
		panic(http.ErrAbortHandler)
	}
	// What the answer was going to be no longer holds.
	v.Response().Header().Del(echo.HeaderContentDisposition)
	if wait := new(tooMany); errors.As(err, &wait) {
		v.Response().Header().Set("Retry-After", strconv.Itoa(60*wait.minutes))
	}
	v.SetRequest(v.Request().WithContext(context.WithoutCancel(v.ctx())))
	switch {
	case v.api():
		err = v.failJSON(status, err)
	case errors.Is(err, errNotFresh):
		err = s.askFresh(v)
	case errors.Is(err, cases.ErrNoPurpose):
		err = s.sendForPurpose(v)
	default:
		err = v.draw(status, views.Error(v.errorPage(status), errorValue(v, status, err)))
	}
	if err != nil {
		s.Log.Error("draw the error page", "request", v.id, "error", err)
	}
}

// errorPage is the frame of an error page. That of 404 says nothing of the address nor of the moment, so that what is
// not there and what is not this reader's look the same to the byte.
func (v *visit) errorPage(status int) views.Page {
	p := v.page()
	if status == http.StatusNotFound {
		p.Path, p.Nowhere, p.Head = "/", true, cases.AuditHead{}
	}
	return p
}

func errorValue(v *visit, status int, err error) views.ErrorPage {
	value := views.ErrorPage{Status: status, RequestID: v.id}
	if status == http.StatusNotFound {
		value.RequestID = ""
	}
	if wait := new(tooMany); errors.As(err, &wait) {
		value.Minutes = wait.minutes
	}
	return value
}
