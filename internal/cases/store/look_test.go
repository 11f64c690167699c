package store

import (
	"fmt"
	"slices"
	"testing"
)

// Free text is not rewritten: whoever erases is shown where to look, whatever form of the name stands there.
func TestWhereANameStandsIsFoundInEveryFormOfIt(t *testing.T) { // R69
	texts := []struct {
		text  string
		found bool
	}{
		{"он видел Вымыслову Қиял Ойданқызы на площади", true},
		{"рассказал о Қияле Вымысловой", true},
		{"Қияла Ойданқызы молчит", true},
		{"ВЫМЫСЛОВОЙ К.О. разрешили звонок", true},
		{"her neighbour Qiyal Vymyslova was there", true},
		{"the case of Vymyslova and others", true},
		{"Қиял сұлу қыз екен", false},
		{"Ойданқызы Басқа келді", false},
		{"nobody is named here", false},
	}
	onBoth(t, func(h *house) {
		gone := h.put("aliya", "person", "names.0.value", "Вымыслова Қиял Ойданқызы")
		for i := range 2 * (rareUpTo + 1) { // a name that many bear tells nobody by itself
			text := []string{"Қиял деген біреу", "Ойданқызы ма екен"}[i%2]
			h.put("aliya", "source", "title", fmt.Sprintf("Хат %d", i), "type", "victim_testimony", "remarks", text)
		}
		want := []string{}
		for i, one := range texts {
			made := h.put("aliya", "source", "title", fmt.Sprintf("Письмо %d", i), "type", "victim_testimony", "remarks", one.text)
			if one.found {
				want = append(want, made.Number)
			}
		}
		stated := h.put("aliya", "person", "names.0.value", "Басқа Біреу", "named_in.0.to", h.put("aliya", "source", "title", "Тізім", "type", "ngo_report").Number,
			"named_in.0.note", "рядом с вымысловой қиял")
		want = append(want, stated.Number)
		h.withdraw("aliya", gone)
		e, err := h.Erasures().Get(h.ctx(), h.users["chief"], gone.Number)
		h.must(err)
		slices.Sort(want)
		if !slices.Equal(e.Look, want) {
			t.Errorf("to be looked at are %v, want %v", e.Look, want)
		}
	})
}
