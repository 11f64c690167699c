package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// refusedLists holds two lists. common.txt.gz is the passwords.json of @zxcvbn-ts/language-common 4.1.3, about 49,000
// of the most common passwords, in lower case and sorted; its licence (MIT) is beside it. context.txt is our own: the
// words that people who work in this field in Kazakhstan are likeliest to take.
//
//go:embed refused/common.txt.gz refused/context.txt
var refusedLists embed.FS

// easilyGuessed tells whether a password is among the first that others would try (R4): a common one, or one whose core
// is a common word or made of words of the field once digits and signs around it are taken off and digits within it
// are read as the letters that they stand for; the same typed in the other layout of the keyboard; a walk over the
// keyboard; or one short piece repeated. name is the account's, which counts as a word.
func easilyGuessed(password, name string) (bool, error) {
	plain := folded(password)
	if isWalk(plain) || isRepeated(plain) {
		return true, nil
	}
	context, err := contextWords()
	if err != nil {
		return false, err
	}
	for _, part := range append(strings.Fields(folded(name)), strings.ReplaceAll(folded(name), " ", "")) {
		context[part] = true
	}
	cores := coresOf(plain)
	for core := range cores {
		if madeOf(core, context, 3) {
			return true, nil
		}
	}
	return isCommon(cores)
}

// folded is a password in the form in which it is held against the lists. It is not what is hashed.
func folded(s string) string { return norm.NFC.String(strings.ToLower(norm.NFKC.String(s))) }

// coresOf gives what may be the word that a password is built from.
func coresOf(plain string) map[string]bool {
	out := map[string]bool{plain: true}
	for _, typed := range []string{plain, otherLayout(plain)} {
		trimmed := strings.TrimFunc(typed, func(r rune) bool { return !unicode.IsLetter(r) })
		for _, one := range []string{trimmed, letters.Replace(trimmed), letters.Replace(typed)} {
			out[onlyLetters(one)] = true
		}
	}
	delete(out, "")
	return out
}

func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// letters reads digits and signs as the letters that they are put for.
var letters = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "@", "a", "$", "s", "!", "i")

// madeOf tells whether a core consists of at most so many words of a list.
func madeOf(core string, words map[string]bool, most int) bool {
	if words[core] {
		return true
	}
	if most == 1 {
		return false
	}
	for i := range core {
		if i > 0 && words[core[:i]] && madeOf(core[i:], words, most-1) {
			return true
		}
	}
	return false
}

func contextWords() (map[string]bool, error) {
	b, err := refusedLists.ReadFile("refused/context.txt")
	if err != nil {
		return nil, fmt.Errorf("read the refused passwords: %w", err)
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		if word := strings.TrimSpace(line); !strings.HasPrefix(word, "#") {
			out[word] = true
		}
	}
	return out, nil
}

// isCommon reads through the long list, which is not kept in memory: passwords are chosen seldom.
func isCommon(cores map[string]bool) (bool, error) {
	b, err := refusedLists.ReadFile("refused/common.txt.gz")
	if err != nil {
		return false, fmt.Errorf("read the refused passwords: %w", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return false, fmt.Errorf("read the refused passwords: %w", err)
	}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		if cores[lines.Text()] {
			return true, nil
		}
	}
	if err := lines.Err(); err != nil {
		return false, fmt.Errorf("read the refused passwords: %w", err)
	}
	return false, nil
}

// keyRows are keys that lie beside each other, and orders that everybody knows.
func keyRows() []string {
	return []string{
		"1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю.",
		"1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "abcdefghijklmnopqrstuvwxyz",
		"абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
	}
}

// isWalk tells whether most of a password is one key after its neighbour, forwards, backwards or the same again.
func isWalk(plain string) bool {
	next := map[[2]rune]bool{}
	for _, row := range keyRows() {
		keys := []rune(row)
		for i := 1; i < len(keys); i++ {
			next[[2]rune{keys[i-1], keys[i]}], next[[2]rune{keys[i], keys[i-1]}] = true, true
		}
	}
	keys, steps := []rune(plain), 0
	for i := 1; i < len(keys); i++ {
		if keys[i] == keys[i-1] || next[[2]rune{keys[i-1], keys[i]}] {
			steps++
		}
	}
	return steps*10 >= 7*(len(keys)-1)
}

// isRepeated tells whether a password is one piece of up to six characters again and again.
func isRepeated(plain string) bool {
	keys := []rune(plain)
	for length := 1; length <= 6 && 2*length <= len(keys); length++ {
		same := true
		for i := length; i < len(keys) && same; i++ {
			same = keys[i] == keys[i-length]
		}
		if same {
			return true
		}
	}
	return false
}

// The keys of both layouts in the same order.
const (
	latinKeys    = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
	cyrillicKeys = "йцукенгшщзхъфывапролджэячсмитьбю"
)

// otherLayout gives what the same keys write in the other layout.
func otherLayout(plain string) string {
	latin, cyrillic := []rune(latinKeys), []rune(cyrillicKeys)
	other := map[rune]rune{}
	for i := range latin {
		other[latin[i]], other[cyrillic[i]] = cyrillic[i], latin[i]
	}
	return strings.Map(func(r rune) rune {
		if o, ok := other[r]; ok {
			return o
		}
		return r
	}, plain)
}
