// Package labelled holds pairs of names of which somebody said whether they are one person. The comparison of names is
// judged by them. README.md beside the files says what the label means and how the pairs were chosen.
package labelled

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
)

//go:embed *.csv
var files embed.FS

// The two sets. HeldOut was written before the comparison and is not read while tuning.
const (
	HeldOut = "heldout"
	Tuning  = "tuning"
)

// Columns are those of both files, in their order.
func Columns() []string {
	return []string{"id", "name1", "name2", "sex1", "sex2", "born1", "born2", "region1", "region2",
		"match", "difference", "group", "note"}
}

// Side is one of the two names of a pair with what is known beside it.
type Side struct {
	Name   string
	Sex    string // male, female or empty
	Born   string // 2006, 2006-01, 2006-01-02 or empty
	Region string // a code of the vocabulary of regions, or empty
}

// Pair is two names and the answer of a careful caseworker who has nothing but them.
type Pair struct {
	ID         string
	A, B       Side
	Match      bool
	Difference string // the kind of difference, a short code
	Group      string // where the names come from, a short code
	Note       string
}

// Set gives the pairs of one set, HeldOut or Tuning, in the order of the file.
func Set(name string) ([]Pair, error) {
	f, err := files.Open(name + ".csv")
	if err != nil {
		return nil, fmt.Errorf("labelled set %q: %w", name, err)
	}
	defer f.Close()
	pairs, err := read(f)
	if err != nil {
		return nil, fmt.Errorf("labelled set %q: %w", name, err)
	}
	return pairs, nil
}

func read(r io.Reader) ([]Pair, error) {
	c := csv.NewReader(r)
	head, err := c.Read()
	if err != nil {
		return nil, err
	}
	if !slices.Equal(head, Columns()) {
		return nil, fmt.Errorf("columns are %q", head)
	}
	var pairs []Pair
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return pairs, nil
		} else if err != nil {
			return nil, err
		}
		p, err := pair(row)
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, p)
	}
}

func pair(row []string) (Pair, error) {
	match, err := strconv.ParseBool(row[9])
	if err != nil {
		return Pair{}, fmt.Errorf("pair %s: match is %q", row[0], row[9])
	}
	return Pair{
		ID:         row[0],
		A:          Side{Name: row[1], Sex: row[3], Born: row[5], Region: row[7]},
		B:          Side{Name: row[2], Sex: row[4], Born: row[6], Region: row[8]},
		Match:      match,
		Difference: row[10],
		Group:      row[11],
		Note:       row[12],
	}, nil
}
