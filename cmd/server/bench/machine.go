package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// machine describes what the figures were measured on, in one line of Markdown.
func machine(dir string) (string, error) {
	flushed, err := flushTimes(dir)
	if err != nil {
		return "", err
	}
	kernel, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return "", fmt.Errorf("name the kernel: %w", err)
	}
	load, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "", fmt.Errorf("read the load: %w", err)
	}
	return fmt.Sprintf("%s, %d processors, Linux %s, %s, %s. Write and fsync of 4 KB: %s. Load before the run: %s.",
		processor(), runtime.NumCPU(), strings.TrimSpace(string(kernel)), runtime.Version(), time.Now().Format("2 January 2006"),
		flushed, strings.Join(strings.Fields(string(load))[:2], " ")), nil
}

func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// flushTimes measures what a commit cannot do without: 4 KB appended and forced to the disk.
func flushTimes(dir string) (times, error) {
	file, err := os.Create(filepath.Join(dir, "flush"))
	if err != nil {
		return nil, fmt.Errorf("measure the disk: %w", err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	block := make([]byte, 4096)
	var out times
	for range 300 {
		began := time.Now()
		if _, err := file.Write(block); err != nil {
			return nil, fmt.Errorf("measure the disk: %w", err)
		}
		if err := file.Sync(); err != nil {
			return nil, fmt.Errorf("measure the disk: %w", err)
		}
		out = append(out, time.Since(began))
	}
	return out, nil
}
