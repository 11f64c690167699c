package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"runtime/debug"
	"time"

	"aigaq/internal/cases/i18n"
	"aigaq/internal/cases/store"
	"aigaq/internal/web"
)

// listening is where a server listens and who may stand before it.
type listening struct {
	Addr        string         `help:"Where to listen." default:"127.0.0.1:8080" env:"AIGAQ_ADDR"`
	TLSCert     string         `help:"A certificate, for serving https itself." name:"tls-cert" type:"path"`
	TLSKey      string         `help:"The certificate's key." name:"tls-key" type:"path"`
	BehindProxy []netip.Prefix `help:"Addresses of the proxy that serves https for us, such as 10.0.0.0/8; its forwarded addresses are believed." name:"behind-proxy" placeholder:"CIDR"`
	Origin      string         `help:"The address under which browsers know the server, such as https://cases.example.org: passkeys are bound to its name. Without it, localhost." env:"AIGAQ_ORIGIN"`
	ExportAlone int            `help:"How many records somebody may take away within a day without a second person's approval." name:"export-alone" default:"1000" env:"AIGAQ_EXPORT_ALONE" placeholder:"N"`
}

type serveCommand struct {
	data
	listening
	watched
}

// Run serves until it is told to stop.
func (c *serveCommand) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	targets, err := c.targets()
	if err != nil {
		return errUsage{err}
	}
	if c.mute() {
		return c.serveLocked(ctx, targets)
	}
	s, err := c.open(ctx, true, true)
	if err != nil {
		return err
	}
	if err := s.Keeper().Unlocked(ctx, 0); err != nil {
		return errors.Join(err, s.Close())
	}
	stop, err := beginWatch(ctx, s, targets)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	err = c.serve(ctx, s, false)
	stop()
	return errors.Join(err, s.Close())
}

// check refuses to carry records over a network in plain text.
func (l listening) check() error {
	host, _, err := net.SplitHostPort(l.Addr)
	if err != nil {
		return errUsage{fmt.Errorf("--addr: %w", err)}
	}
	if (l.TLSCert == "") != (l.TLSKey == "") {
		return errUsage{errors.New("--tls-cert and --tls-key go together")}
	}
	if l.ExportAlone < 1 {
		return errUsage{errors.New("--export-alone is at least 1")}
	}
	ip := net.ParseIP(host)
	local := host == "localhost" || ip != nil && ip.IsLoopback()
	if !local && l.TLSCert == "" && len(l.BehindProxy) == 0 {
		return errUsage{errors.New("without TLS the server listens on this machine alone: give --tls-cert and --tls-key, or --behind-proxy")}
	}
	return nil
}

func (l listening) serve(ctx context.Context, s *store.Store, demo bool) error {
	h, err := l.handler(s, demo)
	if err != nil {
		return err
	}
	return l.listen(ctx, web.HTTPServer(l.Addr, h))
}

// handler is the application over a store that is open.
func (l listening) handler(s *store.Store, demo bool) (http.Handler, error) {
	saveMemory()
	catalogues, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	server, err := web.New(web.Config{
		Store: s, Catalogues: catalogues, Log: logger(), Demo: demo,
		Behind: l.BehindProxy, Secure: l.secure(), Version: version(), Factors: !demo, Origin: l.known(),
		ExportAlone: l.ExportAlone,
	})
	if err != nil {
		return nil, err
	}
	return server.Handler(), nil
}

// known is the address under which browsers know the server. Passkeys want a name, not a number.
func (l listening) known() string {
	if l.Origin != "" {
		return l.Origin
	}
	scheme := "http"
	if l.secure() {
		scheme = "https"
		slog.Warn("without --origin, passkeys work on localhost alone")
	}
	_, port, err := net.SplitHostPort(l.Addr)
	if err != nil {
		port = "8080"
	}
	return scheme + "://localhost:" + port
}

func (l listening) secure() bool { return l.TLSCert != "" || len(l.BehindProxy) > 0 }

func logger() *slog.Logger { return slog.New(slog.NewTextHandler(os.Stderr, nil)) }

// saveMemory gives back what unlocking the keys took (64 MiB), and has memory collected more often near a limit that
// leaves room for hashing passwords.
func saveMemory() {
	debug.SetMemoryLimit(120 << 20)
	debug.FreeOSMemory()
}

func (l listening) listen(ctx context.Context, h *http.Server) error {
	port, err := net.Listen("tcp", h.Addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	ended := make(chan error, 1)
	go func() {
		if l.TLSCert != "" {
			ended <- h.ServeTLS(port, l.TLSCert, l.TLSKey)
			return
		}
		ended <- h.Serve(port)
	}()
	slog.Info("serving", "addr", l.Addr)
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return h.Shutdown(wait)
}
