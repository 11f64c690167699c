package main

import (
	"context"
	"path/filepath"
	"strconv"
)

// exportAlone lets the exports that are measured leave without a second person.
const exportAlone = 1 << 30

// served is a server on a world of its own, with a way in.
type served struct {
	*child
	folder
	door
}

// working copies the working world and serves it with the application as it is built. With a folder for profiles it
// is served by this program instead, which runs the same handler and writes the profile.
func (b *bench) working(ctx context.Context, name string) (*served, error) {
	f, err := cached(ctx, b.cache, "working", working)
	if err != nil {
		return nil, err
	}
	if f, err = f.copied(filepath.Join(b.scratch, name)); err != nil {
		return nil, err
	}
	return b.serve(ctx, f, name)
}

func (b *bench) serve(ctx context.Context, f folder, name string) (*served, error) {
	s := &served{folder: f}
	var err error
	if s.door, err = f.newDoor(ctx, ""); err != nil {
		return nil, err
	}
	if b.profile != "" {
		s.child, err = b.own(ctx, f, name)
	} else {
		s.child, err = start(ctx, filepath.Join(b.scratch, name+".log"), b.product, "serve", "--data", f.dir,
			"--passphrase-file", f.passphraseFile(), "--export-alone", strconv.Itoa(exportAlone))
	}
	return s, err
}

// own serves a folder with this program.
func (b *bench) own(ctx context.Context, f folder, name string, more ...string) (*child, error) {
	args := append([]string{"serve", "--data", f.dir}, more...)
	if b.profile != "" {
		args = append(args, "--profile", filepath.Join(b.profile, name))
	}
	return start(ctx, filepath.Join(b.scratch, name+".log"), b.self, args...)
}

// newDoor makes a way in, in the store behind the server.
func (f folder) newDoor(ctx context.Context, url string) (door, error) {
	st, err := f.open(ctx, url, false)
	if err != nil {
		return door{}, err
	}
	d, err := newDoor(ctx, st)
	if err != nil {
		st.Close()
		return d, err
	}
	return d, st.Close()
}
