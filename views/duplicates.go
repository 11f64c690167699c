package views

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"

	"aigaq/internal/cases"
)

// DuplicatesPage posts pair (numbers with a dot between them, many times), verdict and why to /duplicates.
type DuplicatesPage struct {
	Pairs  []cases.Pair
	State  string      // empty: the queue
	Person *cases.Head // the pairs of one person alone; nil: everybody's
	Next   string      // the cursor of the next page; empty: this is the last
	Run    *cases.Run  // the newest run; nil: there was none
	Runs   bool        // the reader may begin a run
	Chosen map[string]bool
	Why    string // as typed
	// Problems are those of the form.
	Problems cases.Problems
}

// DuplicatePage posts a.version, b.version, keep, take.<field>, why and verdict to the page's own address.
type DuplicatePage struct {
	cases.Pair
	First, Second  *cases.Person // A and B
	About, Besides []cases.Incoming
	Others         []cases.Pair // other pairs of either
	Decides        bool         // the reader may change both
	Stale          bool         // one of the two was changed since the reader last saw them
	Keep           string       // a or b: whose number stays
	Choice         map[string]string
	Why            string // as typed
	Problems       cases.Problems
}

// RunPage is how far a run is.
type RunPage struct{ Run *cases.Run }

// Going tells whether the run goes on.
func (v RunPage) Going() bool { return v.Run != nil && v.Run.Ended.IsZero() }

func pairAddress(p cases.Pair) string {
	return "/duplicates/" + p.A.Head.Number + "/" + p.B.Head.Number
}

// pairKey is how a form names a pair.
func pairKey(p cases.Pair) string { return p.A.Head.Number + "." + p.B.Head.Number }

// alike is a score in percent: 96 %.
func (p Page) alike(score float64) string {
	return p.t("pair.percent", "n", int(math.Floor(score*100+1e-9)))
}

func (v DuplicatesPage) title(p Page) string {
	if v.Person != nil {
		return p.t("page.duplicates_of", "name", p.headTitle(*v.Person))
	}
	return p.t("page.duplicates")
}

func (v DuplicatesPage) next() string {
	q := url.Values{"after": {v.Next}}
	if v.State != "" {
		q.Set("state", v.State)
	}
	return "/duplicates?" + q.Encode()
}

// pairStates are the ways to look at the pairs: the queue first.
func pairStates() []string {
	return []string{"", cases.PairLater, cases.PairDifferent, cases.PairSame}
}

func stateAddress(state string) string {
	if state == "" {
		return "/duplicates"
	}
	return "/duplicates?state=" + state
}

func stateKey(state string) string {
	if state == "" {
		return "pair.queue"
	}
	return "pair.state." + state
}

// both is one question put side by side.
type both struct {
	Field, Other cases.Field
	Same         bool
	// Chosen is true where the two answers differ and one of them is kept; else both are.
	Chosen bool
}

// sides puts the answers of two people side by side: those that at least one of them has.
func (v DuplicatePage) sides() []both {
	var out []both
	for _, f := range cases.Fields(v.First) {
		other, ok := cases.FieldOf(v.Second, f.Code)
		if !ok || f.Type == cases.TypeCited || f.Empty() && other.Empty() {
			continue
		}
		a, errA := cases.FieldJSON(f)
		b, errB := cases.FieldJSON(other)
		same := errA == nil && errB == nil && a == b
		out = append(out, both{Field: f, Other: other, Same: same, Chosen: !same && f.Takeable()})
	}
	return out
}

// Differing gives the codes of the fields of which one answer is kept.
func (v DuplicatePage) Differing() []string {
	var out []string
	for _, one := range v.sides() {
		if one.Chosen {
			out = append(out, one.Field.Code)
		}
	}
	return out
}

// chosen is which answer is kept where two differ: what was chosen before, else the one that there is, else that of the
// record that is kept.
func (v DuplicatePage) chosen(one both) string {
	switch given := v.Choice[one.Field.Code]; {
	case given == "a" || given == "b":
		return given
	case one.Field.Empty():
		return "b"
	case one.Other.Empty():
		return "a"
	}
	return v.keeps()
}

func (v DuplicatePage) keeps() string {
	if v.Keep == "b" {
		return "b"
	}
	return "a"
}

// decided tells whether the pair was decided about for good.
func (v DuplicatePage) decided() bool {
	return v.State == cases.PairSame || v.State == cases.PairDifferent
}

// done is how far a run is, in percent, as an attribute has it.
func (v RunPage) done() string {
	if v.Run.Total == 0 {
		return "0"
	}
	return strconv.Itoa(min(100, v.Run.Done*100/v.Run.Total))
}

// toldApart is what tells people of one name apart, in a line.
func (p Page) toldApart(s cases.PairSide) string {
	var out []string
	if s.Born.Known() {
		out = append(out, p.t("pair.born", "date", p.shortDate(s.Born)))
	}
	if s.Sex != "" {
		out = append(out, p.term("sex", s.Sex))
	}
	if s.Head.Region != "" {
		out = append(out, p.term("region", s.Head.Region))
	}
	return strings.Join(out, " · ")
}

// when says when a run ended or began.
func (p Page) when(r *cases.Run) string {
	if r.Ended.IsZero() {
		return p.moment(r.Began)
	}
	return p.moment(r.Ended)
}

func sideID(side, field string) string { return fmt.Sprintf("take-%s-%s", field, side) }
