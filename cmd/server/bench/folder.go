package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/internal/cases/vault"
	"aigaq/migrations"
)

// The generator's own text is part of what names a cached world.
//
//go:embed answers.go draw.go people.go world.go
var generator embed.FS

// folder is a data folder with a world in it, and the passphrase that opens it.
type folder struct {
	dir   string
	built time.Duration // how long the world took to make
}

// userName is the account as which everything is made and measured; it sees all records.
const userName = "bench"

func (f folder) passphraseFile() string { return filepath.Join(f.dir, "passphrase") }

// ring opens the folder's keys.
func (f folder) ring() (*vault.Ring, error) {
	passphrase, err := vault.ReadPassphraseFile(f.passphraseFile())
	if err != nil {
		return nil, err
	}
	return vault.Open(f.dir, passphrase)
}

// open opens the store of the folder, or with a postgres:// address that database under the folder's keys.
func (f folder) open(ctx context.Context, url string, noGather bool) (*store.Store, error) {
	return f.openWith(ctx, store.Options{URL: url, NoGather: noGather})
}

func (f folder) openWith(ctx context.Context, o store.Options) (*store.Store, error) {
	ring, err := f.ring()
	if err != nil {
		return nil, err
	}
	o.Dir, o.Ring = f.dir, ring
	return store.Open(ctx, o)
}

// newFolder makes an empty data folder.
func newFolder(dir string) (folder, error) {
	f := folder{dir: dir}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return f, fmt.Errorf("make a data folder: %w", err)
	}
	passphrase := rand.Text()
	if err := os.WriteFile(f.passphraseFile(), []byte(passphrase+"\n"), 0o600); err != nil {
		return f, fmt.Errorf("write a passphrase: %w", err)
	}
	_, err := vault.Create(dir, []byte(passphrase), "aigaq.log")
	return f, err
}

// cached gives the folder of a world, making it when the cache has none for this seed, schema and generator.
func cached(ctx context.Context, cache, short string, s size) (folder, error) {
	key, err := worldKey()
	if err != nil {
		return folder{}, err
	}
	f := folder{dir: filepath.Join(cache, short+"-"+key)}
	note, err := os.ReadFile(filepath.Join(f.dir, "built.json"))
	if err == nil {
		return f, json.Unmarshal(note, &f.built)
	}
	part := f.dir + ".part"
	if err := os.RemoveAll(part); err != nil {
		return f, fmt.Errorf("clear an unfinished world: %w", err)
	}
	say("making %s in %s; this is done once", s.name, f.dir)
	began := time.Now()
	if err := makeWorld(ctx, part, s); err != nil {
		return f, err
	}
	f.built = time.Since(began).Round(time.Second)
	note, _ = json.Marshal(f.built)
	if err := os.WriteFile(filepath.Join(part, "built.json"), note, 0o600); err != nil {
		return f, fmt.Errorf("note that the world is whole: %w", err)
	}
	return f, os.Rename(part, f.dir)
}

func makeWorld(ctx context.Context, dir string, s size) error {
	f, err := newFolder(dir)
	if err != nil {
		return err
	}
	st, err := f.open(ctx, "", false)
	if err != nil {
		return err
	}
	defer st.Close()
	return populate(ctx, st, s)
}

// populate makes teams, the account and a world in an empty store.
func populate(ctx context.Context, st *store.Store, s size) error {
	for _, team := range []string{"north", "south", "west"} {
		if err := st.Keeper().AddTeam(ctx, "cli", team, team, team, team); err != nil {
			return err
		}
	}
	account, err := st.Accounts().Add(ctx, "cli", userName, cases.Coordinator, nil)
	if err != nil {
		return err
	}
	began := time.Now()
	return fill(ctx, st.For(account.User), s, func(done int) {
		say("  %d of %d records, %.0f a second", done, s.records(), float64(done)/time.Since(began).Seconds())
	})
}

// worldKey names seed, schema and generator.
func worldKey() (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, seed)
	schema, err := migrations.Files("sqlite")
	if err != nil {
		return "", err
	}
	for _, tree := range []fs.FS{schema, generator} {
		err := fs.WalkDir(tree, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(tree, path)
			h.Write(bytes.TrimSpace(text))
			return err
		})
		if err != nil {
			return "", fmt.Errorf("name the world: %w", err)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}

// copied gives a copy of the folder that a measurement may write into.
func (f folder) copied(to string) (folder, error) {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return f, fmt.Errorf("copy a world: %w", err)
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return f, fmt.Errorf("copy a world: %w", err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), "-shm") || strings.HasSuffix(e.Name(), ".lock") {
			continue
		}
		if err := copyFile(filepath.Join(f.dir, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return f, fmt.Errorf("copy a world: %w", err)
		}
	}
	return folder{dir: to, built: f.built}, nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
