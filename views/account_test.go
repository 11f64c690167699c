package views

import (
	"bytes"
	"testing"
	"time"
)

func TestNoticesThatSayTheSameAreSaidOnce(t *testing.T) {
	p := page(t, "en")
	at := func(minute int) time.Time { return time.Date(2026, 1, 5, 10, minute, 0, 0, time.UTC) }
	all := []Notice{{3, at(1), "notice.account_reset"}, {4, at(2), "notice.password"}, {7, at(3), "notice.account_reset"}, {9, at(3), "notice.account_reset"}}
	got := draw(t, Home(p, HomePage{Notices: all})).bytes
	for text, want := range map[string]int{p.t("notice.account_reset"): 1, p.t("notice.password"): 1, p.moment(at(1)) + "; " + p.moment(at(3)): 1, `value="9"`: 1} {
		if n := bytes.Count(got, []byte(text)); n != want {
			t.Errorf("%q stands %d times on the page", text, n)
		}
	}
}
