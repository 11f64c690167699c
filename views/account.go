package views

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"aigaq/internal/cases"
)

// AccountPage is the reader's own account. It posts lang to /account/language, password, fresh and again to
// /account/password, and nothing to the addresses of its other buttons.
type AccountPage struct {
	HasPassword bool
	TOTP        bool
	TOTPSince   time.Time
	Passkeys    []OwnPasskey
	Codes       int // recovery codes that are left
	Sessions    []OwnSession
	Problems    cases.Problems
}

// fewCodes is how many recovery codes are so few that the page says so.
const fewCodes = 3

// factors tells whether there is a second factor.
func (v AccountPage) factors() bool { return v.TOTP || len(v.Passkeys) > 0 }

// OwnPasskey is one of the reader's passkeys.
type OwnPasskey struct {
	ID            int64
	Name          string
	Created, Used time.Time // Used is zero where it never was
}

func (k OwnPasskey) removal() string {
	return "/account/factors/passkey/" + strconv.FormatInt(k.ID, 10) + "/remove"
}

// OwnSession is one of the reader's sessions.
type OwnSession struct {
	ID          string
	Network     string
	Began, Seen time.Time
	Here        bool // it is the one that asks
}

// Notice tells the reader what was changed about their account.
type Notice struct {
	ID  int64
	At  time.Time
	Key string // of the catalogues
}

// saidOnce is what several notices say, and when each of them came.
type saidOnce struct {
	key   string
	times []time.Time
}

// sayOnce gathers notices that say the same, in the order in which each was first said: ten accounts that were reset
// leave the reader's own work on the first screen.
func sayOnce(all []Notice) (out []saidOnce) {
	for _, one := range all {
		i := slices.IndexFunc(out, func(s saidOnce) bool { return s.key == one.Key })
		if i < 0 {
			out, i = append(out, saidOnce{key: one.Key}), len(out)
		}
		out[i].times = append(out[i].times, one.At)
	}
	return out
}

// times says when something happened, each time once.
func (p Page) times(all []time.Time) string {
	var out []string
	for _, at := range all {
		if s := p.moment(at); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}

func lastNotice(all []Notice) string { return strconv.FormatInt(all[len(all)-1].ID, 10) }

// FactorPage posts code, recovery, or response and state, with next, to /login/factor.
type FactorPage struct {
	Next                  string
	TOTP, Passkeys, Codes bool // what the account has
	Problems              cases.Problems
}

// FactorsPage offers the kinds of second factor.
type FactorsPage struct {
	TOTP bool // one-time codes are enrolled already
	Must bool // nothing else is open until one is enrolled
}

// TOTPPage shows the seed of one-time codes and posts code to /account/factors/totp/confirm.
type TOTPPage struct {
	Seed     string // base32
	Drawn    string // what an authenticator reads, as the path of a square drawing
	Size     int    // how many dots wide it is
	Problems cases.Problems
}

// viewBox frames the drawing with four empty dots around, as readers of such codes want it.
func (v TOTPPage) viewBox() string {
	n := strconv.Itoa(v.Size + 8)
	return "-4 -4 " + n + " " + n
}

// inFours writes a seed in groups that can be typed from the page.
func inFours(seed string) string {
	out := ""
	for i, r := range seed {
		if i > 0 && i%4 == 0 {
			out += " "
		}
		out += string(r)
	}
	return out
}

// PasskeyPage posts passkey_name, response and state to /account/factors/passkey.
type PasskeyPage struct {
	Name     string
	Problems cases.Problems
}

// CodesPage shows recovery codes, once.
type CodesPage struct{ Codes []string }

// AgainPage posts password, code, recovery, or response and state, with next, to /login/again.
type AgainPage struct {
	Name        string
	Next        string // the address to go on to
	HasPassword bool
	TOTP        bool
	Passkeys    bool
	Codes       bool // recovery codes are left
	Nothing     bool // a demonstration's account with nothing to prove itself with
	Problems    cases.Problems
}
