package store

import (
	"testing"
	"time"
)

func TestWhatOthersWouldTryFirst(t *testing.T) { // R4
	for _, bad := range []string{
		"Bloodyjanuary2022", "kibhr12345678", "Password1234!", "P@ssw0rd2022!!", "пароль123456", "gfhjkm123456", "gfhjkmgfhjkm",
		"құпиясөз2022", "KAZAKHSTAN-2022", "Қазақстан2024!", "2022.Қаңтар.2022", "qazaqstan!!!!", "almatyalmaty1", "Алматы2022!!",
		"qwertyuiop12", "йцукенгшщзхъ", "1qaz2wsx3edc", "asdfghjkl123", "123456789012", "abcdefghijkl", "987654321000",
		"aaaaaaaaaaaa", "abcabcabcabc", "aliyaaliyaaliya", "Aliya1234567", "aliya.2022.aliya", "!!!!letmein!!!!", "iloveyou2022!",
		"administrator1", "Humanrights22", "freedomhouse1", "leavemealone", "q1w2e3r4t5y6", "ЯНВАРЬ2022!!", "zydfhm2022!!", "ＰＡＳＳＷＯＲＤ１２３４",
	} {
		if easy, err := easilyGuessed(bad, "Aliya"); err != nil || !easy {
			t.Errorf("%q is taken (%v)", bad, err)
		}
	}
	for _, good := range []string{
		"seven green kettles sing", "көктем жаңбыры 2031", "another spring rain 7", "eleven curious storks", "корова читает газету",
		"x9#Lq2!vTz7p", "тоғыз қоңыр қаз ұшты", "aliya eats seven plums", "4yKm-82pQ-zzT1", "bloody kettles in may rain",
	} {
		if easy, err := easilyGuessed(good, "Aliya"); err != nil || easy {
			t.Errorf("%q is refused (%v)", good, err)
		}
	}
	began := worked()
	if _, err := easilyGuessed(string(make([]byte, maxPassword)), "Aliya"); err != nil || worked()-began > time.Second {
		t.Errorf("the longest one takes %v, %v", worked()-began, err)
	}
}
