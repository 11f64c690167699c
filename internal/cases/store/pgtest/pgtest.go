// Package pgtest starts a PostgreSQL server of its own for tests, in a temporary folder and on a socket there. It speaks to
// it through the driver that package store registers, so whoever uses it uses that too.
package pgtest

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// Server is a running PostgreSQL that nothing but the tests reaches.
type Server struct {
	dir     string
	process *exec.Cmd
	admin   *sql.DB
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
	s.process = s.command(bin+"/postgres", "-D", dir+"/data", "-k", dir, "-c", "listen_addresses=", "-c", "max_connections=200", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "autovacuum=off")
	if err := s.process.Start(); err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	if s.admin, err = sql.Open("pgx", s.address("postgres")); err != nil {
		s.Stop()
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	for range 600 {
		if s.admin.Ping() == nil {
			return s, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.Stop()
	return nil, errors.New("PostgreSQL did not come up in a minute")
}

// address is that of a database of the server.
func (s *Server) address(name string) string {
	return "postgres:///" + name + "?user=test&host=" + url.QueryEscape(s.dir)
}

// Database makes an empty database and gives its address.
func (s *Server) Database() (string, error) {
	name := "t" + strconv.FormatInt(s.made.Add(1), 10)
	if _, err := s.admin.Exec("CREATE DATABASE " + name); err != nil {
		return "", fmt.Errorf("create a database: %w", err)
	}
	return s.address(name), nil
}

// Copy makes a database that holds what another of the server holds, and gives its address. Nobody may be connected to
// the other; whoever has just left it is waited for.
func (s *Server) Copy(of string) (string, error) {
	name := "t" + strconv.FormatInt(s.made.Add(1), 10)
	var err error
	for range 100 {
		if _, err = s.admin.Exec("CREATE DATABASE " + name + " TEMPLATE " + nameIn(of) + ""); err == nil {
			return s.address(name), nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return "", fmt.Errorf("copy a database: %w", err)
}

// Drop takes a database of the server away, with whoever is connected to it.
func (s *Server) Drop(address string) error {
	if _, err := s.admin.Exec("DROP DATABASE " + nameIn(address) + " WITH (FORCE)"); err != nil {
		return fmt.Errorf("drop a database: %w", err)
	}
	return nil
}

// nameIn is the name of the database in an address.
func nameIn(address string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(address, "postgres:///"), "?")
	return name
}

// Stop ends the server and takes its folder away.
func (s *Server) Stop() {
	if s.admin != nil {
		s.admin.Close()
	}
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
