package words

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Each line is a stem and forms of the word, of which all have that stem.
const russianForms = `протест: протест протеста протесту протестом протесте протесты протестов протестам протестами протестах
пытк: пытка пыток пытки пытку пыткой пытке пытками пытках
задержа: задержанный задержанного задержанному задержанные задержанных задержан задержана задержаны задержали задержать задержал задержала
полиц: полиция полиции полицию полицией полициями
суд: суд суда суду судом суде суды судов судам судами
осужд: осужден осуждена осуждены
списк: список списка списки списков списках
важн: важный важная важное важные важного важным
адвокат: адвокат адвоката адвокату адвокатом адвокаты адвокатов адвокатами
площад: площадь площади площадью площадей площадям площадями
избива: избивал избивала избивали избивать избивают избивает
стреля: стреляли стрелял стрелять стреляет стреляют
больниц: больница больницы больницу больницей больницах
митинг: митинг митинга митинги митингов митингах митингом
заявлен: заявление заявления заявлению заявлением заявлениями заявлениях
ранен: ранение ранения ранению ранением ранениями ранениях`

const kazakhForms = `кама: камаулар камаудын камаудагы камауда
адвокат: адвокат адвокаттын адвокатка адвокатты адвокаттан адвокатпен адвокаттар адвокаттарды адвокаттарга
полицей: полицейлер полицейлерге полицейлердин полицейлермен полицейлерди
мектеп: мектеп мектептин мектепте мектептен мектептер мектептерге
кала: кала каланын калада каладан калага калалар калаларда каламыз
сот: сот сотка соттын сотта соттан соттар соттарга
бап: бап бабы бабынын бапка баптар
китап: китап китабы китаптар
шер: шеру шеруге шерулер шеруде
кыз: кыз кызга кыздын кыздар кыздарды кызым кызы`

const englishForms = `detain: detain detains detained detaining
protest: protest protests protested protesting
injury: injury injuries
stop: stop stops stopped stopping
witness: witness witnesses
polic: police`

func TestFormsOfAWordShareAStem(t *testing.T) {
	for _, c := range []struct {
		language, forms string
		stem            func(string) string
	}{{"Russian", russianForms, russian}, {"Kazakh", kazakhForms, kazakh}, {"English", englishForms, english}} {
		for line := range strings.Lines(c.forms) {
			stem, forms, _ := strings.Cut(strings.TrimSpace(line), ":")
			for _, w := range strings.Fields(forms) {
				if got := c.stem(w); got != stem {
					t.Errorf("%s: the stem of %q is %q, want %q", c.language, w, got, stem)
				}
			}
		}
	}
}

func TestAStemIsNeverEmptyNorLongerThanItsWord(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("абвгдеийлмнорстуыьюяabdeingsty0")), 1, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		w := word.Draw(t, "word")
		for _, stem := range []string{russian(w), kazakh(w), english(w)} {
			if stem == "" && w != "" && !strings.ContainsAny(w, "аеиоуыэюя") || len(stem) > len(w) {
				t.Fatalf("the stem of %q is %q", w, stem)
			}
		}
	})
}

func finds(text, query string) bool {
	have := Set{}
	have.Line(text)
	for _, r := range Asked(query, func([]Token) []string { return nil }).Readings {
		if !slices.ContainsFunc(r.Words, func(w Word) bool { return !have.Holds(w.Tokens) }) {
			return true
		}
	}
	return false
}

func TestWhatIsTypedFindsWhatWasWritten(t *testing.T) {
	for _, c := range []struct {
		name, text, query string
		want              bool
	}{
		{"nothing finds nothing", "протест", " — ", false},
		{"another word", "протест", "митинг", false},
		{"one of two words is not there", "протест в Алматы", "протест Астана", false},
		{"two letters are a whole word", "протест", "пр", false},
		{"a Russian stem is no Kazakh one", "сотка", "сотый", false},
		{"the whole word", "протест", "ПРОТЕСТ", true},
		{"its beginning", "протест", "про", true},
		{"another Russian form", "на протестах", "протестами", true},
		{"another Kazakh form", "адвокаттардың", "адвокатқа", true},
		{"Kazakh letters typed as Russian ones", "Қамауда", "камаудан", true},
		{"another English form", "was detained", "detaining", true},
		{"another article", "ст. 272 ч. 2 УК", "статья 378", false},
		{"an article written short", "ст. 272 ч. 2 УК", "статье 272", true},
		{"an article in another language", "ҚК 272-бабы, 272-бап", "article 272", true},
		{"an article by its word alone", "ст. 272", "бап 272", true},
		{"a case number by a part", "№ 22-7511-00-3/14", "7511", true},
		{"a case number whole", "дело № 22-7511-00-3/14 от мая", "22-7511-00-3/14", true},
		{"a case number without what parts it", "№ 22-7511-00-3/14", "2275110", true},
		{"a telephone number", "+7 (701) 123-45-67", "87011234567", false},
		{"a telephone number as it is written in short", "+7 (701) 123-45-67", "7011234567", true},
		{"an article", "ст.272 ч.2", "272", true},
		{"an article written together", "ст272", "272", true},
		{"the Russian layout", "протест на площади", "ghjntcn", true},
		{"the Kazakh layout", "қала", "0fkf", true},
		{"the English layout", "protest", "зкщеуые", true},
		{"another layout finds nothing that is not there", "митинг", "ghjntcn", false},
	} {
		if got := finds(c.text, c.query); got != c.want {
			t.Errorf("%s: %q in %q: %t", c.name, c.query, c.text, got)
		}
	}
}

func TestANumberIsFoundByThreeDigitsOfIt(t *testing.T) {
	have := Set{}
	have.Number("DET-482193")
	for query, want := range map[string]bool{"482193": true, "482": true, "821": true, "193": true, "82": false, "913": false, "DET-482": true, "PER-482": false} {
		r := Asked(query, func([]Token) []string { return nil }).Readings
		if got := !slices.ContainsFunc(r[0].Words, func(w Word) bool { return !have.Holds(w.Tokens) }); got != want {
			t.Errorf("%s: %t", query, got)
		}
	}
}

func TestTokensHoldNothingThatADatabaseReadsAsASign(t *testing.T) { // R37
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		have := Set{}
		have.Line(text)
		have.Mark('k', text)
		for _, r := range Asked(text, func([]Token) []string { return nil }).Readings {
			for _, w := range r.Words {
				for _, k := range w.Tokens {
					have[k.Text] = true
				}
			}
		}
		for w := range have {
			if w == "" || strings.ContainsAny(w, "\"'\\ :*(){}^+-&|!\x00\t\n") {
				t.Fatalf("%q gives the token %q", text, w)
			}
		}
	})
}

func TestALongTextIsIndexedUpToTheBound(t *testing.T) {
	have := Set{}
	var b strings.Builder
	for i := range 200_000 {
		b.WriteString(string(rune('а'+i%32)) + string(rune('а'+i/32%32)) + string(rune('а'+i/1024%32)) + string(rune('а'+i/32768%32)) + " ")
	}
	have.Text(b.String() + strings.Repeat("ы", 5000))
	if n := len(have.Sorted()); n > maxTokens || n < maxTokens-100 {
		t.Errorf("%d bytes of tokens", n)
	}
}
