package words

import "strings"

// english takes the commonest endings off a folded English word: detained, detaining, detentions.
func english(w string) string {
	for _, r := range w {
		if r < 'a' || r > 'z' {
			return w
		}
	}
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && len(w) > 3 && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		w = w[:len(w)-1]
	}
	for _, e := range []string{"ing", "ed"} {
		if stem, ok := strings.CutSuffix(w, e); ok && len(stem) >= 3 && strings.ContainsAny(stem, "aeiouy") {
			return undoubled(stem)
		}
	}
	if len(w) == 1 {
		return w
	}
	return strings.TrimSuffix(w, "e")
}

// undoubled takes back a letter that was doubled before an ending: stopped, stop.
func undoubled(stem string) string {
	n := len(stem)
	if stem[n-1] == stem[n-2] && !strings.ContainsRune("lsz", rune(stem[n-1])) {
		return stem[:n-1]
	}
	return strings.TrimSuffix(stem, "e")
}
