package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"time"

	"aigaq/internal/cases/store"
)

// door is a way in for a client of a server: a session for pages and a token for the API.
type door struct{ session, token string }

// newDoor signs in and makes a token, in the store itself: the server that is measured reads both from there.
func newDoor(ctx context.Context, st *store.Store) (door, error) {
	account, err := st.Accounts().ByName(ctx, userName)
	if err != nil {
		return door{}, err
	}
	password := rand.Text()
	if err := st.Accounts().SetPassword(ctx, "cli", account.ID, password); err != nil {
		return door{}, err
	}
	session, _, err := st.Accounts().SignIn(ctx, userName, password)
	if err != nil {
		return door{}, err
	}
	token, err := st.Accounts().AddToken(ctx, "cli", account.ID, "bench "+rand.Text(), []string{"read", "write"})
	return door{session, token}, err
}

// client asks a server on kept-alive connections. It does not ask for compressed answers unless gzip is set, so that
// a page and a file of the same size cost the line the same.
type client struct {
	door
	http *http.Client
	base string
}

func newClient(base string, d door, gzip bool) *client {
	transport := &http.Transport{MaxIdleConnsPerHost: 16, DisableCompression: !gzip}
	return &client{door: d, base: base, http: &http.Client{Transport: transport, Timeout: 10 * time.Minute}}
}

// get reads an answer to its end into w and gives its length.
func (c *client) get(path string, w io.Writer) (int64, error) {
	request, err := http.NewRequest(http.MethodGet, c.base+path, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("Aigaq-Purpose", "verification") // large files and restricted records ask for one
	request.AddCookie(&http.Cookie{Name: "aigaq", Value: c.session})
	return c.do(request, http.StatusOK, w)
}

// post sends JSON to the API.
func (c *client) post(path string, body []byte, w io.Writer) error {
	request, err := http.NewRequest(http.MethodPost, c.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+c.token)
	_, err = c.do(request, http.StatusCreated, w)
	return err
}

func (c *client) do(request *http.Request, want int, w io.Writer) (int64, error) {
	answer, err := c.http.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != want {
		text, _ := io.ReadAll(io.LimitReader(answer.Body, 600))
		return 0, fmt.Errorf("%s %s answers %s: %s", request.Method, request.URL.Path, answer.Status, text)
	}
	return io.Copy(w, answer.Body)
}

// took measures one request.
func (c *client) took(path string) (time.Duration, error) {
	began := time.Now()
	_, err := c.get(path, io.Discard)
	return time.Since(began), err
}
