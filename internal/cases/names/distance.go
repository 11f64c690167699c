package names

// The prices of changing one letter into another, in hundredths of a letter. What transliteration and hearing confuse is
// cheap; a letter that nothing explains costs a whole one.
const (
	wholeLetter = 100
	dropI       = 30 // an и or ы left out or put in: Асайын, Асаин
	dropH       = 60
	dropVowel   = 70
	swapTwo     = 80 // two neighbouring letters swapped
	// stillOneName is what two spellings of one name may differ by: о/у, or an и more. Beyond it two well-known names
	// are two names.
	stillOneName = 26
	far          = 10_000
)

// similar are pairs of classes that stand for each other in the spellings of one name.
func similar() []struct {
	a, b  byte
	price uint8
} {
	return []struct {
		a, b  byte
		price uint8
	}{
		{'o', 'u', 22}, {'a', 'e', 45}, {'e', 'i', 40}, {'a', 'o', 50}, {'u', 'i', 45}, {'o', 'e', 70}, {'a', 'i', 70},
		{'u', 'v', 30}, {'v', 'f', 40}, {'v', 'b', 60}, {'p', 'f', 45}, {'b', 'p', 50}, {'d', 't', 50}, {'g', 'k', 45},
		{'k', 'h', 40}, {'g', 'h', 40}, {'s', 'S', 45}, {'s', 'z', 45}, {'S', 'X', 40}, {'C', 's', 45}, {'C', 'X', 50},
		{'j', 'z', 50}, {'j', 'X', 60}, {'j', 'S', 70}, {'j', 'd', 60}, {'j', 'i', 50}, {'C', 'z', 50}, {'C', 't', 60}, {'m', 'n', 70},
	}
}

// prices is the table of similar as it is looked up.
var prices = func() (p [128][128]uint8) {
	for i := range p {
		for j := range p[i] {
			if i != j {
				p[i][j] = wholeLetter
			}
		}
	}
	for _, s := range similar() {
		p[s.a][s.b], p[s.b][s.a] = s.price, s.price
	}
	return p
}()

func price(a, b byte) uint16 {
	if a|b < 0x80 {
		return uint16(prices[a][b])
	}
	if a == b {
		return 0
	}
	return wholeLetter
}

// lone is the price of a letter that one key has and the other lacks.
func lone(c byte) uint16 {
	if c < 0x80 {
		return uint16(lonePrices[c])
	}
	return wholeLetter
}

// lonePrices is the table behind lone.
var lonePrices = func() (p [128]uint8) {
	for i := range p {
		p[i] = wholeLetter
	}
	p['a'], p['e'], p['o'], p['u'] = dropVowel, dropVowel, dropVowel, dropVowel
	p['i'], p['h'] = dropI, dropH
	return p
}()

// distance is how far two keys are apart, in hundredths of a letter (Damerau's distance in its restricted form, with the
// prices above), or far when it is above limit. It allocates nothing.
func distance(a, b string, limit int) int {
	if len(a) > maxLetters || len(b) > maxLetters {
		a, b = a[:min(len(a), maxLetters)], b[:min(len(b), maxLetters)]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if len(a)-len(b) > limit/dropI || len(b)-len(a) > limit/dropI {
		return far
	}
	var rows [3][maxLetters + 1]uint16
	last, row, next := &rows[0], &rows[1], &rows[2]
	row[0] = 0
	for j := range len(b) {
		row[j+1] = row[j] + lone(b[j])
	}
	for i := range len(a) {
		least := distanceRow(a, b, i, last, row, next)
		if int(least) > limit {
			return far
		}
		last, row, next = row, next, last
	}
	if d := int(row[len(b)]); d <= limit {
		return d
	}
	return far
}

// distanceRow fills the row after letter i of a and gives the least in it.
func distanceRow(a, b string, i int, last, row, next *[maxLetters + 1]uint16) uint16 {
	c := a[i]
	gone := lone(c)
	next[0] = row[0] + gone
	least := next[0]
	for j := 0; j < len(b) && j < maxLetters; j++ {
		d := min(row[j]+price(c, b[j]), row[j+1]+gone, next[j]+lone(b[j]))
		if i > 0 && j > 0 && c == b[j-1] && a[i-1] == b[j] && c != b[j] {
			d = min(d, last[j-1]+swapTwo)
		}
		next[j+1] = d
		least = min(least, d)
	}
	return least
}

// OneApart tells whether one mistake makes b of a: a letter more, less or other, or two that changed places.
func OneApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 || len(y)-len(x) > 1 {
		return false
	}
	for len(x) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	if len(y) == 2 {
		return len(x) == 2 && x[0] == y[1] && x[1] == y[0]
	}
	return len(y) < 2
}
