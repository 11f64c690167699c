package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
)

func (s *Sheet) readCSV(file []byte) error {
	text, err := s.decode(file)
	if err != nil {
		return fmt.Errorf("read the encoding of %s: %w", s.Name, err)
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text, separator := announced(text)
	if separator == 0 {
		separator = guessSeparator(text)
	}
	s.Separator = string(separator)
	if quoted(text, separator) {
		return s.readQuoted(text, separator)
	}
	s.Quotes = true
	for i, line := range strings.Split(text, "\n") {
		if err := s.add(i+1, strings.Split(line, s.Separator)); err != nil {
			return err
		}
	}
	return nil
}

// decode brings the file into UTF-8. What is neither that nor UTF-16 is taken for windows-1251, in which spreadsheets
// in Russian save tables.
func (s *Sheet) decode(file []byte) (string, error) {
	if rest, ok := bytes.CutPrefix(file, []byte("\ufeff")); ok {
		file = rest
	}
	switch {
	case bytes.HasPrefix(file, []byte{0xff, 0xfe}), bytes.HasPrefix(file, []byte{0xfe, 0xff}):
		s.Encoding = "utf-16"
		text, err := textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewDecoder().Bytes(file)
		return string(text), err
	case isWide(file, 1):
		return s.decodeWide(file, textunicode.LittleEndian)
	case isWide(file, 0):
		return s.decodeWide(file, textunicode.BigEndian)
	case utf8.Valid(file):
		s.Encoding = "utf-8"
		return string(file), nil
	}
	s.Encoding = "windows-1251"
	text, err := charmap.Windows1251.NewDecoder().Bytes(file)
	return string(text), err
}

// isWide tells whether a file without a mark is UTF-16: zeros, of which other tables have none, stand in its line ends,
// spaces and separators, and all on one side. One that strayed into a file is none of them.
func isWide(file []byte, side int) bool {
	zeros := 0
	for i, c := range file {
		switch {
		case c == 0 && i%2 != side:
			return false
		case c == 0:
			zeros++
		}
	}
	return len(file)%2 == 0 && zeros*20 > len(file)
}

func (s *Sheet) decodeWide(file []byte, order textunicode.Endianness) (string, error) {
	s.Encoding = "utf-16"
	text, err := textunicode.UTF16(order, textunicode.IgnoreBOM).NewDecoder().Bytes(file)
	return string(text), err
}

// announced takes off a first line that says what the separator is, as some spreadsheets write it.
func announced(text string) (string, rune) {
	rest, ok := strings.CutPrefix(text, "sep=")
	if !ok {
		return text, 0
	}
	first, _ := utf8.DecodeRuneInString(rest)
	if !strings.ContainsRune(separators, first) {
		return text, 0
	}
	_, after, _ := strings.Cut(rest, "\n")
	return after, first
}

const separators = ";\t|,"

// guessSeparator takes the one by which most of the first lines split alike; a comma where none does.
func guessSeparator(text string) rune {
	lines := strings.SplitN(text, "\n", 32)
	lines = lines[:min(len(lines), 31)]
	best, most := ',', 0
	for _, sep := range separators {
		counts := map[int]int{}
		for _, line := range lines {
			if n := strings.Count(unquoted(line), string(sep)); n > 0 {
				counts[n]++
			}
		}
		for n, times := range counts {
			if score := times*10 + min(n, 9); score > most {
				best, most = sep, score
			}
		}
	}
	return best
}

// unquoted gives a line without what stands between quotes.
func unquoted(line string) string {
	var b strings.Builder
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 0 {
			b.WriteString(part)
		}
	}
	return b.String()
}

// quoted tells whether the whole text can be read with its quotes.
func quoted(text string, separator rune) bool {
	in := ragged(text, separator)
	for {
		if _, err := in.Read(); errors.Is(err, io.EOF) {
			return true
		} else if err != nil {
			return false
		}
	}
}

func (s *Sheet) readQuoted(text string, separator rune) error {
	in := ragged(text, separator)
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a row of %s: %w", s.Name, err)
		}
		line, _ := in.FieldPos(0)
		if err := s.add(line, cells); err != nil {
			return err
		}
	}
}

// ragged reads rows of any width.
func ragged(text string, separator rune) *csv.Reader {
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = separator, -1, true
	return in
}
