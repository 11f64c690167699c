package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// required are the numbered requirements that docs/security.md answers for.
func required() []int {
	var out []int
	for _, span := range [][2]int{{1, 36}, {39, 47}, {62, 72}, {99, 99}, {102, 102}} {
		for n := span[0]; n <= span[1]; n++ {
			out = append(out, n)
		}
	}
	return out
}

var (
	testLine  = regexp.MustCompile(`^func (?:Test|Fuzz)\w+\((.*)$`)
	reference = regexp.MustCompile(`\bR(\d+)(?:-R?(\d+))?\b`)
	docLine   = regexp.MustCompile(`^\| R(\d+) \| (met|in part|not met) \|`)
)

func TestEveryRequirementHasATestOrAReason(t *testing.T) {
	tested := namedByTests(t)
	stated := statedInDocs(t)
	for _, n := range required() {
		switch {
		case stated[n] == "":
			t.Errorf("R%d does not stand in docs/security.md", n)
		case stated[n] != "not met" && !tested[n]:
			t.Errorf("R%d is said to be %s, and no test names it", n, stated[n])
		}
	}
	for n := range stated {
		if !slices.Contains(required(), n) && !tested[n] && stated[n] != "not met" {
			t.Errorf("R%d is said to be %s, and no test names it", n, stated[n])
		}
	}
}

// namedByTests gives the requirements that some test names, on the line of its function or above it.
func namedByTests(t *testing.T) map[int]bool {
	t.Helper()
	out := map[int]bool{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		above := "" // the comment that stands before the function
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if m := testLine.FindStringSubmatch(line); m != nil {
				_, beside, _ := strings.Cut(m[1], "//")
				addReferences(out, above+beside)
			}
			if !strings.HasPrefix(line, "//") {
				line = ""
			}
			above += line
			if line == "" {
				above = ""
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func addReferences(out map[int]bool, comment string) {
	for _, m := range reference.FindAllStringSubmatch(comment, -1) {
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[2] != "" {
			to, _ = strconv.Atoi(m[2])
		}
		for n := from; n <= to; n++ {
			out[n] = true
		}
	}
}

// statedInDocs gives what docs/security.md says of each requirement.
func statedInDocs(t *testing.T) map[int]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	out := map[int]string{}
	for line := range strings.Lines(string(text)) {
		if m := docLine.FindStringSubmatch(line); m != nil {
			n, _ := strconv.Atoi(m[1])
			if out[n] != "" {
				t.Errorf("R%d stands twice", n)
			}
			out[n] = m[2]
		}
	}
	return out
}
