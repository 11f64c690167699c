package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// known is somebody whose name, and nothing else, must vanish: with an act of their own, one that they share with
// somebody who stays, a case with a step and a note, and a relative who names them.
type known struct {
	person, other, alone, shared, file, step, note, relative cases.Saved
}

const (
	goneName  = "Жасырын Көрінбес"
	goneWords = "korinbeituginsoz"
)

func (h *house) known() known {
	h.Helper()
	return h.knownAs(goneName, goneWords)
}

func (h *house) knownAs(name, words string) known {
	h.Helper()
	var k known
	k.person = h.person("aliya", name, "sex", "female", "remarks", words, "consent.0.purpose", "internal",
		"consent.0.state", "written", "consent.0.taken_by", "Ертегі Жазушы", "level", "public")
	k.other = h.person("aliya", "Вымысел Сауле", "sex", "male", "level", "public")
	k.alone = h.put("aliya", "detention", "victim", k.person.Number, "from", "2022-01-05", "region", "KZ-75", "account", words, "level", "public")
	k.shared = h.put("aliya", "detention", "victim", k.person.Number, "victim", k.other.Number, "from", "2022-01-06", "region", "KZ-75", "level", "public")
	k.file = h.put("lawyer", "case", "accused", k.person.Number, "type", "criminal", "from", "2022-02", "level", "public")
	k.step = h.put("lawyer", "step", "case", k.file.Number, "from", "2022-03-01", "type", "hearing", "judge", "nobody", "due", "2022-04-01", "level", "public")
	k.note = h.put("lawyer", "note", "case", k.file.Number, "subject", words, "text", words)
	k.relative = h.person("aliya", "Вымысел Ержан", "relative.0.to", k.person.Number, "relative.0.note", "brother of "+words, "level", "public")
	return k
}

// own are the records that vanish with the person.
func (k known) own() []cases.Saved { return []cases.Saved{k.person, k.alone, k.file, k.step, k.note} }

// withdraw records that a person took back the consent to be kept.
func (h *house) withdraw(who string, s cases.Saved) cases.Saved {
	h.Helper()
	r, err := h.desk(who).Get(h.ctx(), s.Number)
	h.must(err)
	p := r.(*cases.Person)
	saved, err := h.desk(who).Save(h.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: p.Number, Version: p.Version,
		Sent: p.WithConsent(cases.Consent{Purpose: cases.ConsentInternal, State: cases.ConsentWithdrawn}), Reason: "asked for it"})
	h.must(err)
	if !saved.Withdrawn {
		h.Fatalf("withdrawing gave %+v", saved)
	}
	return saved
}

// answers is everything that a user's desk says about the store, in words that do not depend on ids, numbers and times.
func (h *house) answers(who string) string {
	h.Helper()
	var b strings.Builder
	d := h.desk(who)
	say := func(what string, v any, err error) { fmt.Fprintf(&b, "%s: %v %v\n", what, v, err) }
	title := func(h cases.Head) string { return h.Kind + " " + h.Title.Full + "/" + h.Title.Open }
	for _, kind := range append([]string{""}, kindCodes()...) {
		list, err := d.List(h.ctx(), cases.Query{Kind: kind})
		h.must(err)
		say("list "+kind, fmt.Sprint(list.Total, list.People), nil)
		for _, r := range list.Records {
			say(" row", title(*r.Base()), nil)
			incoming, err := d.Incoming(h.ctx(), r.Base().Number)
			for _, one := range incoming {
				say("  from", one.Role+" "+title(one.From), err)
			}
		}
		heads, err := d.Suggest(h.ctx(), "", []string{kind}[:min(1, len(kind))], 50)
		for _, one := range heads {
			say(" suggested", title(one), err)
		}
	}
	for _, unit := range cases.Units() {
		for _, by := range cases.Dimensions() {
			counts, err := d.Counts(h.ctx(), cases.CountQuery{Unit: unit, By: []string{by}})
			h.must(err)
			say("count "+unit+" by "+by, fmt.Sprint(counts.Cells, counts.Total, counts.Undated, counts.Unknown), nil)
		}
	}
	for _, text := range []string{goneName, "Жасырын", "Көрінбес", "nobody"} {
		heads, err := d.Suggest(h.ctx(), text, nil, 50)
		say("search", len(heads), err)
	}
	days, err := d.Days(h.ctx(), cases.CountQuery{Unit: cases.UnitRecords})
	say("days", days, err)
	due, err := d.Due(h.ctx(), false, 50)
	say("due", len(due), err)
	return b.String()
}

func kindCodes() []string {
	var out []string
	for _, k := range cases.Kinds() {
		out = append(out, k.Code)
	}
	return out
}

// R99, R26: what is withdrawn leaves every answer as if it had never been entered; shared with somebody who stays, an act
// is as if it had happened to them alone.
func TestWhatIsWithdrawnIsAsIfItHadNeverBeen(t *testing.T) {
	onBoth(t, func(h *house) {
		without := open(h.T, another(h.T, Options{}, h.options.URL != ""))
		other := without.person("aliya", "Вымысел Сауле", "sex", "male", "level", "public")
		without.put("aliya", "detention", "victim", other.Number, "from", "2022-01-06", "region", "KZ-75", "level", "public")
		without.person("aliya", "Вымысел Ержан", "level", "public")
		k := h.known()
		for _, who := range []string{"aliya", "lawyer", "chief", "reader"} {
			if h.answers(who) == without.answers(who) {
				h.Errorf("to %s the person makes no difference while there", who)
			}
		}
		h.withdraw("aliya", k.person)
		for _, who := range []string{"aliya", "west", "lawyer", "chief", "reader", "intake"} {
			if got, want := h.answers(who), without.answers(who); got != want {
				h.Errorf("%s tells the difference:\n%s", who, firstDifference(got, want))
			}
			for _, one := range k.own() {
				h.gone(who, one.Number)
			}
		}
		h.verify()
	})
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "got  " + a[i] + "\nwant " + b[i]
		}
	}
	return "one is longer"
}

// gone holds that a record answers a user as one that is not there.
func (h *house) gone(who, number string) {
	h.Helper()
	d := h.desk(who)
	_, err := d.Get(h.ctx(), number)
	_, history := d.History(h.ctx(), number)
	_, incoming := d.Incoming(h.ctx(), number)
	_, save := d.Save(h.ctx(), "", cases.Change{Kind: cases.KindByNumber(number), Number: number, Version: 1})
	for what, err := range map[string]error{"get": err, "history": history, "incoming": incoming, "save": save} {
		if !errors.Is(err, cases.ErrNotFound) && !(what == "save" && errors.Is(err, cases.ErrForbidden)) {
			h.Errorf("%s of %s as %s gave %v", what, number, who, err)
		}
	}
	found, err := d.Resolve(h.ctx(), []string{number})
	if err != nil || len(found) > 0 {
		h.Errorf("resolving %s as %s gave %v, %v", number, who, found, err)
	}
}

// R99: nothing keeps the name, or a key made of it, outside the rows of the withdrawn records themselves.
func TestNoTitleKeepsAWithdrawnName(t *testing.T) {
	onBoth(t, func(h *house) {
		k := h.known()
		h.withdraw("aliya", k.person)
		var n int
		h.must(h.read.Raw("SELECT COUNT(*) FROM records WHERE id <> ? AND (title LIKE ? OR title_sort <> '' AND withdrawn <> 0 AND kind <> 'note')",
			k.person.ID, "%Жасырын%").Row().Scan(&n))
		if n != 0 {
			h.Errorf("%d records keep the name", n)
		}
		r, err := h.desk("aliya").Get(h.ctx(), k.shared.Number)
		h.must(err)
		if r.Base().Title.Full != "Вымысел Сауле" {
			h.Errorf("the shared act is called %q", r.Base().Title.Full)
		}
		entries, err := h.desk("aliya").History(h.ctx(), k.shared.Number)
		h.must(err)
		if text := fmt.Sprint(entries); strings.Contains(text, k.person.Number) {
			h.Errorf("the history of the shared act names the person: %s", text)
		}
	})
}

func TestAWithdrawnPersonStaysInWhatOthersSave(t *testing.T) {
	onBoth(t, func(h *house) {
		k := h.known()
		h.withdraw("aliya", k.person)
		h.edit("aliya", k.shared, "conditions", "crowded")
		links := 0
		h.must(h.read.Raw("SELECT COUNT(*) FROM links WHERE record = ? AND target = ?", k.shared.ID, k.person.ID).Row().Scan(&links))
		if links != 1 {
			h.Error("a save by somebody who no longer sees the link took it away")
		}
		c := change("detention", "victim", "")
		c.Number, c.Version = k.shared.Number, 2
		if _, err := h.desk("aliya").Save(h.ctx(), "", c); problem(err, "victim") != "required" {
			h.Errorf("leaving the act to the withdrawn person alone gave %v", err)
		}
		if _, err := h.desk("aliya").Save(h.ctx(), "", change("detention", "victim", k.person.Number, "from", "2022")); problem(err, "victim") != "unknown_record" {
			h.Errorf("naming a withdrawn person anew gave %v", err)
		}
		h.verify()
	})
}

func TestAWithdrawalEndsShares(t *testing.T) {
	onBoth(t, func(h *house) {
		k := h.known()
		h.must(h.run(fmt.Sprintf("INSERT INTO shares (record, account, way, given_by, at, until) VALUES (%d, %d, 'share', 'x', 0, %d)",
			k.alone.ID, h.users["west"].ID, h.now().UnixMicro()*2)))
		h.withdraw("aliya", k.person)
		var open int
		h.must(h.read.Raw("SELECT COUNT(*) FROM shares WHERE ended = 0").Row().Scan(&open))
		if open != 0 {
			h.Error("a share of a withdrawn record still runs")
		}
	})
}

// Undo: a withdrawal can be taken back by a coordinator, with a reason; then everything is as it was.
func TestAWithdrawalCanBeTakenBack(t *testing.T) {
	onBoth(t, func(h *house) {
		k := h.known()
		before := h.answers("aliya")
		h.withdraw("aliya", k.person)
		e := h.Erasures()
		for who, want := range map[string]error{"aliya": cases.ErrForbidden, "lawyer": cases.ErrForbidden, "boss": cases.ErrForbidden} {
			if err := e.TakeBack(h.ctx(), h.users[who], k.person.Number, "a mistake"); !errors.Is(err, want) {
				h.Errorf("%s took it back: %v", who, err)
			}
		}
		if err := e.TakeBack(h.ctx(), h.users["chief"], k.person.Number, " "); problem(err, "reason") != "required" {
			h.Errorf("without a reason: %v", err)
		}
		h.must(e.TakeBack(h.ctx(), h.users["chief"], k.person.Number, "the wrong person"))
		if after := h.answers("aliya"); sorted(after) != sorted(before) {
			h.Errorf("not as before:\n%s", firstDifference(sorted(after), sorted(before)))
		}
		r, err := h.desk("aliya").Get(h.ctx(), k.person.Number)
		h.must(err)
		p := r.(*cases.Person)
		if !p.May(cases.ConsentInternal) || len(p.Consents) != 3 || p.Version != 3 {
			h.Errorf("version %d with consents %+v", p.Version, p.Consents)
		}
		if err := e.TakeBack(h.ctx(), h.users["chief"], k.person.Number, "again"); problem(err, "") != "decided_already" {
			h.Errorf("taking it back twice gave %v", err)
		}
		h.verify()
		h.withdraw("aliya", k.person)
		h.verify()
	})
}

func sorted(text string) string {
	lines := strings.Split(text, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
