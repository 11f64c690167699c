package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
	"aigaq/views"
)

// listBody is how much may be sent with a list of names: the file and the form around it.
const listBody = exchange.SheetBytes + 1<<20

// arriving is a list on its way in, as it is kept between the steps.
type arriving struct {
	Sheet *exchange.Sheet `json:"sheet"`
	Roles []string        `json:"roles"`
	List  cases.NewList   `json:"list"`
}

// lists shows the lists of names.
func (s *Server) lists(v *visit) error {
	list, err := v.desk.Lists(v.ctx())
	if err != nil {
		return err
	}
	v.desk.Noted(v.ctx(), "list", v.here())
	p := v.page()
	p.Flash = v.flash()
	return v.draw(http.StatusOK, views.Lists(p, views.ListsPage{Lists: list}))
}

// askList asks for a file.
func (s *Server) askList(v *visit) error {
	team := ""
	if v.user.Role != cases.Coordinator && len(v.user.Teams) > 0 {
		team = v.user.Teams[0]
	}
	form := views.NewListForm{NewList: cases.NewList{List: cases.CleanNumber(v.QueryParam("list")), Type: "official_list", Level: cases.Internal, Team: team}}
	return s.drawNewList(v, http.StatusOK, form)
}

func (s *Server) drawNewList(v *visit, status int, form views.NewListForm) (err error) {
	if form.Lists, err = v.desk.Lists(v.ctx()); err != nil {
		return err
	}
	events, err := v.desk.List(v.ctx(), cases.Query{Kind: "event", Per: 200})
	if err != nil {
		return err
	}
	for _, r := range events.Records {
		form.Events = append(form.Events, *r.Base())
	}
	p := v.page()
	p.Path = "/lists/new"
	return v.draw(status, views.NewList(p, form))
}

// takeList reads the file that was sent and goes on to its columns.
func (s *Server) takeList(v *visit) error {
	form, name, file, err := v.upload()
	if err != nil {
		return err
	}
	asked := views.NewListForm{NewList: newListOf(form)}
	asked.Problems = missingOf(asked.NewList)
	var sheet *exchange.Sheet
	if name == "" && len(file) == 0 {
		asked.Problems = append(asked.Problems, cases.Wrong("file", "file_required")...)
	} else if sheet, err = exchange.ReadSheet(clean(name), file); err != nil {
		var problems cases.Problems
		if !errors.As(err, &problems) {
			return err
		}
		asked.Problems = append(asked.Problems, problems...)
	}
	if len(asked.Problems) > 0 {
		return s.drawNewList(v, http.StatusUnprocessableEntity, asked)
	}
	a := arriving{Sheet: sheet, Roles: sheet.GuessColumns(), List: asked.NewList}
	body, err := a.packed()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(file)
	token, err := v.desk.Arrive(v.ctx(), hex.EncodeToString(sum[:]), body)
	if errors.As(err, &asked.Problems) {
		return s.drawNewList(v, http.StatusUnprocessableEntity, asked)
	}
	if err != nil {
		return err
	}
	return v.to("/lists/in/" + token)
}

func newListOf(form url.Values) cases.NewList {
	return cases.NewList{List: cases.CleanNumber(form.Get("list")), Title: clean(form.Get("title")), Type: form.Get("type"), Event: cases.CleanNumber(form.Get("event")),
		Team: form.Get("team"), Level: form.Get("level")}
}

// missingOf says what a new list lacks; the rest is found out when it is tried.
func missingOf(l cases.NewList) cases.Problems {
	if l.List == "" && l.Title == "" {
		return cases.Wrong("title", "required")
	}
	return nil
}

// upload reads a form with one file in it, without anything of the file touching a disk.
func (v *visit) upload() (form url.Values, name string, file []byte, err error) {
	kind, _, _ := mime.ParseMediaType(v.Request().Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		form, err = v.form()
		return form, "", nil, err
	}
	parts, err := v.Request().MultipartReader()
	if err != nil {
		return nil, "", nil, badRequest(err)
	}
	form = url.Values{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return form, name, file, nil
		}
		if err != nil {
			return nil, "", nil, badRequest(err)
		}
		if err := readPart(part, form, &name, &file); err != nil {
			return nil, "", nil, err
		}
	}
}

func readPart(part *multipart.Part, form url.Values, name *string, file *[]byte) error {
	most := int64(smallBody)
	if part.FormName() == "file" {
		most = exchange.SheetBytes + 1 // one byte more, so that the reader of sheets refuses what is cut
	}
	b, err := io.ReadAll(io.LimitReader(part, most))
	if err != nil {
		return badRequest(err)
	}
	if part.FormName() == "file" {
		*name, *file = part.FileName(), b
		return nil
	}
	form.Add(part.FormName(), string(b))
	return nil
}

// packed is how an arriving list is kept.
func (a arriving) packed() ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := errors.Join(json.NewEncoder(z).Encode(a), z.Close()); err != nil {
		return nil, fmt.Errorf("keep a list on its way in: %w", err)
	}
	return b.Bytes(), nil
}

func unpacked(b []byte) (a arriving, err error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err == nil {
		err = json.NewDecoder(z).Decode(&a)
	}
	if err != nil {
		return a, fmt.Errorf("read a list on its way in: %w", err)
	}
	return a, nil
}
