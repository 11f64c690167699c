package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// gzipLevel is where pages get hardly smaller and processors still keep up.
const gzipLevel = 5

// compressor makes answers small for poor lines. Nothing secret is reflected beside what an attacker could choose.
// The framework's own middleware would bring in a module for rate limits that nothing here uses.
type compressor struct{ pool sync.Pool }

func (z *compressor) around(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		res := c.Response()
		res.Header().Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
		if !acceptsGzip(c.Request()) {
			return next(c)
		}
		plain := res.Writer
		w := &gzipWriter{ResponseWriter: plain, from: &z.pool}
		res.Writer = w
		defer func() { res.Writer = plain }()
		err := next(c)
		w.close()
		return err
	}
}

func acceptsGzip(r *http.Request) bool {
	for _, one := range strings.Split(r.Header.Get(echo.HeaderAcceptEncoding), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(one), ";")
		if coding == "gzip" && strings.ReplaceAll(weight, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

// gzipWriter compresses from the first byte of a body; answers without one are left alone.
type gzipWriter struct {
	http.ResponseWriter
	from *sync.Pool
	zip  *gzip.Writer
	code int
}

// WriteHeader waits for the first byte, because only then is it known that there is something to compress.
func (w *gzipWriter) WriteHeader(code int) { w.code = code }

func (w *gzipWriter) Write(b []byte) (int, error) {
	if w.zip == nil {
		w.begin()
	}
	return w.zip.Write(b)
}

func (w *gzipWriter) begin() {
	w.Header().Set(echo.HeaderContentEncoding, "gzip")
	w.Header().Del(echo.HeaderContentLength)
	w.sendHeader()
	zip, ok := w.from.Get().(*gzip.Writer)
	if !ok {
		zip, _ = gzip.NewWriterLevel(io.Discard, gzipLevel) // the level is valid
	}
	zip.Reset(w.ResponseWriter)
	w.zip = zip
}

func (w *gzipWriter) sendHeader() {
	if w.code != 0 {
		w.ResponseWriter.WriteHeader(w.code)
	}
}

// close writes what is left; an error there means that the reader has gone.
func (w *gzipWriter) close() {
	if w.zip == nil {
		w.sendHeader()
		return
	}
	_ = w.zip.Close()
	w.from.Put(w.zip)
}

// Flush sends what has been written so far.
func (w *gzipWriter) Flush() {
	if w.zip != nil {
		_ = w.zip.Flush()
	}
	_ = http.NewResponseController(w.ResponseWriter).Flush()
}

// Unwrap gives the writer below, so that deadlines can be moved.
func (w *gzipWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
