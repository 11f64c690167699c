package audit

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"

	"golang.org/x/mod/sumdb/tlog"
)

// SaltSize is the length of a salt in bytes.
const SaltSize = 32

// commitDomain keeps a commitment from ever being the hash of something else.
const commitDomain = "aigaq audit commitment 1"

// NewSalt draws a fresh salt. Every commitment needs one of its own: once it
// is erased, nobody can test a guess against the commitment.
func NewSalt() []byte {
	salt := make([]byte, SaltSize)
	rand.Read(salt) // never fails: the runtime stops the program instead
	return salt
}

// Commit binds content under salt without showing it: SHA-256 over a domain,
// the salt and the content, each preceded by its length in eight bytes.
func Commit(salt, content []byte) tlog.Hash {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(commitDomain), salt, content} {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(part)))
		h.Write(size[:])
		h.Write(part)
	}
	var sum tlog.Hash
	h.Sum(sum[:0])
	return sum
}

// Empty says whether nothing is committed: the zero hash stands for that.
func Empty(h tlog.Hash) bool { return h == tlog.Hash{} }
