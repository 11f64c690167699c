package web

import (
	"net/http"
	"path"

	"aigaq/internal/cases"
	"aigaq/views"
)

// assets are the few files that pages refer to. Their addresses hold a hash of their bytes, so browsers keep them.
type assets struct {
	addresses map[string]string // by plain name
	files     map[string]views.Asset
}

func newAssets() (*assets, error) {
	list, err := views.Assets()
	if err != nil {
		return nil, err
	}
	a := &assets{addresses: map[string]string{}, files: map[string]views.Asset{}}
	for _, one := range list {
		name := path.Base(one.Path)
		a.addresses[one.Name], a.files[name] = "/static/"+name, one
	}
	return a, nil
}

// asset serves one file of the program, known by its full name alone: there is no folder behind it.
func (s *Server) asset(v *visit) error {
	one, ok := s.static.files[v.Param("file")]
	if !ok {
		return cases.ErrNotFound
	}
	v.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return v.Blob(http.StatusOK, one.Type, one.Bytes)
}

// noPicture answers browsers, which ask for a picture of the site unasked, that there is none: nothing on a tab tells
// what is open there.
func (s *Server) noPicture(v *visit) error {
	return v.NoContent(http.StatusNoContent)
}

// healthy answers monitors that the program runs and is not locked. It says nothing else.
func (s *Server) healthy(v *visit) error {
	return v.JSON(http.StatusOK, map[string]bool{"locked": false})
}

// unlocked sends on whoever still has the unlock page open once the records are.
func (s *Server) unlocked(v *visit) error { return v.to("/login") }

// leave is the neutral page behind "Leave this page".
func (s *Server) leave(v *visit) error { return v.draw(http.StatusOK, views.Leave(v.page())) }
