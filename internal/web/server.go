// Package web is the application as a browser or an API client sees it: sign-in, pages, files and the API. It reaches
// records through a user's desk alone, and it is the only room that knows the web framework.
package web

import (
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/labstack/echo/v4"

	"aigaq/internal/cases/i18n"
	"aigaq/internal/cases/store"
)

// Config is what the server is given. Store and Catalogues are required.
type Config struct {
	Store      *store.Store
	Catalogues *i18n.Catalogues
	Log        *slog.Logger // nil: the default one
	Demo       bool         // says on every page that the data are made up
	Factors    bool         // a second factor is required of everybody (R5)
	// Origin is the address under which browsers know the program, such as https://cases.example.org: passkeys are
	// bound to its name. Empty: http://localhost:8080.
	Origin string
	Behind []netip.Prefix
	// Secure says that readers come over https: cookies are marked so and browsers are told to insist on it.
	Secure bool
	// ExportAlone is how many records somebody may take away within a day without a second person; 0: 1000.
	ExportAlone int
	Version     string
	Zone        *time.Location // in which times are shown; nil: Kazakhstan's
}

// Server answers requests.
type Server struct {
	Config
	echo      *echo.Echo
	origin    *http.CrossOriginProtection
	static    *assets
	tries     *throttle
	strangers strangers // with tokens
	callers   strangers // with one-time links
	keys      *webauthn.WebAuthn
	asked     *ceremonies
	works     listWorks
	peopled   atomic.Bool // there is at least one account
}

// New makes the server. It fails where something required is missing and where a route declares no policy.
func New(c Config) (*Server, error) {
	if c.Store == nil || c.Catalogues == nil {
		return nil, errors.New("the server needs a store and its catalogues")
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.ExportAlone == 0 {
		c.ExportAlone = exportAlone
	}
	if c.Zone == nil {
		c.Zone = kazakhstan()
	}
	if c.Origin == "" {
		c.Origin = "http://localhost:8080"
	}
	static, err := newAssets()
	if err != nil {
		return nil, err
	}
	keys, err := newPasskeys(c.Origin)
	if err != nil {
		return nil, err
	}
	asked, err := newCeremonies(time.Now)
	if err != nil {
		return nil, err
	}
	tries, err := keptThrottle(c.Store.Accounts())
	if err != nil {
		return nil, err
	}
	s := &Server{
		Config: c, origin: http.NewCrossOriginProtection(), static: static,
		tries: tries, keys: keys, asked: asked, strangers: strangers{action: "token.failed"}, callers: strangers{action: "link.failed"},
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	return s, nil
}

// Handler serves everything.
func (s *Server) Handler() http.Handler { return s.echo }

// open sets up the framework and the routes.
func (s *Server) open() error {
	s.setUp(s.identify)
	return s.mountAll(s.routes())
}

// setUp sets up the framework: who asks, and in what order a request is looked at.
func (s *Server) setUp(identify echo.MiddlewareFunc) {
	s.echo = echo.New()
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.IPExtractor = addressOf(s.Behind)
	s.echo.HTTPErrorHandler = func(err error, c echo.Context) { s.fail(visitOf(c, s), err) }
	s.echo.Use(s.begin, bodiless, s.headers, new(compressor).around, s.answer, s.limited, s.sameOrigin, identify)
}

// kazakhstan is the zone of the whole country since 1 March 2024, for machines without zone files.
func kazakhstan() *time.Location {
	if zone, err := time.LoadLocation("Asia/Almaty"); err == nil {
		return zone
	}
	return time.FixedZone("+05", 5*60*60)
}
