// Package cases says what is recorded, what makes it sound, and who may see it.
//
// Everything that is kept is a Record of a Kind. A kind is a plain struct that embeds the Head every record has and
// lists its fields once, as pointers to itself; forms, validation, columns, exports, the history, filters and counts
// are all drawn from that one list. The package knows no database, no web and no other package of this program.
package cases
