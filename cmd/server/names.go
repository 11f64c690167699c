package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"aigaq/internal/cases/names"
)

type namesCommands struct {
	Score    namesScore    `cmd:"" help:"Score pairs of names: CSV from stdin with name1,name2 and optionally sex1,sex2,born1,born2,region1,region2; CSV to stdout with score and match. Needs no data folder."`
	Evaluate namesEvaluate `cmd:"" help:"Measure the comparison of names on the labelled pairs: precision, recall and where it errs. Needs no data folder."`
}

type namesScore struct{}

// Run reads pairs row by row and writes them with their scores, so that a list of any length takes the same memory.
func (c *namesScore) Run() error { return scorePairs(os.Stdin, os.Stdout) }

// scorePairs is names score from a reader to a writer. What is written before an error stays written.
func scorePairs(from io.Reader, to io.Writer) error {
	in := csv.NewReader(withoutMark(from))
	in.ReuseRecord = true
	head, err := in.Read()
	if err != nil {
		return usage(fmt.Errorf("the first row must name the columns, name1 and name2 among them: %w", err))
	}
	at, err := pairColumns(head)
	if err != nil {
		return usage(err)
	}
	out := csv.NewWriter(to)
	if err := out.Write(append(slices.Clone(head), "score", "match")); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	scored := scoreRows(in, out, at)
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return scored
}

func scoreRows(in *csv.Reader, out *csv.Writer, at map[string]int) error {
	var row []string
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return usage(fmt.Errorf("read: %w", err))
		}
		score, err := scoreRow(record, at)
		if err != nil {
			line, _ := in.FieldPos(0)
			return usage(fmt.Errorf("line %d: %w", line, err))
		}
		row = append(append(row[:0], record...), strconv.FormatFloat(score, 'f', 4, 64), strconv.FormatBool(score >= names.MatchAt))
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
}

func scoreRow(row []string, at map[string]int) (float64, error) {
	a, err := personIn(row, at, "1")
	if err != nil {
		return 0, err
	}
	b, err := personIn(row, at, "2")
	if err != nil {
		return 0, err
	}
	return names.Compare(a, b).Score, nil
}

// pairColumns finds the columns that are read; others are carried through.
func pairColumns(head []string) (map[string]int, error) {
	at := map[string]int{}
	for i, name := range head {
		name = strings.ToLower(strings.TrimSpace(name))
		if slices.Contains([]string{"score", "match"}, name) {
			return nil, fmt.Errorf("there is a column %s already: rename it first", name)
		}
		if _, twice := at[name]; twice && name != "" {
			return nil, fmt.Errorf("the column %s stands there twice", name)
		}
		at[name] = i
	}
	for _, name := range []string{"name1", "name2"} {
		if _, ok := at[name]; !ok {
			return nil, fmt.Errorf("the column %s is missing; there are: %s", name, strings.Join(head, ", "))
		}
	}
	return at, nil
}

// personIn is one of the two people of a row.
func personIn(row []string, at map[string]int, side string) (names.Person, error) {
	cell := func(column string) string {
		if i, ok := at[column+side]; ok {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	p := names.Person{Names: []names.Form{names.Parse(cell("name"))}, Region: cell("region")}
	var err error
	if p.Born, err = names.ParseSpan(cell("born")); err != nil {
		return p, fmt.Errorf("born%s: %w", side, err)
	}
	if p.Sex, err = sexOf(cell("sex")); err != nil {
		return p, fmt.Errorf("sex%s: %w", side, err)
	}
	return p, nil
}

func sexOf(word string) (string, error) {
	switch strings.ToLower(word) {
	case "", "unknown":
		return "", nil
	case "male", "m", "м":
		return "male", nil
	case "female", "f", "ж":
		return "female", nil
	}
	return "", fmt.Errorf("%q is neither male nor female nor empty", word)
}

// withoutMark leaves out the byte order mark with which spreadsheets begin a file.
func withoutMark(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 64<<10)
	if start, err := b.Peek(3); err == nil && string(start) == "\uFEFF" {
		_, _ = b.Discard(3) // they are in the buffer
	}
	return b
}

func usage(err error) error { return errUsage{err} }
