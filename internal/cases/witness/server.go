// Package witness lets others watch the audit log: it sends signed checkpoints to witnesses, and it is a witness for
// the logs of partners. Both speak C2SP tlog-witness and tlog-cosignature, so that either side may be another program.
package witness

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"

	"golang.org/x/mod/sumdb/note"

	"aigaq/internal/cases/audit"
)

// maxRequest bounds what a log may send, in bytes: 63 hashes and a checkpoint with many signatures.
const maxRequest = 64 << 10

// Server is a witness: it cosigns the checkpoints of the logs that it knows, as long as each only grows.
type Server struct {
	cosigner *audit.Cosigner
	logs     map[string]note.Verifier
	state    *state
	log      *slog.Logger
	mu       sync.Mutex // the check against the memory and the new memory are one step
}

// NewServer makes a witness for logs, whose public keys are given, with its memory in a file that NewState made.
func NewServer(cosigner *audit.Cosigner, keys []string, path string, log *slog.Logger) (*Server, error) {
	s := &Server{cosigner: cosigner, logs: map[string]note.Verifier{}, log: log}
	for _, key := range keys {
		v, err := note.NewVerifier(strings.TrimSpace(key))
		if err != nil {
			return nil, fmt.Errorf("read the key of a log: %w", err)
		}
		if s.logs[v.Name()] != nil {
			return nil, fmt.Errorf("two logs are called %q: a witness tells logs apart by their names", v.Name())
		}
		s.logs[v.Name()] = v
	}
	var err error
	s.state, err = openState(path)
	return s, err
}

// Close lets go of the memory.
func (s *Server) Close() error { return s.state.lock.Close() }

// ServeHTTP answers add-checkpoint and nothing else.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/add-checkpoint") {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "only POST", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		http.Error(w, "the request is too long or was cut short", http.StatusBadRequest)
		return
	}
	line, refusal := s.add(body)
	if refusal == nil {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, line)
		return
	}
	s.log.Warn("refused", "status", refusal.status, "why", refusal.why)
	kind, text := "text/plain; charset=utf-8", refusal.why+"\n"
	if refusal.size != nil {
		kind, text = "text/x.tlog.size", fmt.Sprintf("%d\n", *refusal.size)
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(refusal.status)
	_, _ = io.WriteString(w, text)
}

// refusal is why a checkpoint is not cosigned, as the protocol answers it.
type refusal struct {
	status int
	why    string
	size   *int64 // what was seen last, where the log thought otherwise
}

// add checks a submission in the order of the specification, remembers it and cosigns it.
func (s *Server) add(body []byte) (line string, no *refusal) {
	sent, err := audit.ParseSubmission(body)
	if err != nil {
		return "", &refusal{status: http.StatusBadRequest, why: err.Error()}
	}
	origin, _, _ := strings.Cut(string(sent.Checkpoint), "\n")
	verifier := s.logs[origin]
	if verifier == nil {
		return "", &refusal{status: http.StatusNotFound, why: "the log is not known here"}
	}
	signed, err := audit.OpenSigned(sent.Checkpoint, verifier, nil)
	if err != nil {
		return "", &refusal{status: http.StatusForbidden, why: err.Error()}
	}
	if sent.Old > signed.Size {
		return "", &refusal{status: http.StatusBadRequest, why: "the old size is beyond the checkpoint"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if no := s.grown(sent, signed); no != nil {
		return "", no
	}
	if err := s.state.keep(origin, signed.SeenHead); err != nil {
		s.log.Error("remember a head", "error", err)
		return "", &refusal{status: http.StatusInternalServerError, why: "the checkpoint could not be remembered"}
	}
	if line, err = s.cosign(signed); err != nil {
		return "", &refusal{status: http.StatusInternalServerError, why: err.Error()}
	}
	s.log.Info("cosigned", "log", origin, "size", signed.Size, "root", audit.Hex(signed.Root))
	return line, nil
}

// grown refuses whatever is not the remembered log grown longer.
func (s *Server) grown(sent audit.Submission, signed audit.Signed) *refusal {
	last := s.state.last(signed.Origin)
	if sent.Old != last.Size {
		return &refusal{http.StatusConflict, fmt.Sprintf("size %d was seen last, not %d", last.Size, sent.Old), &last.Size}
	}
	if last.Size == signed.Size && last.Root != signed.Root {
		return &refusal{http.StatusConflict, "another root was seen for this size: the log was forked", &last.Size}
	}
	if err := audit.CheckConsistency(sent.Proof, last, signed.SeenHead); err != nil {
		return &refusal{status: http.StatusUnprocessableEntity, why: err.Error()}
	}
	return nil
}

func (s *Server) cosign(signed audit.Signed) (string, error) {
	msg, err := note.Sign(&note.Note{Text: signed.Text}, s.cosigner)
	if err != nil {
		return "", fmt.Errorf("cosign: %w", err)
	}
	_, lines, found := strings.Cut(string(msg), "\n\n")
	if !found {
		return "", errors.New("cosign: there is no signature")
	}
	return lines, nil
}
