package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// sealer makes what factors are sealed with: a key of the ring's own for it, so that a copy of the database alone
// gives no seed, and nobody who writes to the database puts a factor of their own into it.
func (s *Store) sealer() (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, s.lookup, nil, "aigaq second factors", 32)
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// seal closes up a secret for one place; opened anywhere else it is refused.
func (s *Store) seal(secret []byte, place string) ([]byte, error) {
	c, err := s.sealer()
	if err != nil {
		return nil, err
	}
	return c.Seal(nil, nil, secret, []byte(place)), nil
}

// unseal opens what seal closed up for the same place.
func (s *Store) unseal(sealed []byte, place string) ([]byte, error) {
	c, err := s.sealer()
	if err != nil {
		return nil, err
	}
	secret, err := c.Open(nil, nil, sealed, []byte(place))
	if err != nil {
		return nil, fmt.Errorf("open a sealed factor: %w", err)
	}
	return secret, nil
}

// keyed is a hash that nobody without the ring can make.
func (s *Store) keyed(place, text string) string {
	h := hmac.New(sha256.New, s.lookup)
	fmt.Fprintf(h, "%d:%s%s", len(place), place, text)
	return hex.EncodeToString(h.Sum(nil))
}
