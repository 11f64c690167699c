// Package audit is the Merkle log in which every act is kept: what a leaf
// says, how the tree grows from its head row alone, how its head is signed and
// shown, how one leaf is proved, and how a whole log is verified.
//
// It knows no database. Hashing follows RFC 6962 through x/mod's tlog, signed
// heads follow the C2SP tlog-checkpoint form.
package audit

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// LeafFormat is the number of the leaf encoding that this package writes.
const LeafFormat = 1

// leafTime is how a leaf writes its moment: UTC, always six decimals.
const leafTime = "2006-01-02T15:04:05.000000Z"

// longestWord bounds every code in a leaf, in bytes.
const longestWord = 200

// Leaf is one act in the log. It names nobody: people and records appear as
// opaque codes, and what was written appears only as salted commitments, so
// that erasing a record never has to touch the tree.
type Leaf struct {
	Format   int         // encoding of the leaf, LeafFormat for new ones
	Seq      int64       // position in the log, from 0
	Time     time.Time   // wall clock in UTC, to the microsecond; the order is Seq
	Actor    string      // code of the account that acted
	Action   string      // what was done, with its outcome
	Object   string      // uid of the record, or another opaque code
	Revision int64       // version of the record that the act left behind or read
	Purpose  string      // code of the stated purpose
	Files    []tlog.Hash // SHA-256 of the files that belong to the act
	Content  tlog.Hash   // commitment to the canonical new version of the record
	Detail   tlog.Hash   // commitment to the detail of the act
}

// Check reports the first field that does not belong in a leaf. Codes may hold
// only unspaced ASCII letters, digits and - _ . : / @ +, which keeps ordinary
// names and sentences out of a log from which nothing can ever be removed.
func (l Leaf) Check() error {
	switch {
	case l.Format != LeafFormat:
		return fmt.Errorf("leaf format %d is not known", l.Format)
	case l.Seq < 0 || l.Revision < 0:
		return errors.New("leaf has a negative number")
	case l.Time.UTC().Year() < 1 || l.Time.UTC().Year() > 9999:
		return errors.New("leaf time is outside the years 1 to 9999")
	case l.Action == "":
		return errors.New("leaf names no action")
	}
	for _, f := range l.words() {
		if !isWord(f.value) {
			return fmt.Errorf("leaf %s is not a code", f.key)
		}
	}
	for _, file := range l.Files {
		if Empty(file) {
			return errors.New("leaf has an empty file hash")
		}
	}
	return nil
}

type word struct{ key, value string }

func (l Leaf) words() [4]word {
	return [4]word{{"actor", l.Actor}, {"action", l.Action}, {"object", l.Object}, {"purpose", l.Purpose}}
}

func isWord(s string) bool {
	if len(s) > longestWord {
		return false
	}
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		digit := '0' <= c && c <= '9'
		if !letter && !digit && strings.IndexByte("-_.:/@+", c) < 0 {
			return false
		}
	}
	return true
}

// Body gives the one encoding of the leaf: a line for each field in fixed
// order, texts quoted in ASCII. It never fails and two different leaves never
// share a body; whether a leaf may be written at all is for Check to say.
// Fractions of a microsecond are dropped.
func (l Leaf) Body() []byte {
	b := make([]byte, 0, 384+54*len(l.Files))
	b = number(b, "aigaq-leaf", int64(l.Format))
	b = number(b, "seq", l.Seq)
	b = append(b, "time "...)
	b = l.Time.UTC().AppendFormat(b, leafTime)
	b = append(b, '\n')
	b = text(b, "actor", l.Actor)
	b = text(b, "action", l.Action)
	b = text(b, "object", l.Object)
	b = number(b, "revision", l.Revision)
	b = text(b, "purpose", l.Purpose)
	b = number(b, "files", int64(len(l.Files)))
	for _, file := range l.Files {
		b = hash(b, "file", file)
	}
	b = hash(b, "content", l.Content)
	return hash(b, "detail", l.Detail)
}

func number(b []byte, key string, n int64) []byte {
	b = append(append(b, key...), ' ')
	return append(strconv.AppendInt(b, n, 10), '\n')
}

func text(b []byte, key, value string) []byte {
	b = append(append(b, key...), ' ')
	return append(strconv.AppendQuoteToASCII(b, value), '\n')
}

// hash writes a dash where nothing is committed.
func hash(b []byte, key string, h tlog.Hash) []byte {
	b = append(append(b, key...), ' ')
	if Empty(h) {
		return append(b, '-', '\n')
	}
	return append(appendHex(b, h), '\n')
}
