package audit

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// algCosignature marks keys and signatures of C2SP tlog-cosignature, version cosignature/v1.
const algCosignature = 4

// cosignatureSize is eight bytes of time and an Ed25519 signature.
const cosignatureSize = 8 + ed25519.SignatureSize

// Cosigner signs checkpoints of other logs as a witness: it says that at a moment it had seen the log grow to this
// size and root, and never shrink or change. It is a note.Signer.
type Cosigner struct {
	Witness
	key ed25519.PrivateKey
	now func() time.Time
}

// Witness is the public side of a witness: it verifies cosignatures. It is a note.Verifier.
type Witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

// NewWitnessKey makes a key pair for a witness in the text form of signed notes. The name has no space and no plus
// sign; by custom it is an address without https://, such as witness.example/archive.
func NewWitnessKey(name string) (skey, vkey string, err error) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", "", fmt.Errorf("make a witness key: %w", err)
	}
	if !isKeyName(name) {
		return "", "", fmt.Errorf("make a witness key: %q is no name for a key", name)
	}
	w := Witness{name, keyHash(name, public), public}
	seed := append([]byte{algCosignature}, private.Seed()...)
	skey = fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", name, w.hash, base64.StdEncoding.EncodeToString(seed))
	return skey, w.String(), nil
}

func isKeyName(name string) bool {
	return name != "" && !strings.ContainsAny(name, "+ \t\r\n\u2003") && strings.ToValidUTF8(name, "") == name
}

func keyHash(name string, public ed25519.PublicKey) uint32 {
	h := sha256.New()
	h.Write([]byte(name + "\n"))
	h.Write(append([]byte{algCosignature}, public...))
	return binary.BigEndian.Uint32(h.Sum(nil))
}

// NewCosigner reads the secret key that NewWitnessKey made. Now is the clock; nil means the machine's.
func NewCosigner(skey string, now func() time.Time) (*Cosigner, error) {
	text, ok := strings.CutPrefix(strings.TrimSpace(skey), "PRIVATE+KEY+")
	name, hash, key, err := splitKey(text)
	if !ok || err != nil {
		return nil, errors.New("read a witness key: it is no secret key of a witness")
	}
	if now == nil {
		now = time.Now
	}
	private := ed25519.NewKeyFromSeed(key)
	public := private.Public().(ed25519.PublicKey)
	if hash != keyHash(name, public) {
		return nil, errors.New("read a witness key: name and key do not belong together")
	}
	return &Cosigner{Witness{name, hash, public}, private, now}, nil
}

// ParseWitness reads the public key of a witness, NAME+HASH+KEY.
func ParseWitness(vkey string) (*Witness, error) {
	name, hash, key, err := splitKey(strings.TrimSpace(vkey))
	if err != nil {
		return nil, fmt.Errorf("read a witness's key: %w", err)
	}
	if hash != keyHash(name, key) {
		return nil, errors.New("read a witness's key: name, hash and key do not belong together")
	}
	return &Witness{name, hash, key}, nil
}

// splitKey takes NAME+HASH+BASE64 apart, where the bytes are those of a witness's key.
func splitKey(text string) (name string, hash uint32, key []byte, err error) {
	name, rest, _ := strings.Cut(text, "+")
	hex8, coded, _ := strings.Cut(rest, "+")
	number, err := hex.DecodeString(hex8)
	if err != nil || len(number) != 4 || !isKeyName(name) {
		return "", 0, nil, errors.New("it has not the form NAME+HASH+KEY")
	}
	key, err = base64.StdEncoding.Strict().DecodeString(coded)
	if err != nil || len(key) != 33 || key[0] != algCosignature {
		return "", 0, nil, errors.New("it is no Ed25519 key for cosignatures (type 4)")
	}
	return name, binary.BigEndian.Uint32(number), key[1:], nil
}

// Name is the name of the witness.
func (w *Witness) Name() string { return w.name }

// KeyHash is the key's identity in signature lines.
func (w *Witness) KeyHash() uint32 { return w.hash }

// String gives the public key as NAME+HASH+KEY.
func (w *Witness) String() string {
	return w.Code() + "+" + base64.StdEncoding.EncodeToString(append([]byte{algCosignature}, w.key...))
}

// Code is NAME+HASH, which names the witness where the whole key is too long.
func (w *Witness) Code() string { return fmt.Sprintf("%s+%08x", w.name, w.hash) }

// Verify tells whether sig, time and signature, is one of this witness over a checkpoint.
func (w *Witness) Verify(text, sig []byte) bool {
	if len(sig) != cosignatureSize || sig[0]&0x80 != 0 {
		return false
	}
	return ed25519.Verify(w.key, cosigned(binary.BigEndian.Uint64(sig), text), sig[8:])
}

// Sign cosigns a checkpoint at this moment.
func (c *Cosigner) Sign(text []byte) ([]byte, error) {
	at := uint64(c.now().Unix())
	sig := binary.BigEndian.AppendUint64(nil, at)
	return append(sig, ed25519.Sign(c.key, cosigned(at, text))...), nil
}

func cosigned(at uint64, text []byte) []byte {
	return append(fmt.Appendf(nil, "cosignature/v1\ntime %d\n", at), text...)
}

// Seen is a witness's word in a checkpoint: whose, since when, and the signature line.
type Seen struct {
	Witness *Witness
	At      time.Time
	Line    string // without a newline
}

// Signed is a checkpoint that the log itself has signed.
type Signed struct {
	Origin string
	SeenHead
	Seen []Seen // those of the asked witnesses that have cosigned it
	Text string // the signed text
}

// OpenSigned reads a checkpoint that the log has signed, and finds which of the witnesses have cosigned it. Signatures
// of others are passed over, as the format demands; one that bears a known key and does not hold is an error.
func OpenSigned(msg []byte, log note.Verifier, witnesses []*Witness) (Signed, error) {
	verifiers := []note.Verifier{log}
	for _, w := range witnesses {
		verifiers = append(verifiers, w)
	}
	list := note.VerifierList(verifiers...)
	origin, size, root, err := OpenCheckpoint(msg, list)
	if err != nil {
		return Signed{}, err
	}
	if origin != log.Name() {
		return Signed{}, fmt.Errorf("open checkpoint: it is of another log, %q", origin)
	}
	n, err := note.Open(msg, list)
	if err != nil {
		return Signed{}, fmt.Errorf("open checkpoint: %w", err)
	}
	s := Signed{Origin: origin, SeenHead: SeenHead{size, root}, Text: n.Text}
	for _, w := range witnesses {
		if one, ok := wordOf(w, n); ok {
			s.Seen = append(s.Seen, one)
		}
	}
	return s, nil
}

// Holds tells whether a signature line is this witness's over a checkpoint, whoever else has signed that.
func (w *Witness) Holds(msg []byte, line string) bool {
	text, _, found := bytes.Cut(msg, []byte("\n\n"))
	coded, ok := strings.CutPrefix(line, "— "+w.name+" ")
	b, err := base64.StdEncoding.Strict().DecodeString(coded)
	if !found || !ok || err != nil || len(b) != 4+cosignatureSize || binary.BigEndian.Uint32(b) != w.hash {
		return false
	}
	return w.Verify(append(bytes.Clone(text), '\n'), b[4:])
}

// wordOf finds the cosignature of a witness in an opened note. A line whose base64 is read in two ways is none.
func wordOf(w *Witness, n *note.Note) (Seen, bool) {
	for _, sig := range n.Sigs {
		if sig.Name != w.name || sig.Hash != w.hash {
			continue
		}
		b, err := base64.StdEncoding.Strict().DecodeString(sig.Base64)
		if err != nil || len(b) != 4+cosignatureSize {
			continue
		}
		at := time.Unix(int64(binary.BigEndian.Uint64(b[4:])), 0).UTC()
		return Seen{w, at, "— " + sig.Name + " " + sig.Base64}, true
	}
	return Seen{}, false
}
