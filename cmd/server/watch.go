package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"aigaq/internal/cases/audit"
	"aigaq/internal/cases/store"
	"aigaq/internal/cases/witness"
	"aigaq/internal/web"
)

// watched says who watches the log.
type watched struct {
	Witness []string `help:"A witness to which checkpoints are sent, and nothing else; repeat for several. Without one the server connects to nothing." env:"AIGAQ_WITNESS" placeholder:"NAME+HASH+KEY@URL"`
}

func (w watched) targets() ([]*witness.Target, error) {
	var out []*witness.Target
	known := map[string]bool{}
	for _, text := range w.Witness {
		t, err := witness.ParseTarget(text)
		if err != nil {
			return nil, fmt.Errorf("--witness: %w", err)
		}
		if known[t.Code()] {
			return nil, fmt.Errorf("--witness: %s is named twice", t.Code())
		}
		known[t.Code()] = true
		out = append(out, t)
	}
	return out, nil
}

// lastRound is how long witnesses may take over the checkpoint that is signed at shutdown.
const lastRound = 5 * time.Second

// beginWatch has witnesses asked in the background. Stop signs a last checkpoint, asks once more and returns.
func beginWatch(ctx context.Context, s *store.Store, targets []*witness.Target) (stop func(), err error) {
	witnesses := make([]*audit.Witness, len(targets))
	for i, t := range targets {
		witnesses[i] = t.Witness
	}
	if err := s.Keeper().SetWatchers(ctx, witnesses); err != nil {
		return nil, err
	}
	if len(targets) == 0 {
		return func() {}, nil
	}
	client := &witness.Client{Log: s.Keeper(), Targets: targets, Logger: slog.Default()}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var ended sync.WaitGroup
	ended.Go(func() { client.Run(running, s.Keeper().Signed()) })
	return func() {
		cancel()
		ended.Wait()
		last, done := context.WithTimeout(context.WithoutCancel(ctx), lastRound)
		defer done()
		if err := s.Keeper().Checkpoint(last); err != nil {
			slog.Error("sign a last checkpoint", "error", err)
		}
		client.Round(last)
	}, nil
}

type witnessCommand struct {
	KeyFile string   `help:"The secret key of this witness." type:"path"`
	NewKey  string   `help:"Make a key, and the witness's empty memory beside it, and print the public key." type:"path" placeholder:"FILE"`
	Name    string   `help:"The name of a new key, by custom an address without https://." default:"aigaq.witness"`
	Addr    string   `help:"Where to listen." default:"127.0.0.1:8090"`
	Log     []string `help:"The public key of a log to watch; repeat for several." placeholder:"VKEY"`
	State   string   `help:"The witness's memory; beside the key, with .seen behind its name." type:"path"`
	TLSCert string   `help:"A certificate, for serving https itself." name:"tls-cert" type:"path"`
	TLSKey  string   `help:"The certificate's key." name:"tls-key" type:"path"`
}

// Run makes a key, or watches logs until it is told to stop. It needs no database and no data folder.
func (c *witnessCommand) Run(ctx context.Context) error {
	if (c.NewKey == "") == (c.KeyFile == "") {
		return errUsage{errors.New("give --key-file, or --new-key to make one")}
	}
	if c.NewKey != "" {
		return c.make()
	}
	if len(c.Log) == 0 {
		return errUsage{errors.New("give --log, the public key of the log to watch (`aigaq audit key` prints it)")}
	}
	secret, err := os.ReadFile(c.KeyFile)
	if err != nil {
		return fmt.Errorf("read the key: %w", err)
	}
	cosigner, err := audit.NewCosigner(string(secret), nil)
	if err != nil {
		return errUsage{err}
	}
	s, err := witness.NewServer(cosigner, c.Log, c.state(c.KeyFile), logger())
	if err != nil {
		return err
	}
	defer s.Close()
	fmt.Println("watching as", cosigner.Witness.String())
	return listening{Addr: c.Addr, TLSCert: c.TLSCert, TLSKey: c.TLSKey}.listen(ctx, web.HTTPServer(c.Addr, s))
}

func (c *witnessCommand) state(key string) string {
	if c.State != "" {
		return c.State
	}
	return key + ".seen"
}

// make writes the secret key, which is never overwritten, and the empty memory, and prints the public key.
func (c *witnessCommand) make() error {
	secret, public, err := audit.NewWitnessKey(c.Name)
	if err != nil {
		return errUsage{err}
	}
	file, err := os.OpenFile(c.NewKey, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make a key: %w", err)
	}
	_, err = file.WriteString(secret + "\n")
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("make a key: %w", err)
	}
	if err := witness.NewState(c.state(c.NewKey)); err != nil {
		return err
	}
	fmt.Println(strings.TrimSpace(public))
	return nil
}
