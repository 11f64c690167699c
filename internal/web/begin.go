package web

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"
)

// How much may be sent with one request, in bytes: where records are entered, and everywhere else.
const (
	maxBody   = 2 << 20
	smallBody = 64 << 10
)

// bodyOf is how much a route takes.
func (r route) bodyOf() int64 {
	switch {
	case r.body > 0:
		return r.body
	case r.who.name == writers().name:
		return maxBody
	}
	return smallBody
}

// atMost refuses a body larger than a route takes, by what it announces or once it proves so.
func (v *visit) atMost(most int64) error {
	r := v.Request()
	if r.ContentLength > most {
		return echo.ErrStatusRequestEntityTooLarge
	}
	r.Body = http.MaxBytesReader(v.Response(), r.Body, most)
	return nil
}

// begin names the request and writes one line about it when it is done. The line holds the route, not the address:
// addresses hold record numbers and names that somebody searched for.
func (s *Server) begin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		v := visitOf(c, s)
		c.Response().Header().Set("X-Request-Id", v.id)
		started := time.Now()
		err := next(c)
		s.Log.Info("request", "request", v.id, "method", c.Request().Method, "route", c.Path(),
			"status", c.Response().Status, "ms", time.Since(started).Milliseconds())
		return err
	}
}

// answer turns errors and panics into an answer while the layers around it can still compress and count it.
func (s *Server) answer(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := caught(next, c); err != nil {
			s.fail(visitOf(c, s), err)
		}
		return nil
	}
}

// caught runs a handler and gives a panic back as an error. An abort is passed on: it cuts the connection.
func caught(next echo.HandlerFunc, c echo.Context) (err error) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if e, ok := r.(error); ok && errors.Is(e, http.ErrAbortHandler) {
			panic(r)
		}
		err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
	}()
	return next(c)
}

// limited refuses bodies that no route takes, before anything is known about the request.
func (s *Server) limited(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		most := int64(maxBody)
		if r := c.Request(); r.Method == http.MethodPost && r.URL.Path == "/lists/new" {
			most = listBody // read only once it is known who sends it
		}
		if err := visitOf(c, s).atMost(most); err != nil {
			return err
		}
		return next(c)
	}
}

// bodiless answers HEAD with what GET would say about itself, and nothing else.
func bodiless(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Method == http.MethodHead {
			c.Response().Writer = headOnly{c.Response().Writer}
		}
		return next(c)
	}
}

// headOnly lets headers through and drops the body.
type headOnly struct{ http.ResponseWriter }

// Write takes everything and sends nothing.
func (w headOnly) Write(b []byte) (int, error) { return len(b), nil }

// Unwrap gives the writer below, so that deadlines can be moved.
func (w headOnly) Unwrap() http.ResponseWriter { return w.ResponseWriter }
