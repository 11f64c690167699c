package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"aigaq/internal/cases/i18n"
	"aigaq/internal/cases/store"
	"aigaq/internal/web"
)

// serve is this program as a server that is measured: the application, with gathering on or off, or as a floor:
// with --static nothing but the standard library's server of files, with --bare nothing but inserts.
func serve(args []string) (err error) {
	set := flag.NewFlagSet("serve", flag.ExitOnError)
	addr := set.String("addr", "", "where to listen")
	data := set.String("data", "", "data folder")
	url := set.String("db", "", "postgres:// address")
	static := set.String("static", "", "serve the files of this folder instead")
	bareRows := set.Bool("bare", false, "insert bare rows instead")
	noGather := set.Bool("no-gather", false, "one transaction a save")
	noNotes := set.Bool("no-notes", false, "what is read leaves no entry in the log")
	profile := set.String("profile", "", "a folder to write a CPU profile into")
	if err := set.Parse(args); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	if *static != "" {
		return listen(ctx, *addr, http.FileServer(http.Dir(*static)))
	}
	if *bareRows {
		rows, err := newBare(ctx, folder{dir: *data}, "bare-http.db")
		if err != nil {
			return err
		}
		return errors.Join(listen(ctx, *addr, rows), rows.close())
	}
	handler, end, err := application(ctx, folder{dir: *data}, store.Options{URL: *url, NoGather: *noGather, NoNotes: *noNotes})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	stopped, err := profileTo(*profile, "server")
	if err != nil {
		return err
	}
	defer stopped()
	return listen(ctx, *addr, handler)
}

// application is the server as it is shipped, except that gathering and the entries of reading can be switched off. Its log lines are written,
// because they are part of the work, and thrown away.
func application(ctx context.Context, f folder, o store.Options) (http.Handler, func() error, error) {
	st, err := f.openWith(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	words, err := i18n.Load()
	if err != nil {
		return nil, nil, errors.Join(err, st.Close())
	}
	server, err := web.New(web.Config{Store: st, Catalogues: words, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), ExportAlone: exportAlone})
	if err != nil {
		return nil, nil, errors.Join(err, st.Close())
	}
	return server.Handler(), st.Close, nil
}

func listen(ctx context.Context, addr string, h http.Handler) error {
	server := web.HTTPServer(addr, h)
	go func() {
		<-ctx.Done()
		_ = server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
