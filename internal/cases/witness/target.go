package witness

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"aigaq/internal/cases/audit"
)

// askTime is how long a witness may take to answer.
const askTime = 10 * time.Second

// Target is a witness that is asked: its public key and the one address to which anything is sent.
type Target struct {
	*audit.Witness
	address string
	client  *http.Client
}

// ParseTarget reads NAME+HASH+KEY@URL. The URL is the submission prefix of the witness: https, or http to this machine
// or to an address of a private network, where a tunnel may lead.
func ParseTarget(text string) (*Target, error) {
	key, prefix, found := cutKey(strings.TrimSpace(text))
	if !found {
		return nil, errors.New("a witness is given as NAME+HASH+KEY@URL")
	}
	w, err := audit.ParseWitness(key)
	if err != nil {
		return nil, err
	}
	address, err := submission(prefix)
	if err != nil {
		return nil, fmt.Errorf("witness %s: %w", w.Code(), err)
	}
	return &Target{Witness: w, address: address.String(), client: clientFor(address)}, nil
}

// cutKey parts the key from the address; a name may hold an @, an address begins with http.
func cutKey(text string) (key, address string, found bool) {
	i := strings.Index(text, "@http")
	if i < 0 {
		return "", "", false
	}
	return text[:i], text[i+1:], true
}

// submission gives the one address that is ever asked.
func submission(prefix string) (*url.URL, error) {
	u, err := url.Parse(prefix)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("%q is no address to submit to", prefix)
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !near(u.Hostname())) {
		return nil, fmt.Errorf("%s: give an https address; http only within this machine or a private network", u.Host)
	}
	return u.JoinPath("add-checkpoint"), nil
}

// near tells whether a host is this machine or an address of a private network.
func near(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && (ip.IsLoopback() || ip.IsPrivate())
}

// clientFor makes the client that can reach one address: nothing else, no redirect, no proxy from the environment.
func clientFor(address *url.URL) *http.Client {
	dialer := &net.Dialer{Timeout: askTime / 2}
	return &http.Client{
		Timeout:       askTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: only{address.String(), &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: askTime / 2, ResponseHeaderTimeout: askTime,
			MaxResponseHeaderBytes: 16 << 10, MaxIdleConns: 1, IdleConnTimeout: 2 * time.Minute, DisableCompression: true,
		}},
	}
}

// only lets requests through to one address.
type only struct {
	address string
	next    http.RoundTripper
}

// RoundTrip refuses every other address.
func (o only) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.String() != o.address {
		return nil, fmt.Errorf("%s is not on the list of allowed addresses", r.URL.Host)
	}
	return o.next.RoundTrip(r)
}
