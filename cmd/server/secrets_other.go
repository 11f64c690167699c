//go:build !linux

package main

import "syscall"

// guardMemory keeps what is in memory, keys first, from reaching the disk in a core file.
func guardMemory() { _ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) }
