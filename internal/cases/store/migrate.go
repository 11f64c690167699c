package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"aigaq/migrations"
)

// vocabularyVersions are the numbers of the migrations that load the shipped vocabularies. When the files change, a
// higher one is added; loading never removes a term.
func vocabularyVersions() []int64 { return []int64{100, 140, 180} }

// sealVersion is the migration since which the head of the log is sealed.
const sealVersion = 104

// migrate brings the schema and the vocabularies up to date. The log is unsealed when its seal was only just added.
func migrate(ctx context.Context, pool *sql.DB, engine string) (unsealed bool, err error) {
	files, err := migrations.Files(engine)
	if err != nil {
		return false, err
	}
	dialect := map[string]database.Dialect{"sqlite": database.DialectSQLite3, "postgres": database.DialectPostgres}[engine]
	var loads []*goose.Migration
	for _, version := range vocabularyVersions() {
		load := &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error { return loadTerms(ctx, tx, engine) }}
		loads = append(loads, goose.NewGoMigration(version, load, nil))
	}
	provider, err := goose.NewProvider(dialect, pool, files, goose.WithGoMigrations(loads...))
	if err != nil {
		return false, fmt.Errorf("read the migrations: %w", err)
	}
	done, err := provider.Up(ctx)
	if err != nil {
		return false, fmt.Errorf("migrate: %w", err)
	}
	return slices.ContainsFunc(done, func(r *goose.MigrationResult) bool { return r.Source.Version == sealVersion }), nil
}

func loadTerms(ctx context.Context, tx *sql.Tx, engine string) error {
	terms, err := migrations.Terms()
	if err != nil {
		return err
	}
	insert := `INSERT INTO terms (list, code, position, en, ru, kk, huridocs, parent, offered, valid_from, valid_to, mark)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (list, code) DO UPDATE SET position = excluded.position,
en = excluded.en, ru = excluded.ru, kk = excluded.kk, huridocs = excluded.huridocs, parent = excluded.parent,
offered = excluded.offered, valid_from = excluded.valid_from, valid_to = excluded.valid_to, mark = excluded.mark`
	statement, err := tx.PrepareContext(ctx, placeholders(insert, engine))
	if err != nil {
		return fmt.Errorf("load the vocabularies: %w", err)
	}
	defer statement.Close()
	for _, t := range terms {
		if _, err := statement.ExecContext(ctx, t.List, t.Code, t.Position, t.En, t.Ru, t.Kk, t.Huridocs, t.Parent,
			t.For, t.ValidFrom, t.ValidTo, t.Mark); err != nil {
			return fmt.Errorf("load term %s/%s: %w", t.List, t.Code, err)
		}
	}
	return nil
}

// placeholders turns ? into $1, $2 ... where the database wants that and gorm is not there to do it.
func placeholders(query, engine string) string {
	if engine != "postgres" {
		return query
	}
	out, n := make([]byte, 0, len(query)+16), 0
	for i := range len(query) {
		if query[i] != '?' {
			out = append(out, query[i])
			continue
		}
		n++
		out = fmt.Appendf(out, "$%d", n)
	}
	return string(out)
}
