// Package pgtest starts a PostgreSQL server of its own for tests, in a temporary folder and on a socket there.
package pgtest

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
)

// Server is a running PostgreSQL that nothing but the tests reaches.
type Server struct {
	dir     string
	process *exec.Cmd
	made    atomic.Int64
}

// ErrMissing means that PostgreSQL is not installed on this machine.
var ErrMissing = errors.New("PostgreSQL is not installed: apt-get install postgresql")

// Start initialises and starts a server. It will not run as root, so as root it runs as the user postgres.
func Start() (*Server, error) {
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(bins) == 0 {
		return nil, ErrMissing
	}
	bin := filepath.Dir(bins[len(bins)-1])
	dir, err := os.MkdirTemp("", "aigaq-pg")
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	s := &Server{dir: dir}
	if err := s.own(); err != nil {
		return nil, err
	}
	if out, err := s.command(bin+"/initdb", "-D", dir+"/data", "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	s.process = s.command(bin+"/postgres", "-D", dir+"/data", "-k", dir, "-c", "listen_addresses=", "-c", "max_connections=200", "-c", "fsync=off", "-c", "full_page_writes=off")
	if err := s.process.Start(); err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	for range 300 {
		if s.sql(bin, "SELECT 1") == nil {
			return s, nil
		}
		_ = exec.Command("sleep", "0.1").Run()
	}
	s.Stop()
	return nil, errors.New("PostgreSQL did not come up in 30 seconds")
}

func (s *Server) sql(bin, text string) error {
	return s.command(bin+"/psql", "-h", s.dir, "-U", "test", "-d", "postgres", "-qc", text).Run()
}

// Database makes an empty database and gives its address.
func (s *Server) Database() (string, error) {
	name := "t" + strconv.FormatInt(s.made.Add(1), 10)
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err := s.sql(bins[len(bins)-1], "CREATE DATABASE "+name); err != nil {
		return "", fmt.Errorf("create a database: %w", err)
	}
	return "postgres:///" + name + "?user=test&host=" + url.QueryEscape(s.dir), nil
}

// Stop ends the server and takes its folder away.
func (s *Server) Stop() {
	if s.process != nil && s.process.Process != nil {
		_ = s.process.Process.Signal(syscall.SIGINT)
		_ = s.process.Wait()
	}
	os.RemoveAll(s.dir)
}

// own gives the folder to the user that the server runs as.
func (s *Server) own() error {
	if id := s.runAs(); id != nil {
		if err := os.Chown(s.dir, int(id.Uid), int(id.Gid)); err != nil {
			return fmt.Errorf("start PostgreSQL: %w", err)
		}
	}
	return nil
}

func (s *Server) runAs() *syscall.Credential {
	if os.Geteuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir = s.dir
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	if id := s.runAs(); id != nil {
		c.SysProcAttr.Credential = id
	}
	return c
}
