// Command aigaq-verify checks a proof file on a machine that has nothing of ours but the public key. It opens no
// connection and reads nothing but the files that it is given. The format is described in docs/proof.md.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"

	"golang.org/x/mod/sumdb/note"

	"aigaq/internal/cases/audit"
)

// Exit codes: everything holds, something does not, wrong use.
const (
	exitHolds = 0
	exitNot   = 1
	exitUsage = 2
)

const usage = `aigaq-verify --key VKEY [--witness VKEY]... [--content FILE] FILE

Checks a proof file offline and says what it proves. Exits with 1 where anything does not hold.
  --key VKEY      the public key of the log, from whoever keeps it
  --witness VKEY  the public key of a witness that must have cosigned; from the witness itself; repeat for several
  --content FILE  for a sealed proof: a file with the two lines, content and salt, of an open one
`

// keys is a flag that may be repeated.
type keys []string

func (k *keys) String() string     { return strings.Join(*k, " ") }
func (k *keys) Set(v string) error { *k = append(*k, v); return nil }

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, complain io.Writer) int {
	flags := flag.NewFlagSet("aigaq-verify", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var witnesses keys
	key := flags.String("key", "", "")
	content := flags.String("content", "", "")
	flags.Var(&witnesses, "witness", "")
	err := flags.Parse(args)
	if err != nil || *key == "" || flags.NArg() != 1 {
		fmt.Fprint(complain, usage)
		return exitUsage
	}
	proved, err := check(*key, witnesses, *content, flags.Arg(0))
	var wrong wrongUse
	if errors.As(err, &wrong) {
		fmt.Fprintln(complain, "aigaq-verify:", err)
		return exitUsage
	}
	if err != nil {
		fmt.Fprintln(complain, "NOT PROVED:", err)
		return exitNot
	}
	fmt.Fprint(out, words(proved, len(witnesses)))
	return exitHolds
}

// wrongUse marks keys and files that cannot be read.
type wrongUse struct{ error }

func check(key string, witnesses []string, opening, path string) (audit.Proved, error) {
	log, err := note.NewVerifier(key)
	if err != nil {
		return audit.Proved{}, wrongUse{fmt.Errorf("--key: %w", err)}
	}
	var known []*audit.Witness
	for _, text := range witnesses {
		w, err := audit.ParseWitness(text)
		if err != nil {
			return audit.Proved{}, wrongUse{fmt.Errorf("--witness: %w", err)}
		}
		known = append(known, w)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return audit.Proved{}, wrongUse{err}
	}
	proof, err := audit.ParseProofFile(text)
	if err != nil {
		return audit.Proved{}, err
	}
	if opening != "" {
		lines, err := os.ReadFile(opening)
		if err != nil {
			return audit.Proved{}, wrongUse{err}
		}
		if err := proof.Open(lines); err != nil {
			return audit.Proved{}, err
		}
	}
	return proof.Check(log, known)
}

// words says what was proved, and what was not.
func words(p audit.Proved, asked int) string {
	var b bytes.Buffer
	say := func(format string, values ...any) { fmt.Fprintf(&b, format+"\n", values...) }
	say("PROVED")
	say("  the log             %s", p.Signed.Origin)
	say("  its size and root   %d %s", p.Signed.Size, audit.Hex(p.Signed.Root))
	say("  holds entry         %d", p.Leaf.Seq)
	say("  made at             %s, by the clock of the log's keeper", p.Leaf.Time.Format(time.RFC3339Nano))
	say("  by the account      %s", p.Leaf.Actor)
	say("  who did             %s", p.Leaf.Action)
	say("  to the record       %s, leaving version %d", p.Leaf.Object, p.Leaf.Revision)
	for _, file := range p.Leaf.Files {
		say("  with a file of SHA-256 %x", file[:])
	}
	say("  signed by           the log")
	for _, seen := range p.Signed.Seen {
		say("  cosigned by         %s at %s", seen.Witness.Code(), seen.At.Format(time.RFC3339))
	}
	if asked == 0 {
		say("  No witness's key was given: that the log's keeper shows everybody the same log is not proved.")
	}
	if p.Content == nil {
		say("The proof is sealed: it proves that the entry exists, and says nothing of the content.")
		return b.String()
	}
	say("The content is the one that the entry commits to:")
	b.WriteString(indented(p.Content))
	return b.String()
}

// indented gives the content with a field a line. What does not print, such as marks that turn the direction of a
// line, comes escaped, so that a terminal shows what is there.
func indented(content []byte) string {
	var b bytes.Buffer
	if json.Indent(&b, content, "  ", "  ") != nil {
		return fmt.Sprintf("  %q\n", content)
	}
	var out strings.Builder
	for _, r := range b.String() {
		if r == '\n' || unicode.IsPrint(r) {
			out.WriteRune(r)
			continue
		}
		fmt.Fprintf(&out, "\\u%04x", r)
	}
	return "  " + out.String() + "\n"
}
