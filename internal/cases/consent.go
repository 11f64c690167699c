package cases

import (
	"slices"
	"strconv"
)

// The purposes of consent: codes of the vocabulary consent_purpose.
const (
	ConsentInternal  = "internal"
	ConsentPartners  = "share_partners"
	ConsentUN        = "un_submission"
	ConsentAnonymous = "publish_anonymous"
	ConsentNamed     = "publish_named"
)

// ConsentWithdrawn is the state of a consent that was taken back: a code of the vocabulary consent_state.
const ConsentWithdrawn = "withdrawn"

// ConsentPurposes lists what a person may consent to, from the narrowest circle to the widest.
func ConsentPurposes() []string {
	return []string{ConsentInternal, ConsentPartners, ConsentUN, ConsentAnonymous, ConsentNamed}
}

// Agreed lists the states of a consent that was given. Refused, withdrawn and not asked are all no.
func Agreed() []string { return []string{"oral", "written", "by_relative", "by_lawyer"} }

// Declines lists the states of a consent that was refused or taken back. Where several records of one person were merged,
// one of them that says so outweighs the others; not asked outweighs none.
func Declines() []string { return []string{"refused", ConsentWithdrawn} }

// Consent is what a person allowed, for one purpose, when, and who took it down. It is never overwritten: a
// withdrawal is a new row.
type Consent struct {
	Purpose, State string
	On             Date
	TakenBy        string
	Note           string
}

func consentFields(c *Consent) []Field {
	return []Field{
		Code("purpose", &c.Purpose, "consent_purpose").Required(),
		Code("state", &c.State, "consent_state").Required(),
		When("on", &c.On),
		Text("taken_by", &c.TakenBy),
		Text("note", &c.Note),
	}
}

// ConsentTo gives the newest row about a purpose, which is the last one; false where nobody asked.
func (p *Person) ConsentTo(purpose string) (Consent, bool) {
	for _, c := range slices.Backward(p.Consents) {
		if c.Purpose == purpose {
			return c, true
		}
	}
	return Consent{}, false
}

// May tells whether the person consents to a purpose. Not asked is no.
func (p *Person) May(purpose string) bool {
	c, _ := p.ConsentTo(purpose)
	return slices.Contains(Agreed(), c.State)
}

// TookBack tells whether the person took back the consent to be kept at all: then nobody sees them any more.
func (p *Person) TookBack() bool {
	c, _ := p.ConsentTo(ConsentInternal)
	return c.State == ConsentWithdrawn
}

// consentsInOrder warns of a row that is older than one above it: the last row decides.
func (p *Person) consentsInOrder() Problems {
	newest := map[string]Date{}
	for _, c := range p.Consents {
		if c.On.Earlier(newest[c.Purpose]) {
			return unlikely("consent", "consent_order")
		}
		if c.On.Known() {
			newest[c.Purpose] = c.On
		}
	}
	return nil
}

// ConsentFor is the consent that records need to leave for a purpose (a code of the vocabulary purpose); empty: none,
// since the work stays inside. What leaves for publication needs the wider consent where names leave with it. What is
// not listed needs the consent to be kept, at least.
func ConsentFor(purpose string, names bool) string {
	switch purpose {
	case "", "casework", "legal_aid", "verification", "supervision":
		return ""
	case "un_submission":
		return ConsentUN
	case "partners":
		return ConsentPartners
	case "press", "advocacy":
		if names {
			return ConsentNamed
		}
		return ConsentAnonymous
	}
	return ConsentInternal
}

// Undeclined stands for a consent in a query: nobody refused to be kept or took that back; who was not asked may leave.
const Undeclined = "undeclined"

// ConsentFor is the consent that people need to leave in what the query gives. For research without names it is enough,
// in the table of who is named in which list, that nobody declined: the table holds a pseudonym and no words, and to leave
// out whoever was never asked would bend every estimate made of it. All else needs what the function ConsentFor says.
func (q Query) ConsentFor(purpose string, names bool) string {
	if q.Listed && purpose == "research" && !names {
		return Undeclined
	}
	return ConsentFor(purpose, names)
}

// ConsentBeforeWithdrawal is what the person allowed before the consent to be kept was taken back, for a withdrawal
// that was recorded by mistake.
func (p *Person) ConsentBeforeWithdrawal() Consent {
	for _, c := range slices.Backward(p.Consents) {
		if c.Purpose == ConsentInternal && c.State != ConsentWithdrawn {
			return Consent{Purpose: ConsentInternal, State: c.State, TakenBy: c.TakenBy, Note: c.Note}
		}
	}
	return Consent{Purpose: ConsentInternal, State: "not_asked"}
}

// WithConsent gives the answer about consent with one more row, as a form would send it.
func (p *Person) WithConsent(c Consent) Input {
	rows := append(slices.Clone(p.Consents), c)
	in := Input{}
	Rows("consent", &rows, consentFields).Fill(in)
	return in
}

// WithTyped gives the answer about consent with one more row as somebody typed it, and the key under which the form
// has that row.
func (p *Person) WithTyped(typed Input) (in Input, key string) {
	in = Input{}
	Rows("consent", &p.Consents, consentFields).Fill(in)
	key = "consent." + strconv.Itoa(len(p.Consents))
	in.Merge(key, typed)
	return in, key
}

// ConsentsIn reads the rows of an answer about consent as the history keeps it.
func ConsentsIn(answer string) []Consent {
	var rows []Consent
	in, problems := FromJSON([]byte(answer))
	if problems == nil {
		Rows("consent", &rows, consentFields).Restore(in)
	}
	return rows
}
