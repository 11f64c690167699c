package names

import (
	"math/rand/v2"
	"testing"
)

// benchForms are parsed names of the kind that meet in one block: many share a word.
func benchForms() []Form {
	surnames := []string{"Сериков", "Әубәкіров", "Zhaqsybekov", "Ержанұлы", "Тоқаева", "Kassymova", "Ли", "Сейткали", "Қожа-Сейіт", "Щеглова"}
	given := []string{"Нұрлан", "Нурлан", "Nurlan", "Жанболат", "Zhanbulat", "Айгүл", "Julia", "Дмитрий", "А.", "Бақытжан"}
	fathers := []string{"", " Маратович", " Болатұлы", " Seriquly", " Б."}
	var out []Form
	for _, s := range surnames {
		for _, g := range given {
			for _, f := range fathers {
				out = append(out, Parse(s+" "+g+f))
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func BenchmarkCompareForms(b *testing.B) {
	forms := benchForms()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		CompareForms(forms[i%len(forms)], forms[(i*7+13)%len(forms)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pairs/s")
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		for _, s := range sampleNames {
			Parse(s)
		}
	}
	reportNames(b)
}

func BenchmarkKeys(b *testing.B) {
	forms := benchForms()
	i := 0
	for b.Loop() {
		forms[i%len(forms)].Keys()
		i++
	}
}
