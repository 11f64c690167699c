package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// rights is what docs/operating.md gives the role that a server runs as; owner is who made the tables.
var rights = []string{
	"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO keeper",
	"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO keeper",
	"REVOKE UPDATE, DELETE ON audit_entry, audit_node, audit_checkpoint, audit_cosignature FROM keeper",
	"REVOKE INSERT, DELETE ON audit_head FROM keeper",
	"REVOKE DELETE ON audit_detail FROM keeper",
}

// R72: under such a role the application works, and the log cannot be changed even where no trigger stands in the way.
func TestARoleWithoutRightsToChangeTheLogSuffices(t *testing.T) {
	if testPG == nil {
		t.Skip("PostgreSQL is not installed")
	}
	address, err := testPG.Database()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = testPG.Drop(address) }) // and with it the rights that hold its role
	o := Options{Dir: t.TempDir(), URL: address}
	open(t, o).Store.Close() // the owner makes the tables

	owner, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	tables := []string{"audit_head", "audit_entry", "audit_node", "audit_detail", "audit_checkpoint", "audit_cosignature"}
	statements := append([]string{"DROP ROLE IF EXISTS keeper", "CREATE ROLE keeper LOGIN"}, rights...)
	for _, table := range tables {
		statements = append(statements, "ALTER TABLE "+table+" DISABLE TRIGGER USER")
	}
	for _, s := range statements {
		if _, err := owner.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	t.Cleanup(func() {
		again, err := sql.Open("pgx", address)
		if err == nil {
			_, _ = again.Exec("DROP OWNED BY keeper")
			_, _ = again.Exec("DROP ROLE keeper")
			again.Close()
		}
	})

	o.URL, o.Ring = strings.Replace(address, "user=test", "user=keeper", 1), testRing
	s, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	h := &house{T: t, Store: s, options: o}
	account, err := s.Accounts().ByName(h.ctx(), "aliya")
	h.must(err)
	if _, err := s.For(account.User).Save(h.ctx(), "", change("person", "names.0.value", "Вымысел Айдар")); err != nil {
		t.Errorf("a save: %v", err)
	}
	h.must(s.Keeper().Checkpoint(h.ctx()))
	newWatch(h, "partner.example/one").cosign()
	h.verify()
	if err := s.Keeper().Compact(h.ctx(), "cli"); !errors.Is(err, errNotOwner) {
		t.Errorf("a role that owns no table wrote them anew: %v", err)
	}
	for _, statement := range []string{"UPDATE audit_entry SET body = ''", "DELETE FROM audit_entry", "UPDATE audit_node SET hash = ''",
		"DELETE FROM audit_node", "UPDATE audit_checkpoint SET note = ''", "DELETE FROM audit_checkpoint", "UPDATE audit_cosignature SET line = ''",
		"DELETE FROM audit_cosignature", "DELETE FROM audit_head", "DELETE FROM audit_detail", "TRUNCATE audit_entry CASCADE",
		"DROP TABLE audit_cosignature", "ALTER TABLE audit_entry ENABLE TRIGGER USER"} {
		if err := h.run(statement); err == nil || !strings.Contains(err.Error(), "permission denied") && !strings.Contains(err.Error(), "must be owner") {
			t.Errorf("%s gave %v", statement, err)
		}
	}
}
