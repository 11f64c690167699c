package store

import (
	"slices"
	"testing"

	"aigaq/internal/cases"
)

func TestWhatIsSavedDuringARunIsNotUndoneByIt(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		renamed := h.person("aliya", "Ойдан Асан", "level", "internal")
		h.person("aliya", "Ойдан Асан", "level", "internal")
		h.person("aliya", "Вымыслова Гүлнар", "level", "internal")
		kept := h.person("aliya", "Киялбаев Серік", "level", "internal")
		member := h.person("aliya", "Ертегиев Болат", "level", "internal")
		h.person("aliya", "Ертегиев Болат", "level", "internal")
		h.merge("aliya", kept.Number, member.Number)
		h.match()
		l, _, err := h.look(h.ctx(), &pace{})
		h.must(err)
		h.edit("aliya", renamed, "names.0.value", "Вымыслова Гүлнар")
		h.unmerge("aliya", kept.Number, member.Number)
		h.match()
		want := h.pairLines("aliya", cases.PairOpen)
		if len(want) != 2 {
			h.Fatalf("by saves the queue has %v", want)
		}
		for range 2 { // before and after those who changed are compared once more
			h.must(h.keepFound(h.ctx(), l))
			h.must(h.reviewOld(h.ctx(), l))
			if got := h.pairLines("aliya", cases.PairOpen); !slices.Equal(got, want) {
				h.Errorf("the run that was overtaken left %v, wanted %v", got, want)
			}
			h.match()
		}
	})
}

func TestWhoChangedOtherwiseDuringARunIsComparedAllTheSame(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a := h.person("aliya", "Ойдан Асан", "level", "internal")
		h.person("aliya", "Ойдан Асан", "level", "internal")
		h.match()
		h.must(h.writer.do(forgetAllPairs))
		l, _, err := h.look(h.ctx(), &pace{})
		h.must(err)
		h.edit("aliya", a, "occupation", "a made-up baker")
		h.must(h.keepFound(h.ctx(), l))
		h.match()
		if got := h.pairLines("aliya", ""); len(got) != 1 {
			h.Errorf("the pair was lost: %v", got)
		}
	})
}
