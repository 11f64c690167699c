package exchange

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"time"

	"aigaq/internal/cases"
)

// Words are the texts of one language.
type Words interface {
	Lang() string
	Has(key string) bool
	T(key string, args ...any) string
}

// Research is what a researcher takes away for capture-recapture: who is named in which list, what was done to whom, the
// rows of the lists with how each was matched, and the proceedings, as tables of codes in one archive, with a codebook and
// a README that says what each table counts and gives its SHA-256.
type Research struct {
	Matrix
	Book    *cases.Book
	Words   []Words // of every language; the README is in the first
	Query   string  // the address or the command that asked
	Purpose string  // a code of the vocabulary purpose; empty: none was stated
	Consent string  // what people had to consent to; see cases.Query
	Left    int     // records that stayed behind for want of it
	AsOf    time.Time
	Head    cases.AuditHead // the log, with the entry of this export in it
}

// ResearchQueries lists what such an archive is made of, each kind of record once.
func ResearchQueries() []cases.Query {
	out := []cases.Query{{Kind: "person", Listed: true}}
	for _, k := range cases.Kinds() {
		if k.Act || k.Mention || k.Code == "case" || k.Code == "step" {
			out = append(out, cases.Query{Kind: k.Code})
		}
	}
	return out
}

// researchFile is one file of the archive as the README tells of it.
type researchFile struct {
	name, unit string // the unit is a key of the catalogue
	rows       int
	sum        string
	columns    []about
}

// archive writes the files one after another and remembers what was written.
type archive struct {
	Research
	zip   *zip.Writer
	files []researchFile
}

// WriteResearchZip writes the archive and gives how many rows its tables have together. A table is held in memory until
// its rows are in order; the archive itself is not.
func WriteResearchZip(ctx context.Context, w io.Writer, src Source, r Research) (int, error) {
	a := &archive{Research: r, zip: zip.NewWriter(w)}
	victims, err := r.table(ctx, src, cases.Query{Kind: "person", Listed: true})
	if err != nil {
		return 0, err
	}
	if err := addTable(a, "victims.csv", "victims", victims); err != nil {
		return 0, err
	}
	for _, add := range []func(context.Context, *archive, Source) error{addActs, addRows, addProceedings} {
		if err := add(ctx, a, src); err != nil {
			return 0, err
		}
	}
	book, err := a.codebook()
	if err != nil {
		return 0, err
	}
	if err := a.add("codebook.json", "codebook", []string{string(book)}); err != nil {
		return 0, err
	}
	if err := a.add("README.txt", "", []string{a.readme()}); err != nil {
		return 0, err
	}
	if err := a.zip.Close(); err != nil {
		return 0, fmt.Errorf("end an archive: %w", err)
	}
	rows := 0
	for _, f := range a.files {
		rows += f.rows
	}
	return rows, nil
}

// addTable writes a table of codes.
func addTable[R any](a *archive, name, unit string, t *codeTable[R]) error {
	header, lines, err := t.text()
	if err != nil {
		return err
	}
	if err := a.add(name, unit, append([]string{header}, lines...)); err != nil {
		return err
	}
	file := &a.files[len(a.files)-1]
	file.rows = len(lines)
	for _, c := range t.columns {
		file.columns = append(file.columns, about{c.name, c.kind, c.list, c.lists})
	}
	return nil
}

// add writes a file, given in parts.
func (a *archive) add(name, unit string, parts []string) error {
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.AsOf.UTC().Truncate(time.Second)})
	sum := sha256.New()
	for _, part := range parts {
		if err == nil {
			_, err = io.WriteString(io.MultiWriter(w, sum), part)
		}
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	a.files = append(a.files, researchFile{name: name, unit: unit, sum: hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// lists gives the lists that name a person.
func (m Matrix) lists(who *cases.Rostered) []int {
	if who == nil {
		return nil
	}
	return m.Of[who.ID].Lists
}

// group is the pseudonym of a person; empty for groups, organisations and whom the reader does not see.
func (m Matrix) group(who *cases.Rostered) string {
	if who == nil || !who.One() {
		return ""
	}
	return m.ID(who.UID)
}

// act is one row of acts.csv: one record and one of its victims.
type act struct {
	answered
	to  cases.Ref
	who *cases.Rostered // nil: an organisation, or somebody whom the reader does not see
}

// What a victim of an act is, besides the codes of the vocabulary counting_unit.
const (
	victimOrganisation = "organisation"
	victimHidden       = "not_shown"
)

func (a act) victim() string {
	switch {
	case a.to.Hidden:
		return victimHidden
	case a.to.Kind == "organisation":
		return victimOrganisation
	case a.who == nil || a.who.One():
		return "individual"
	}
	return a.who.Unit
}

func (a act) person() cases.Rostered {
	if a.who == nil {
		return cases.Rostered{}
	}
	return *a.who
}

// addActs writes a row for each act and victim, as counts in acts count them.
func addActs(ctx context.Context, a *archive, src Source) error {
	var kinds []*cases.Kind
	for _, k := range cases.Kinds() {
		if k.Act {
			kinds = append(kinds, k)
		}
	}
	t := newCodeTable(a.actColumns(kinds))
	for _, k := range kinds {
		err := src.Each(ctx, cases.Query{Kind: k.Code}, func(r cases.Record) error {
			answers := answersOf(r)
			for _, to := range a.subjects(r, k) {
				if err := t.add(act{answered: answers, to: to, who: a.People[to.ID]}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("read acts: %w", err)
		}
	}
	return addTable(a, "acts.csv", "acts", t)
}

// subjects are those whom a record is about, each once, but for who was withdrawn.
func (m Matrix) subjects(r cases.Record, k *cases.Kind) []cases.Ref {
	var out []cases.Ref
	for _, l := range r.Base().LinksTo(k.Subject) {
		twice := slices.ContainsFunc(out, func(o cases.Ref) bool { return o.ID == l.To.ID })
		if !twice && !m.Gone[l.To.ID] {
			out = append(out, l.To)
		}
	}
	return out
}

func (r Research) actColumns(kinds []*cases.Kind) []codeColumn[act] {
	out := []codeColumn[act]{
		{name: "act_id", kind: asID, cell: func(a act) string { return r.Mark("act", a.Base().UID+"\x00"+fmt.Sprint(a.to.ID)) }},
		{name: "kind", kind: asCode, list: kindCodes, cell: func(a act) string { return a.Base().Kind }},
		{name: "match_group_id", kind: asID, cell: func(a act) string { return r.group(a.who) }},
		{name: "victim", kind: asCode, list: victimCodes, cell: act.victim},
		{name: "group_size", kind: asNumber, cell: func(a act) string { size := a.person().Size; return number(&size) }},
		{name: "sex", kind: asCode, list: "sex", cell: func(a act) string { return a.person().Sex }},
		{name: "age_band", kind: asCode, list: ageBand, cell: func(a act) string { return a.person().Age }},
		{name: "event", kind: asID, cell: func(a act) string { return a.Base().Event.Number }},
	}
	out = append(out, fieldColumns(codedFields(kinds...), func(a act) answered { return a.answered })...)
	out = append(out, codeColumn[act]{name: "region_now", kind: asCode, list: "region", cell: func(a act) string { return a.Base().RegionNow }},
		codeColumn[act]{name: "huridocs", kind: asText, cell: func(a act) string {
			f := a.fields["type"]
			t, _ := r.Book.Term(f.List, codeOf(f))
			return t.Huridocs
		}})
	return append(out, listFlags(r.Matrix, func(a act) []int { return r.lists(a.who) })...)
}
