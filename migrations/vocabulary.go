package migrations

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed vocabulary/*.csv vocabulary/order.txt
var vocabularyFiles embed.FS

// vocabularyHeader is the first line of every list. The columns are checked by
// name, so that a column moved in a spreadsheet is an error and not a mix-up
// of languages.
var vocabularyHeader = []string{"code", "en", "ru", "kk", "huridocs", "parent", "for", "valid_from", "valid_to", "mark"}

// Term is one entry of one list of coded answers, as it is shipped.
type Term struct {
	// List and Code together name the term; neither ever changes.
	List, Code string
	// En, Ru and Kk are the labels, unique within the list in each language.
	En, Ru, Kk string
	// Huridocs is the crosswalk "list:code" to the HURIDOCS micro-thesauri, or empty.
	Huridocs string
	// Parent is the code of the broader term of the same list, or empty. In the
	// list "district" it is the region that held the district in January 2022.
	Parent string
	// For holds the kinds of record that offer the term, separated by spaces;
	// empty means all. In the list "district" it is the region of today.
	For string
	// ValidFrom and ValidTo are the first and last day of the term's validity
	// (ISO 8601 dates), or empty where open or not established.
	ValidFrom, ValidTo string
	// Mark says where the term comes from: numbers of sources (S51), GK for
	// general knowledge not yet verified, D for an own choice of design, and
	// "kk?" where a native reader has yet to check the Kazakh label.
	Mark string
	// Position is the place of the term in its list, from 1. Lists that are
	// scales or sequences (stages, ratings) rely on it.
	Position int
}

// Terms returns every shipped term, list by list in the order of
// vocabulary/order.txt and term by term in the order of the list's file.
// An error means that a file was damaged when the program was built.
func Terms() ([]Term, error) {
	files, err := fs.Sub(vocabularyFiles, "vocabulary")
	if err != nil {
		return nil, fmt.Errorf("opening the vocabularies: %w", err)
	}
	return readTerms(files)
}

func readTerms(files fs.FS) ([]Term, error) {
	order, err := fs.ReadFile(files, "order.txt")
	if err != nil {
		return nil, fmt.Errorf("reading the order of the vocabularies: %w", err)
	}
	var terms []Term
	for _, list := range strings.Fields(string(order)) {
		found, err := readList(files, list)
		if err != nil {
			return nil, fmt.Errorf("reading the vocabulary %s: %w", list, err)
		}
		terms = append(terms, found...)
	}
	return terms, nil
}

func readList(files fs.FS, list string) ([]Term, error) {
	file, err := files.Open(list + ".csv")
	if err != nil {
		return nil, err
	}
	defer file.Close() // Only read from: closing cannot lose anything.
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 {
		return nil, errors.New("no terms")
	}
	if !slices.Equal(rows[0], vocabularyHeader) {
		return nil, fmt.Errorf("columns are %q, expected %q", rows[0], vocabularyHeader)
	}
	terms := make([]Term, 0, len(rows)-1)
	for i, row := range rows[1:] {
		terms = append(terms, termOf(list, i+1, row))
	}
	return terms, nil
}

// termOf relies on vocabularyHeader for the meaning of each column.
func termOf(list string, position int, row []string) Term {
	return Term{
		List: list, Code: row[0],
		En: row[1], Ru: row[2], Kk: row[3],
		Huridocs: row[4], Parent: row[5], For: row[6],
		ValidFrom: row[7], ValidTo: row[8],
		Mark: row[9], Position: position,
	}
}
