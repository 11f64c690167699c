package store

import (
	"context"
	"fmt"
	"slices"

	"aigaq/internal/cases"
)

// consenting gives the desk that names nobody who has not consented to something.
func (d *Desk) consenting(consent string) *Desk {
	next := *d
	next.consent = consent
	return &next
}

// ConsentFor is the consent that this desk's records need to leave for a purpose: names leave with whoever sees them.
func (d *Desk) ConsentFor(purpose string) string { return cases.ConsentFor(purpose, d.scope.Secrets) }

// agrees is the condition that the person with the id in a column consents to something: one of their records says so,
// and none says that it was refused or taken back.
func agrees(column, consent string) clause {
	if consent == cases.Undeclined {
		no := anywhereSays(column, cases.ConsentInternal, cases.Declines())
		return clause{"NOT " + no.sql, no.args}
	}
	yes, no := anywhereSays(column, consent, cases.Agreed()), anywhereSays(column, consent, cases.Declines())
	return clause{"(" + yes.sql + " AND NOT " + no.sql + ")", append(yes.args, no.args...)}
}

// anywhereSays is the condition that a record of the person with the id in a column has one of some states in its newest
// row about a consent.
func anywhereSays(column, consent string, states []string) clause {
	return saying("IN (SELECT COALESCE(x.merged, x.id) FROM records x WHERE x.id = "+column+` UNION ALL
SELECT m.id FROM records x JOIN records m ON m.merged = COALESCE(x.merged, x.id) WHERE x.id = `+column+")", consent, states)
}

// saying is the same of records that are told in SQL. The last row about a consent decides, as in cases.Person.ConsentTo.
func saying(records, consent string, states []string) clause {
	state := in("s.value", states)
	return clause{`EXISTS (SELECT 1 FROM answers c JOIN answers s ON s.record = c.record AND s.field = 'consent.state' AND s."row" = c."row"
WHERE c.record ` + records + ` AND c.field = 'consent.purpose' AND c.value = ? AND ` + state.sql + ` AND NOT EXISTS (SELECT 1 FROM answers n
WHERE n.record = c.record AND n.field = c.field AND n.value = c.value AND n."row" > c."row"))`, append(args(consent), state.args...)}
}

// consented is the condition that whoever a record is about consents to something: the person, the subjects of an act
// or a case, those of the case that a step belongs to. Who was withdrawn is as if they had never been there.
func consented(consent string) clause {
	own, other, role := agrees("records.id", consent), agrees("t.id", consent), in("l.role", subjectRoles())
	none := func(column string) clause {
		return clause{"NOT EXISTS (SELECT 1 FROM links l JOIN records t ON t.id = l.target WHERE l.record = " + column + " AND " + role.sql +
			" AND t.kind = 'person' AND t.withdrawn = 0 AND NOT " + other.sql + ")", append(slices.Clone(role.args), other.args...)}
	}
	return and(or(clause{sql: "records.kind <> 'person'"}, own), none("records.id"), or(clause{sql: "records.under IS NULL"}, none("records.under")))
}

// mute hides the people whom records name and who have not consented to something: witnesses, relatives, lawyers.
func (b *batch) mute(consent string) error {
	people := map[int64]bool{}
	for _, ref := range b.refs {
		if ref.Kind == "person" && !ref.Hidden {
			people[ref.ID] = true
		}
	}
	if consent == "" || len(people) == 0 {
		return nil
	}
	for rest := keys(people); len(rest) > 0; {
		n := min(chunk, len(rest))
		which, yes := in("r.id", rest[:n]), agrees("r.id", consent)
		may, err := ids(b.tx, clause{"SELECT r.id FROM records r WHERE " + which.sql + " AND " + yes.sql, append(which.args, yes.args...)})
		if err != nil {
			return fmt.Errorf("read who consents: %w", err)
		}
		for _, id := range may {
			delete(people, id)
		}
		rest = rest[n:]
	}
	for _, ref := range b.refs {
		ref.Hidden = ref.Hidden || people[ref.ID]
	}
	return nil
}

// GetFor gives a record to leave for a purpose: problem no_consent where somebody it is about has not consented to what
// the purpose needs, and without the names of others who have not.
func (d *Desk) GetFor(ctx context.Context, number, purpose string) (cases.Record, error) {
	consent := d.ConsentFor(purpose)
	r, err := d.Get(ctx, number)
	if err != nil || consent == "" {
		return r, err
	}
	d = d.consenting(consent)
	tx := d.store.read.WithContext(ctx)
	where := and(clause{"records.id = ?", args(r.Base().ID)}, consented(consent))
	source := d.from("records")
	may, err := ids(tx, clause{"SELECT records.id FROM " + source.sql + " WHERE " + where.sql, append(source.args, where.args...)})
	if err != nil {
		return nil, fmt.Errorf("read who consents: %w", err)
	}
	if len(may) == 0 {
		return nil, cases.Wrong("purpose", "no_consent", "consent", consent)
	}
	found, err := d.byIDs(tx, []cases.Head{*r.Base()}, map[int64]*cases.Head{})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}
