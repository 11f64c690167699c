package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// sameOrigin refuses unsafe requests that a page of another site started. Browsers say where a request comes from
// in Sec-Fetch-Site or Origin; a request with our cookie and neither of them is refused as well. The API knows no
// cookie, so there is nothing that another site could borrow.
func (s *Server) sameOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		v, r := visitOf(c, s), c.Request()
		if v.api() || r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions {
			return next(c)
		}
		silent := r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == ""
		if err := s.origin.Check(r); err != nil || silent && s.cookie(r) != "" {
			return errForeign
		}
		return next(c)
	}
}
