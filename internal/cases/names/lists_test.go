package names

import (
	"strings"
	"testing"
	"unicode"
)

func TestTheListsHoldNamesInOneAlphabet(t *testing.T) {
	for _, line := range linesOf(givenText) {
		if strings.HasPrefix(line, "= ") {
			continue
		}
		for name := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == ' ' || r == '*' || r == '=' }) {
			for _, r := range name {
				if !unicode.Is(unicode.Cyrillic, r) {
					t.Errorf("%q holds %q", name, r)
				}
			}
			if len(strings.Fields(strongs(Parse(name)))) != 1 {
				t.Errorf("%q is not one word", name)
			}
		}
	}
}

func TestNoWellKnownGivenNameIsASurname(t *testing.T) {
	for key := range lists().given {
		if stem, is, of := takeEnding(key); of == shapeOv && len(stem) > 3 {
			t.Errorf("%s ends as a surname does (%d)", key, is)
		}
	}
}

func TestSpellingsOfAWellKnownNameAreOneName(t *testing.T) {
	for _, group := range [][]string{{"Жусуп", "Жусип", "Жүсіп"}, {"Мухамед", "Мухамет", "Мұхаммед", "Магомед"}, {"Камила", "Камиля"},
		{"Болат", "Булат"}, {"Ибрагим", "Иброхим", "Ыбырайым"}, {"Азиз", "Газиз"}} {
		for _, name := range group[1:] {
			if a, b := Parse(group[0]).Words[0].given, Parse(name).Words[0].given; a == 0 || a != b && b != 0 {
				t.Errorf("%s is number %d, %s number %d", group[0], a, name, b)
			}
		}
	}
	for _, pair := range [][2]string{{"Ерлан", "Арлан"}, {"Марат", "Мурат"}, {"Дана", "Диана"}, {"Канат", "Санат"}, {"Алия", "Алина"}, {"Ербол", "Ерлан"}} {
		if a, b := Parse(pair[0]).Words[0].given, Parse(pair[1]).Words[0].given; a == 0 || b == 0 || a == b {
			t.Errorf("%s is number %d, %s number %d", pair[0], a, pair[1], b)
		}
	}
}
