package web

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"
)

// ceremonyTime is how long a browser has for making or using a passkey.
const ceremonyTime = 5 * time.Minute

// errCeremony means that the use of a passkey was not begun here, took too long or was used already.
var errCeremony = errors.New("no such use of a passkey was begun")

// ceremonies remembers what was asked of authenticators. What was asked is sealed and carried by the page itself, so
// that strangers who begin many of them take no memory; only challenges that were met are remembered, until they are
// too old to be met again. A restart of the program ends those that were begun.
type ceremonies struct {
	now  func() time.Time
	seal cipher.AEAD
	mu   sync.Mutex
	met  map[string]time.Time // by challenge: until when it is remembered
}

// sealedAsk is what is sealed.
type sealedAsk struct {
	Until time.Time
	Data  webauthn.SessionData
}

func newCeremonies(now func() time.Time) (*ceremonies, error) {
	key := make([]byte, 32)
	rand.Read(key) // never fails, by its documentation
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("seal what is asked of passkeys: %w", err)
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("seal what is asked of passkeys: %w", err)
	}
	return &ceremonies{now: now, seal: seal, met: map[string]time.Time{}}, nil
}

// begin closes up what was asked, for one purpose of one session.
func (c *ceremonies) begin(purpose string, data webauthn.SessionData) (string, error) {
	b, err := json.Marshal(sealedAsk{Until: c.now().Add(ceremonyTime), Data: data})
	if err != nil {
		return "", fmt.Errorf("seal what is asked of a passkey: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(c.seal.Seal(nil, nil, b, []byte(purpose))), nil
}

// open gives what was asked for the same purpose.
func (c *ceremonies) open(purpose, state string) (webauthn.SessionData, error) {
	sealed, err := base64.RawURLEncoding.DecodeString(state)
	if err != nil {
		return webauthn.SessionData{}, errCeremony
	}
	b, err := c.seal.Open(nil, nil, sealed, []byte(purpose))
	if err != nil {
		return webauthn.SessionData{}, errCeremony
	}
	var a sealedAsk
	if err := json.Unmarshal(b, &a); err != nil || !c.now().Before(a.Until) {
		return webauthn.SessionData{}, errCeremony
	}
	return a.Data, nil
}

// meet marks a challenge as met, which it is once.
func (c *ceremonies) meet(challenge string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	for one, until := range c.met {
		if now.After(until) {
			delete(c.met, one)
		}
	}
	if _, again := c.met[challenge]; again {
		return errCeremony
	}
	c.met[challenge] = now.Add(ceremonyTime + time.Minute)
	return nil
}
