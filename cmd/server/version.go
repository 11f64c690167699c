package main

import (
	"fmt"
	"runtime/debug"
)

type versionCommand struct{}

// Run prints what the program was built from.
func (versionCommand) Run() error {
	fmt.Println("aigaq", version())
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	fmt.Println(info.GoVersion)
	for _, m := range info.Deps {
		fmt.Println(m.Path, m.Version)
	}
	return nil
}

// version is the commit that the program was built from, as the build recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return "development"
}
