package names

import (
	"slices"
	"testing"
)

func TestAWordOfANameIsSpelledInTheOtherAlphabet(t *testing.T) { // R69
	for word, others := range map[string][]string{
		"Вымыслова": {"vymyslova", "vimislova"}, "Қиял": {"kiyal", "qiyal"}, "Жаңабек": {"zhanabek", "zhangabek", "janabek"},
		"Ғазиза": {"gaziza", "ghaziza"}, "Хасан": {"khasan", "hasan"}, "Юлия": {"yuliya", "iuliia"}, "Шұғыла": {"shugyla", "shughyla"},
		"Вымысловский": {"vymyslovskiy", "vymyslovskii", "vymyslovsky"},
		"Vymyslova":    {"вымыслова"}, "Qiyal": {"киял"}, "Zhanabek": {"жанабек"}, "Petrovsky": {"петровский", "петровскы"}, "Aidar": {"айдар"}, "Aydar": {"айдар"},
		"": nil, "123": nil,
	} {
		got := Spellings(word)
		for _, want := range others {
			if !slices.Contains(got, want) {
				t.Errorf("%q is not spelled %q: %q", word, want, got)
			}
		}
		if len(others) == 0 && len(got) > 0 || slices.Contains(got, Fold(word)) {
			t.Errorf("%q is spelled %q", word, got)
		}
	}
}
