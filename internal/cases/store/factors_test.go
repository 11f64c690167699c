package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/hotp"

	"aigaq/internal/cases"
)

// oneTime is a one-time code of a seed, some steps from now.
func (h *house) oneTime(seed string, steps int) string {
	h.Helper()
	code, err := hotp.GenerateCode(seed, uint64(h.now().Unix()/30+int64(steps)))
	h.must(err)
	return code
}

// waiting signs somebody in who has a second factor.
func (h *house) waiting(name string) string {
	h.Helper()
	secret := h.signIn(name, goodPassword)
	s, err := h.Accounts().Session(h.ctx(), secret)
	h.must(err)
	if s.Stage != StageFactor || s.Whole() {
		h.Fatalf("the session of %s is %+v", name, s)
	}
	return secret
}

// seeded gives aliya a password and one-time codes on a clock of the test's own, and gives their seed.
func (h *house) seeded() (string, *clock) {
	h.Helper()
	c := h.clocked()
	h.password("aliya", goodPassword)
	seed, err := h.Accounts().GrantTOTP(h.ctx(), "cli", h.users["aliya"])
	h.must(err)
	return seed, c
}

func TestACodeWorksOnce(t *testing.T) { // R6
	onBoth(t, func(h *house) {
		seed, c := h.seeded()
		pass := func(code string) error {
			_, err := h.Accounts().Pass(h.ctx(), h.waiting("aliya"), Proof{Code: code})
			return err
		}
		code := h.oneTime(seed, 0)
		for _, wrong := range []string{"", "000", code + "0", "0" + code, code[:5], "1" + code[:5] + "x", strings.Repeat("9", 5000), h.oneTime(seed, 2), h.oneTime(seed, -2), "\x00" + code} {
			if err := pass(wrong); !errors.Is(err, ErrRefused) {
				h.Errorf("%.10q: %v", wrong, err)
			}
		}
		if err := pass(" " + code[:3] + " " + code[3:] + "\t"); err != nil {
			h.Errorf("a code with spaces: %v", err)
		}
		for _, again := range []string{code, " " + code, code[:3] + "\u00a0" + code[3:], h.oneTime(seed, -1)} {
			if err := pass(again); !errors.Is(err, ErrRefused) {
				h.Errorf("%q a second time: %v", again, err)
			}
		}
		c.pass(30 * time.Second)
		if err := pass(code); !errors.Is(err, ErrRefused) {
			h.Errorf("the code of before: %v", err)
		}
		if err := pass(h.oneTime(seed, 1)); err != nil {
			h.Errorf("the code of a clock that is fast: %v", err)
		}
		h.verify()
	})
}

func TestACodeIsUsedUpByAFailedProof(t *testing.T) { // R6
	onBoth(t, func(h *house) {
		seed, c := h.seeded()
		secret, err := h.Accounts().Pass(h.ctx(), h.waiting("aliya"), Proof{Code: h.oneTime(seed, 0)})
		h.must(err)
		c.pass(time.Minute)
		code := h.oneTime(seed, 0)
		if _, err := h.Accounts().Again(h.ctx(), secret, Proof{Password: "wrong one entirely", Code: code}); !errors.Is(err, ErrRefused) {
			h.Errorf("a wrong password with a right code: %v", err)
		}
		if _, err := h.Accounts().Again(h.ctx(), secret, Proof{Password: goodPassword, Code: code}); !errors.Is(err, ErrRefused) {
			h.Errorf("the same code with the right password: %v", err)
		}
		for _, p := range []Proof{{Password: goodPassword}, {Code: h.oneTime(seed, 1)}} {
			if _, err := h.Accounts().Again(h.ctx(), secret, p); !errors.Is(err, ErrRefused) {
				h.Errorf("half a proof: %v", err)
			}
		}
		c.pass(time.Minute)
		fresh, err := h.Accounts().Again(h.ctx(), secret, Proof{Password: goodPassword, Code: h.oneTime(seed, 0)})
		h.must(err)
		if h.alive(secret) || !h.alive(fresh) {
			h.Error("the session kept its secret")
		}
	})
}

func TestOneCodeOpensOneOfFiftySessions(t *testing.T) { // R6
	onBoth(t, func(h *house) {
		seed, _ := h.seeded()
		secrets := make([]string, 50)
		for i := range secrets {
			var err error
			secrets[i], _, err = h.Accounts().begin(h.users["aliya"], StageFactor, "login", nil)
			h.must(err)
		}
		code, errs := h.oneTime(seed, 0), make([]error, len(secrets))
		atOnce(len(secrets), func(i int) { _, errs[i] = h.Accounts().Pass(h.ctx(), secrets[i], Proof{Code: code}) })
		opened := 0
		for _, err := range errs {
			if err == nil {
				opened++
			} else if !errors.Is(err, ErrRefused) {
				h.Error(err)
			}
		}
		if opened != 1 {
			h.Errorf("one code opened %d sessions", opened)
		}
	})
}

func TestRecoveryCodesWorkOnce(t *testing.T) { // R10
	onBoth(t, func(h *house) {
		seed, c := h.seeded()
		secret, err := h.Accounts().Pass(h.ctx(), h.waiting("aliya"), Proof{Code: h.oneTime(seed, 0)})
		h.must(err)
		secret, codes, err := h.Accounts().RenewCodes(h.ctx(), secret)
		h.must(err)
		if len(codes) != 10 {
			h.Fatalf("%d codes", len(codes))
		}
		h.everyCell(func(table, value string) {
			for _, code := range codes {
				if strings.Contains(value, code) || strings.Contains(value, strings.ReplaceAll(code, "-", "")) || strings.Contains(value, seed) {
					h.Errorf("%s holds a recovery code or the seed", table)
				}
			}
		})
		typed := strings.ToLower(strings.ReplaceAll(codes[0], "-", " "))
		if _, err := h.Accounts().Pass(h.ctx(), h.waiting("aliya"), Proof{Recovery: typed}); err != nil {
			h.Errorf("a good code: %v", err)
		}
		for _, bad := range []string{codes[0], "AAAA-AAAA-AAAA", "----", strings.Repeat("A", 10_000)} {
			if _, err := h.Accounts().Pass(h.ctx(), h.waiting("aliya"), Proof{Recovery: bad}); !errors.Is(err, ErrRefused) {
				h.Errorf("%.20q: %v", bad, err)
			}
		}
		if f, err := h.Accounts().Factors(h.ctx(), h.users["aliya"]); err != nil || f.Codes != 9 {
			h.Errorf("%d are left, %v", f.Codes, err)
		}
		c.pass(time.Second)
		_, _, err = h.Accounts().RenewCodes(h.ctx(), secret)
		h.must(err)
		if _, err := h.Accounts().Pass(h.ctx(), h.waiting("aliya"), Proof{Recovery: codes[1]}); !errors.Is(err, ErrRefused) {
			h.Errorf("a code of before they were renewed: %v", err)
		}
		notices, err := h.Accounts().Notices(h.ctx(), h.users["aliya"])
		h.must(err)
		if len(notices) != 3 || notices[1].Key != "recovery_used" {
			h.Errorf("notices: %+v", notices)
		}
		h.verify()
	})
}

func TestAFactorIsEnrolledByACodeOfIt(t *testing.T) { // R5, R12, R16
	onBoth(t, func(h *house) {
		h.clocked()
		h.password("aliya", goodPassword)
		a := h.Accounts().From("192.0.2.0/24", true)
		first, s, err := a.SignIn(h.ctx(), "aliya", goodPassword)
		h.must(err)
		if s.Stage != StageEnrol || s.Network != "192.0.2.0/24" {
			h.Fatalf("the session is %+v", s)
		}
		other, _, err := a.SignIn(h.ctx(), "aliya", goodPassword)
		h.must(err)
		if _, err := a.ChangePassword(h.ctx(), first, goodPassword, "another green kettle"); !errors.Is(err, ErrRefused) {
			h.Errorf("a password changed before a factor is there: %v", err)
		}
		if _, _, err := a.ConfirmTOTP(h.ctx(), first, "123456"); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("confirmed before it was begun: %v", err)
		}
		h.must(a.BeginTOTP(h.ctx(), h.users["aliya"]))
		seed, err := a.PendingTOTP(h.ctx(), h.users["aliya"])
		h.must(err)
		if _, _, err := a.ConfirmTOTP(h.ctx(), first, "12345"); problem(err, "code") != "wrong_code" {
			h.Errorf("a wrong code: %v", err)
		}
		if f, _ := a.Factors(h.ctx(), h.users["aliya"]); f.Any() {
			h.Error("it counts before it is confirmed")
		}
		fresh, codes, err := a.ConfirmTOTP(h.ctx(), first, h.oneTime(seed, 0))
		h.must(err)
		whole, err := a.Session(h.ctx(), fresh)
		if err != nil || !whole.Whole() || len(codes) != 10 || h.alive(first) || h.alive(other) {
			h.Errorf("after enrolment: %+v, %v, %d codes, old %v, other %v", whole, err, len(codes), h.alive(first), h.alive(other))
		}
		if _, err := a.RemoveTOTP(h.ctx(), fresh); problem(err, "factor") != "last_factor" {
			h.Errorf("removing the last one: %v", err)
		}
		if _, err := a.Pass(h.ctx(), h.waiting("aliya"), Proof{Code: h.oneTime(seed, 0)}); !errors.Is(err, ErrRefused) {
			h.Errorf("the code of the enrolment signs in: %v", err)
		}
		if _, err := h.Accounts().RemoveTOTP(h.ctx(), fresh); err != nil {
			h.Errorf("removing the last one where none is required: %v", err)
		}
		if f, _ := a.Factors(h.ctx(), h.users["aliya"]); f.Any() || f.Codes != 0 {
			h.Errorf("left: %+v", f)
		}
		h.verify()
	})
}

func TestAFactorOfAnotherAccountIsNone(t *testing.T) { // R5
	onBoth(t, func(h *house) {
		seed, _ := h.seeded()
		h.password("west", goodPassword)
		_, err := h.Accounts().GrantTOTP(h.ctx(), "cli", h.users["west"])
		h.must(err)
		if _, err := h.Accounts().Pass(h.ctx(), h.waiting("west"), Proof{Code: h.oneTime(seed, 0)}); !errors.Is(err, ErrRefused) {
			h.Errorf("aliya's code as west: %v", err)
		}
		// A seed that somebody moves or writes in the database opens nothing.
		h.must(h.writer.db.Exec("UPDATE totps SET secret = (SELECT secret FROM totps WHERE account = ?) WHERE account = ?",
			h.users["aliya"].ID, h.users["west"].ID).Error)
		if _, err := h.Accounts().Pass(h.ctx(), h.waiting("west"), Proof{Code: h.oneTime(seed, 0)}); err == nil {
			h.Error("a seed that was moved opens another account")
		}
	})
}
