package names

import (
	"slices"
	"testing"
)

func TestSearchesFindAndSayWhy(t *testing.T) {
	for _, c := range []struct{ query, found, reason string }{
		{"Жанболат", "Жанболат Мамай", "same"},
		{"жанб", "Жанболат Мамай", "part"},
		{"болат мам", "Жанболат Мамай", "part"},
		{"Jaqsylyq", "Жақсылық Асанов", "same_kazakh"},
		{"Zhaksylyk", "Жаксылык Асанов", "same_cyrillic"},
		{"Жаксылык", "Jaqsylyq Asanov", "same_latin"},
		{"Усенулы", "Асан Үсенұлы", "same_kazakh"},
		{"Мамаев Жанболат", "Жанболат Мамай", "ending"},
		{"Мамай Ж", "Жанболат Мамай", "initial"},
		{"Жонбалот Мамай", "Жанболат Мамай", "letters"},
		{"Юлия", "Julia Scheglova", "foreign"},
		{"Хамит Кожасеит", "Хамит Қожа-Сейіт", "joined"},
		{"Нур Султан", "Нурсултан Абаев", "joined"},
		{"Мамай Жанболат", "Жанболат Мамай", "order"},
		{"Acaн", "Асан Үсенов", "homoglyph"},
	} {
		score, reasons := Explain(Parse(c.query), Parse(c.found))
		if score < ProposeAt || !slices.ContainsFunc(reasons, func(r Reason) bool { return r.Key == c.reason }) {
			t.Errorf("%q finds %q with %.3f %v, want %s", c.query, c.found, score, reasons, c.reason)
		}
	}
}

func TestSearchesDoNotFindOthers(t *testing.T) {
	for _, c := range []struct{ query, found string }{
		{"Бекзат", "Жанболат Мамай"},
		{"Жанболат Бекзат", "Жанболат Мамай"},
		{"", "Жанболат Мамай"},
		{"Жанболат", ""},
	} {
		if score, _ := Explain(Parse(c.query), Parse(c.found)); score != 0 {
			t.Errorf("%q finds %q with %.3f", c.query, c.found, score)
		}
	}
}

func TestBetterHitsComeFirst(t *testing.T) {
	order := []string{"Асан Үсенов", "Асан Үсенов Ержанұлы", "Асан Усенова"}
	last := 2.0
	for _, found := range order {
		score, _ := Explain(Parse("Асан Үсенов"), Parse(found))
		if score > last {
			t.Errorf("%q comes before what is nearer, with %.3f", found, score)
		}
		last = score
	}
}

func TestAnotherKeyboardLayoutIsUnderstood(t *testing.T) {
	for _, c := range []struct{ typed, meant string }{
		{"Vfvfq", "Мамай"},
		{"eke,tr", "улубек"},
		{"2ctk", "Әсел"},
		{"Ьфьфн", "Mamay"},
		{"Ofjy", "Щаон"},
	} {
		found := false
		for _, f := range Queried(c.typed) {
			if score, reasons := Explain(f, Parse(c.meant)); score > 0.8 {
				found = true
				if !slices.ContainsFunc(reasons, func(r Reason) bool { return r.Key == "layout" }) {
					t.Errorf("%q finds %q without saying so: %v", c.typed, c.meant, reasons)
				}
			}
		}
		if !found {
			t.Errorf("%q does not find %q", c.typed, c.meant)
		}
	}
}

func TestWellKnownNamesAreTakenAsTyped(t *testing.T) {
	for _, text := range []string{"Асан", "Serik Asanov", "Жанболат"} {
		if forms := Queried(text); len(forms) != 1 {
			t.Errorf("%q is read in %d ways", text, len(forms))
		}
	}
}
