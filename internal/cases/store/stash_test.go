package store

import (
	"bytes"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

func typed(words string) Stashed {
	return Stashed{Path: "/detentions/new", Form: url.Values{"account": {words}, "sex": {"male", "female"}}}
}

func TestAFormOutlivesItsSession(t *testing.T) {
	onBoth(t, func(h *house) {
		c := h.clocked()
		session := h.come("aliya")
		c.pass(2 * time.Hour)
		h.come("west")
		if h.alive(session) {
			h.Fatal("the session did not end")
		}
		token, err := h.Accounts().Stash(h.ctx(), session, "a browser", "192.0.2.1", typed("Ерекше сөздер"))
		h.must(err)
		refused := func(name string, account int64, token string) {
			h.Helper()
			if _, err := h.Accounts().Stashed(h.ctx(), account, "", token); !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("%s: %v", name, err)
			}
		}
		refused("another account", h.users["west"].ID, token)
		refused("another token", h.users["aliya"].ID, token+"x")
		for range 2 {
			got, err := h.Accounts().Stashed(h.ctx(), h.users["aliya"].ID, "", token)
			h.must(err)
			if got.Path != "/detentions/new" || got.Form.Get("account") != "Ерекше сөздер" || len(got.Form["sex"]) != 2 {
				h.Errorf("it came back as %+v", got)
			}
		}
		h.must(h.Accounts().DropStash(h.ctx(), token))
		refused("after it was sent", h.users["aliya"].ID, token)
		token, err = h.Accounts().Stash(h.ctx(), session, "a browser", "192.0.2.1", typed("late"))
		h.must(err)
		c.pass(30*time.Minute + time.Second)
		refused("after half an hour", h.users["aliya"].ID, token)
	})
}

func TestAKeptFormCannotBeReadInTheDatabase(t *testing.T) {
	onBoth(t, func(h *house) {
		session := h.come("aliya")
		token, err := h.Accounts().Stash(h.ctx(), session, "a browser", "192.0.2.77", typed("planted words"))
		h.must(err)
		var hash, network string
		var body []byte
		h.must(h.read.Raw("SELECT hash, network, body FROM stashes").Row().Scan(&hash, &network, &body))
		for _, one := range []string{"planted", "detentions", "account"} {
			if bytes.Contains(body, []byte(one)) {
				h.Errorf("the body holds %q", one)
			}
		}
		if hash == token || strings.Contains(network, "192") || bytes.Contains(body, []byte(token)) {
			h.Errorf("kept as %q from %q", hash, network)
		}
		// The row of one account given to another one does not open.
		h.must(h.writer.do(func(tx *gorm.DB) error {
			return tx.Exec("UPDATE stashes SET account = ?", h.users["west"].ID).Error
		}))
		if _, err := h.Accounts().Stashed(h.ctx(), h.users["west"].ID, "", token); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("a row that was moved: %v", err)
		}
	})
}

func TestStrangersFillNoSpace(t *testing.T) {
	onBoth(t, func(h *house) {
		mine := h.come("aliya")
		first, err := h.Accounts().Stash(h.ctx(), mine, "a browser", "192.0.2.1", typed("mine"))
		h.must(err)
		for i := range stashesPerNet + 1 {
			_, err := h.Accounts().Stash(h.ctx(), "no session", "a browser", "198.51.100.1", typed("x"))
			if (i < stashesPerNet) != (err == nil) || err != nil && !errors.Is(err, ErrNotStashed) {
				h.Errorf("form %d of one network: %v", i, err)
			}
		}
		h.must(h.writer.do(func(tx *gorm.DB) error {
			return tx.Exec("UPDATE stashes SET network = 'others' WHERE account IS NULL").Error
		}))
		for i := stashesPerNet; i < stashesOfUnknown+1; i++ {
			_, err := h.Accounts().Stash(h.ctx(), "", "a browser", "203.0.113."+strings.Repeat("1", i/stashesPerNet), typed("x"))
			if (i < stashesOfUnknown) != (err == nil) {
				h.Errorf("form %d of all strangers: %v", i, err)
			}
		}
		for range stashesPerUser - 1 {
			_, err := h.Accounts().Stash(h.ctx(), mine, "a browser", "192.0.2.1", typed("more"))
			h.must(err)
		}
		if _, err := h.Accounts().Stashed(h.ctx(), h.users["aliya"].ID, "", first); err != nil {
			h.Errorf("strangers pushed it out: %v", err)
		}
		_, err = h.Accounts().Stash(h.ctx(), mine, "a browser", "192.0.2.1", typed("one more"))
		h.must(err)
		var n int
		h.must(h.read.Raw("SELECT COUNT(*) FROM stashes WHERE account = ?", h.users["aliya"].ID).Row().Scan(&n))
		if n != stashesPerUser {
			h.Errorf("an account has %d forms", n)
		}
		if _, err := h.Accounts().Stash(h.ctx(), mine, "a browser", "192.0.2.1", typed(strings.Repeat("a", stashMost))); !errors.Is(err, ErrNotStashed) {
			h.Errorf("a form that is too large: %v", err)
		}
	})
}

func TestAFormOfNobodyComesBackToItsBrowserAlone(t *testing.T) { // R20
	onBoth(t, func(h *house) {
		token, err := h.Accounts().Stash(h.ctx(), "", "a browser", "192.0.2.1", typed("mine"))
		h.must(err)
		for _, other := range []string{"", "another browser"} {
			if _, err := h.Accounts().Stashed(h.ctx(), h.users["aliya"].ID, other, token); !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("%q: %v", other, err)
			}
		}
		if _, err := h.Accounts().Stashed(h.ctx(), h.users["aliya"].ID, "a browser", token); err != nil {
			h.Errorf("its own browser: %v", err)
		}
		if _, err := h.Accounts().Stash(h.ctx(), "", "", "192.0.2.1", typed("x")); !errors.Is(err, ErrNotStashed) {
			h.Errorf("one of no browser: %v", err)
		}
	})
}
