package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// manyTexts is how many records words are searched among; fewTexts where the run is to be short.
const (
	manyTexts = 1_000_000
	fewTexts  = 100_000
)

// text measures searching words, on both databases.
func (b *bench) text(ctx context.Context) error {
	return b.bothIn("text", row{operation: "search words, PostgreSQL"}, func(engine string, f folder, url string) error {
		return b.textIn(ctx, engine, f, url)
	})
}

// textIn puts records with narratives into an empty database, has them indexed, and measures there.
func (b *bench) textIn(ctx context.Context, engine string, f folder, url string) error {
	n := manyTexts
	if b.small {
		n = fewTexts
	}
	st, err := f.open(ctx, url, false)
	if err != nil {
		return err
	}
	ids, err := nameReaders(ctx, st)
	if err = errors.Join(err, st.Close()); err != nil {
		return err
	}
	db, err := f.rawOf(url)
	if err != nil {
		return err
	}
	if err = errors.Join(told(ctx, db, url != "", n, ids["staff"]), db.Close()); err != nil {
		return fmt.Errorf("make %d records: %w", n, err)
	}
	data := fmt.Sprintf("%d records of 30 words", n)
	began := time.Now()
	if st, err = f.open(ctx, url, false); err != nil {
		return err
	}
	b.add(row{operation: "give an older database its words, " + engine, data: data, ours: short(time.Since(began))})
	if db, err = f.rawOf(url); err != nil {
		return err
	}
	if url != "" {
		_, err = db.ExecContext(ctx, "ANALYZE")
	}
	return errors.Join(err, db.Close(), b.wordsAs(ctx, engine, data, st), st.Close())
}

// teller makes up records with narratives: a few common words, and many rare ones.
type teller struct{ dice }

func (t teller) word() string {
	if t.IntN(4) == 0 {
		return t.pick("задержали", "полицейские", "адвоката", "площади", "протеста", "митинге", "суда", "избили")
	}
	u := t.Float64()
	n := int(u * u * u * 50_000)
	var b strings.Builder
	for range 4 {
		b.WriteString(string([]rune("бвгдкмнрст")[n%10]) + string([]rune("аеиоу")[n/10%5]))
		n /= 13
	}
	return b.String()
}

func (t teller) narrative(words int) string {
	list := make([]string, words)
	for i := range list {
		list[i] = t.word()
	}
	return strings.Join(list, " ")
}

// told puts records into a database as a program without the search of words would have.
func told(ctx context.Context, db *sql.DB, postgres bool, n int, staff int64) error {
	t := teller{newDice(seed + 7)}
	for done := 0; done < n; done += crowdAtOnce {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		heads := insertion{into: "records (id, uid, kind, number, version, team, level, status, title, title_open, creator, editor, created, updated)", width: 14, postgres: postgres}
		own := insertion{into: `kind_source (id, title, excerpt, remarks)`, width: 4, postgres: postgres}
		for i := done + 1; i <= done+crowdAtOnce; i++ {
			title := t.narrative(2)
			heads.add(i, fmt.Sprintf("bench-%d", i), "source", fmt.Sprintf("SRC-%07d", (i*7919)%9_999_991), 1, fmt.Sprint("t", t.IntN(spreadTeams)),
				t.pick(cases.Levels()...), "reported", title, title, staff, staff, i, i)
			own.add(i, title, t.narrative(20), t.narrative(8))
		}
		err = errors.Join(heads.run(ctx, tx), own.run(ctx, tx))
		if err == nil {
			err = tx.Commit()
		}
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	_, err := db.ExecContext(ctx, "UPDATE derived SET rules = 2")
	return err
}

// wordSearches are what is searched: what it is, and the text.
func wordSearches(t teller) [][2]string {
	return [][2]string{
		{"a common word", "полицейский"}, {"two common words", "задержан адвокат"}, {"the beginning of a common word", "про"},
		{"a rare word", t.word()}, {"a common and a rare word", "суд " + t.word()}, {"no record's word", "никтошенькин"},
		{"another keyboard layout", "fldjrfn"}, {"a word with a mistake", "палицейский"}, {"the middle of a word", "лицейск"},
	}
}

func (b *bench) wordsAs(ctx context.Context, engine, data string, st *store.Store) error {
	return eachReader(ctx, st, "", func(who string, desk *store.Desk) error {
		t := teller{newDice(seed + 8)}
		took := map[string]times{}
		for range 20 {
			for _, s := range wordSearches(t) {
				began := time.Now()
				if _, err := desk.Look(ctx, cases.Query{Text: s[1]}, 5); err != nil {
					return fmt.Errorf("search %q: %w", s[1], err)
				}
				took[s[0]] = append(took[s[0]], time.Since(began))
			}
		}
		for _, s := range wordSearches(t) {
			b.add(row{operation: "search " + s[0] + ", as " + who + ", " + engine, data: data, ours: took[s[0]].String()})
		}
		return nil
	})
}
