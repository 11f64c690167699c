package web

import (
	"math"
	"net/http"
	"slices"
	"strings"

	"aigaq/internal/cases"
)

// alikeObject is somebody on record who may be the one sought, as the API gives it.
type alikeObject struct {
	Number  string         `json:"number"`
	Score   float64        `json:"score"` // between 0 and 1, to four digits
	Reasons []cases.Reason `json:"reasons"`
	Agrees  []string       `json:"agrees"`
	Differs []string       `json:"differs"`
}

// apiAlike gives the people on record who may be somebody by a name and what else is known: name (repeated for other
// forms of it), born, sex, region, event.
func (s *Server) apiAlike(v *visit) error {
	q := v.query()
	var forms []string
	for _, name := range q["name"] {
		if name = strings.TrimSpace(clean(name)); name != "" {
			forms = append(forms, name)
		}
	}
	if len(forms) == 0 {
		return cases.Wrong("name", "required")
	}
	if born := q.Get("born"); born != "" {
		if _, bad := cases.ParseDate(born); bad != "" {
			return cases.Wrong("born", bad, "value", born)
		}
	}
	who := sought("", clean(q.Get("born")), q.Get("sex"), q.Get("region"), q.Get("event"))
	who.Names = forms
	found, err := v.alikeObjects(who)
	if err != nil {
		return err
	}
	v.desk.Noted(v.ctx(), "search", strings.Join(forms, "; "))
	return v.JSON(http.StatusOK, map[string]any{"alike": found})
}

// alikeObjects never gives null: nobody is an empty list.
func (v *visit) alikeObjects(who cases.Sought) ([]alikeObject, error) {
	found, err := v.alike(who)
	out := []alikeObject{}
	for _, a := range found {
		one := alikeObject{Number: a.Head.Number, Score: math.Round(a.Score*1e4) / 1e4, Reasons: slices.Clone(a.Reasons), Agrees: []string{}, Differs: []string{}}
		if one.Reasons == nil {
			one.Reasons = []cases.Reason{}
		}
		for _, c := range a.Points {
			switch c.State {
			case cases.PointSame:
				one.Agrees = append(one.Agrees, c.Field)
			case cases.PointDiffers:
				one.Differs = append(one.Differs, c.Field)
			}
		}
		out = append(out, one)
	}
	return out, err
}

// created is a record that was just made as the API gives it. With a person come those who may be the same, as far as
// the writer sees them: a program can ask its people about them.
func (v *visit) created(r cases.Record) (map[string]any, error) {
	out := cases.JSON(r)
	p, ok := r.(*cases.Person)
	if !ok {
		return out, nil
	}
	found, err := v.alikeObjects(soughtBy(p))
	out["alike"] = found
	return out, err
}
