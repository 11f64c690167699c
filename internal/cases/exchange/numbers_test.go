package exchange

import (
	"slices"
	"strings"
	"testing"
)

func TestNumbersAreFoundWhateverBecameOfTheFile(t *testing.T) { // R60
	want := []string{"PER-605128", "PER-310774", "PER-482193"}
	for name, file := range map[string]string{
		"as it left":         "number,uid,sex\r\nPER-605128,u1,female\r\nPER-310774,u2,\r\nPER-482193,u3,male\r\n",
		"columns moved":      "sex,number\nfemale,PER-605128\n,PER-310774\nmale,PER-482193\n",
		"semicolons, quotes": "\ufeff\"sex\";\"number\"\n\"female\";\"PER-605128\"\n\"\";\"PER-310774\"\n\"male\";\" per-482193 \"\n",
		"tabs, no header":    "PER-605128\tx\nPER-310774\ty\nPER-482193\n",
		"JSON":               `{"records":[{"number":"PER-605128","names":[{"value":"x"}],"articles":["a"]},{"number":"PER-310774"},{"number":"PER-482193"}],"total":3}`,
		"JSON, bare":         "\ufeff [ {\"n\": \"PER-605128\"}, {\"n\":\"PER-310774\"}, 1, {\"n\":\"PER-482193\"} ]",
	} {
		got, err := NumberColumns(strings.NewReader(file))
		if err != nil || len(got) != 1 || !slices.Equal(got[0].Numbers, want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestTheLongestColumnOfNumbersComesFirst(t *testing.T) { // R60
	got, err := NumberColumns(strings.NewReader("place,number\nPLC-100001,DET-100001\nPLC-100001,DET-100002\nPLC-100002,DET-100003\n"))
	if err != nil || len(got) != 2 || got[0].Name != "number" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAFileWithoutNumbersHasNoColumns(t *testing.T) { // R60
	for _, file := range []string{"", "a,b\n1,2\n", "{}", "[]", "number\nPER-605128\n"} {
		if got, err := NumberColumns(strings.NewReader(file)); err != nil || len(got) != 0 {
			t.Errorf("%q: %+v, %v", file, got, err)
		}
	}
	if _, err := NumberColumns(strings.NewReader(`{"records":[{"number"`)); err == nil {
		t.Error("half a file was read as a whole one")
	}
}
