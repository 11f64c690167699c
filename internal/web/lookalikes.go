package web

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"aigaq/internal/cases"
	"aigaq/views"
)

// errTwins holds a person back who is entered while others like them are on record: they are shown once, and the form
// that is sent again is kept.
var errTwins = errors.New("people like this one are on record")

// twinKey is the line under which a form says that the people like the one who is entered were shown.
const twinKey = "names"

// twins looks for people like the one who is entered, unless they were shown for these very names.
func (v *visit) twins(who *naming, in cases.Input, form url.Values) error {
	one := namedIn(form, twinKey, namesIn(in))
	if one.name == "" || slices.Contains(form[pick+twinKey+".name"], one.name) {
		return nil
	}
	r := cases.Begun(cases.KindByCode("person"), v.user)
	cases.Lay(r, cases.Change{Kind: cases.KindByCode("person"), Sent: in, Unread: true}, v.desk.Book(), true)
	found, err := v.alike(soughtBy(r.(*cases.Person)))
	if err != nil || len(found) == 0 {
		return err
	}
	v.desk.Noted(v.ctx(), "suggest", one.name)
	who.twins = &views.Hint{Key: twinKey, Name: one.name, Alike: found}
	return nil
}

// namesIn are the names in a form as one text.
func namesIn(in cases.Input) string {
	var out []string
	for _, i := range in.Indices("names") {
		if name := in.Get("names." + strconv.Itoa(i) + ".value"); name != "" {
			out = append(out, clean(name))
		}
	}
	return strings.Join(out, "; ")
}
