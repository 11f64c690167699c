package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"unicode/utf8"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
)

// apiList gives one page of records. It hands out whole records, so it is logged as the export that it is, with its
// rows and its hash, before the first byte leaves. Where a restricted record is among them, it wants a purpose.
func (s *Server) apiList(v *visit) error {
	why := v.stated()
	if why.purpose != "" && !v.known(why.purpose) {
		return cases.Wrong("purpose", "unknown_code", "value", why.purpose)
	}
	if why.purpose != "" && !v.sound(why) {
		return cases.Wrong("why", "required")
	}
	q := queryOf(v.kind, v.query())
	q.Consent = v.desk.ConsentFor(why.purpose)
	list, err := v.desk.List(v.ctx(), q)
	if err != nil {
		return err
	}
	left, err := v.leftOf(q)
	if err != nil {
		return err
	}
	if why.purpose == "" && slices.ContainsFunc(list.Records, confidential) {
		return cases.Wrong("purpose", "required")
	}
	var b bytes.Buffer
	if err := exchange.WriteListJSON(&b, list); err != nil {
		return err
	}
	t := cases.Takeaway{What: v.here(), Rows: len(list.Records), Left: left, Purpose: why.purpose, Why: why.why}
	if err := v.desk.Exported(v.ctx(), t, b.Bytes(), list.Records); err != nil {
		return err
	}
	return v.Blob(http.StatusOK, typeJSON, b.Bytes())
}

// leftOf is how many records of a list stay behind for want of consent.
func (v *visit) leftOf(q cases.Query) (int, error) {
	if q.Consent == "" {
		return 0, nil
	}
	w, err := v.desk.Weigh(v.ctx(), q)
	v.Response().Header().Set("Aigaq-Left", strconv.Itoa(w.Left))
	return w.Left, err
}

// apiGet gives one record.
func (s *Server) apiGet(v *visit) error {
	number, ending := v.number()
	if ending != "" {
		return cases.ErrNotFound
	}
	r, err := v.open(number)
	if err != nil {
		return err
	}
	return v.recordJSON(http.StatusOK, r)
}

func (v *visit) recordJSON(status int, r cases.Record) error {
	var b bytes.Buffer
	if err := exchange.WriteRecordJSON(&b, r); err != nil {
		return err
	}
	return v.Blob(status, typeJSON, b.Bytes())
}

// body reads an answer sheet sent as JSON. Reason is no answer but why the record is changed.
func (v *visit) body() (in cases.Input, raw json.RawMessage, reason string, err error) {
	raw, err = io.ReadAll(v.Request().Body)
	if err != nil {
		return nil, nil, "", badRequest(err)
	}
	if !utf8.Valid(raw) {
		return nil, nil, "", cases.Wrong("", "not_utf8")
	}
	in, problems := cases.FromJSON(raw)
	if problems != nil {
		return nil, nil, "", problems
	}
	reason = in.Get("reason")
	delete(in, "reason")
	return in, raw, reason, nil
}

// apiCreate keeps a new record. With an Idempotency-Key the same request again gives the same record.
func (s *Server) apiCreate(v *visit) error {
	in, _, reason, err := v.body()
	if err != nil {
		return err
	}
	key := v.sentKey(v.Request().Header.Get("Idempotency-Key"))
	saved, err := v.desk.Save(v.ctx(), key, cases.Change{Kind: v.kind, Sent: in, Reason: reason})
	if err != nil {
		return err
	}
	v.Response().Header().Set("Location", "/api/v1"+address(saved.Number))
	return v.answerSaved(http.StatusCreated, saved)
}

// answerSaved gives the record as it is kept now, with the head of the log that contains the change.
func (v *visit) answerSaved(status int, saved cases.Saved) error {
	v.witness(saved.Head)
	if saved.Withdrawn { // nobody sees it any more, whoever withdrew it included
		return v.JSON(status, map[string]any{"kind": "person", "number": saved.Number, "uid": saved.UID, "version": saved.Version, "withdrawn": true})
	}
	r, err := v.desk.Get(v.ctx(), saved.Number)
	if err != nil {
		return err
	}
	if !saved.Entered {
		if err := v.opened(r.Base()); err != nil {
			return err
		}
	}
	if status != http.StatusCreated {
		return v.recordJSON(status, r)
	}
	made, err := v.created(r)
	if err != nil {
		return err
	}
	return v.JSON(status, made)
}

// apiPut keeps a new version of a record. Answers that are not sent stay as they are.
func (s *Server) apiPut(v *visit) error {
	number, _ := v.number()
	if err := v.mayChange(number); err != nil {
		return err
	}
	in, raw, reason, err := v.body()
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(in.Get("version"), 10, 64)
	if err != nil {
		return cases.Wrong("version", "required")
	}
	key := v.sentKey(v.Request().Header.Get("Idempotency-Key"))
	saved, err := v.desk.Save(v.ctx(), key, cases.Change{Kind: v.kind, Number: number, Version: version, Sent: in, Reason: reason})
	var stale *cases.Stale
	if errors.As(err, &stale) {
		if err := v.opened(stale.Current.Base()); err != nil {
			return err
		}
		return v.JSON(http.StatusConflict, map[string]any{
			"error": "stale", "message": v.statusMessage(http.StatusConflict), "yours": raw, "current": cases.JSON(stale.Current),
		})
	}
	if err != nil {
		return err
	}
	return v.answerSaved(http.StatusOK, saved)
}

// apiCounts gives counts.
func (s *Server) apiCounts(v *visit) error {
	q := countQueryOf(v.query())
	counts, err := v.count(q)
	if err != nil {
		return err
	}
	v.noteSearch(q.Text, q.Filters)
	var b bytes.Buffer
	if err := exchange.WriteCountsJSON(&b, counts); err != nil {
		return err
	}
	return v.Blob(http.StatusOK, typeJSON, b.Bytes())
}
