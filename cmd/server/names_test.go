package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"aigaq/internal/cases/names"
	"aigaq/internal/cases/names/labelled"
)

func TestScoringRefusesWhatItCannotRead(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", "the first row must name the columns"},
		{"a missing column", "name1,nam2\na,b\n", "the column name2 is missing"},
		{"a column twice", "name1,name2,Name1\na,b,c\n", "stands there twice"},
		{"scores that stand there already", "name1,name2,score\na,b,c\n", "column score already"},
		{"a short row", "name1,name2,born1\na,b\n", "wrong number of fields"},
		{"a broken quote", "name1,name2\n\"a,b\n", "read:"},
		{"a date that is none", "name1,name2,born1\nАсан,Асан,1990-13\n", "line 2: born1"},
		{"a sex that is none", "name1,name2,sex2\nАсан,Асан,1\n", "line 2: sex2"},
	} {
		err := scorePairs(strings.NewReader(c.in), io.Discard)
		var usage errUsage
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &usage) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestPairsAreScoredAndOtherColumnsCarriedThrough(t *testing.T) {
	in := "\uFEFFid,born2,Name2,name1 ,born1,remark\n" +
		"1,,Zhanbolat Mamay,Жанболат Мамай,,\"a, b\"\n" +
		"2,,Ерлан Мейрманов,Арлан Мейрманов,,\n" +
		"3,1984,Ержанов Данияр,Ержанов Данияр,1990,\n" +
		"4,,,,,\n"
	var out bytes.Buffer
	if err := scorePairs(strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], "|"); got != "id|born2|Name2|name1 |born1|remark|score|match" {
		t.Errorf("the columns are %s", got)
	}
	if rows[1][5] != "a, b" {
		t.Errorf("the remark has become %q", rows[1][5])
	}
	for i, match := range []string{"true", "false", "false", "false"} {
		row := rows[i+1]
		score, err := strconv.ParseFloat(row[6], 64)
		if err != nil || len(row[6]) != 6 || score < 0 || score > 1 || row[7] != match {
			t.Errorf("row %d scores %s %s, want %s", i+1, row[6], row[7], match)
		}
		if (score >= names.MatchAt) != (row[7] == "true") {
			t.Errorf("row %d: %s does not go with %s", i+1, row[7], row[6])
		}
	}
}

// rowsOf writes n pairs as somebody reads them, so that no list of them exists.
type rowsOf struct {
	left int
	rest []byte
}

func (r *rowsOf) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.left == 0 {
			return 0, io.EOF
		}
		r.left--
		r.rest = []byte("Ержанов Данияр,Daniyar Yerzhanov\n")
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// lines counts what is written and keeps none of it.
type lines int

func (l *lines) Write(p []byte) (int, error) {
	*l += lines(bytes.Count(p, []byte("\n")))
	return len(p), nil
}

func TestListsOfAnyLengthTakeTheSameMemory(t *testing.T) {
	const n = 20_000
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var written lines
	if err := scorePairs(io.MultiReader(strings.NewReader("name1,name2\n"), &rowsOf{left: n}), &written); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if written != n+1 {
		t.Errorf("%d rows were written of %d", written, n)
	}
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 8<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
}

func TestNamesAreScoredWithoutADataFolder(t *testing.T) {
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "names", "score")
	c.Env, c.Dir = []string{"HOME=" + t.TempDir()}, t.TempDir()
	c.Stdin = strings.NewReader("name1,name2\nЖанболат Мамай,Jañbolat Mamaı\n")
	out, err := c.CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "name1,name2,score,match\n") || !strings.HasSuffix(string(out), ",true\n") {
		t.Errorf("names score: %v: %s", err, out)
	}
	c = exec.Command(program, "names", "score")
	c.Stdin = strings.NewReader("a,b\n")
	out, err = c.CombinedOutput()
	if c.ProcessState.ExitCode() != exitUsage {
		t.Errorf("wrong columns: %v: %s", err, out)
	}
}

// The thresholds are fixed on the pairs for tuning; those held out are for the command alone.
func TestTheComparisonIsAsGoodAsWeSay(t *testing.T) {
	pairs, err := labelled.Set(labelled.Tuning)
	if err != nil {
		t.Fatal(err)
	}
	var total confusion
	for _, p := range pairs {
		m, err := scoreLabelled(p)
		if err != nil {
			t.Fatal(err)
		}
		total.add(p.Match, m.Score >= names.MatchAt)
	}
	if total.precision() < 0.98 || total.recall() < 0.95 {
		t.Errorf("precision %.4f, recall %.4f", total.precision(), total.recall())
	}
}

// People whose forms share no key are never compared: what is lost here no score brings back.
func TestMatchesShareAKey(t *testing.T) {
	pairs, err := labelled.Set(labelled.Tuning)
	if err != nil {
		t.Fatal(err)
	}
	matches, lost := 0, 0
	for _, p := range pairs {
		if !p.Match {
			continue
		}
		matches++
		keys := names.Parse(p.B.Name).Keys()
		if !slices.ContainsFunc(names.Parse(p.A.Name).Keys(), func(k string) bool { return slices.Contains(keys, k) }) {
			lost++
			t.Logf("%s shares no key: %s, %s", p.ID, p.A.Name, p.B.Name)
		}
	}
	if lost*100 > matches {
		t.Errorf("%d of %d matches share no key", lost, matches)
	}
}

func TestEvaluatingPrintsTotalsAndTables(t *testing.T) {
	pairs, err := labelled.Set(labelled.Tuning)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := evaluate(&out, labelled.Tuning, pairs, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"set tuning, ", "precision 0.9", "recall    0.9", "F1        0.9", "brothers", "kazakh", "wrongly joined"} {
		if !strings.Contains(strings.ReplaceAll(out.String(), "1.0000", "0.9999"), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	for _, p := range pairs[:20] {
		if strings.Contains(out.String(), p.A.Name) {
			t.Errorf("the pair %s is shown", p.ID)
		}
	}
}

func TestPairsHeldOutAreNotShown(t *testing.T) {
	for _, set := range []string{labelled.HeldOut, "all"} {
		if err := (&namesEvaluate{Set: set, Failures: true}).Run(); err == nil {
			t.Errorf("the failures of %s are shown", set)
		}
	}
}

func TestPrecisionAndRecall(t *testing.T) {
	c := confusion{truePositive: 8, falsePositive: 2, falseNegative: 8, trueNegative: 5}
	if c.precision() != 0.8 || c.recall() != 0.5 || c.pairs() != 23 {
		t.Errorf("precision %v, recall %v of %d", c.precision(), c.recall(), c.pairs())
	}
	if f := c.f1(); f < 0.6153 || f > 0.6154 {
		t.Errorf("F1 %v", f)
	}
}
