package witness_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"aigaq/internal/cases/audit"
	"aigaq/internal/cases/witness"
)

// history is a log of bare bodies with its checkpoints, as large as a test wants it.
type history struct {
	*testing.T
	signer  note.Signer
	checker note.Verifier
	key     string
	head    audit.Head
	nodes   []tlog.Hash
	cut     int64 // what is shown of it; 0: all
	// what the client kept
	cosigned int64
	trouble  string
}

func newHistory(t *testing.T, name string) *history {
	t.Helper()
	skey, vkey, err := audit.NewKey(name)
	must(t, err)
	h := &history{T: t, key: vkey}
	h.signer, err = note.NewSigner(skey)
	must(t, err)
	h.checker, err = note.NewVerifier(vkey)
	must(t, err)
	return h
}

func (h *history) grow(bodies ...string) {
	h.Helper()
	for _, body := range bodies {
		next, made, err := h.head.Append([]byte(body))
		must(h.T, err)
		h.head = next
		for _, n := range made {
			h.nodes = append(h.nodes, n.Hash)
		}
	}
}

func (h *history) ReadHashes(indexes []int64) (out []tlog.Hash, err error) {
	for _, i := range indexes {
		out = append(out, h.nodes[i])
	}
	return out, nil
}

// twin is a log of the same name and key with another history.
func (h *history) twin() *history {
	return &history{T: h.T, signer: h.signer, checker: h.checker, key: h.key}
}

func (h *history) Submission(_ context.Context, _ *audit.Witness, old int64) (s audit.Submission, size int64, due bool, err error) {
	size = h.head.Size
	if h.cut > 0 {
		size = h.cut
	}
	root, err := tlog.TreeHash(size, h)
	must(h.T, err)
	s.Checkpoint, err = audit.SignCheckpoint(h.signer, h.signer.Name(), size, root)
	must(h.T, err)
	if s.Old = old; old < 0 {
		s.Old = h.cosigned
	}
	if s.Old <= size {
		s.Proof, err = audit.Consistency(s.Old, size, h)
		must(h.T, err)
	}
	return s, size, true, nil
}

func (h *history) Cosigned(_ context.Context, w *audit.Witness, checkpoint []byte, answer string) error {
	signed, err := audit.OpenSigned(append(checkpoint, answer...), h.checker, []*audit.Witness{w})
	if err != nil {
		return err
	}
	if len(signed.Seen) == 0 {
		return errors.New("not cosigned")
	}
	h.cosigned, h.trouble = signed.Size, ""
	return nil
}

func (h *history) Trouble(_ context.Context, _ *audit.Witness, code, _ string) error {
	h.trouble = code
	return nil
}

// partner is a running witness, with its memory in a file.
type partner struct {
	*testing.T
	key   string // public
	path  string
	skey  string
	logs  []string
	run   *witness.Server
	serve *httptest.Server
}

func newPartner(t *testing.T, logs ...string) *partner {
	t.Helper()
	skey, vkey, err := audit.NewWitnessKey("partner.example/one")
	must(t, err)
	p := &partner{T: t, key: vkey, skey: skey, path: filepath.Join(t.TempDir(), "seen"), logs: logs}
	must(t, witness.NewState(p.path))
	p.start()
	return p
}

func (p *partner) start() {
	p.Helper()
	c, err := audit.NewCosigner(p.skey, nil)
	must(p.T, err)
	p.run, err = witness.NewServer(c, p.logs, p.path, quiet())
	must(p.T, err)
	p.serve = httptest.NewServer(p.run)
	p.Cleanup(p.stop)
}

func (p *partner) stop() {
	p.serve.Close()
	p.run.Close()
}

// ask has the client submit to the partner once.
func (p *partner) ask(h *history) { ask(h, p.key, p.serve.URL) }

func ask(h *history, key, url string) {
	h.Helper()
	target, err := witness.ParseTarget(key + "@" + url)
	must(h.T, err)
	c := witness.Client{Log: h, Targets: []*witness.Target{target}, Logger: quiet()}
	c.Round(context.Background())
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func want(h *history, cosigned int64, trouble string) {
	h.Helper()
	if h.cosigned != cosigned || h.trouble != trouble {
		h.Fatalf("cosigned %d, trouble %q; want %d, %q", h.cosigned, h.trouble, cosigned, trouble)
	}
}

// R67
func TestAWitnessCosignsWhatOnlyGrows(t *testing.T) {
	h := newHistory(t, "log.example")
	p := newPartner(t, h.key)
	h.grow("a")
	for range 9 {
		p.ask(h)
		want(h, h.head.Size, "")
		p.ask(h) // the same size again
		want(h, h.head.Size, "")
		h.grow("b", "c")
	}
	h.cosigned = 0 // a client that has forgotten asks from the size that the witness names
	p.ask(h)
	want(h, h.head.Size, "")
}

// R67: after a restart the witness still knows what it saw.
func TestAWitnessRefusesARollbackAndAFork(t *testing.T) {
	h := newHistory(t, "log.example")
	p := newPartner(t, h.key)
	h.grow("a", "b", "c", "d", "e")
	p.ask(h)
	p.stop()
	p.start()

	h.cut = 3
	p.ask(h)
	want(h, 5, "rolledback")

	other := h.twin()
	other.grow("a", "b", "c", "d", "x")
	p.ask(other)
	want(other, 0, "forked") // the same size, another root
	other.grow("y", "z")
	p.ask(other)
	want(other, 0, "forked") // a longer log that begins otherwise

	h.cut = 0
	h.grow("f")
	p.ask(h)
	want(h, 6, "")
}

// R67: whatever the other side does, it is told apart and nothing is kept.
func TestTheClientKeepsNothingOfALyingWitness(t *testing.T) {
	h := newHistory(t, "log.example")
	h.grow("a", "b", "c")
	real := newPartner(t, h.key)
	_, stranger, err := audit.NewWitnessKey("partner.example/one")
	must(t, err)
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	redirected := 0
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { redirected++ }))
	defer elsewhere.Close()
	tests := map[string]struct {
		do      http.HandlerFunc
		trouble string
	}{
		"nothing":             {answer(200, ""), "nonsense"},
		"a page":              {answer(200, "<html>"), "nonsense"},
		"endless":             {answer(200, strings.Repeat("— x y\n", 1<<20)), "nonsense"},
		"a wrong signature":   {answer(200, "— partner.example/one "+strings.Repeat("A", 100)+"\n"), "nonsense"},
		"does not know us":    {answer(404, ""), "unknown"},
		"does not know key":   {answer(403, ""), "unknown"},
		"broken":              {answer(500, ""), "unreachable"},
		"conflict, no size":   {answer(409, "soon"), "nonsense"},
		"conflict, huge size": {answer(409, "99999999999999999999999"), "nonsense"},
		"conflict, more":      {answer(409, "4\n"), "rolledback"},
		"conflict, again":     {answer(409, "3\n"), "forked"},
		"no consistency":      {answer(422, ""), "forked"},
		"redirects":           {http.RedirectHandler(elsewhere.URL+"/add-checkpoint", http.StatusTemporaryRedirect).ServeHTTP, "nonsense"},
	}
	for name, test := range tests {
		s := httptest.NewServer(test.do)
		h.trouble = ""
		ask(h, real.key, s.URL)
		s.Close()
		if h.cosigned != 0 || h.trouble != test.trouble {
			t.Errorf("%s: cosigned %d, trouble %q, want %q", name, h.cosigned, h.trouble, test.trouble)
		}
	}
	if redirected != 0 {
		t.Error("a redirect was followed")
	}
	h.trouble = ""
	ask(h, stranger, real.serve.URL) // a key of the same name that is not the witness's
	want(h, 0, "nonsense")
	real.stop()
	real.ask(h)
	want(h, 0, "unreachable")
}
