package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// manyPeople is how many people names are searched among; fewPeople where the run is to be short.
const (
	manyPeople = 1_000_000
	fewPeople  = 100_000
)

// names measures searching people by name, and asking who is alike, on both databases.
func (b *bench) names(ctx context.Context) error {
	if err := b.namesIn(ctx, "SQLite", b.cache, ""); err != nil {
		return err
	}
	if url := postgresNamed(); url != "" {
		return b.namesIn(ctx, "PostgreSQL", b.cache, url)
	}
	return b.postgres(row{operation: "find by name, PostgreSQL", asked: "p99 < 50 ms", ok: "no"}, func(made func() (string, error)) error {
		url, err := made()
		if err != nil {
			return err
		}
		return b.namesIn(ctx, "PostgreSQL", b.scratch, url)
	})
}

func (b *bench) people() int {
	if b.small {
		return fewPeople
	}
	return manyPeople
}

// namesIn measures in a database of people whose data folder lies in another one, making them when it is not there.
func (b *bench) namesIn(ctx context.Context, engine, within, url string) error {
	key, err := worldKey()
	if err != nil {
		return err
	}
	name := fmt.Sprintf("names-%d-%s", b.people(), key)
	if url != "" {
		name = fmt.Sprintf("names-pg-%d-%s", b.people(), key)
	}
	f := folder{dir: filepath.Join(within, name)}
	note, err := os.ReadFile(filepath.Join(f.dir, "built.json"))
	if err == nil {
		err = json.Unmarshal(note, &f.built)
	} else {
		f, err = f.crowded(ctx, url, b.people())
	}
	if err != nil {
		return err
	}
	return b.searchIn(ctx, engine, f, url)
}

// crowded makes the folder anew, with people in its database, and notes how long it took to give them what they are
// found by.
func (f folder) crowded(ctx context.Context, url string, people int) (folder, error) {
	if err := os.RemoveAll(f.dir); err != nil {
		return f, fmt.Errorf("clear unfinished people: %w", err)
	}
	f, err := newFolder(f.dir)
	if err != nil {
		return f, err
	}
	if f.built, err = f.peopled(ctx, url, newCrowd(), people); err != nil {
		return f, err
	}
	note, _ := json.Marshal(f.built)
	return f, os.WriteFile(filepath.Join(f.dir, "built.json"), note, 0o600)
}

// peopled makes the people in an empty database, and gives how long it took to open it the first time, when they are
// given what they are found by.
func (f folder) peopled(ctx context.Context, url string, c *crowd, people int) (time.Duration, error) {
	st, err := f.open(ctx, url, false)
	if err != nil {
		return 0, err
	}
	ids, err := nameReaders(ctx, st)
	if err = errors.Join(err, st.Close()); err != nil {
		return 0, err
	}
	db, err := f.rawOf(url)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	if err := crowded(ctx, db, url != "", c, people, ids["staff"], ids["intake"]); err != nil {
		return 0, errors.Join(fmt.Errorf("make %d people: %w", people, err), db.Close())
	}
	say("%d people were made in %s", people, time.Since(began).Round(time.Second))
	began = time.Now()
	if st, err = f.open(ctx, url, false); err != nil {
		return 0, errors.Join(err, db.Close())
	}
	took := time.Since(began)
	if url != "" { // as it does by itself after a while
		_, err = db.ExecContext(ctx, "VACUUM ANALYZE")
	}
	return took, errors.Join(err, st.Close(), db.Close())
}

// searchIn measures in a database of people.
func (b *bench) searchIn(ctx context.Context, engine string, f folder, url string) error {
	data := fmt.Sprintf("%d people", b.people())
	b.add(row{operation: "give an older database what is found by names and words, " + engine, data: data, ours: short(f.built) + " when it was made"})
	st, err := f.open(ctx, url, false)
	if err != nil {
		return err
	}
	return errors.Join(b.findAs(ctx, engine, data, b.people(), st), st.Close())
}

// nameReaders makes the accounts as which names are searched.
func nameReaders(ctx context.Context, st *store.Store) (map[string]int64, error) {
	for i := range spreadTeams {
		code := fmt.Sprint("t", i)
		if err := st.Keeper().AddTeam(ctx, "cli", code, code, code, code); err != nil {
			return nil, err
		}
	}
	ids := map[string]int64{}
	for _, one := range readers {
		account, err := st.Accounts().Add(ctx, "cli", one.name, one.role, one.teams)
		if err != nil {
			return nil, err
		}
		ids[one.name] = account.ID
	}
	return ids, nil
}

// rawOf opens a database for writing behind the store's back.
func (f folder) rawOf(url string) (*sql.DB, error) {
	if url == "" {
		return f.raw("aigaq.db", true)
	}
	return sql.Open("pgx", url)
}

// crowded puts people into a database as a program without the search by name would have: a save each would take half
// an hour, and nothing here looks at the log.
func crowded(ctx context.Context, db *sql.DB, postgres bool, c *crowd, people int, staff, intake int64) error {
	var off, on []string
	if !postgres {
		_, err := rowsOf(ctx, db, `SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND
(type = 'index' AND tbl_name IN ('records', 'answers', 'kind_person') OR name = 'tallies_new')`, func(cells []string) error {
			off, on = append(off, "DROP "+cells[0]+" "+cells[1]), append(on, cells[2])
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, statement := range off {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%.60s: %w", statement, err)
		}
	}
	for done := 0; done < people; done += crowdAtOnce {
		if err := c.write(ctx, db, postgres, done, staff, intake); err != nil {
			return err
		}
	}
	on = append(on, "DELETE FROM tallies", "INSERT INTO tallies SELECT kind, team, level, COUNT(*) FROM records WHERE withdrawn = 0 GROUP BY 1, 2, 3",
		"UPDATE derived SET rules = 1", "ANALYZE")
	for _, statement := range on {
		if statement == "ANALYZE" && !postgres {
			continue
		}
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%.60s: %w", statement, err)
		}
	}
	return nil
}

// crowdAtOnce is how many people one transaction holds.
const crowdAtOnce = 1000

// write puts the next people into the tables.
func (c *crowd) write(ctx context.Context, db *sql.DB, postgres bool, done int, staff, intake int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	heads := insertion{into: "records (id, uid, kind, number, version, team, level, status, region, title, creator, editor, created, updated)", width: 14, postgres: postgres}
	own := insertion{into: `kind_person (id, sex, born_from, born_to, born_precision)`, width: 5, postgres: postgres}
	answers := insertion{into: `answers (record, field, "row", value)`, width: 4, postgres: postgres}
	for i := done; i < done+crowdAtOnce; i++ {
		h := c.next(i + 1)
		team, level, creator := h.place(staff, intake)
		heads.add(h.id, fmt.Sprintf("bench-%d", h.id), "person", fmt.Sprintf("PER-%07d", (h.id*7919)%9_999_991), 1, team, level, "reported",
			c.region(), h.name(), creator, creator, h.id, h.id)
		precision := ""
		if h.born != "" {
			precision = "day"
		}
		own.add(h.id, h.sex, h.born, h.born, precision)
		for n, form := range h.forms() {
			answers.add(h.id, "names.value", n, form)
		}
	}
	for _, one := range []insertion{heads, own, answers} {
		if err := one.run(ctx, tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// insertion is rows for one table, inserted some at a time.
type insertion struct {
	into     string
	width    int
	postgres bool
	values   []any
}

func (n *insertion) add(values ...any) { n.values = append(n.values, values...) }

func (n insertion) run(ctx context.Context, tx *sql.Tx) error {
	for rest := n.values; len(rest) > 0; {
		take := min(len(rest), 100*n.width)
		var b strings.Builder
		for i := range take {
			switch {
			case i%n.width == 0 && i > 0:
				b.WriteString("),(")
			case i > 0:
				b.WriteString(",")
			}
			if n.postgres {
				fmt.Fprintf(&b, "$%d", i+1)
			} else {
				b.WriteString("?")
			}
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO "+n.into+" VALUES ("+b.String()+")", rest[:take]...); err != nil {
			return fmt.Errorf("insert into %.20s: %w", n.into, err)
		}
		rest = rest[take:]
	}
	return nil
}

// searchesEach is how often each kind of search is made as each reader.
const searchesEach = 40

// findAs measures the searches of each reader who sees names.
func (b *bench) findAs(ctx context.Context, engine, data string, people int, st *store.Store) error {
	var crowd []human
	c := newCrowd()
	for i := range people {
		h := c.next(i + 1)
		c.region()
		if i%(people/4000) == 0 {
			crowd = append(crowd, h)
		}
	}
	return eachReader(ctx, st, cases.Researcher, func(who string, desk *store.Desk) error {
		if err := b.findMix(ctx, engine, data, who, desk, crowd); err != nil {
			return err
		}
		return b.alikeMix(ctx, engine, data, who, desk, crowd)
	})
}

// warmedBy is how many searches of each kind are made before those that count: a server that runs has read its indexes.
const warmedBy = 5

func (b *bench) findMix(ctx context.Context, engine, data, who string, desk *store.Desk, crowd []human) error {
	before := newDice(seed + 9)
	for i := range warmedBy * len(searches) {
		if _, err := desk.Find(ctx, searches[i%len(searches)].of(before, crowd[before.IntN(len(crowd))]), 20); err != nil {
			return fmt.Errorf("search before others: %w", err)
		}
	}
	var all times
	d := newDice(seed + 5)
	for _, kind := range searches {
		var took times
		hits := 0
		for range searchesEach {
			text := kind.of(d, crowd[d.IntN(len(crowd))])
			began := time.Now()
			found, err := desk.Find(ctx, text, 20)
			if err != nil {
				return fmt.Errorf("search %q: %w", text, err)
			}
			took = append(took, time.Since(began))
			hits += len(found)
		}
		say("  %s, %s, %s: %s, %.1f found", engine, who, kind.name, took, float64(hits)/searchesEach)
		all = append(all, took...)
	}
	data = fmt.Sprintf("%s, warmed by %d searches", data, warmedBy*len(searches))
	b.add(row{operation: "find people by name, as " + who + ", " + engine, data: data, ours: all.String(), asked: "p99 < 50 ms",
		ok: yes(all.at(99) < 50*time.Millisecond)})
	return nil
}

func (b *bench) alikeMix(ctx context.Context, engine, data, who string, desk *store.Desk, crowd []human) error {
	var took times
	d := newDice(seed + 6)
	for range 10 * searchesEach {
		h := crowd[d.IntN(len(crowd))]
		sought := cases.Sought{Names: []string{d.pick(h.name(), latin(h.name()), h.given+" "+h.surname, d.mistake(h.surname)+" "+h.given, h.surname+" "+firstOf(h.given, 1)+".")},
			Sex: h.sex, Born: cases.Date{From: h.born, To: h.born}}
		began := time.Now()
		if _, err := desk.Alike(ctx, sought, 5); err != nil {
			return fmt.Errorf("who is like %q: %w", sought.Names[0], err)
		}
		took = append(took, time.Since(began))
	}
	b.add(row{operation: "who is alike, as " + who + ", " + engine, data: data, ours: took.String(), asked: "p99 < 30 ms",
		ok: yes(took.at(99) < 30*time.Millisecond)})
	return nil
}
