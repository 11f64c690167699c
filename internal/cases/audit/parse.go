package audit

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

var errCanonical = errors.New("leaf is not in canonical form")

// ParseLeaf reads a body back. It refuses an unknown format and every body
// that Body would not have written byte for byte, so one act has one hash.
func ParseLeaf(body []byte) (Leaf, error) {
	r := lines{rest: body}
	l := Leaf{
		Format:   int(r.number("aigaq-leaf")),
		Seq:      r.number("seq"),
		Time:     r.time("time"),
		Actor:    r.text("actor"),
		Action:   r.text("action"),
		Object:   r.text("object"),
		Revision: r.number("revision"),
		Purpose:  r.text("purpose"),
		Files:    r.files(),
		Content:  r.hash("content"),
		Detail:   r.hash("detail"),
	}
	if !r.bad && l.Format != LeafFormat {
		return Leaf{}, fmt.Errorf("leaf format %d is not known", l.Format)
	}
	if r.bad || !bytes.Equal(l.Body(), body) {
		return Leaf{}, errCanonical
	}
	return l, nil
}

// lines takes a body apart line by line and remembers whether a line was not
// what it should be; after that it answers with zero values.
type lines struct {
	rest []byte
	bad  bool
}

func (r *lines) value(key string) string {
	line, rest, found := bytes.Cut(r.rest, []byte("\n"))
	name, value, split := bytes.Cut(line, []byte(" "))
	if r.bad || !found || !split || string(name) != key {
		r.bad = true
		return ""
	}
	r.rest = rest
	return string(value)
}

func (r *lines) number(key string) int64 {
	n, err := strconv.ParseInt(r.value(key), 10, 64)
	r.bad = r.bad || err != nil
	return n
}

func (r *lines) text(key string) string {
	s, err := strconv.Unquote(r.value(key))
	r.bad = r.bad || err != nil
	return s
}

func (r *lines) time(key string) time.Time {
	t, err := time.Parse(leafTime, r.value(key))
	r.bad = r.bad || err != nil
	return t
}

func (r *lines) hash(key string) tlog.Hash {
	s := r.value(key)
	if s == "-" {
		return tlog.Hash{}
	}
	h, err := ParseRoot(s)
	r.bad = r.bad || err != nil
	return h
}

// files believes the stated number only as far as lines really follow, so a
// forged number cannot make it reserve memory.
func (r *lines) files() []tlog.Hash {
	var files []tlog.Hash
	for n := r.number("files"); n > 0 && !r.bad; n-- {
		files = append(files, r.hash("file"))
	}
	return files
}
