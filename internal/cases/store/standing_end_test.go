package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

func TestOnlyEnablingOpensADisabledAccount(t *testing.T) { // R13
	onBoth(t, func(h *house) {
		h.come("boss")
		h.password("aliya", goodPassword)
		session := h.come("aliya")
		token, err := h.Accounts().AddToken(h.ctx(), "cli", h.users["aliya"].ID, "program", []string{"read"})
		h.must(err)
		link, err := h.Accounts().Invite(h.ctx(), "cli", h.users["aliya"].ID, InvitePassword, time.Hour)
		h.must(err)
		h.enters("disabling", func() { h.must(h.Accounts().Disable(h.ctx(), h.code("boss"), "aliya")) }, "account.disable")
		h.enters("disabling again", func() { h.must(h.Accounts().Disable(h.ctx(), h.code("boss"), "aliya")) })
		shut := func() {
			h.Helper()
			_, _, byToken := h.Accounts().Token(h.ctx(), token)
			_, byLink := h.Accounts().Invited(h.ctx(), link)
			if h.alive(session) || !errors.Is(byToken, ErrRefused) || !errors.Is(byLink, cases.ErrNotFound) {
				h.Errorf("session %v, token %v, link %v", h.alive(session), byToken, byLink)
			}
		}
		shut()
		if _, err := h.Accounts().Reset(h.ctx(), h.code("boss"), h.code("aliya")); problem(err, "") != "account_disabled" {
			h.Errorf("a reset: %v", err)
		}
		if _, _, err := h.Accounts().SignIn(h.ctx(), "aliya", goodPassword); !errors.Is(err, ErrRefused) {
			h.Errorf("the password: %v", err)
		}
		h.enters("enabling", func() { h.must(h.Accounts().Enable(h.ctx(), h.code("boss"), h.code("aliya"))) }, "account.enable")
		shut()
		h.signIn("aliya", goodPassword)
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	onBoth(t, func(h *house) {
		h.password("boss", goodPassword)
		h.account("second", cases.Admin)
		if err := h.Accounts().Disable(h.ctx(), "cli", "boss"); problem(err, "role") != "last_admin" {
			h.Errorf("disabling: %v", err)
		}
		if _, err := h.Accounts().SetStanding(h.ctx(), "cli", h.code("boss"), cases.Standing{Role: cases.Staff}); problem(err, "role") != "last_admin" {
			h.Errorf("another role: %v", err)
		}
		h.password("second", goodPassword+" 2")
		errs := make([]error, 2)
		atOnce(2, func(i int) {
			errs[i] = h.Accounts().Disable(h.ctx(), h.code([]string{"boss", "second"}[i]), []string{"second", "boss"}[i])
		})
		if (errs[0] == nil) == (errs[1] == nil) {
			h.Errorf("two who shut each other out at once: %v", errs)
		}
		if got := h.notices("chief"); !slices.Equal(got, []string{"administrator_out"}) {
			h.Errorf("the coordinator was told %v", got)
		}
		h.verify()
	})
}

func TestAResetTakesEverythingAndChoosesNothing(t *testing.T) { // R9
	onBoth(t, func(h *house) {
		h.come("boss")
		h.password("aliya", goodPassword)
		session := h.come("aliya")
		h.must(h.writer.do(func(tx *gorm.DB) error {
			id := h.users["aliya"].ID
			if err := tx.Exec("INSERT INTO passkeys (account, credential, body, name, created) VALUES (?,?,?,'key',1)", id, []byte("c"), []byte("b")).Error; err != nil {
				return err
			}
			if err := tx.Exec("INSERT INTO totps (account, secret, confirmed, created) VALUES (?,?,1,1)", id, []byte("s")).Error; err != nil {
				return err
			}
			return tx.Exec("INSERT INTO recovery_codes (account, hash) VALUES (?,'h')", id).Error
		}))
		if x := h.line("aliya"); !x.Factor || x.State != cases.Active || x.Sessions != 1 {
			h.Errorf("before: %+v", x)
		}
		var link string
		h.enters("a reset", func() {
			var err error
			link, err = h.Accounts().Reset(h.ctx(), h.code("boss"), h.code("aliya"))
			h.must(err)
		}, "account.reset")
		if x := h.line("aliya"); x.Factor || x.State != cases.Invited || x.Sessions != 0 || h.alive(session) {
			h.Errorf("after: %+v", x)
		}
		var codes int
		h.must(h.read.Raw("SELECT COUNT(*) FROM recovery_codes").Row().Scan(&codes))
		if codes != 0 {
			h.Error("recovery codes outlive a reset")
		}
		if _, _, err := h.Accounts().SignIn(h.ctx(), "aliya", goodPassword); !errors.Is(err, ErrRefused) {
			h.Errorf("the old password: %v", err)
		}
		_, _, err := h.Accounts().Accept(h.ctx(), link, goodPassword+" anew")
		h.must(err)
		if got := h.notices("chief"); !slices.Contains(got, "account_reset") {
			h.Errorf("the coordinator was told %v", got)
		}
	})
}

func TestTokensAreWithdrawnTogether(t *testing.T) {
	onBoth(t, func(h *house) {
		var tokens []string
		for _, name := range []string{"one", "two"} {
			token, err := h.Accounts().AddToken(h.ctx(), "cli", h.users["aliya"].ID, name, []string{"read"})
			h.must(err)
			tokens = append(tokens, token)
		}
		h.enters("withdrawing", func() { h.must(h.Accounts().RevokeTokens(h.ctx(), h.code("boss"), h.code("aliya"))) }, "token.revoke_all")
		for _, token := range tokens {
			if _, _, err := h.Accounts().Token(h.ctx(), token); !errors.Is(err, ErrRefused) {
				h.Errorf("a token works on: %v", err)
			}
		}
	})
}

func TestTeamsWantACodeAndThreeNames(t *testing.T) {
	onBoth(t, func(h *house) {
		for _, c := range []struct{ code, en, ru, kk, field string }{
			{"", "a", "b", "c", "code"}, {"Big", "a", "b", "c", "code"}, {"a b", "a", "b", "c", "code"}, {strings.Repeat("a", 41), "a", "b", "c", "code"},
			{"ok", " ", "b", "c", "en"}, {"ok", "a", "", "c", "ru"}, {"ok", "a", "b", "c\n", "kk"}, {"ok", "a", "b", "\xff", "kk"},
		} {
			if err := h.Keeper().AddTeam(h.ctx(), "cli", c.code, c.en, c.ru, c.kk); problem(err, c.field) == "" {
				h.Errorf("%+v: %v", c, err)
			}
		}
		h.enters("renaming", func() { h.must(h.Keeper().AddTeam(h.ctx(), "cli", "west", "West", "Запад", "Батыс")) }, "team.set")
	})
}
