package vault

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// algEd25519 marks an Ed25519 key in the text form of signed-note keys.
const algEd25519 = 1

// signingKey makes an Ed25519 key pair named after the log, in the text forms
// of C2SP signed-note: PRIVATE+KEY+name+hash+key, and name+hash+key, where the
// hash is the first four bytes of SHA-256(name, line end, algorithm, public key).
func signingKey(name string) (signer, verifier string, err error) {
	if name == "" || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsSpace) || strings.Contains(name, "+") {
		return "", "", ErrOrigin
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return "", "", fmt.Errorf("make a signing key: %w", err)
	}
	open := append([]byte{algEd25519}, public...)
	secret := append([]byte{algEd25519}, private.Seed()...)
	sum := sha256.Sum256(append([]byte(name+"\n"), open...))
	id := binary.BigEndian.Uint32(sum[:4])
	signer = fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", name, id, base64.StdEncoding.EncodeToString(secret))
	verifier = fmt.Sprintf("%s+%08x+%s", name, id, base64.StdEncoding.EncodeToString(open))
	return signer, verifier, nil
}
