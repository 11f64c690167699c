package views

import (
	"bytes"
	"compress/gzip"
	"net/url"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/i18n"
)

// everywhere runs a test for every kind in every language.
func everywhere(t *testing.T, do func(t *testing.T, p Page, k *cases.Kind)) {
	for _, l := range i18n.Languages() {
		for _, k := range cases.Kinds() {
			t.Run(l.Code+" "+k.Code, func(t *testing.T) { do(t, page(t, l.Code), k) })
		}
	}
}

func TestEveryFieldIsAskedOnTheFormOfItsKind(t *testing.T) {
	everywhere(t, func(t *testing.T, p Page, k *cases.Kind) {
		r := cases.Blank(k)
		form := FormPage{Kind: k, Record: r, Token: "t1", Input: cases.Typed(r),
			Suggested: map[string][]cases.Head{"person": {{Kind: "person", Number: "PER-605128", Title: cases.Title{Full: "Asan"}}}}}
		d := draw(t, Form(p, form))
		for _, f := range form.fields(p) {
			if d.ids[f.Code] == 0 {
				t.Errorf("%s is not asked", f.Code)
			}
			if !d.says(p.label(k.Code, f.Code)) {
				t.Errorf("the label of %s is missing", f.Code)
			}
		}
	})
}

func TestAFilledFormSaysAgainWhatItWasFilledWith(t *testing.T) {
	everywhere(t, func(t *testing.T, p Page, k *cases.Kind) {
		r := sample(t, k, p.Book)
		before := cases.Typed(r)
		d := draw(t, Form(p, FormPage{Kind: k, Record: r, Number: numberOf(k.Code), Version: 3, Token: "t1", Input: before}))
		after := k.New()
		sent := cases.Input(d.submitted())
		for _, f := range cases.Fields(after) {
			if f.IsComputed {
				continue
			}
			if !f.Sent(sent) {
				t.Errorf("%s is not sent", f.Code)
			}
			f.Restore(sent)
			was, _ := cases.FieldOf(r, f.Code)
			if !same(f, was) {
				x, _ := cases.FieldJSON(was)
				y, _ := cases.FieldJSON(f)
				t.Errorf("%s was %s, is %s when sent again", f.Code, x, y)
			}
		}
	})
}

func TestEveryFieldStandsOnThePageOfItsKind(t *testing.T) {
	everywhere(t, func(t *testing.T, p Page, k *cases.Kind) {
		for _, r := range []cases.Record{sample(t, k, p.Book), cases.Blank(k)} {
			r.Base().Number = numberOf(k.Code)
			d := draw(t, Record(p, RecordPage{Kind: k, Record: r, Incoming: incomingSample()}))
			for _, f := range cases.Fields(r) {
				if !f.IsDecided && !d.says(p.label(k.Code, f.Code)) {
					t.Errorf("%s is not shown", f.Code)
				}
			}
			if len(r.Base().Citations) > 0 && !d.says(p.t("cite.disagree")) {
				t.Error("sources that disagree are not marked")
			}
		}
	})
}

func incomingSample() []cases.Incoming {
	return []cases.Incoming{
		{Role: "victim", From: cases.Head{Kind: "detention", Number: "DET-100001"}},
		{Role: "victim", From: cases.Head{Kind: "death", Number: "DTH-100001"}},
		{Role: "new_role", From: cases.Head{Kind: "source", Number: "SRC-100001"}},
	}
}

func TestAReaderWithoutSecretsSeesThatSomethingIsHidden(t *testing.T) {
	everywhere(t, func(t *testing.T, p Page, k *cases.Kind) {
		user := cases.User{ID: 2, Role: cases.Researcher}
		p.User, p.Scope = user, cases.ScopeOf(user)
		r := sample(t, k, p.Book)
		p.Scope.Redact(r)
		d := draw(t, Record(p, RecordPage{Kind: k, Record: r}))
		if len(r.Base().Hidden) > 0 && !d.says(p.t("answer.hidden")) {
			t.Error("nothing says hidden")
		}
		form := FormPage{Kind: k, Record: r, Input: cases.Typed(r)}
		for _, f := range form.fields(p) {
			if f.IsSecret {
				t.Errorf("%s is asked", f.Code)
			}
		}
	})
}

func TestAFormSentBackKeepsWhatWasTypedAndNamesEveryProblem(t *testing.T) {
	everywhere(t, func(t *testing.T, p Page, k *cases.Kind) {
		in := cases.Typed(sample(t, k, p.Book))
		var bad cases.Problems
		for _, f := range cases.Fields(k.New()) {
			if !f.IsComputed {
				bad = append(bad, cases.Wrong(f.Code, "required")...)
			}
		}
		bad = append(bad, cases.Problem{Field: "status", Key: "no_name", Warning: true})
		d := draw(t, Form(p, FormPage{Kind: k, Record: cases.Blank(k), Input: in, Problems: bad, KeepReason: "as told"}))
		for _, one := range bad {
			if d.ids[one.Field+"-error"] != 1 {
				t.Errorf("nothing stands beside %s", one.Field)
			}
		}
		if len(d.find("input", "name", "keep_reason")) != 1 || len(d.find("div", "role", "alert")) != 1 {
			t.Error("the summary or the box for the reason is missing")
		}
	})
}

func TestAListOfFiftyIsSmall(t *testing.T) {
	everywhere(t, func(t *testing.T, p Page, k *cases.Kind) {
		list := &cases.List{Total: 1284, People: 1102, Next: "cursor"}
		for range 50 {
			list.Records = append(list.Records, sample(t, k, p.Book))
		}
		address := url.Values{"region": {"KZ-75", "KZ-71"}, "sort": {"-from"}, "nonsense": {"x"}, "outcome": {"-"}}
		v := ListPage{Kind: k, Query: cases.Query{Sort: "-from"}, List: list, Address: address, First: 1}
		d := draw(t, List(p, v))
		if d.nodes > 1500 {
			t.Errorf("the page has %d elements", d.nodes)
		}
		if n := len(d.find("tr", "data-number", numberOf(k.Code))); n != 50 {
			t.Errorf("%d rows are marked with their number", n)
		}
		if len(d.find("p", "data-total", "1284")) != 1 {
			t.Error("the total is not marked")
		}
		v.Kind = nil
		draw(t, List(p, v))
	})
}

func TestEveryPageWithItsFilesIsUnderThirtyKilobytes(t *testing.T) {
	everywhere(t, func(t *testing.T, p Page, k *cases.Kind) {
		r := sample(t, k, p.Book)
		files, err := Assets()
		if err != nil {
			t.Fatal(err)
		}
		fixed := 0
		for _, f := range files {
			fixed += packed(t, f.Bytes)
		}
		form := draw(t, Form(p, FormPage{Kind: k, Record: r, Number: numberOf(k.Code), Input: cases.Typed(r)}))
		if n := packed(t, form.bytes) + fixed; n > 30_000 {
			t.Errorf("the form takes %d bytes", n)
		}
	})
}

func packed(t *testing.T, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

func TestTheQuickEntryIsSixKilobytes(t *testing.T) {
	for _, l := range i18n.Languages() {
		p := page(t, l.Code)
		v := QuickPage{Token: "t", Input: cases.Input{"when": {"today"}, "where": {"PLC-100001"}, "unnamed": {"x"}},
			Places:   []cases.Head{{Kind: "place", Number: "PLC-100001", Title: cases.Title{Full: "A square"}}},
			Problems: append(cases.Wrong("unnamed", "not_a_number", "value", "x"), cases.Wrong("what", "required")...)}
		d := draw(t, Quick(p, v))
		if n := packed(t, d.bytes); n > 6_000 {
			t.Errorf("%s: the page takes %d bytes", l.Code, n)
		}
		for _, name := range []string{"who", "when", "where", "what", "how", "when.day", "unnamed", "where_text", "phone"} {
			if len(d.find("input", "name", name)) == 0 {
				t.Errorf("%s is not asked", name)
			}
		}
	}
}

func TestTheOtherPagesHoldToTheRules(t *testing.T) {
	for _, l := range i18n.Languages() {
		p := page(t, l.Code)
		out := p
		out.SignedIn, out.Book, out.Scope = false, nil, cases.Scope{}
		d := draw(t, SignIn(out, SignInForm{Name: "a", Refused: true, NoUsers: true}))
		if d.says(p.t("page.product")) && !strings.Contains(p.t("page.product"), "⟦") {
			t.Error("the sign-in names the product")
		}
		bad := append(cases.Wrong("password", "password_short", "min", "12"), cases.Wrong("again", "not_the_same")...)
		draw(t, SignIn(out, SignInForm{Minutes: 5}))
		draw(t, Invitation(out, InvitationPage{Token: "x", Name: "Asan", Kind: "password", Problems: bad}))
		draw(t, Invitation(out, InvitationPage{Token: "x", Name: "Asan", Kind: "signin"}))
		draw(t, Leave(out))
		draw(t, Account(p, AccountPage{HasPassword: true, Problems: bad}))
		for _, status := range []int{400, 403, 404, 405, 409, 413, 418, 422, 429, 500, 503, 507} {
			draw(t, Error(p, ErrorPage{Status: status, RequestID: "r-1", Minutes: 3}))
			draw(t, Error(out, ErrorPage{Status: status}))
		}
		done := cases.LogEntry{Seq: 7, At: time.Unix(1650000000, 0), Actor: "acc-7", Name: "Asan", Role: cases.Staff,
			Action: "record.change", Number: "DET-605128", Kind: "detention", Version: 2}
		nobody := cases.LogEntry{Seq: 8, Action: "unheard.of", Refused: true, Erased: true}
		log := &cases.Log{Entries: []cases.LogEntry{done, nobody, {Seq: 9, Actor: "cli", Object: "Asan"}}, More: true}
		address := url.Values{"area": {cases.AreaWrite}, "from": {"never"}}
		for _, chain := range []cases.Verification{{}, {Running: true}, {At: done.At, Size: 7, Root: "aa"}, {At: done.At, Place: "entry", Where: "7", Why: "gone"},
			{At: done.At, Place: "record", Where: "DET-605128"}, {At: done.At, Place: "failed"}} {
			draw(t, Audit(p, AuditPage{Address: address, Log: log, Actors: []cases.Actor{{Code: "acc-7", Name: "Asan", Role: cases.Staff}}, Chain: chain}))
		}
		draw(t, Audit(p, AuditPage{Address: address, Problems: cases.Wrong("from", "not_a_moment", "value", "never")}))
		draw(t, Audit(p, AuditPage{Log: &cases.Log{}}))
	}
}

func TestHistoryShowsOldAndNewAnswersOfEveryField(t *testing.T) {
	everywhere(t, func(t *testing.T, p Page, k *cases.Kind) {
		changes, err := cases.Diff(k.New(), sample(t, k, p.Book))
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, cases.FieldChange{Field: "gone", Old: `{"gone":"x"}`})
		r := cases.Blank(k)
		r.Base().Number = numberOf(k.Code)
		heads := map[string]cases.Head{"PER-605128": {Kind: "person", Number: "PER-605128", Title: cases.Title{Full: "Asan"}}}
		d := draw(t, History(p, HistoryPage{Kind: k, Record: r, Heads: heads, Entries: []cases.Entry{
			{Seq: 7, At: time.Unix(1650000000, 0), Action: "record.create", Version: 1, Reason: "a call", Changes: changes},
			{Seq: 8, Action: "record.change", Erased: true},
		}}))
		if !d.says(`{"gone":"x"}`) {
			t.Error("an answer to a question that is no longer asked is lost")
		}
	})
}

func TestAStalePageSendsAllThatWasTyped(t *testing.T) {
	everywhere(t, func(t *testing.T, p Page, k *cases.Kind) {
		theirs := cases.Blank(k)
		theirs.Base().Number = numberOf(k.Code)
		mine := cases.Typed(sample(t, k, p.Book))
		v := StalePage{Kind: k, Number: numberOf(k.Code), Token: "t", Mine: mine, Theirs: theirs}
		d := draw(t, Stale(p, v))
		if len(v.differences(p)) == 0 {
			t.Fatal("nothing differs")
		}
		for key := range mine {
			if len(d.find("input", "name", key)) == 0 {
				t.Errorf("%s is not sent again", key)
			}
		}
	})
}
