package web

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"
)

// maxBody is how much may be sent with one request, pages and API alike.
const maxBody = 2 << 20 // bytes

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

// limited refuses bodies that are too large, by what they announce or once they prove so.
func (s *Server) limited(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.ContentLength > maxBody {
			return echo.ErrStatusRequestEntityTooLarge
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, maxBody)
		return next(c)
	}
}
