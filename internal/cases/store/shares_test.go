package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// lend is a share that nothing is wrong with.
func lend(to string, writes bool) cases.Sharing {
	return cases.Sharing{Account: to, Writes: writes, Days: 7, Why: "they take the case over"}
}

// pass moves the store's clock.
func (h *house) pass(d time.Duration) {
	now := h.Store.now().Add(d)
	h.Store.now = func() time.Time { return now }
}

func TestWhoMayNotShare(t *testing.T) { // R34
	onBoth(t, func(h *house) {
		ours := h.person("aliya", "Тестова Алия", "level", "restricted")
		open := h.person("aliya", "Тестова Ашық")
		shared := h.put("chief", "organisation", "name", "A made-up body", "level", "internal")
		own := h.put("intake", "organisation", "name", "A made-up body")
		note := h.notedCase()
		for _, c := range []struct {
			what, who, number string
			ask               cases.Sharing
			err               error
			field, key        string
		}{
			{"a record of another team", "west", ours.Number, lend("west", false), cases.ErrNotFound, "", ""},
			{"no record at all", "chief", "PER-100000", lend("west", false), cases.ErrNotFound, "", ""},
			{"no number at all", "chief", "'", lend("west", false), cases.ErrNotFound, "", ""},
			{"a record of no team, by staff", "aliya", shared.Number, lend("west", false), cases.ErrForbidden, "", ""},
			{"an intake's own entry", "intake", own.Number, lend("west", false), cases.ErrForbidden, "", ""},
			{"a researcher", "reader", open.Number, lend("west", false), cases.ErrForbidden, "", ""},
			{"a privileged note, by counsel", "lawyer", note.Number, lend("west", false), cases.ErrForbidden, "", ""},
			{"a privileged note, by a coordinator", "chief", note.Number, lend("west", false), cases.ErrNotFound, "", ""},
			{"an administrator", "boss", ours.Number, lend("west", false), cases.ErrNotFound, "", ""},
			{"oneself", "aliya", ours.Number, lend("aliya", false), nil, "account", "own_access"},
			{"a coordinator, oneself", "chief", ours.Number, lend(" Chief ", false), nil, "account", "own_access"},
			{"with an administrator", "chief", ours.Number, lend("boss", false), nil, "account", "no_colleague"},
			{"with an auditor", "chief", ours.Number, lend("auditor", false), nil, "account", "no_colleague"},
			{"with nobody", "chief", ours.Number, lend("no such account", false), nil, "account", "no_colleague"},
			{"a researcher, to change", "chief", ours.Number, lend("reader", true), nil, "writes", "role_reads_only"},
			{"for ever", "chief", ours.Number, cases.Sharing{Account: "west", Days: 3650, Why: "a test"}, nil, "days", "required"},
			{"without a reason", "chief", ours.Number, cases.Sharing{Account: "west", Days: 7, Why: "  "}, nil, "why", "required"},
		} {
			err := h.desk(c.who).Share(h.ctx(), c.number, c.ask)
			if c.err != nil && !errors.Is(err, c.err) || c.err == nil && problem(err, c.field) != c.key {
				h.Errorf("%s: %v", c.what, err)
			}
		}
		h.must(h.Accounts().Disable(h.ctx(), "cli", "west"))
		if err := h.desk("chief").Share(h.ctx(), ours.Number, lend("west", false)); problem(err, "account") != "no_colleague" {
			h.Errorf("with a disabled account: %v", err)
		}
		h.verify()
	})
}

func TestASharedRecordIsSeenForItsTimeAlone(t *testing.T) { // R28 R34
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Тестова Алия", "level", "restricted", "sex", "female")
		d := h.put("aliya", "detention", "victim", p.Number, "from", "2022-01-05", "level", "restricted")
		h.wantShared("west", d.Number, false)
		h.must(h.desk("aliya").Share(h.ctx(), d.Number, lend("west", false)))
		h.wantShared("west", d.Number, true)
		if _, err := h.desk("west").Get(h.ctx(), p.Number); err != nil {
			h.Errorf("whom the shared record is about: %v", err)
		}
		c := change("detention", "stated_reason", "no reason given")
		c.Number, c.Version = d.Number, 1
		if _, err := h.desk("west").Save(h.ctx(), "", c); !errors.Is(err, cases.ErrForbidden) {
			h.Errorf("a change of what may be read alone: %v", err)
		}
		if err := h.desk("west").Share(h.ctx(), d.Number, lend("intake", false)); !errors.Is(err, cases.ErrForbidden) {
			h.Errorf("passed on: %v", err)
		}
		h.pass(7*24*time.Hour + time.Second)
		h.wantShared("west", d.Number, false)

		h.must(h.desk("chief").Share(h.ctx(), d.Number, lend("west", true)))
		h.edit("west", d, "stated_reason", "no reason given")
		shares, err := h.desk("chief").Shares(h.ctx(), d.Number)
		h.must(err)
		if len(shares) != 2 || shares[0].Account != "west" || shares[0].By != "chief" || !shares[0].Writes || shares[1].Open {
			h.Fatalf("shares %+v", shares)
		}
		if err := h.desk("chief").EndShare(h.ctx(), p.Number, shares[0].ID); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("ended under another record: %v", err)
		}
		h.must(h.desk("aliya").EndShare(h.ctx(), d.Number, shares[0].ID))
		h.wantShared("west", d.Number, false)
		if err := h.desk("aliya").EndShare(h.ctx(), d.Number, shares[0].ID); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("ended twice: %v", err)
		}
		for action, n := range map[string]int{"share.give": 2, "share.end": 1} {
			if got := h.entries(action); len(got) != n || got[0].Object != d.UID {
				h.Errorf("%d entries of %s: %+v", len(got), action, got)
			}
		}
		h.verify()
	})
}

// entries gives the entries of an action with their details.
func (h *house) entries(action string) []cases.Entry {
	h.Helper()
	all, err := readEntries(h.read, clause{sql: "ORDER BY e.seq"})
	h.must(err)
	var out []cases.Entry
	for _, e := range all {
		if e.Action == action {
			out = append(out, e)
		}
	}
	return out
}

// wantShared holds every way of reading to whether a detention is open to somebody.
func (h *house) wantShared(who, number string, open bool) {
	h.Helper()
	d, n := h.desk(who), 0
	if open {
		n = 1
	}
	_, err := d.Get(h.ctx(), number)
	list, listed := d.List(h.ctx(), cases.Query{Kind: "detention"})
	h.must(listed)
	counts, counted := d.Counts(h.ctx(), cases.CountQuery{Unit: cases.UnitActs})
	h.must(counted)
	found, suggested := d.Suggest(h.ctx(), number, nil, 5)
	h.must(suggested)
	exported := 0
	h.must(d.Each(h.ctx(), cases.Query{Kind: "detention"}, func(cases.Record) error { exported++; return nil }))
	if (err == nil) != open || list.Total != n || counts.Total != n || len(found) != n || exported != n {
		h.Errorf("%s and %s: open %v, get %v, list %d, counted %d, found %d, exported %d", who, number, open, err, list.Total, counts.Total, len(found), exported)
	}
}

func TestNobodySharesMoreThanTheySee(t *testing.T) { // R34
	onBoth(t, func(h *house) {
		hidden := h.person("chief", "Жасырын Тестов", "team", "west", "level", "restricted")
		d := h.put("chief", "detention", "victim", hidden.Number, "from", "2022-01-05", "team", "almaty", "level", "restricted")
		h.must(h.desk("aliya").Share(h.ctx(), d.Number, lend("intake", true)))
		r, err := h.desk("intake").Get(h.ctx(), d.Number)
		h.must(err)
		if links := r.Base().LinksTo("victim"); len(links) != 1 || !links[0].To.Hidden {
			h.Errorf("the victim is shown: %+v", links)
		}
		if _, err := h.desk("intake").Get(h.ctx(), hidden.Number); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("a person whom the giver does not see: %v", err)
		}
		for _, answers := range [][]string{{"level", "internal"}, {"team", ""}, {"level", "public", "team", ""}} {
			c := change("detention", answers...)
			c.Number, c.Version = d.Number, 1
			if _, err := h.desk("intake").Save(h.ctx(), "", c); problem(err, "level") != "only_shared" && problem(err, "team") == "" {
				h.Errorf("%v by whom it was shared with: %v", answers, err)
			}
		}
		h.must(h.desk("chief").Share(h.ctx(), d.Number, lend("intake", false)))
		if _, err := h.desk("intake").Get(h.ctx(), hidden.Number); err != nil {
			h.Errorf("a person whom the giver sees: %v", err)
		}
	})
}

func TestAnExportStopsGivingWhatWasTakenBack(t *testing.T) { // R28
	onBoth(t, func(h *house) {
		h.must(fill(h, 600))
		d := h.put("aliya", "organisation", "name", "A made-up body", "level", "restricted")
		h.must(h.desk("aliya").Share(h.ctx(), d.Number, lend("west", false)))
		shares, err := h.desk("aliya").Shares(h.ctx(), d.Number)
		h.must(err)
		seen := 0
		err = h.desk("west").Each(h.ctx(), cases.Query{Kind: "organisation", Sort: "name"}, func(r cases.Record) error {
			if seen++; seen == 1 {
				h.must(h.desk("aliya").EndShare(h.ctx(), d.Number, shares[0].ID))
			}
			if r.Base().Number == d.Number {
				h.Error("it was handed out after the share had ended")
			}
			return nil
		})
		h.must(err)
		if seen != 600 {
			h.Errorf("%d records", seen)
		}
		seen = 0
		err = h.desk("west").Each(h.ctx(), cases.Query{Kind: "organisation"}, func(cases.Record) error {
			if seen++; seen == 1 {
				h.must(h.Accounts().Disable(h.ctx(), "cli", "west"))
			}
			return nil
		})
		if !errors.Is(err, cases.ErrForbidden) || seen >= 600 {
			h.Errorf("a disabled account was handed %d: %v", seen, err)
		}
	})
}

func TestWhatIsReadAnewLeavesForTheSamePurpose(t *testing.T) { // R28
	onBoth(t, func(h *house) {
		before := h.desk("west").Stating(cases.Purpose{Code: "press"}).consenting("publish_named")
		after, err := before.renewed(h.read)
		h.must(err)
		if after.consent != before.consent || after.purpose != before.purpose {
			h.Errorf("%+v became %+v", before, after)
		}
	})
}

// fill puts many open records into the store, which sort before "A made-up body".
func fill(h *house, n int) error {
	_, err := h.desk("chief").Together(h.ctx(), "", func(a *Acts) error {
		for i := range n {
			if _, err := a.Save(change("organisation", "name", fmt.Sprintf("A made-up %04d", i), "level", "public")); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func TestAPurposeIsKeptWithTheSessionAndInTheLog(t *testing.T) { // R32
	onBoth(t, func(h *house) {
		token, err := h.Accounts().Invite(h.ctx(), "cli", h.users["aliya"].ID, InviteSignIn, time.Hour)
		h.must(err)
		secret, _, err := h.Accounts().Accept(h.ctx(), token, "")
		h.must(err)
		for _, p := range []cases.Purpose{{}, {Code: "curiosity"}, {Code: "other"}, {Code: "other", Why: " \n"}} {
			if err := h.Accounts().StatePurpose(h.ctx(), secret, p); problem(err, "purpose")+problem(err, "why") == "" {
				h.Errorf("%+v: %v", p, err)
			}
		}
		if err := h.Accounts().StatePurpose(h.ctx(), "none", cases.Purpose{Code: "casework"}); !errors.Is(err, ErrRefused) {
			h.Errorf("without a session: %v", err)
		}
		h.must(h.Accounts().StatePurpose(h.ctx(), secret, cases.Purpose{Code: "other", Why: "for a lecture"}))
		s, err := h.Accounts().Session(h.ctx(), secret)
		h.must(err)
		if s.Purpose != "other" || s.PurposeWhy != "for a lecture" {
			h.Errorf("kept %+v", s)
		}
		p := h.person("aliya", "Тестова Алия", "level", "restricted")
		desk := h.desk("aliya").Stating(cases.Purpose{Code: "other", Why: "for a lecture"})
		h.must(desk.NotedNow(h.ctx(), "open", p.Number))
		lower := change("person", "level", "internal")
		lower.Number, lower.Version = p.Number, 1
		_, err = desk.Save(h.ctx(), "", lower)
		h.must(err)
		for _, action := range []string{"open", "record.change", "purpose.state"} {
			if got := h.entries(action); len(got) != 1 || got[0].Purpose != "other" {
				h.Errorf("%s: %+v", action, got)
			}
		}
		for range 8 { // half an hour without use ends a session
			h.pass(29 * time.Minute)
			_, err = h.Accounts().Session(h.ctx(), secret)
			h.must(err)
		}
		h.pass(9 * time.Minute)
		if s, err = h.Accounts().Session(h.ctx(), secret); err != nil || s.Purpose != "" {
			h.Errorf("four hours later: %+v, %v", s, err)
		}
		h.verify()
	})
}
