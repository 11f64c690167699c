package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
)

// profileTo writes a CPU profile into a folder until the function that it gives is called; without a folder it does
// nothing.
func profileTo(dir, name string) (end func(), err error) {
	if dir == "" {
		return func() {}, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("write a profile: %w", err)
	}
	file, err := os.Create(filepath.Join(dir, name+".pprof"))
	if err != nil {
		return nil, fmt.Errorf("write a profile: %w", err)
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		file.Close()
		return nil, fmt.Errorf("write a profile: %w", err)
	}
	return func() {
		pprof.StopCPUProfile()
		file.Close()
	}, nil
}
