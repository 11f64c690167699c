package exchange

import (
	"strings"

	"aigaq/internal/cases"
)

// linkParts spreads the links of a role over columns. Each column has a value for every link, so that the first
// number, the first title and the first note belong together; a column that would hold nothing is left empty.
func linkParts(role string) []part {
	on := func(suffix string, value func(*cases.Link) string) part {
		return part{suffix, func(_ *cases.Field, h *cases.Head) string { return joinLinks(h, role, value) }}
	}
	return []part{
		on("", func(l *cases.Link) string { return l.To.Number }),
		on(".title", func(l *cases.Link) string { return Neutral(l.To.Title.Full) }),
		on(".certainty", func(l *cases.Link) string { return l.Certainty }),
		on(".note", func(l *cases.Link) string { return Neutral(l.Note) }),
	}
}

func joinLinks(h *cases.Head, role string, value func(*cases.Link) string) string {
	var out string
	n, some := 0, false
	for i := range h.Links {
		l := &h.Links[i]
		if l.Role != role || l.To.Hidden {
			continue
		}
		s := value(l)
		some = some || s != ""
		if n++; n > 1 {
			out += between
		}
		out += s
	}
	if !some {
		return ""
	}
	return out
}

// rows writes repeated answers in one cell: the required answers of a row first, then the others by their codes.
func rows(list *cases.RowList) string {
	var all []string
	for _, fields := range list.Rows() {
		var parts []string
		for _, f := range fields {
			if text := subAnswer(f); text != "" {
				parts = append(parts, text)
			}
		}
		all = append(all, strings.Join(parts, "; "))
	}
	return Neutral(strings.Join(all, between))
}

// subAnswer writes one answer of a row. The fields of a row are plain ones, each with one value besides its notes.
func subAnswer(f cases.Field) string {
	if f.Empty() {
		return ""
	}
	var texts []string
	for _, p := range partsOf(f) {
		if text := p.cell(&f, nil); text != "" {
			texts = append(texts, text)
		}
	}
	text := strings.Join(texts, ", ")
	if f.IsRequired {
		return text
	}
	return f.Code + "=" + text
}

// citations writes what sources state: the source's number, then the rest by name.
func citations(_ *cases.Field, h *cases.Head) string {
	var all []string
	for i := range h.Citations {
		c := &h.Citations[i]
		if c.Source.Hidden {
			continue
		}
		text := c.Source.Number
		for _, p := range [...][2]string{{"field", c.Field}, {"states", c.States}, {"where", c.Where}, {"credibility", c.Credibility}} {
			if p[1] != "" {
				text += "; " + p[0] + "=" + p[1]
			}
		}
		all = append(all, text)
	}
	return Neutral(strings.Join(all, between))
}
