package exchange

import (
	"slices"
	"strings"
)

// listColumns names the column of each list: in_, what it is called in Latin letters, and the digits of its number,
// which make it the only one of that name.
func (m Matrix) listColumns() []string {
	out := make([]string, len(m.Lists))
	for i, h := range m.Lists {
		out[i] = columnOf(h.Number, h.Title.Full)
	}
	return out
}

func columnOf(number, title string) string {
	_, digits, _ := strings.Cut(number, "-")
	return strings.Join(slices.DeleteFunc([]string{"in", slug(title), digits}, func(s string) bool { return s == "" }), "_")
}

// slug is a title in small Latin letters and digits, cut to what a heading bears.
func slug(title string) string {
	const most = 24
	letters := strings.NewReplacer("а", "a", "ә", "a", "б", "b", "в", "v", "г", "g", "ғ", "g", "д", "d", "е", "e", "ё", "e", "ж", "zh", "з", "z",
		"и", "i", "й", "i", "к", "k", "қ", "q", "л", "l", "м", "m", "н", "n", "ң", "n", "о", "o", "ө", "o", "п", "p", "р", "r", "с", "s", "т", "t",
		"у", "u", "ұ", "u", "ү", "u", "ф", "f", "х", "h", "һ", "h", "ц", "ts", "ч", "ch", "ш", "sh", "щ", "sh", "ъ", "", "ы", "y", "і", "i", "ь", "",
		"э", "e", "ю", "yu", "я", "ya").Replace(strings.ToLower(title))
	words := strings.FieldsFunc(letters, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	out := ""
	for _, w := range words {
		if len(out)+len(w)+1 > most {
			break
		}
		out = strings.TrimPrefix(out+"_"+w, "_")
	}
	return out
}
