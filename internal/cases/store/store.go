package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/mod/sumdb/note"
	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
	"aigaq/internal/cases/vault"
	"aigaq/internal/cases/words"
)

// Options say where the records are and what opens them.
type Options struct {
	// Dir is the data folder: the key ring, and with SQLite the database.
	Dir string
	// URL is a postgres:// address; empty means SQLite in Dir.
	URL string
	// Ring holds the keys of the database and of the audit log.
	Ring *vault.Ring
	// Now is the clock; nil means the machine's.
	Now func() time.Time
	// NoGather gives every save a transaction of its own; only measurements want it.
	NoGather bool
	// NoNotes leaves what is read out of the log; only measurements want it.
	NoNotes bool
	// NoMatching compares nobody behind the saves; only measurements want it.
	NoMatching bool
	// Exclusive refuses a data folder on which another server runs.
	Exclusive bool
}

// Store keeps records. It has no query methods of its own: content is reached through a Desk.
type Store struct {
	read      *gorm.DB
	writer    *writer
	engine    engine
	now       func() time.Time
	signer    note.Signer
	checker   note.Verifier
	lookup    []byte
	sealKey   []byte
	verifying string
	signed    chan struct{} // gets a value after a checkpoint
	notes     *notebook
	matching  *matching
	noNotes   bool
	checking  checking
	books     atomic.Pointer[cases.Book]
	reading   sync.Mutex   // held while the book is read anew
	shipped   []cases.Term // the vocabularies, under the same lock
	called    atomic.Pointer[termWords]
	used      usedNumbers
	hashing   chan struct{} // holds a place for each password that is being hashed
	release   func()
	closing   sync.Once
}

// engine is what differs between the two databases.
type engine interface {
	// name is "sqlite" or "postgres".
	name() string
	// open gives a pool for reading and one for writing.
	open(ctx context.Context) (read, write *sql.DB, err error)
	// dialector tells gorm which SQL to write.
	dialector(gorm.ConnPool) gorm.Dialector
	// beginning is the statement that opens a transaction that will write.
	beginning() string
	// lockHead is what is put after the query of the head row, so that leaf order is commit order.
	lockHead() string
	// texts is where the words of records are, keepText the statement that writes a row of them, readText the one that
	// reads it back.
	texts() textSource
	keepText() string
	readText() string
	// keepSpellings is the statement that puts words, with spaces between, into the dictionary, anyText the question
	// whether any row of the words meets a condition: 0 or 1.
	keepSpellings() string
	anyText(where clause) clause
	// holds is the condition that such a row holds what a query asks, in some columns, and one word of each group of
	// must in the open column.
	holds(q words.Query, columns []string, must [][]string) clause
	// translate turns the driver's errors for a broken constraint and for want of space into gorm's and ours.
	translate(error) error
	// compact takes what was deleted off the disk: what can be done beside the work, or all of it, which holds the
	// work up for as long as the database is large.
	compact(ctx context.Context, all bool) error
}

// Open opens the store, brings its schema up to date and starts the one writer.
func Open(ctx context.Context, o Options) (*Store, error) {
	s := &Store{now: o.Now, sealKey: audit.SealKey(o.Ring.Signing()), verifying: o.Ring.Verifying(), signed: make(chan struct{}, 1), hashing: make(chan struct{}, hashesAtOnce), lookup: o.Ring.Lookup(), engine: engineFor(o)}
	if s.now == nil {
		s.now = time.Now
	}
	release, err := lockDir(o)
	if err != nil {
		return nil, err
	}
	s.release = release
	if err := s.start(ctx, o); err != nil {
		release()
		return nil, fmt.Errorf("open the store: %w", err)
	}
	return s, nil
}

func engineFor(o Options) engine {
	if o.URL != "" {
		return postgres{url: o.URL}
	}
	return sqlite{dir: o.Dir, key: o.Ring.Database()}
}

func (s *Store) start(ctx context.Context, o Options) error {
	var err error
	if s.signer, err = note.NewSigner(o.Ring.Signing()); err != nil {
		return fmt.Errorf("read the signing key: %w", err)
	}
	if s.checker, err = note.NewVerifier(o.Ring.Verifying()); err != nil {
		return fmt.Errorf("read the verifying key: %w", err)
	}
	read, write, err := s.engine.open(ctx)
	if err != nil {
		return err
	}
	unsealed, err := migrate(ctx, write, s.engine.name())
	if err != nil {
		return err
	}
	if s.read, err = gorm.Open(s.engine.dialector(read), gormConfig(true)); err != nil {
		return fmt.Errorf("open the database for reading: %w", err)
	}
	if s.writer, err = newWriter(write, !o.NoGather, s.engine); err != nil {
		return err
	}
	s.notes, s.noNotes = newNotebook(s), o.NoNotes
	s.matching = newMatching(s)
	if err := s.fillIndex(ctx); err != nil {
		return err
	}
	if unsealed {
		if err := s.writer.do(s.firstSeal); err != nil {
			return fmt.Errorf("seal the log: %w", err)
		}
	}
	if err := s.used.count(ctx, s.read); err != nil {
		return err
	}
	if err := s.refreshBook(ctx); err != nil {
		return err
	}
	if err := s.rederive(ctx); err != nil {
		return err
	}
	s.notes.start()
	if !o.NoMatching {
		s.matching.start()
	}
	return nil
}

// Close writes what is still queued, signs a last checkpoint and closes the database. It may be called twice.
func (s *Store) Close() error {
	var err error
	s.closing.Do(func() {
		s.checking.end()
		s.matching.end()
		s.notes.stop()
		err = s.Keeper().Checkpoint(context.Background())
		s.writer.stop()
		closePool(s.read)
		s.writer.pinned.drop()
		s.writer.pinned.pool.Close()
		s.release()
	})
	return err
}

func closePool(db *gorm.DB) {
	if pool, err := db.DB(); err == nil {
		pool.Close()
	}
}

// gormConfig is how gorm is used: for its dialects and its binding of values. Readers keep a bounded number of
// prepared statements; the writer's connection keeps its own.
func gormConfig(prepare bool) *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		PrepareStmt:            prepare,
		PrepareStmtMaxSize:     maxPrepared,
		PrepareStmtTTL:         time.Hour,
		TranslateError:         true,
		Logger:                 quiet,
	}
}
