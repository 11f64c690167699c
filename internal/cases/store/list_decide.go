package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// DecideRow keeps what a row of a list means: the same person as one on record, a new person, who is made of the row,
// not a person, or that it is put off. What was decided before is taken back first. *cases.Stale where somebody else
// decided meanwhile. Saved is the person where there is one, else the row.
func (d *Desk) DecideRow(ctx context.Context, w cases.RowDecision) (cases.Saved, error) {
	if !d.scope.Secrets {
		return cases.Saved{}, cases.ErrForbidden
	}
	var out cases.Saved
	_, err := d.Together(ctx, "", func(a *Acts) (err error) {
		out, err = a.decideRow(w)
		return err
	})
	return out, err
}

// UndoRow takes a decision about a row back: the row is undecided, and the list no longer stands among the sources that
// name the person where the decision put it there. A person who was made of the row stays on record.
func (d *Desk) UndoRow(ctx context.Context, row string, version int64) (cases.Saved, error) {
	return d.DecideRow(ctx, cases.RowDecision{Row: row, Version: version, What: cases.Undecided})
}

func (a *Acts) decideRow(w cases.RowDecision) (cases.Saved, error) {
	l, err := a.rowToDecide(w)
	if err != nil {
		return cases.Saved{}, err
	}
	if err := a.unlist(l); err != nil {
		return cases.Saved{}, err
	}
	sent := cases.Input{"decision": {w.What}, "person": {""}, "way": {w.Way}, "score": {""}, "added": {""}}
	if w.Why != "" {
		sent["decision.note"] = []string{w.Why}
	}
	person := cases.Saved{}
	switch w.What {
	case cases.SamePerson:
		sent.Set("score", strconv.Itoa(int(math.Round(w.Score*100))))
		person, err = a.list(l, w.Person, sent)
	case cases.NewPerson:
		person, err = a.personOf(l, sent)
	case cases.Undecided:
		sent["way"] = []string{""}
	case cases.NotAPerson, cases.Later:
	default:
		return cases.Saved{}, cases.Wrong("decision", "unknown_code", "value", w.What)
	}
	if err != nil {
		return cases.Saved{}, err
	}
	saved, err := a.Save(cases.Change{Kind: cases.KindByCode("listing"), Number: l.Number, Version: l.Version, Sent: sent, Reason: w.Reason})
	if person.Number != "" {
		return person, err
	}
	return saved, err
}

// rowToDecide gives the row of a decision, if it is still the one that was shown and the user may change it.
func (a *Acts) rowToDecide(w cases.RowDecision) (*cases.Listing, error) {
	r, err := getIn(a.tx, a.scope, w.Row, false)
	if err != nil {
		return nil, err
	}
	l, ok := r.(*cases.Listing)
	switch {
	case !ok:
		return nil, cases.ErrNotFound
	case !a.scope.MayWrite(r.Base()):
		return nil, cases.ErrForbidden
	case l.Version != w.Version:
		return nil, a.stale(w.Row)
	}
	return l, nil
}

// list puts the list among the sources that name a person, and the person on the row. A person whom the user may not
// change is named by the row alone.
func (a *Acts) list(l *cases.Listing, number string, sent cases.Input) (cases.Saved, error) {
	if cases.KindByNumber(number) != cases.KindByCode("person") {
		return cases.Saved{}, cases.Wrong("person", "required")
	}
	r, err := getIn(a.tx, a.scope, number, false)
	if isNotFound(err) {
		return cases.Saved{}, cases.Wrong("person", "unknown_record", "value", number)
	}
	if err != nil {
		return cases.Saved{}, err
	}
	h := r.Base()
	sent["person"] = []string{h.Number}
	named := slices.ContainsFunc(h.LinksTo("named_in"), func(k cases.Link) bool { return k.To.ID == l.List.ID })
	if named {
		others, err := a.alsoAdded(l, h.ID)
		if err == nil && others > 0 {
			sent.Set("added", "yes")
		}
		return cases.Saved{Number: h.Number, ID: h.ID, UID: h.UID, Version: h.Version}, err
	}
	if !a.scope.MayWrite(h) || l.List.Hidden {
		return cases.Saved{Number: h.Number, ID: h.ID, UID: h.UID, Version: h.Version}, nil
	}
	sent.Set("added", "yes")
	return a.saveNamedIn(r, l, true)
}

// saveNamedIn saves a person with or without one list among the sources that name them.
func (a *Acts) saveNamedIn(r cases.Record, l *cases.Listing, with bool) (cases.Saved, error) {
	h := r.Base()
	in, n := cases.Input{"named_in": {""}}, 0
	for _, k := range h.LinksTo("named_in") {
		if k.To.ID == l.List.ID || k.To.Hidden {
			continue
		}
		in.Merge("named_in."+strconv.Itoa(n), cases.Input{"to": {k.To.Number}, "certainty": {k.Certainty}, "note": {k.Note}})
		n++
	}
	if with {
		in.Merge("named_in."+strconv.Itoa(n), cases.Input{"to": {l.List.Number}})
	}
	return a.Save(cases.Change{Kind: cases.KindByCode("person"), Number: h.Number, Version: h.Version, Sent: in})
}

// alsoAdded counts the other rows of the list that mean the same person and whose decision put the list there.
func (a *Acts) alsoAdded(l *cases.Listing, person int64) (int, error) {
	return number(a.tx, clause{`SELECT COUNT(*) FROM kind_listing own JOIN links k ON k.record = own.id AND k.role = 'person' AND k.target = ?
WHERE own."list" = ? AND own.id <> ? AND own."added" = 'yes'`, args(person, l.List.ID, l.ID)})
}

// unlist takes a list off the sources that name a person again, where the decision about this row put it there and no
// other row needs it.
func (a *Acts) unlist(l *cases.Listing) error {
	if l.Added != cases.Yes {
		return nil
	}
	for _, k := range l.LinksTo("person") {
		others, err := a.alsoAdded(l, k.To.ID)
		if err != nil {
			return err
		}
		if others > 0 || k.To.Number == "" {
			continue
		}
		r, err := getIn(a.tx, a.scope, k.To.Number, false)
		if isNotFound(err) || err == nil && !a.scope.MayWrite(r.Base()) {
			continue
		}
		if err != nil {
			return err
		}
		if _, err := a.saveNamedIn(r, l, false); err != nil {
			return err
		}
	}
	return nil
}

// personOf makes a person of a row: the name as it is written there and by whom, and whatever else the row says. Rows
// that stand for several people give a group.
func (a *Acts) personOf(l *cases.Listing, sent cases.Input) (cases.Saved, error) {
	in := cases.Input{"team": {l.Team}, "level": {l.Level}}
	if l.Called != "" {
		in.Merge("names.0", cases.Input{"value": {l.Called}, "script": {script(l.Called)}, "kind": {"as_written"}, "stated_by": {clip(l.List.Title.Full)}})
	}
	if slices.Contains(l.Flags.Codes, names.FlagGroup) {
		in.Set("unit", "group")
		if n := firstNumber(l.Called); n > 1 {
			in.Set("group_size", strconv.Itoa(n))
		}
	}
	in.Set("sex", l.Sex.Code)
	in.Set("born", l.Born.String())
	in.Set("born.stated", l.Born.Stated)
	in.Set("region", l.Region)
	if !l.List.Hidden {
		in.Merge("named_in.0", cases.Input{"to": {l.List.Number}})
		sent.Set("added", "yes")
	}
	saved, err := a.Save(cases.Change{Kind: cases.KindByCode("person"), Sent: in, Reason: "list " + l.List.Number})
	sent["person"] = []string{saved.Number}
	return saved, err
}

func clip(title string) string {
	runes := []rune(title)
	return string(runes[:min(len(runes), cases.MaxText)])
}

// firstNumber reads the first number in a text; 0 where there is none.
func firstNumber(text string) int {
	n := 0
	for _, r := range text {
		if r >= '0' && r <= '9' && n < 1_000_000 {
			n = n*10 + int(r-'0')
		} else if n > 0 {
			break
		}
	}
	return min(n, 1_000_000)
}

// DecideCertain decides all certain rows of a list (cases.RowsCertain) for the one person who is alike, slice by slice.
// One that somebody decided or changed meanwhile is left, and so is one that is no longer certain by what is on record
// now. It gives how many it decided.
func (d *Desk) DecideCertain(ctx context.Context, list string, say func(done, total int)) (int, error) {
	return d.inBulk(ctx, list, d.rowPart(cases.RowsCertain), say, func(one cases.RowGuess) (cases.RowDecision, error) {
		if one.Best == nil {
			return cases.RowDecision{}, errLeft
		}
		now, err := d.GuessesOf(ctx, one.Row, 2)
		if err != nil {
			return cases.RowDecision{}, err
		}
		sure := len(now) > 0 && now[0].Score >= names.CertainAt && now[0].Head.Number == one.Best.Person.Number
		if !sure || len(now) > 1 && now[1].Score >= names.CertainAt {
			return cases.RowDecision{}, errLeft
		}
		return cases.RowDecision{What: cases.SamePerson, Person: now[0].Head.Number, Score: now[0].Score}, nil
	})
}

// MakePeople makes a person of every row of a list of which that can be done without looking at it (see
// cases.RowPage.Makeable). A row like which somebody was entered since it was compared is left. It gives how many it made.
func (d *Desk) MakePeople(ctx context.Context, list string, say func(done, total int)) (int, error) {
	begun := d.store.now()
	return d.inBulk(ctx, list, d.makeable(), say, func(one cases.RowGuess) (cases.RowDecision, error) {
		now, err := d.GuessesOf(ctx, one.Row, guessesKept)
		if err != nil {
			return cases.RowDecision{}, err
		}
		if slices.ContainsFunc(now, func(a cases.Alike) bool { return a.Head.Created.Before(begun) }) {
			return cases.RowDecision{}, errLeft
		}
		return cases.RowDecision{What: cases.NewPerson}, nil
	})
}

// errLeft takes back a decision in bulk that does not fit any more.
var errLeft = errors.New("left as it is")

func (d *Desk) inBulk(ctx context.Context, list string, part clause, say func(done, total int), decide func(cases.RowGuess) (cases.RowDecision, error)) (n int, err error) {
	if !d.scope.Writes || !d.scope.Secrets {
		return 0, cases.ErrForbidden
	}
	h, err := d.head(ctx, list)
	if err != nil {
		return 0, err
	}
	tx := d.store.read.WithContext(ctx)
	rows, err := d.rowIDs(tx, h.ID, part, math.MaxInt32)
	if err != nil {
		return 0, fmt.Errorf("read the rows of %s: %w", list, err)
	}
	for done := 0; done < len(rows); {
		next := min(done+listSlice, len(rows))
		guesses, err := d.withGuesses(ctx, tx, rows[done:next])
		if err != nil {
			return n, err
		}
		for _, one := range guesses {
			w, err := decide(one)
			if err == nil {
				err = d.decideOne(ctx, one, w)
			}
			var stale *cases.Stale
			var problems cases.Problems
			switch {
			case err == nil:
				n++
			case errors.As(err, &stale), errors.As(err, &problems), errors.Is(err, errLeft), errors.Is(err, cases.ErrNotFound):
			default:
				return n, d.wrapped(err, "decide rows of", list)
			}
		}
		done = next
		say(done, len(rows))
	}
	return n, nil
}

// decideOne decides one row as it was read, by an account that is still what it was.
func (d *Desk) decideOne(ctx context.Context, one cases.RowGuess, w cases.RowDecision) error {
	if w.What == "" || one.Row.Decision.Code != cases.Undecided {
		return errLeft
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	w.Row, w.Version, w.Way = one.Row.Number, one.Row.Version, cases.InBulk
	return d.store.writer.do(func(tx *gorm.DB) error {
		now, err := d.renewed(tx)
		if err != nil {
			return err
		}
		_, err = now.acts(tx).decideRow(w)
		return err
	})
}
