package vault

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// leftovers matches the temporary files that a killed process leaves behind.
const leftovers = FileName + ".*.new"

// save writes the ring so that at every moment the folder holds the old ring
// or the new one, whole: a temporary file beside it, synced, then put in place
// in one step, then the folder synced.
func (f *file) save(dir string, place func(temp, path string) error) error {
	temp, err := f.stage(dir)
	if err != nil {
		return err
	}
	if err := place(temp, filepath.Join(dir, FileName)); err != nil {
		os.Remove(temp)
		return err
	}
	// A leftover may hold the ring under a passphrase that was given up.
	old, _ := filepath.Glob(filepath.Join(dir, leftovers))
	for _, path := range old {
		os.Remove(path)
	}
	return syncDir(dir)
}

// stage writes the ring into a synced temporary file, mode 0600.
func (f *file) stage(dir string) (path string, err error) {
	raw, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return "", fmt.Errorf("encode key ring: %w", err)
	}
	temp, err := os.CreateTemp(dir, leftovers)
	if err != nil {
		return "", err
	}
	_, err = temp.Write(append(raw, '\n'))
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err != nil {
		os.Remove(temp.Name())
		return "", err
	}
	return temp.Name(), nil
}

// replaceOld puts a staged ring over the one in place.
func replaceOld(temp, path string) error { return os.Rename(temp, path) }

// placeNew puts a staged ring where none may be. A rename would silently lose
// the keys of whoever else creates a ring at this moment; a link refuses.
func placeNew(temp, path string) error {
	err := os.Link(temp, path)
	if errors.Is(err, fs.ErrExist) {
		return ErrRingExists
	}
	if err != nil {
		return err
	}
	return os.Remove(temp)
}

// makeDir makes the folder for its owner alone; one that is there stays as it is.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return syncDir(filepath.Dir(dir))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
