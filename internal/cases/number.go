package cases

import (
	"regexp"
	"strings"
)

var numberForm = regexp.MustCompile(`^[A-Z]{3}-[0-9]{6,12}$`)

// CleanNumber brings a typed record number into its one form: "det 482193" and "DET-482193" are the same.
func CleanNumber(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	s = strings.NewReplacer("–", "-", "—", "-", "№", "", " ", "-").Replace(s)
	if len(s) > 3 && s[3] != '-' {
		s = s[:3] + "-" + s[3:]
	}
	return s
}

// LooksLikeNumber tells whether a text is a record number once cleaned.
func LooksLikeNumber(s string) bool { return numberForm.MatchString(CleanNumber(s)) }

// leadingNumber takes the record number from the front of "PER-605128 Some Name", as reference boxes show it.
func leadingNumber(s string) (string, bool) {
	first, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	if LooksLikeNumber(first) {
		return CleanNumber(first), true
	}
	if LooksLikeNumber(s) {
		return CleanNumber(s), true
	}
	return "", false
}
