package web

import (
	"crypto/sha256"
	"encoding/hex"
)

// sentKey is what the store keeps of a form token or an Idempotency-Key: it belongs to one user, whom the desk adds,
// and to one route. None was sent: none is kept.
func (v *visit) sentKey(token string) string {
	if token == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(v.Request().Method + " " + v.Path() + "\x00" + token))
	return hex.EncodeToString(sum[:])
}
