package web

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
	"aigaq/internal/cases/i18n"
	"aigaq/internal/cases/store"
)

const (
	typeCSV  = "text/csv; charset=utf-8; header=present"
	typeJSON = "application/json; charset=utf-8"
	typeZIP  = "application/zip"
)

const (
	// exportMatters is the number of rows from which an export is asked for its purpose and wants a fresh sign-in. One
	// that holds anything restricted matters whatever its size.
	exportMatters = 100
	// exportAlone is the number of records that somebody may take away within a day without a second person, where the
	// server is not told another.
	exportAlone = 1000
)

// stated is what an export is for.
type stated struct{ purpose, why string }

// stated reads the purpose from the address or a header; else it is the one that the session was given.
func (v *visit) stated() stated {
	r := v.Request()
	if r.URL.Query().Has("purpose") {
		return stated{v.QueryParam("purpose"), v.QueryParam("why")}
	}
	p := v.desk.Purpose()
	return stated{p.Code, p.Why}
}

// known tells whether a purpose is one of the vocabulary.
func (v *visit) known(purpose string) bool {
	_, ok := v.desk.Book().Term("purpose", purpose)
	return ok
}

// sound tells whether a purpose is known and has the words that it needs.
func (v *visit) sound(why stated) bool {
	_, err := v.s.Store.CheckPurpose(cases.Purpose{Code: why.purpose, Why: why.why})
	return err == nil
}

// file gives the file of the address: a list, counts or a record.
func (s *Server) file(v *visit) error {
	o, ok := outgoingOf(v.Request().URL.Path, v.query())
	if !ok {
		return cases.ErrNotFound
	}
	why := v.stated()
	load, err := v.load(o, why.purpose)
	if err != nil {
		return err
	}
	if why.purpose != "" && !v.sound(why) || load.matters() && (why.purpose == "" || !v.fresh()) {
		return v.to(exportPage(o, why))
	}
	err = v.give(o, load, why, false)
	if errors.Is(err, store.ErrNotApproved) {
		return v.to(exportPage(o, why))
	}
	return err
}

// exportPage is where a file is asked for with its purpose. Words are not carried in addresses.
func exportPage(o outgoing, why stated) string {
	q := url.Values{"of": {o.address()}}
	if why.purpose != "" {
		q.Set("purpose", why.purpose)
	}
	return "/export?" + q.Encode()
}

// load is what is about to leave.
type load struct {
	cases.Weight
	record cases.Record  // the one record
	counts *cases.Counts // the counts
}

// matters tells whether it leaves only with a purpose and by somebody who has just signed in.
func (l load) matters() bool { return l.Rows >= exportMatters || l.Restricted > 0 }

// load weighs what would leave for a purpose, which may leave out people who have not consented to it, and reads what
// is small: a record, counts.
func (v *visit) load(o outgoing, purpose string) (l load, err error) {
	switch o.form {
	case formCounts:
		l.counts, err = v.count(countQueryOf(o.query))
		if err == nil {
			l.Rows = len(l.counts.Cells)
		}
	case formRecord:
		l.record, err = v.peek(o, purpose)
		l.Rows = 1
		if err == nil && confidential(l.record) {
			l.Restricted = 1
		}
	default:
		consent := cases.Query{Listed: o.form == formLists}.ConsentFor(purpose, v.desk.Scope().Secrets)
		l.Weight, err = v.desk.WeighAll(v.ctx(), o.queries(), consent)
	}
	return l, err
}

// confidential tells whether a record leaves with a purpose alone.
func confidential(r cases.Record) bool {
	return r.Base().Level == cases.Restricted || r.Base().Level == cases.Privileged
}

// peek reads a record that is not shown yet.
func (v *visit) peek(o outgoing, purpose string) (cases.Record, error) {
	if cases.KindByNumber(o.number) != o.kind {
		return nil, cases.ErrNotFound
	}
	return v.desk.GetFor(v.ctx(), o.number, purpose)
}

// give sends a file. That it leaves is in the log before its first byte. With spend, an approval is spent where one is
// needed; without, store.ErrNotApproved is the answer.
func (v *visit) give(o outgoing, l load, why stated, spend bool) error {
	t := cases.Takeaway{What: o.address(), Number: o.number, Rows: l.Rows, Left: l.Left, Purpose: why.purpose, Why: why.why, Spend: spend, Lists: o.form == formLists, Unmarked: o.form == formLists}
	if o.form != formCounts {
		t.Alone = v.s.ExportAlone
		v.Response().Header().Set("Aigaq-Left", strconv.Itoa(l.Left))
	}
	if v.Request().Method == http.MethodHead {
		v.attach(o.mime(), o.name())
		return nil
	}
	if o.form == formList || o.form == formLists {
		t.Still = v.still
		return v.stream(o, t)
	}
	return v.whole(o, l, t)
}

// still tells whether whoever downloads is still signed in.
func (v *visit) still(ctx context.Context) error {
	in, err := v.s.Store.Accounts().SignedIn(ctx, v.session.ID)
	if err == nil && !in {
		return cases.ErrForbidden
	}
	return err
}

// stream sends all rows of a list as they are read. What breaks off is entered as cut, and cut for the browser too.
func (v *visit) stream(o outgoing, t cases.Takeaway) error {
	var research exchange.Research
	if o.form == formLists {
		var err error
		if research, err = v.research(o, t); err != nil {
			return err
		}
	}
	x, err := v.desk.Export(v.ctx(), t)
	if err != nil {
		return err
	}
	v.sign()
	v.attach(o.mime(), o.name())
	research.Head = v.head()
	out := bufio.NewWriterSize(x.Writer(v.slow()), 64<<10)
	if o.form == formLists {
		err = o.writeLists(v.ctx(), out, x, research)
	} else {
		err = o.writeList(v.ctx(), out, x)
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return errors.Join(err, x.Cut())
	}
	return x.Done()
}

// research is what the files about lists are made of.
func (v *visit) research(o outgoing, t cases.Takeaway) (exchange.Research, error) {
	matrix, err := v.desk.ListMatrix(v.ctx())
	secrets := v.desk.Scope().Secrets
	r := exchange.Research{Matrix: exchange.Matrix{ListMatrix: matrix, Secrets: secrets, Names: secrets && o.named()}, Book: v.desk.Book(),
		Query: o.address(), Purpose: t.Purpose, Consent: cases.Query{Listed: true}.ConsentFor(t.Purpose, secrets), Left: t.Left, AsOf: time.Now(),
		Words: []exchange.Words{v.words}}
	for _, l := range i18n.Languages() {
		if l.Code != v.words.Lang() {
			r.Words = append(r.Words, v.s.Catalogues.Words(l.Code))
		}
	}
	return r, err
}

// whole sends a file that is small enough to be made first.
func (v *visit) whole(o outgoing, l load, t cases.Takeaway) error {
	var b bytes.Buffer
	var err error
	var records []cases.Record
	if o.form == formCounts {
		err = o.writeCounts(&b, l.counts)
	} else {
		records = append(records, l.record)
		err = o.writeRecord(&b, l.record)
	}
	if err != nil {
		return err
	}
	if err := v.desk.Exported(v.ctx(), t, b.Bytes(), records); err != nil {
		return err
	}
	v.sign()
	v.attach(o.mime(), o.name())
	return v.Blob(http.StatusOK, o.mime(), b.Bytes())
}

// sign has the log's head signed with the export's entry in it. One that fails is made up for within a minute.
func (v *visit) sign() {
	if err := v.s.Store.Keeper().Checkpoint(v.ctx()); err != nil {
		v.s.Log.Error("sign a checkpoint", "request", v.id, "error", err)
	}
}

// attach says what follows is a file, of which state of the audit log.
func (v *visit) attach(kind, name string) {
	h := v.Response().Header()
	h.Set(echo.HeaderContentType, kind)
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	v.witness(v.head())
}

// witness puts the size and root of the audit log on an answer, so that whoever keeps it can hold the log to it.
func (v *visit) witness(head cases.AuditHead) {
	v.Response().Header().Set("Aigaq-Audit", fmt.Sprintf("%d %s", head.Size, head.Root))
}

// slow gives the answer's writer with the time that an export may take. Servers in tests have no deadline to move.
func (v *visit) slow() io.Writer {
	_ = http.NewResponseController(v.Response()).SetWriteDeadline(time.Now().Add(exportTime))
	return v.Response()
}
