package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// What a passkey is asked for. Each names the session too, where there is one, so that an answer fits nowhere else.
const (
	forSignIn = "sign in"
	forFactor = "second factor"
	forAgain  = "again"
	forEnrol  = "enrol"
)

// newPasskeys sets up the checking of passkeys for the address under which browsers know the program.
func newPasskeys(origin string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || u.Path != "" && u.Path != "/" {
		return nil, fmt.Errorf("the origin %q is no address such as https://cases.example.org", origin)
	}
	keys, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: u.Hostname(), RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementPreferred, UserVerification: protocol.VerificationPreferred,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("set up passkeys: %w", err)
	}
	return keys, nil
}

// owner is an account as the checking of passkeys wants it. Authenticators are given its code, which says nothing.
type owner struct {
	user cases.User
	keys []webauthn.Credential
}

func (o owner) WebAuthnID() []byte                         { return []byte(o.user.Code) }
func (o owner) WebAuthnName() string                       { return o.user.Name }
func (o owner) WebAuthnDisplayName() string                { return o.user.Name }
func (o owner) WebAuthnCredentials() []webauthn.Credential { return o.keys }

func (s *Server) owner(v *visit, u cases.User) (owner, error) {
	f, err := s.Store.Accounts().Factors(v.ctx(), u)
	if err != nil {
		return owner{}, err
	}
	o := owner{user: u}
	for _, p := range f.Passkeys {
		var key webauthn.Credential
		if err := json.Unmarshal(p.Body, &key); err != nil {
			return owner{}, fmt.Errorf("read a passkey: %w", err)
		}
		o.keys = append(o.keys, key)
	}
	return o, nil
}

// ask sends the browser what to ask of the authenticator, and the sealed state that comes back with the answer.
func (s *Server) ask(v *visit, purpose string, options any, data *webauthn.SessionData) error {
	state, err := s.asked.begin(purpose+" "+v.session.ID, *data)
	if err != nil {
		return err
	}
	return v.JSON(http.StatusOK, map[string]any{"publicKey": options, "state": state})
}

// askPasskeySignIn begins a sign-in without a name: the authenticator knows whose key it is.
func (s *Server) askPasskeySignIn(v *visit) error {
	options, data, err := s.keys.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return fmt.Errorf("ask for a passkey: %w", err)
	}
	return s.ask(v, forSignIn, options.Response, data)
}

// askPasskey begins the proof by one of the reader's own passkeys.
func (s *Server) askPasskey(v *visit, purpose string, verify protocol.UserVerificationRequirement) error {
	o, err := s.owner(v, v.session.User)
	if err != nil {
		return err
	}
	if len(o.keys) == 0 {
		return cases.ErrNotFound
	}
	options, data, err := s.keys.BeginLogin(o, webauthn.WithUserVerification(verify))
	if err != nil {
		return fmt.Errorf("ask for a passkey: %w", err)
	}
	return s.ask(v, purpose, options.Response, data)
}

// shown checks the answer of an authenticator that was asked of the reader or, for signing in, of anybody.
// store.ErrRefused is the one answer to all that is wrong with it.
func (s *Server) shown(v *visit, purpose string, form url.Values) (cases.User, store.Proof, error) {
	data, err := s.asked.open(purpose+" "+v.session.ID, form.Get("state"))
	if err != nil {
		return cases.User{}, store.Proof{}, store.ErrRefused
	}
	answer, err := protocol.ParseCredentialRequestResponseBytes([]byte(form.Get("response")))
	if err != nil {
		return cases.User{}, store.Proof{}, store.ErrRefused
	}
	user, key, err := s.checked(v, data, answer)
	if err != nil || key.Authenticator.CloneWarning || s.asked.meet(data.Challenge) != nil {
		return cases.User{}, store.Proof{}, store.ErrRefused
	}
	body, err := json.Marshal(key)
	if err != nil {
		return cases.User{}, store.Proof{}, fmt.Errorf("keep a passkey: %w", err)
	}
	return user, store.Proof{
		Passkey:  &store.Passkey{Credential: key.ID, Body: body},
		Verified: answer.Response.AuthenticatorData.Flags.HasUserVerified(),
	}, nil
}

func (s *Server) checked(v *visit, data webauthn.SessionData, answer *protocol.ParsedCredentialAssertionData) (cases.User, *webauthn.Credential, error) {
	if len(data.UserID) > 0 {
		o, err := s.owner(v, v.session.User)
		if err != nil {
			return cases.User{}, nil, err
		}
		key, err := s.keys.ValidateLogin(o, data, answer)
		return o.user, key, err
	}
	var found cases.User
	_, key, err := s.keys.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		user, err := s.Store.Accounts().ByCode(v.ctx(), string(handle))
		if err != nil {
			return nil, err
		}
		found = user
		return s.owner(v, user)
	}, data, answer)
	return found, key, err
}

// askNewPasskey begins the enrolment of a passkey.
func (s *Server) askNewPasskey(v *visit) error {
	o, err := s.owner(v, v.session.User)
	if err != nil {
		return err
	}
	options, data, err := s.keys.BeginRegistration(o, webauthn.WithExclusions(webauthn.Credentials(o.keys).CredentialDescriptors()))
	if err != nil {
		return fmt.Errorf("ask for a new passkey: %w", err)
	}
	return s.ask(v, forEnrol, options.Response, data)
}

// made checks what an authenticator made.
func (s *Server) made(v *visit, form url.Values) (store.Passkey, error) {
	data, err := s.asked.open(forEnrol+" "+v.session.ID, form.Get("state"))
	if err != nil {
		return store.Passkey{}, store.ErrRefused
	}
	answer, err := protocol.ParseCredentialCreationResponseBytes([]byte(form.Get("response")))
	if err != nil {
		return store.Passkey{}, store.ErrRefused
	}
	o, err := s.owner(v, v.session.User)
	if err != nil {
		return store.Passkey{}, err
	}
	key, err := s.keys.CreateCredential(o, data, answer)
	if err != nil || s.asked.meet(data.Challenge) != nil {
		return store.Passkey{}, store.ErrRefused
	}
	body, err := json.Marshal(key)
	if err != nil {
		return store.Passkey{}, fmt.Errorf("keep a passkey: %w", err)
	}
	return store.Passkey{Credential: key.ID, Body: body, Name: form.Get("passkey_name")}, nil
}
