package store

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
)

// How many people a block holds at most. A key of a name that more than rareMost bear is no block by itself: those are
// put together who share another thing too. Where even so more than blockMost are together, each is compared with the
// windowMost nearest alone, and that is said.
const (
	rareMost   = 250
	blockMost  = 400
	windowMost = 30
)

// entry says that somebody is in a block. The block is a number whose two lowest bits say: that only those in it are
// compared of whom one is written with initials, and that this one is.
type entry struct {
	block uint64
	who   int32
}

const (
	ofInitials    = 2
	withAnInitial = 1
)

// group is the block without what is said of one member.
func (e entry) group() uint64 { return e.block | withAnInitial }

// blocking puts people together who could be the same, so that not everybody need be compared with everybody.
type blocking struct {
	people  []someone
	seed    maphash.Seed
	entries []entry
	blocks  [][]entry // parts of entries: those that are compared each with each
	cut     [][]entry // those that are too many for that
	of      [][]uint64
}

// blocksOf makes the blocks of some people.
func blocksOf(people []someone) *blocking {
	b := &blocking{people: people, seed: maphash.MakeSeed()}
	b.entries = b.single()
	groups := b.groups()
	common := map[uint64]bool{}
	b.entries = b.keep(groups, rareMost, func(g []entry) { common[g[0].group()] = true })
	b.entries = append(b.entries, b.combined(common)...)
	groups = b.groups()
	var large []entry
	b.entries = b.keep(groups, blockMost, func(g []entry) { large = append(large, b.nearer(g)...) })
	b.entries = append(b.entries, large...)
	for _, g := range b.groups() {
		switch {
		case len(g) > blockMost:
			b.cut = append(b.cut, g)
		case len(g) > 1:
			b.blocks = append(b.blocks, g)
		}
	}
	b.index()
	return b
}

// groups sorts the entries and gives those of each block together.
func (b *blocking) groups() [][]entry {
	slices.SortFunc(b.entries, func(x, y entry) int {
		return cmp.Or(cmp.Compare(x.group(), y.group()), cmp.Compare(x.who, y.who), cmp.Compare(y.block, x.block))
	})
	b.entries = slices.CompactFunc(b.entries, func(x, y entry) bool { return x.group() == y.group() && x.who == y.who })
	var out [][]entry
	for rest := b.entries; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].group() == rest[0].group() {
			n++
		}
		out, rest = append(out, rest[:n]), rest[n:]
	}
	return out
}

// keep gives the entries of blocks that are not too large, and hands the others to large.
func (b *blocking) keep(groups [][]entry, most int, large func([]entry)) []entry {
	var out []entry
	for _, g := range groups {
		if len(g) > most {
			large(g)
		} else if len(g) > 1 {
			out = append(out, g...)
		}
	}
	return out
}

// block numbers what is shared.
func (b *blocking) block(parts ...string) uint64 {
	return maphash.String(b.seed, strings.Join(parts, "\x00")) &^ (ofInitials | withAnInitial)
}

// single puts everybody into the block of each key of each of their names, and of their identification number.
func (b *blocking) single() []entry {
	var out []entry
	for i, p := range b.people {
		for _, f := range p.Names {
			for _, key := range f.Keys() {
				out = append(out, entry{b.block(key), int32(i)})
			}
		}
		if p.IIN != "" {
			out = append(out, entry{b.block("iin", p.IIN), int32(i)})
		}
	}
	return out
}

// combined puts those together who share a common key and one thing more: another common key of the same name, the year
// of birth or one beside it, the letter that another word begins with where that is all that one name has, or that the
// name has no other word.
func (b *blocking) combined(common map[uint64]bool) []entry {
	var out []entry
	for i, p := range b.people {
		who := int32(i)
		for _, f := range p.Names {
			var keys []string
			for _, key := range f.Keys() {
				if common[b.block(key)|withAnInitial] {
					keys = append(keys, key)
				}
			}
			slices.Sort(keys)
			for n, key := range keys {
				for _, other := range keys[n+1:] {
					out = append(out, entry{b.block("both", key, other), who})
				}
				for _, year := range yearsOf(p) {
					out = append(out, entry{b.block("born", key, year), who})
				}
				for _, w := range f.Words {
					if w.Weak == key || w.Strong == "" {
						continue
					}
					letter := entry{b.block("letter", key, w.Strong[:1]) | ofInitials, who}
					if w.Initial {
						letter.block |= withAnInitial
					}
					out = append(out, letter)
				}
				if len(f.Words) == 1 {
					out = append(out, entry{b.block("alone", key), who})
				}
			}
		}
	}
	return out
}

// yearsOf gives the year of birth and the next, so that two people born a year apart share one; none where the year is
// not known.
func yearsOf(p someone) []string {
	if len(p.Born.From) < 4 || len(p.Born.To) < 4 || p.Born.From[:4] != p.Born.To[:4] {
		return nil
	}
	year := p.Born.From[:4]
	next := []byte(year)
	for i := 3; i >= 0; i-- {
		if next[i] != '9' {
			next[i]++
			break
		}
		next[i] = '0'
	}
	return []string{year, string(next)}
}

// nearer divides a block that is too large by the whole name, as far as rules bring its spellings together, and the year
// of birth.
func (b *blocking) nearer(g []entry) []entry {
	out := make([]entry, 0, len(g))
	for _, e := range g {
		p := b.people[e.who]
		year := ""
		if years := yearsOf(p); years != nil {
			year = years[0]
		}
		for _, f := range p.Names {
			var words []string
			for _, w := range f.Words {
				words = append(words, w.Strong)
			}
			slices.Sort(words)
			out = append(out, entry{b.block("whole", strings.Join(words, " "), year), e.who})
		}
	}
	return out
}

// index notes of everybody in which blocks they are.
func (b *blocking) index() {
	b.of = make([][]uint64, len(b.people))
	for _, g := range b.blocks {
		for _, e := range g {
			b.of[e.who] = append(b.of[e.who], e.block)
		}
	}
}

// compares tells whether two members of a block are compared in it at all.
func compares(x, y uint64) bool { return x&ofInitials == 0 || (x|y)&withAnInitial != 0 }

// first tells whether a block is the first in which two people are compared, so that they are compared once.
func (b *blocking) first(x, y entry) bool {
	if !compares(x.block, y.block) {
		return false
	}
	p, q := b.of[x.who], b.of[y.who]
	for len(p) > 0 && len(q) > 0 {
		g, h := p[0]|withAnInitial, q[0]|withAnInitial
		switch {
		case g < h:
			p = p[1:]
		case g > h:
			q = q[1:]
		case compares(p[0], q[0]):
			return g == x.group()
		default:
			p, q = p[1:], q[1:]
		}
	}
	return false
}

// comparisons is how many comparisons the blocks make at most.
func (b *blocking) comparisons() int {
	n := 0
	for _, g := range b.blocks {
		n += len(g) * (len(g) - 1) / 2
	}
	for _, g := range b.cut {
		n += len(g) * windowMost
	}
	return n
}
