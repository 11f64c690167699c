package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
)

func TestHistoryShowsNothingHidden(t *testing.T) { // R26 R31
	onBoth(t, func(h *house) {
		seen := h.person("aliya", "Ойдан Адам")
		hidden := h.put("chief", "person", "names.0.value", "Жасырын Адам", "level", "restricted")
		place := h.put("chief", "place", "name.en", "Hidden station", "type", h.term("place_type", "place"), "level", "restricted")
		d := h.put("chief", "detention", "victim", seen.Number, "from", "2022-01-05", "place", place.Number, "alleged_perpetrator", hidden.Number)
		d = h.edit("chief", d, "victim", seen.Number, "victim", hidden.Number)
		h.edit("chief", d, "place", "", "alleged_perpetrator", "")
		for _, who := range []string{"aliya", "reader"} {
			list, err := h.desk(who).History(h.ctx(), d.Number)
			h.must(err)
			text := fmt.Sprint(list)
			for _, secret := range []string{hidden.Number, place.Number, "Жасырын", "Hidden"} {
				if strings.Contains(text, secret) {
					h.Errorf("%s reads %s in %s", who, secret, text)
				}
			}
		}
		list, err := h.desk("chief").History(h.ctx(), d.Number)
		h.must(err)
		if text := fmt.Sprint(list); !strings.Contains(text, hidden.Number) || !strings.Contains(text, place.Number) || len(list) != 3 {
			h.Errorf("the chief reads %s", text)
		}
	})
}

func TestASaveThatChangesNothingIsNoVersion(t *testing.T) { // R31 R62
	onBoth(t, func(h *house) {
		seen := h.person("aliya", "Ойдан Адам")
		hidden := h.put("chief", "person", "names.0.value", "Жасырын Адам", "level", "restricted")
		d := h.put("chief", "detention", "victim", hidden.Number, "victim", seen.Number, "from", "2022-01-05")
		form := func() cases.Input {
			r, err := h.desk("aliya").Get(h.ctx(), d.Number)
			h.must(err)
			return cases.Typed(r)
		}
		save := func(in cases.Input) cases.Saved {
			s, err := h.desk("aliya").Save(h.ctx(), "", cases.Change{Kind: cases.KindByCode("detention"), Number: d.Number, Version: h.full(d.Number).Base().Version, Sent: in})
			h.must(err)
			return s
		}
		before, err := h.Keeper().Head(h.ctx())
		h.must(err)
		if s := save(form()); s.Version != 1 || s.Head != before {
			h.Errorf("the form sent back as it was gives version %d, head %v", s.Version, s.Head)
		}
		in := form()
		in["stated_reason"] = []string{"none given"}
		save(in)
		list, err := h.desk("chief").History(h.ctx(), d.Number)
		h.must(err)
		if len(list) != 2 || len(list[0].Changes) != 1 || list[0].Changes[0].Field != "stated_reason" {
			h.Errorf("the newest change is %+v", list[0].Changes)
		}
		if got := h.full(d.Number).Base().LinksTo("victim"); len(got) != 2 || got[0].To.Number != hidden.Number {
			h.Errorf("the victims are now %+v", got)
		}
		h.verify()
	})
}

// everyCell hands every value of every table to a function, as text.
func (h *house) everyCell(look func(table, value string)) {
	h.Helper()
	names := "SELECT name FROM sqlite_master WHERE type = 'table'"
	if h.engine.name() == "postgres" {
		names = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
	}
	var tables []string
	h.must(query(h.read, clause{sql: names}, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		tables = append(tables, name)
		return err
	}))
	for _, table := range tables {
		h.must(query(h.read, clause{sql: `SELECT * FROM "` + table + `"`}, func(rows *sql.Rows) error {
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			values, to := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				to[i] = &values[i]
			}
			err = rows.Scan(to...)
			for _, v := range values {
				if b, ok := v.([]byte); ok {
					v = string(b)
				}
				look(table, fmt.Sprint(v))
			}
			return err
		}))
	}
}

func TestOnlyHashesOfSecretsAreKept(t *testing.T) { // R15
	onBoth(t, func(h *house) {
		const password = "eleven curious storks"
		a, ctx := h.Accounts(), h.ctx()
		id := h.users["aliya"].ID
		h.must(a.SetPassword(ctx, "cli", id, password))
		session, _, err := a.SignIn(ctx, "aliya", password)
		h.must(err)
		if _, _, err := a.SignIn(ctx, "aliya", password+" not"); !errors.Is(err, ErrRefused) {
			h.Errorf("a wrong password: %v", err)
		}
		if _, _, err := a.SignIn(ctx, password, password); !errors.Is(err, ErrRefused) {
			h.Errorf("a password typed as name: %v", err)
		}
		invitation, err := a.Invite(ctx, "cli", id, InviteSignIn, time.Hour)
		h.must(err)
		token, err := a.AddToken(ctx, "cli", id, "a program", []string{"read"})
		h.must(err)
		cells := 0
		h.everyCell(func(table, value string) {
			cells++
			for name, secret := range map[string]string{"password": password, "session": session, "invitation": invitation, "token": token} {
				if strings.Contains(value, secret) {
					h.Errorf("%s holds the %s", table, name)
				}
			}
		})
		if cells < 1000 {
			h.Errorf("only %d values were looked at", cells)
		}
	})
}

func TestZeroBytesAreRefusedAsAnythingUnknown(t *testing.T) { // R46
	onBoth(t, func(h *house) {
		d := h.desk("aliya")
		if _, err := d.Get(h.ctx(), "DET-\x00"); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("get: %v", err)
		}
		for _, code := range []string{"event", "victim", "place", "month", "type", "articles", "from", "record_drawn"} {
			for _, value := range []string{"a\x00b", "\xff"} {
				_, err := d.List(h.ctx(), cases.Query{Kind: "detention", Filters: cases.Filters{code: {value}}})
				if problem(err, code) == "" {
					h.Errorf("the filter %s=%q: %v", code, value, err)
				}
			}
		}
		if list, err := d.List(h.ctx(), cases.Query{Text: "\x00\xff"}); err != nil || list.Total != 0 {
			h.Errorf("search: %v", err)
		}
		if _, err := d.Suggest(h.ctx(), "a\x00b\xff", nil, 5); err != nil {
			h.Errorf("suggest: %v", err)
		}
		if heads, err := d.Resolve(h.ctx(), []string{"DET-\x00", "\xff"}); err != nil || len(heads) != 0 {
			h.Errorf("resolve: %v", err)
		}
		for _, name := range []string{"ali\x00ya", "\xff"} {
			if _, _, err := h.Accounts().SignIn(h.ctx(), name, "eleven curious storks"); !errors.Is(err, ErrRefused) {
				h.Errorf("sign-in as %q: %v", name, err)
			}
		}
		for _, c := range []cases.Change{change("detention", "victim", "a\x00b", "from", "2022-01-05"), change("detention", "victim", "\xff", "from", "2022-01-05"),
			change("person", "names.0.value", "A", "occupation", "\x00")} {
			var problems cases.Problems
			if _, err := d.Save(h.ctx(), "", c); !errors.As(err, &problems) {
				h.Errorf("save %v: %v", c.Sent, err)
			}
		}
		change := change("person", "names.0.value", "A")
		change.Reason = "because\x00\xff"
		for _, token := range []string{"a\x00b", "\xff"} {
			if _, err := d.Save(h.ctx(), token, change); problem(err, "token") != "not_utf8" {
				h.Errorf("the token %q: %v", token, err)
			}
		}
		if _, err := d.Save(h.ctx(), "a token", change); err != nil {
			h.Errorf("a reason with a zero byte: %v", err)
		}
		h.verify()
	})
}
