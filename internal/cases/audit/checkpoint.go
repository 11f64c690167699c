package audit

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// NewKey makes an Ed25519 key pair for signing checkpoints, in the text form
// of signed notes. The name is the origin of the log: no spaces, no plus sign.
func NewKey(name string) (skey, vkey string, err error) {
	skey, vkey, err = note.GenerateKey(rand.Reader, name)
	if err == nil {
		_, err = note.NewSigner(skey) // GenerateKey takes any name, NewSigner does not
	}
	if err != nil {
		return "", "", fmt.Errorf("make a signing key: %w", err)
	}
	return skey, vkey, nil
}

// SignCheckpoint states, signed, that the log called origin has this size and
// root. The form is C2SP tlog-checkpoint, and the signer bears the log's name,
// as that specification asks.
func SignCheckpoint(signer note.Signer, origin string, size int64, root tlog.Hash) ([]byte, error) {
	if signer.Name() != origin {
		return nil, fmt.Errorf("sign checkpoint: key is named %q, the log %q", signer.Name(), origin)
	}
	if size < 0 || size > MaxSize {
		return nil, fmt.Errorf("sign checkpoint: size %d is out of range", size)
	}
	msg, err := note.Sign(&note.Note{Text: checkpointText(origin, size, root)}, signer)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint: %w", err)
	}
	return msg, nil
}

func checkpointText(origin string, size int64, root tlog.Hash) string {
	return fmt.Sprintf("%s\n%d\n%s\n", origin, size, root)
}

// OpenCheckpoint reads a checkpoint that one of the verifiers vouches for under
// the name of the log. The signature of a witness alone is not enough, because
// a witness signs what it is shown. Extension lines are passed over.
func OpenCheckpoint(msg []byte, verifiers note.Verifiers) (origin string, size int64, root tlog.Hash, err error) {
	n, err := note.Open(msg, verifiers)
	if err != nil {
		return "", 0, tlog.Hash{}, fmt.Errorf("open checkpoint: %w", err)
	}
	origin, size, root, err = parseCheckpoint(n.Text)
	if err != nil {
		return "", 0, tlog.Hash{}, fmt.Errorf("open checkpoint: %w", err)
	}
	for _, sig := range n.Sigs {
		// note reads base64 loosely; strictly, no byte of a checkpoint can change.
		_, err := base64.StdEncoding.Strict().DecodeString(sig.Base64)
		if sig.Name == origin && err == nil {
			return origin, size, root, nil
		}
	}
	return "", 0, tlog.Hash{}, errors.New("open checkpoint: it is not signed by the log itself")
}

func parseCheckpoint(text string) (origin string, size int64, root tlog.Hash, err error) {
	malformed := errors.New("it is malformed")
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) < 4 || lines[0] == "" {
		return "", 0, tlog.Hash{}, malformed
	}
	size, err = strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || size > MaxSize {
		return "", 0, tlog.Hash{}, malformed
	}
	root, err = tlog.ParseHash(lines[2])
	if err != nil || !strings.HasPrefix(text, checkpointText(lines[0], size, root)) {
		return "", 0, tlog.Hash{}, malformed
	}
	return lines[0], size, root, nil
}
