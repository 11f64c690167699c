package store

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

func TestAStaleEditIsRefused(t *testing.T) { // R88
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Тест Адамов")
		h.edit("lawyer", p, "occupation", "welder")
		for _, version := range []int64{0, 1, 3} {
			c := change("person", "occupation", "driver")
			c.Number, c.Version = p.Number, version
			_, err := h.desk("aliya").Save(h.ctx(), "", c)
			var stale *cases.Stale
			if !errors.As(err, &stale) {
				h.Fatalf("an edit of version %d: %v", version, err)
			}
			if now := stale.Current.(*cases.Person); now.Version != 2 || now.Occupation != "welder" {
				h.Errorf("the version that stands: %d, %q", now.Version, now.Occupation)
			}
		}
		h.verify()
	})
}

// atOnce runs something n times in parallel.
func atOnce(n int, do func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { do(i) })
	}
	all.Wait()
}

func TestOfParallelWritersOneWinsARound(t *testing.T) { // R88
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Тест Адамов")
		for round := int64(1); round <= 5; round++ {
			errs := make([]error, 20)
			atOnce(len(errs), func(i int) {
				c := change("person", "occupation", fmt.Sprintf("round %d, writer %d", round, i))
				c.Number, c.Version = p.Number, round
				_, errs[i] = h.desk("aliya").Save(h.ctx(), "", c)
			})
			won := 0
			for _, err := range errs {
				var stale *cases.Stale
				switch {
				case err == nil:
					won++
				case !errors.As(err, &stale) || stale.Current.Base().Version != round+1:
					h.Errorf("round %d: %v", round, err)
				}
			}
			if won != 1 {
				h.Errorf("round %d: %d writers won", round, won)
			}
		}
		history, err := h.desk("aliya").History(h.ctx(), p.Number)
		h.must(err)
		if len(history) != 6 {
			h.Errorf("%d entries after six saves", len(history))
		}
		h.verify()
	})
}

func TestATokenMakesOneRecord(t *testing.T) { // R89
	onBoth(t, func(h *house) {
		numbers, first := make([]string, 20), make([]bool, 20)
		send := func(who string) (cases.Saved, error) {
			return h.desk(who).Save(h.ctx(), "form-1", change("person", "names.0.value", "Тест Адамов"))
		}
		atOnce(len(numbers), func(i int) {
			s, err := send("aliya")
			if err != nil {
				t.Error(err)
			}
			numbers[i], first[i] = s.Number, !s.Repeated
		})
		n := 0
		for i := range numbers {
			if first[i] {
				n++
			}
			if numbers[i] != numbers[0] {
				h.Errorf("one form made %s and %s", numbers[0], numbers[i])
			}
		}
		if n != 1 {
			h.Errorf("%d answers were the first", n)
		}
		h.reopen()
		again, err := send("aliya")
		h.must(err)
		if again.Number != numbers[0] || !again.Repeated {
			h.Errorf("after a restart %+v", again)
		}
		h.wantTotal("chief", "records", 1)
		other, err := send("lawyer")
		h.must(err)
		if other.Number == numbers[0] || other.Repeated {
			h.Errorf("another's token of the same text answers %+v", other)
		}
		h.verify()
	})
}

func TestAFailedSaveUsesNoTokenUp(t *testing.T) { // R89
	onBoth(t, func(h *house) {
		if _, err := h.desk("aliya").Save(h.ctx(), "form-1", change("detention", "from", "2022-01-05")); problem(err, "victim") != "required" {
			h.Fatal(err)
		}
		s, err := h.desk("aliya").Save(h.ctx(), "form-1", change("person", "names.0.value", "Тест Адамов"))
		h.must(err)
		if s.Repeated {
			h.Error("a form that was refused counts as sent")
		}
	})
}

func TestAGroupKeepsItsGoodSaves(t *testing.T) {
	onBoth(t, func(h *house) {
		const n = 80
		errs := make([]error, n)
		team := "INSERT INTO teams (code, position, en, ru, kk) VALUES (?, 9, '', '', '')"
		atOnce(n, func(i int) {
			switch i % 4 {
			case 0:
				_, errs[i] = h.desk("aliya").Save(h.ctx(), "", change("person", "names.0.value", fmt.Sprint("Тест ", i)))
			case 1:
				_, errs[i] = h.desk("aliya").Save(h.ctx(), "", change("detention", "from", "2022-01-05"))
			case 2:
				errs[i] = h.writer.do(func(tx *gorm.DB) error {
					if err := tx.Exec(team, fmt.Sprint("ghost", i)).Error; err != nil {
						return err
					}
					panic("in the middle of a save")
				})
			case 3:
				errs[i] = h.writer.do(func(tx *gorm.DB) error {
					if err := tx.Exec(team, fmt.Sprint("ghost", i)).Error; err != nil {
						return err
					}
					return tx.Exec(team, "almaty").Error // breaks a constraint, and on PostgreSQL the transaction with it
				})
			}
		})
		for i, err := range errs {
			if i%4 == 0 && err != nil || i%4 != 0 && err == nil || i%4 == 2 && !strings.Contains(err.Error(), "panic in a save") {
				h.Errorf("job %d answers %v", i, err)
			}
		}
		h.wantTotal("chief", "records", n/4)
		teams, err := h.Keeper().Teams(h.ctx())
		h.must(err)
		if len(teams) != 2 {
			h.Errorf("failed jobs left teams behind: %v", teams)
		}
		h.verify()
		h.person("aliya", "Тест Соңғы")
		h.reopen()
		h.verify()
	})
}

func TestTogetherKeepsAllOrNothing(t *testing.T) {
	onBoth(t, func(h *house) {
		_, err := h.desk("aliya").Together(h.ctx(), "", func(a *Acts) error {
			p, err := a.Save(change("person", "names.0.value", "Тест Адамов"))
			if err != nil {
				return err
			}
			_, err = a.Save(change("detention", "victim", p.Number, "from", "2099"))
			return err
		})
		if problem(err, "from") != "in_future" {
			h.Errorf("two saves of which one fails: %v", err)
		}
		h.wantTotal("chief", "records", 0)
		h.verify()
	})
}
