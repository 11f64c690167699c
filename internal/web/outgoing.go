package web

import (
	"context"
	"io"
	"net/url"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
)

// The forms of a file.
const (
	formList   = "list"
	formCounts = "counts"
	formRecord = "record"
	formLists  = "lists" // who is named in which list
)

// outgoing is a file that somebody asks for: which, and of what.
type outgoing struct {
	form   string
	kind   *cases.Kind // nil: of all kinds, or counts
	number string      // of the one record
	ending string      // csv or json; zip: the tables for research
	path   string
	query  url.Values // without what is no part of the file: why it is wanted, and in which language it is asked
}

// outgoingOf knows a file by its address.
func outgoingOf(path string, query url.Values) (outgoing, bool) {
	o := outgoing{path: path, query: url.Values{}}
	for key, values := range query {
		switch key {
		case "purpose", "why", "lang", "said", "after", "first", "per":
			continue
		}
		o.query[key] = values
	}
	base, ending, found := strings.Cut(strings.TrimPrefix(path, "/"), ".")
	if !found || ending != "csv" && ending != "json" && base+ending != "listszip" {
		return o, false
	}
	o.ending = ending
	kindPath, number, record := strings.Cut(base, "/")
	switch {
	case kindPath == "counts" && !record:
		o.form = formCounts
		return o, true
	case kindPath == "lists" && !record:
		o.form = formLists
		return o, true
	case kindPath == "records" && !record:
		o.form = formList
		return o, true
	}
	for _, k := range cases.Kinds() {
		if k.Path == kindPath {
			o.kind, o.form = k, formList
		}
	}
	if record {
		o.form, o.number = formRecord, cases.CleanNumber(number)
	}
	return o, o.kind != nil
}

// outgoingAt knows a file by an address that somebody sent along. Anything else is not found.
func outgoingAt(address string) (outgoing, error) {
	path, query, _ := strings.Cut(address, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return outgoing{}, cases.ErrNotFound
	}
	if path, err = url.PathUnescape(path); err != nil {
		return outgoing{}, cases.ErrNotFound
	}
	o, ok := outgoingOf(path, values)
	if !ok {
		return outgoing{}, cases.ErrNotFound
	}
	return o, nil
}

// address is the file's address in its one form, by which approvals and the log name it.
func (o outgoing) address() string {
	u := url.URL{Path: o.path, RawQuery: o.query.Encode()}
	return u.String()
}

// list is the query of a list's file: all of its rows.
func (o outgoing) list() cases.Query {
	if o.form == formLists {
		return cases.Query{Kind: "person", Listed: true}
	}
	q := queryOf(o.kind, o.query)
	q.After, q.Per = "", 0
	return q
}

func (o outgoing) mime() string {
	switch o.ending {
	case "csv":
		return typeCSV
	case "zip":
		return typeZIP
	}
	return typeJSON
}

// queries are what a file of many records is made of.
func (o outgoing) queries() []cases.Query {
	if o.ending == "zip" {
		return exchange.ResearchQueries()
	}
	return []cases.Query{o.list()}
}

// named tells whether names were asked for in a file about lists; only readers with secrets are given them.
func (o outgoing) named() bool { return o.query.Get("names") == "1" }

// name is what the browser calls the file.
func (o outgoing) name() string {
	switch {
	case o.form == formRecord:
		return o.number + "." + o.ending
	case o.form == formCounts:
		return "counts." + o.ending
	case o.form == formLists:
		return "lists." + o.ending
	case o.kind == nil:
		return "records." + o.ending
	}
	return o.kind.Path + "." + o.ending
}

// writeList writes the rows of a list as they come.
func (o outgoing) writeList(ctx context.Context, w io.Writer, src exchange.Source) (err error) {
	if o.ending == "csv" {
		_, err = exchange.WriteCSV(ctx, w, src, o.list(), o.kind)
		return err
	}
	_, err = exchange.WriteJSON(ctx, w, src, o.list())
	return err
}

// writeLists writes who is named in which list; with names=1 their names as well, for whoever sees them.
func (o outgoing) writeLists(ctx context.Context, w io.Writer, src exchange.Source, r exchange.Research) (err error) {
	switch o.ending {
	case "csv":
		_, err = exchange.WriteMatrixCSV(ctx, w, src, o.list(), r.Matrix)
	case "zip":
		_, err = exchange.WriteResearchZip(ctx, w, src, r)
	default:
		_, err = exchange.WriteMatrixJSON(ctx, w, src, o.list(), r.Matrix)
	}
	return err
}

func (o outgoing) writeRecord(w io.Writer, r cases.Record) error {
	if o.ending == "csv" {
		return exchange.WriteRecordCSV(w, o.kind, r)
	}
	return exchange.WriteRecordJSON(w, r)
}

func (o outgoing) writeCounts(w io.Writer, c *cases.Counts) error {
	if o.ending == "csv" {
		return exchange.WriteCountsCSV(w, c)
	}
	return exchange.WriteCountsJSON(w, c)
}
