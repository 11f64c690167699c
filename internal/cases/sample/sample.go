package sample

import (
	"context"
	"fmt"
	"strings"
	"time"

	"aigaq/internal/cases"
)

// Saver keeps one record and gives the first answer again when a token is repeated; a desk of the store is one.
type Saver interface {
	Save(ctx context.Context, token string, c cases.Change) (cases.Saved, error)
}

// Options say what the sample depends on besides its own content.
type Options struct {
	// Today is the day around which the open tasks of cases are due: some overdue, some within a week, some later.
	Today time.Time
	// Owner is the name of the account that answers for the cases; empty for nobody.
	Owner string
}

// Load saves the whole sample in order, each record through the saver of its team; the team is empty for records that
// all share. Numbers are drawn by the saver. Every save has a token of its own, so loading again through the same
// savers adds nothing. An error names the record; what was saved before it stays, and loading again goes on from there.
func Load(ctx context.Context, o Options, by func(team string) Saver, log func(string)) error {
	entries, err := entries(o)
	if err != nil {
		return fmt.Errorf("make the sample: %w", err)
	}
	numbers := map[string]string{}
	added := 0
	for i, e := range entries {
		saved, err := by(e.team).Save(ctx, "sample-"+e.key, cases.Change{Kind: cases.KindByCode(e.kind), Sent: resolve(e.answers, numbers)})
		if err != nil {
			return fmt.Errorf("save %s of the sample: %w", e.key, err)
		}
		numbers[e.key] = saved.Number
		if !saved.Repeated {
			added++
		}
		if (i+1)%200 == 0 {
			log(fmt.Sprintf("sample: %d of %d records", i+1, len(entries)))
		}
	}
	log(fmt.Sprintf("sample: %d records, %d of them new", len(entries), added))
	return nil
}

// resolve puts record numbers in the place of "@key".
func resolve(answers cases.Input, numbers map[string]string) cases.Input {
	out := cases.Input{}
	for code, values := range answers {
		put := make([]string, len(values))
		for i, v := range values {
			put[i] = v
			if key, ok := strings.CutPrefix(v, "@"); ok {
				put[i] = numbers[key]
			}
		}
		out[code] = put
	}
	return out
}

// Teams are the teams that the sample's records belong to, as terms of the list team.
func Teams() []cases.Term {
	return []cases.Term{
		{List: "team", Code: "almaty", En: "Almaty and the south", Ru: "Алматы и юг", Kk: "Алматы және оңтүстік"},
		{List: "team", Code: "astana", En: "Astana, north and east", Ru: "Астана, север и восток", Kk: "Астана, солтүстік және шығыс"},
		{List: "team", Code: "west", En: "West", Ru: "Запад", Kk: "Батыс"},
	}
}

// Account is an account to try the sample with; it has no password until somebody accepts an invitation.
type Account struct {
	Name  string
	Role  cases.Role
	Teams []string
}

// Accounts are one account for every role, with the teams that each belongs to.
func Accounts() []Account {
	return []Account{
		{Name: "coordinator", Role: cases.Coordinator},
		{Name: "staff", Role: cases.Staff, Teams: []string{"almaty", "west"}},
		{Name: "lawyer", Role: cases.Lawyer, Teams: []string{"almaty", "astana", "west"}},
		{Name: "intake", Role: cases.Intake, Teams: []string{"almaty"}},
		{Name: "researcher", Role: cases.Researcher},
		{Name: "auditor", Role: cases.Auditor},
		{Name: "admin", Role: cases.Admin},
	}
}
