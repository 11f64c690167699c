package store

import (
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/words"
)

// part is a part of a scope in which a text is looked for: in some columns, where one word of each group of must
// stands too, among the records of some ids, or those of some cases that are privileged. None of the latter: all.
type part struct {
	columns    []string
	must       [][]string
	ids, cases []int64
}

// parts takes a scope apart. What follows from role and teams is looked for in all columns. What somebody sees beside
// (own entries, what was shared, what counsel sees) is not looked for in what is told with other records, which they
// may not see. The scope itself decides what is found: this is narrower or equal, and faster.
func parts(s cases.Scope) []part {
	all, own := []string{"open", "told"}, []string{"open"}
	if s.Secrets {
		all, own = textColumns(), []string{"open", "secret"}
	}
	if s.Everything || s.AllTeams && len(s.Levels) == len(cases.Levels()) {
		all := []part{{columns: all}}
		if len(s.Counsel) > 0 {
			all = append(all, part{columns: own, cases: s.Counsel})
		}
		return all
	}
	var out []part
	if arms := armWords(s); len(arms) > 0 {
		out = append(out, part{columns: all, must: [][]string{arms}})
	}
	if s.Creator != 0 {
		out = append(out, part{columns: own, must: [][]string{{creatorWord(s.Creator)}}})
	}
	if len(s.Shares) > 0 {
		out = append(out, part{columns: own, ids: s.Shares})
	}
	if len(s.Counsel) > 0 {
		out = append(out, part{columns: own, cases: s.Counsel})
	}
	return out
}

func armWords(s cases.Scope) []string {
	var out []string
	if s.AllTeams {
		for _, level := range s.Levels {
			out = append(out, words.Marked(markLevel, level))
		}
		return out
	}
	for _, level := range s.Shared {
		out = append(out, armWord("", level))
	}
	for _, team := range named(s.Teams) {
		for _, level := range s.Levels {
			out = append(out, armWord(team, level))
		}
	}
	return out
}

// textSource is where a database keeps the words: the table with the way it is joined, and the column of the record.
type textSource struct{ table, join, id string }

// holds is the condition that a row of the words holds what a part of a scope asks, beside a query.
func (s *Store) holds(q words.Query, p part) clause {
	id := s.engine.texts().id
	all := []clause{s.engine.holds(q, p.columns, p.must)}
	if p.ids != nil {
		all = append(all, in(id, p.ids))
	}
	if p.cases != nil {
		under := in("under", p.cases)
		all = append(all, clause{id + " IN (SELECT id FROM records WHERE level = ? AND " + under.sql + ")",
			append(args(cases.Privileged), under.args...)})
	}
	return and(all...)
}

// textClause is the condition that a record holds every word of a text, or bears a number: in any form of the words,
// from the third letter of each, in the script in which it is written or, for names and titles, in another one. A
// person is found by the likeness of the name as well.
func (s *Store) textClause(scope cases.Scope, text string) clause {
	if cases.LooksLikeNumber(text) {
		return clause{"records.number = ?", args(cases.CleanNumber(text))}
	}
	q := s.asked(text)
	if len(q.Readings) == 0 {
		return or()
	}
	var any []clause
	for _, p := range parts(scope) {
		any = append(any, s.withWords(q, p))
	}
	if canBeName(text) {
		any = append(any, namedIn(scope, text))
	}
	return or(any...)
}

// canBeName tells whether somebody can bear what was typed. What holds a number beside a date is the name of nobody, nor
// is what has a word longer than any name.
func canBeName(text string) bool {
	if len(text) > cases.MaxText {
		return false
	}
	name, _ := withoutBirths(text)
	long := func(w string) bool { return len(w) > 2*longestKey }
	return !strings.ContainsAny(name, "0123456789") && !slices.ContainsFunc(strings.Fields(name), long)
}

// withWords is the condition that a record is among those whose words a query finds.
func (s *Store) withWords(q words.Query, p part) clause {
	t, where := s.engine.texts(), s.holds(q, p)
	return clause{"records.id IN (SELECT " + t.id + " FROM " + t.table + " WHERE " + where.sql + ")", where.args}
}

// asked reads what somebody typed, with the vocabulary terms that are called so.
func (s *Store) asked(text string) words.Query {
	terms := s.terms()
	return words.Asked(text, func(tokens []words.Token) []string {
		var out []string
		for _, t := range terms {
			if t.words.Holds(tokens) {
				out = append(out, t.token)
			}
		}
		return out
	})
}

// term is a vocabulary term that records are found by, with the words that it is called by.
type term struct {
	token string
	words words.Set
}

// termWords are the terms of a book, made once.
type termWords struct {
	book  *cases.Book
	terms []term
}

func (s *Store) terms() []term {
	book := s.book()
	if known := s.called.Load(); known != nil && known.book == book {
		return known.terms
	}
	var out []term
	for _, list := range cases.NamedLists() {
		for _, t := range book.Terms(list, "") {
			set := words.Set{}
			for up, ok := t, true; ok; up, ok = book.Term(list, up.Parent) { // a paragraph is found by its article
				for _, text := range []string{up.Code, up.En, up.Ru, up.Kk} {
					set.Line(text)
				}
				if up.Parent == up.Code {
					break
				}
			}
			out = append(out, term{termWord(list, t.Code), set})
		}
	}
	s.called.Store(&termWords{book, out})
	return out
}

// ---- the two databases

func (e sqlite) texts() textSource {
	return textSource{"text_index", "text_index CROSS JOIN", "text_index.rowid"}
}

func (e sqlite) keepText() string {
	return `INSERT INTO texts (record, open, secret, told, told_secret) VALUES (?,?,?,?,?) ON CONFLICT (record) DO UPDATE SET
open = excluded.open, secret = excluded.secret, told = excluded.told, told_secret = excluded.told_secret
WHERE texts.open <> excluded.open OR texts.secret <> excluded.secret OR texts.told <> excluded.told OR texts.told_secret <> excluded.told_secret`
}

// holds writes a query in the language of FTS5. Every word stands between quotes, and holds none.
func (e sqlite) holds(q words.Query, columns []string, must [][]string) clause {
	var readings []string
	for _, r := range q.Readings {
		var all []string
		for _, w := range r.Words {
			all = append(all, eitherFTS(w.Sought()))
		}
		readings = append(readings, "("+strings.Join(all, " AND ")+")")
	}
	match := "{" + strings.Join(columns, " ") + "} : (" + strings.Join(readings, " OR ") + ")"
	for _, group := range must {
		match += " AND {open} : " + eitherFTS(exactly(group))
	}
	return clause{"text_index MATCH ?", args(match)}
}

func eitherFTS(tokens []words.Token) string {
	parts := make([]string, len(tokens))
	for i, t := range tokens {
		parts[i] = `"` + t.Text + `"`
		if t.Prefix {
			parts[i] += "*"
		}
	}
	return "(" + balanced(parts, " OR ") + ")"
}

// balanced joins parts by an operator, in halves of halves: a database works through what stands between brackets step
// by step within, and thousands of parts in one row would take it the square of the time, or all of its stack.
func balanced(parts []string, operator string) string {
	if len(parts) <= 32 {
		return strings.Join(parts, operator)
	}
	n := len(parts) / 2
	return "(" + balanced(parts[:n], operator) + ")" + operator + "(" + balanced(parts[n:], operator) + ")"
}

func exactly(list []string) []words.Token {
	out := make([]words.Token, len(list))
	for i, w := range list {
		out[i] = words.Token{Text: w}
	}
	return out
}

func (e postgres) texts() textSource { return textSource{"texts", "texts JOIN", "texts.record"} }

func (e postgres) keepText() string {
	return `INSERT INTO texts (record, open, secret, told, told_secret) VALUES (?, array_to_tsvector(string_to_array(?, ' ')),
array_to_tsvector(string_to_array(?, ' ')), array_to_tsvector(string_to_array(?, ' ')), array_to_tsvector(string_to_array(?, ' ')))
ON CONFLICT (record) DO UPDATE SET open = excluded.open, secret = excluded.secret, told = excluded.told, told_secret = excluded.told_secret
WHERE texts.open <> excluded.open OR texts.secret <> excluded.secret OR texts.told <> excluded.told OR texts.told_secret <> excluded.told_secret`
}

// holds writes a query in the language of tsquery, a condition for each word. Every word stands between quotes, and
// holds none.
func (e postgres) holds(q words.Query, columns []string, must [][]string) clause {
	var readings []clause
	for _, r := range q.Readings {
		var all []clause
		for _, w := range r.Words {
			all = append(all, anyColumn(columns, eitherTS(w.Sought())))
		}
		readings = append(readings, and(all...))
	}
	all := []clause{or(readings...)}
	for _, group := range must {
		all = append(all, anyColumn(columns[:1], eitherTS(exactly(group))))
	}
	return and(all...)
}

// anyColumn is the condition that one of some columns holds a tsquery. The names of the columns are constants.
func anyColumn(columns []string, query string) clause {
	var any []clause
	for _, name := range columns {
		any = append(any, clause{"texts." + name + " @@ CAST(? AS tsquery)", args(query)})
	}
	return or(any...)
}

func eitherTS(tokens []words.Token) string {
	parts := make([]string, len(tokens))
	for i, t := range tokens {
		parts[i] = "'" + t.Text + "'"
		if t.Prefix {
			parts[i] += ":*"
		}
	}
	return balanced(parts, " | ")
}

// kindWord is the condition of one kind, for must.
func kindWord(kind string) []string { return []string{words.Marked(markKind, kind)} }
