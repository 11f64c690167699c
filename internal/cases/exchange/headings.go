package exchange

import (
	"strings"
	"unicode"

	"aigaq/internal/cases"
)

// What a column of a list may be taken for. A column that is taken for nothing is kept with the row as it is written.
const (
	AsName       = "name"
	AsSurname    = "surname"
	AsGiven      = "given"
	AsPatronymic = "patronymic"
	AsBorn       = "born"
	AsSex        = "sex"
	AsRegion     = "region"
	AsNothing    = ""
)

// ColumnRoles lists them in the order in which they are offered.
func ColumnRoles() []string {
	return []string{AsName, AsSurname, AsGiven, AsPatronymic, AsBorn, AsSex, AsRegion}
}

// headings are the words by which columns are known, in the three languages and as lists have them.
func headings() map[string][]string {
	return map[string][]string{
		AsName: {"name", "full name", "names", "person", "name as written", "фио", "ф и о", "фамилия имя отчество", "фамилия имя", "имя фамилия",
			"имена", "полное имя", "человек", "аты жөні", "аты-жөні", "аты жөнi", "тегі аты әкесінің аты", "тегі аты", "т а ә", "таә", "аты тегі", "есімі"},
		AsSurname:    {"surname", "last name", "family name", "lastname", "familyname", "фамилия", "тегі", "тегi", "фамилиясы"},
		AsGiven:      {"given name", "first name", "firstname", "given names", "forename", "имя", "аты", "өз аты"},
		AsPatronymic: {"patronymic", "middle name", "middlename", "отчество", "әкесінің аты", "әкесiнiң аты", "әкесінің есімі"},
		AsBorn: {"born", "date of birth", "birth date", "birthdate", "dob", "year of birth", "birth year", "born in", "дата рождения", "год рождения",
			"родился", "д р", "др", "г р", "гр", "дата рожд", "год рожд", "туған күні", "туған жылы", "туған күні айы жылы", "туылған күні", "туылған жылы", "туған уақыты", "ж т"},
		AsSex:    {"sex", "gender", "пол", "жынысы", "жыныс"},
		AsRegion: {"region", "oblast", "province", "регион", "область", "облыс", "облысы", "өңір", "өңірі", "аймақ"},
	}
}

// heading is a heading without case, signs and the difference between letters that look or sound alike.
func heading(text string) string {
	text = strings.ReplaceAll(strings.ToLower(plainCell(text)), "ё", "е")
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }), " ")
}

// roleOf is what a heading says that its column holds.
func roleOf(text string) string {
	key := heading(text)
	for role, words := range headings() {
		for _, w := range words {
			if key == heading(w) {
				return role
			}
		}
	}
	return AsNothing
}

func knownHeadings(row []string) int {
	n := 0
	for _, cell := range row {
		if roleOf(cell) != AsNothing {
			n++
		}
	}
	return n
}

// titleRows is how many rows with the title of a list may stand above its headings.
const titleRows = 5

// findHeadings looks for the row with the headings: the first, or one below the title, which is the widest so far and has
// at least two headings that are known.
func (s *Sheet) findHeadings() {
	if s.Headed = knownHeadings(s.Rows[0]) > 0; s.Headed {
		return
	}
	for i, row := range s.Rows[:min(titleRows+1, len(s.Rows))] {
		if filled(row) > 2 || knownHeadings(row) >= 2 {
			if s.Headed = i > 0 && knownHeadings(row) >= 2; s.Headed {
				s.Top = i
			}
			return
		}
	}
}

// headings gives the row of the headings; nothing where there is none.
func (s *Sheet) headings() []string {
	if !s.Headed {
		return nil
	}
	return s.Rows[s.Top]
}

func filled(row []string) int {
	n := 0
	for _, cell := range row {
		if cell != "" {
			n++
		}
	}
	return n
}

// GuessColumns says what each column of a sheet is taken for, by its heading, or without headings by what stands in it.
func (s *Sheet) GuessColumns() []string {
	roles := make([]string, s.Width())
	if s.Headed {
		taken := map[string]bool{}
		for i, cell := range s.headings() {
			if role := roleOf(cell); !taken[role] {
				roles[i], taken[role] = role, role != AsNothing
			}
		}
		return roles
	}
	name, most := -1, 0
	for i := range roles {
		dates, words := 0, 0
		for _, v := range s.Samples(i, 50) {
			if d, key := cases.ParseDate(v); key == "" && d.Known() {
				dates++
			} else if letters(v) >= 4 {
				words += min(3, len(strings.Fields(v)))
			}
		}
		if dates > 0 && words == 0 {
			roles[i] = AsBorn
		}
		if words > most {
			name, most = i, words
		}
	}
	if name >= 0 {
		roles[name] = AsName
	}
	return oneOf(roles, AsBorn)
}

// oneOf leaves a role to the first column that has it.
func oneOf(roles []string, role string) []string {
	first := true
	for i := range roles {
		if roles[i] == role && !first {
			roles[i] = AsNothing
		} else if roles[i] == role {
			first = false
		}
	}
	return roles
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
