package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"aigaq/internal/cases"
	"aigaq/views"
)

// problemJSON is one thing wrong with what an API client sent, in its language.
type problemJSON struct {
	Field   string `json:"field"`
	Key     string `json:"key"`
	Message string `json:"message"`
	Warning bool   `json:"warning,omitempty"`
}

// failJSON answers an API client with what went wrong.
func (v *visit) failJSON(status int, err error) error {
	if errors.Is(err, cases.ErrNoPurpose) {
		err = cases.Wrong("purpose", "purpose_required")
	}
	var problems cases.Problems
	if errors.As(err, &problems) {
		return v.JSON(status, map[string]any{"problems": v.problemsJSON(problems)})
	}
	if status == http.StatusUnauthorized {
		v.Response().Header().Set("WWW-Authenticate", "Bearer")
	}
	out := map[string]string{"error": errorCode(status), "message": v.statusMessage(status)}
	if errors.Is(err, errLocked) {
		out["error"], out["message"] = "locked", v.words.T("unlock.text")
	}
	if status != http.StatusNotFound {
		out["request_id"] = v.id
	}
	return v.JSON(status, out)
}

func (v *visit) problemsJSON(problems cases.Problems) []problemJSON {
	out := make([]problemJSON, len(problems))
	for i, p := range problems {
		out[i] = problemJSON{Field: p.Field, Key: p.Key, Message: views.Wrong(v.words, p), Warning: p.Warning}
	}
	return out
}

// statusMessage says what a status means, in the words of the error page.
func (v *visit) statusMessage(status int) string {
	key := "error." + strconv.Itoa(status) + ".title"
	if v.words.Has(key) {
		return v.words.T(key)
	}
	return http.StatusText(status)
}

// errorCode is the name of a status for programs: not_found.
func errorCode(status int) string {
	return strings.ReplaceAll(strings.ToLower(http.StatusText(status)), " ", "_")
}
