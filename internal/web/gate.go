package web

import (
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"aigaq/internal/cases/i18n"
	"aigaq/views"
)

// ErrWrongPassphrase is what Unlock answers when the passphrase does not open the keys.
var ErrWrongPassphrase = errors.New("the passphrase is wrong")

// GateConfig is what the gate is given. Catalogues and Unlock are required.
type GateConfig struct {
	Catalogues *i18n.Catalogues
	Log        *slog.Logger // nil: the default one
	Behind     []netip.Prefix
	Secure     bool // as in Config
	// Unlock tries a passphrase: ErrWrongPassphrase, or what opens the records. That may take as long as it must; it is
	// told how many passphrases were wrong before, for the audit log.
	Unlock func(passphrase []byte) (open func(wrong int) (http.Handler, error), err error)
}

// Gate stands where the application will be while its keys are locked. It answers the unlock page, its files and the
// health check; once the passphrase was given and the records are open, the application answers in its place.
type Gate struct {
	server *Server // has no store
	unlock func([]byte) (func(int) (http.Handler, error), error)
	opened atomic.Pointer[http.Handler]
	asking atomic.Int64 // passphrases that are tried or wait for it

	turning sync.Mutex // one passphrase is tried at a time
	wrong   int        // passphrases that were wrong since the start
	mu      sync.Mutex
	page    views.UnlockPage // whether the records are being opened, or could not be
	work    sync.WaitGroup   // while they are being opened
}

// NewGate makes a gate that is shut.
func NewGate(c GateConfig) (*Gate, error) {
	if c.Catalogues == nil || c.Unlock == nil {
		return nil, errors.New("the gate needs catalogues and what unlocks it")
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	static, err := newAssets()
	if err != nil {
		return nil, err
	}
	s := &Server{
		Config: Config{Catalogues: c.Catalogues, Log: c.Log, Behind: c.Behind, Secure: c.Secure, Zone: kazakhstan()},
		origin: http.NewCrossOriginProtection(), static: static,
		tries: newThrottle(time.Now),
	}
	g := &Gate{server: s, unlock: c.Unlock}
	g.mount()
	return g, nil
}

// ServeHTTP hands the request to the application where it is open, else it is answered here.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h := g.opened.Load(); h != nil {
		(*h).ServeHTTP(w, r)
		return
	}
	g.server.echo.ServeHTTP(w, r)
}

// Wait returns when nothing is being opened any more, so that whoever stops the server can close what was.
func (g *Gate) Wait() { g.work.Wait() }

func (g *Gate) mount() {
	s := g.server
	s.setUp(g.speak)
	open := func(method, path string, do handler) {
		s.mount(route{method: method, path: path, who: anyone(), do: do})
	}
	open(http.MethodGet, "/healthz", s.lockedHealth)
	open(http.MethodGet, "/static/:file", s.asset)
	open(http.MethodGet, "/unlock", g.ask)
	open(http.MethodPost, "/unlock", g.try)
	for _, path := range []string{"/", "/*"} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			open(method, path, g.shut)
		}
	}
}

// speak finds out the language; who asks is not asked while nobody can be known.
func (g *Gate) speak(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		visitOf(c, g.server).chooseWords()
		return next(c)
	}
}

// lockedHealth tells monitors that the program runs and waits for its passphrase.
func (s *Server) lockedHealth(v *visit) error {
	return v.JSON(http.StatusOK, map[string]bool{"locked": true})
}
