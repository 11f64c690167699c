package store

import (
	"database/sql"
	"encoding/hex"
	"strconv"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/words"
)

// The letters of the tokens that stand for something that is not text.
const (
	markKind    = 'k'
	markTeam    = 't' // the level and the team together: an arm of a scope
	markLevel   = 'l'
	markCreator = 'c'
	markTerm    = 'v'
	markMerged  = 'm' // it was merged into another
)

// textColumns are the columns of the words in which a record is found, in the order in which a row is written.
func textColumns() []string { return []string{"open", "secret", "told", "told_secret"} }

// writeText writes the words in which a record is found, if they are others than before. What is withdrawn has none.
func (a *Acts) writeText(r cases.Record, isNew bool) error {
	h := r.Base()
	var was []string
	if !isNew {
		var err error
		if was, err = keptText(a.tx, a.store.engine, h.ID); err != nil {
			return err
		}
	}
	if h.Withdrawn {
		if err := a.tx.Exec("DELETE FROM texts WHERE record = ?", h.ID).Error; err != nil {
			return err
		}
		return a.respell(was, nil)
	}
	t := textsOf(r)
	if err := a.tx.Exec(a.store.engine.keepText(), append(args(h.ID), t[0], t[1], t[2], t[3])...).Error; err != nil {
		return err
	}
	return a.respell(was, t[:])
}

// keptText reads the words of a record for each of textColumns; nil where there are none.
func keptText(tx *gorm.DB, e engine, record int64) ([]string, error) {
	var have []string
	err := query(tx, clause{e.readText(), args(record)}, func(rows *sql.Rows) error {
		have = make([]string, 4)
		return rows.Scan(&have[0], &have[1], &have[2], &have[3])
	})
	return have, err
}

// textsOf gives the words of a record for each of textColumns, sorted, with spaces between.
func textsOf(r cases.Record) [4]string {
	var sets [4]words.Set
	for i := range sets {
		sets[i] = words.Set{}
	}
	place(r.Base(), sets[0])
	for _, c := range cases.Codes(r) {
		sets[column(c.Secret, false)][termWord(c.List, c.Code)] = true
	}
	for _, s := range cases.Texts(r) {
		set := sets[column(s.Secret, s.Told)]
		if s.Line {
			set.Line(s.Text)
		} else {
			set.Text(s.Text)
		}
	}
	var out [4]string
	for i := range sets {
		out[i] = sets[i].Sorted()
	}
	return out
}

func column(secret, told bool) int {
	n := 0
	if secret {
		n = 1
	}
	if told {
		n += 2
	}
	return n
}

// place adds to the words of a record where it stands: its kind, what the scopes ask of it, its number. They make a
// search of one team's records as fast as those are few; what is admitted the scope decides all the same.
func place(h *cases.Head, s words.Set) {
	s.Number(h.Number)
	s.Mark(markKind, h.Kind)
	s[armWord(h.Team, h.Level)] = true
	s.Mark(markLevel, h.Level)
	s[creatorWord(h.Creator)] = true
	if h.Merged != 0 {
		s[mergedWord()] = true
	}
}

func mergedWord() string { return words.Marked(markMerged, "") }

// writeTextsOf writes the words of some records again.
func (a *Acts) writeTextsOf(ids []int64) error {
	known, err := headsByID(a.tx, ids)
	if err != nil {
		return err
	}
	for _, h := range known {
		r, err := getIn(a.tx, everything(), h.Number, false)
		if err != nil {
			return err
		}
		if err := a.writeText(r, false); err != nil {
			return err
		}
	}
	return nil
}

// termWord stands for a vocabulary term.
func termWord(list, code string) string { return words.Marked(markTerm, list+" "+code) }

// armWord stands for a team and a level: the arms of most scopes are made of them.
func armWord(team, level string) string {
	return words.Marked(markTeam, level+" "+hex.EncodeToString([]byte(team)))
}

func creatorWord(id int64) string { return words.Marked(markCreator, strconv.FormatInt(id, 10)) }
