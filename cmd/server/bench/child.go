package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// child is a server in a process of its own, so that its memory and its garbage are its own.
type child struct {
	process *exec.Cmd
	base    string // http://127.0.0.1:port
	log     string // where it writes
}

// start runs a command with --addr and a free port of this machine added, and waits until it answers.
func start(ctx context.Context, log string, name string, args ...string) (*child, error) {
	addr, err := freeAddress()
	if err != nil {
		return nil, err
	}
	out, err := os.Create(log)
	if err != nil {
		return nil, fmt.Errorf("start a server: %w", err)
	}
	defer out.Close()
	c := &child{process: exec.CommandContext(ctx, name, append(args, "--addr", addr)...), base: "http://" + addr, log: log}
	c.process.Stdout, c.process.Stderr = out, out
	c.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	if err := c.process.Start(); err != nil {
		return nil, fmt.Errorf("start a server: %w", err)
	}
	if err := c.wait(ctx); err != nil {
		c.stop()
		return nil, err
	}
	return c, nil
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().String(), nil
}

func (c *child) wait(ctx context.Context) error {
	for range 600 {
		answer, err := http.Get(c.base + "/healthz")
		if err == nil {
			answer.Body.Close()
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	text, _ := os.ReadFile(c.log)
	return fmt.Errorf("the server did not come up in a minute: %s", text)
}

// stop ends the server as an operator would, and waits for it.
func (c *child) stop() error {
	_ = c.process.Process.Signal(syscall.SIGTERM)
	err := c.process.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() < 0 {
		return nil // ended by the signal: a server of static pages does not catch it
	}
	return err
}

// resident gives the memory that the process holds now and the most that it has held, in MB.
func (c *child) resident() (now, most float64, err error) {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(c.process.Process.Pid), "status"))
	if err != nil {
		return 0, 0, fmt.Errorf("read the memory of the server: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		kb, _ := strconv.ParseFloat(fields[1], 64)
		switch fields[0] {
		case "VmRSS:":
			now = kb / 1024
		case "VmHWM:":
			most = kb / 1024
		}
	}
	return now, most, nil
}

// forget sets the most that the process has held back to what it holds now (proc(5), clear_refs).
func (c *child) forget() error {
	path := filepath.Join("/proc", strconv.Itoa(c.process.Process.Pid), "clear_refs")
	if err := os.WriteFile(path, []byte("5"), 0); err != nil {
		return fmt.Errorf("reset the peak of the server's memory: %w", err)
	}
	return nil
}
