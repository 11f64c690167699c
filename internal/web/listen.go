package web

import (
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/labstack/echo/v4"
)

// How long a request may take, from outside. Exports move their own write deadline.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = time.Minute
	writeTimeout  = 90 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 16 << 10 // bytes
)

// HTTPServer makes a server with every timeout set, so that slow clients cannot hold connections for ever.
func HTTPServer(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr: addr, Handler: h,
		ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
	}
}

// addressOf says where a request came from. Forwarded addresses are believed from the named proxies alone; anybody
// else could write what they like into them.
func addressOf(behind []netip.Prefix) echo.IPExtractor {
	if len(behind) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range behind {
		ip := p.Masked().Addr()
		trust = append(trust, echo.TrustIPRange(&net.IPNet{IP: ip.AsSlice(), Mask: net.CIDRMask(p.Bits(), ip.BitLen())}))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}
