package i18n

import (
	"math"
	"testing"
)

func TestTextIsFilled(t *testing.T) {
	c, err := load(small(
		`"plain": "Save", "hello": "{name}: {n} of {all}", "odd": "{ {name"`,
		`"hello": "{name}: {n} из {all}"`, `"hello": "{all} ішінен {n}: {name}"`))
	if err != nil {
		t.Fatal(err)
	}
	full := []any{"name", "Сынақ", "n", 1234, "all", int64(1000000)}
	for _, x := range []struct{ name, lang, key, want string }{
		{"a missing key shows itself", "ru", "plain", "⟦plain⟧"},
		{"a text without placeholders is given as it is", "en", "plain", "Save"},
		{"English groups with commas", "en", "hello", "Сынақ: 1,234 of 1,000,000"},
		{"Russian groups with no-break spaces", "ru", "hello", "Сынақ: 1\u00a0234 из 1\u00a0000\u00a0000"},
		{"placeholders may change their order", "kk", "hello", "1\u00a0000\u00a0000 ішінен 1\u00a0234: Сынақ"},
		{"braces that name nothing stay", "en", "odd", "{ {name"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := c.Words(x.lang).T(x.key, full...); got != x.want {
				t.Errorf("got %q, want %q", got, x.want)
			}
		})
	}
	en := c.Words("en")
	if got, want := en.T("hello", "name", "{n}", "n", 2.5, "odd"), "{n}: 2.5 of ⟦{all}⟧"; got != want {
		t.Errorf("got %q, want %q: a value is not filled again, a missing one shows", got, want)
	}
	if en.Has("nothing") || !en.Has("hello") {
		t.Error("Has is wrong about nothing or hello")
	}
}

func TestPlurals(t *testing.T) {
	c := loaded(t)
	for _, x := range []struct {
		lang, key string
		n         int
		want      string
	}{
		{"en", "unit.nothing", 1, "⟦unit.nothing⟧"},
		{"en", "unit.day", 0, "0 days"},
		{"en", "unit.day", 1, "1 day"},
		{"en", "unit.person", 21, "21 people"},
		{"en", "unit.day", 1_000_001, "1,000,001 days"},
		{"ru", "unit.day", 0, "0 дней"},
		{"ru", "unit.day", 1, "1 день"},
		{"ru", "unit.day", 2, "2 дня"},
		{"ru", "unit.day", 5, "5 дней"},
		{"ru", "unit.day", 11, "11 дней"},
		{"ru", "unit.day", 14, "14 дней"},
		{"ru", "unit.day", 21, "21 день"},
		{"ru", "unit.day", 104, "104 дня"},
		{"ru", "unit.day", -3, "-3 дня"},
		{"ru", "unit.person", 1402, "1\u00a0402 человека"},
		{"ru", "unit.year", 5, "5 лет"},
		{"ru", "unit.record", 1_000_001, "1\u00a0000\u00a0001 запись"},
		{"ru", "unit.record", 3_000_012, "3\u00a0000\u00a0012 записей"},
		{"kk", "unit.day", 1, "1 күн"},
		{"kk", "unit.person", 1284, "1\u00a0284 адам"},
	} {
		if got := c.Words(x.lang).N(x.key, x.n); got != x.want {
			t.Errorf("%s: %d of %s is %q, want %q", x.lang, x.n, x.key, got, x.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	c := loaded(t)
	en, ru, kk := c.Words("en"), c.Words("ru"), c.Words("kk")
	for _, x := range []struct{ name, got, want string }{
		{"not a number is a dash", en.Decimal(math.NaN(), 1), "–"},
		{"nor is infinity", ru.Percent(math.Inf(1), 0), "–"},
		{"three digits are not grouped", en.Number(999), "999"},
		{"the sign is not grouped", ru.Number(-123456), "-123\u00a0456"},
		{"the smallest number", en.Number(math.MinInt64), "-9,223,372,036,854,775,808"},
		{"English decimals", en.Decimal(1234.567, 2), "1,234.57"},
		{"Russian decimals", ru.Decimal(1234.567, 2), "1\u00a0234,57"},
		{"Kazakh decimals", kk.Decimal(-0.25, 2), "-0,25"},
		{"no digits, no decimal sign", kk.Decimal(10000, 0), "10\u00a0000"},
		{"fewer digits than none are none", en.Decimal(3.4, -2), "3"},
		{"zero has no sign", en.Decimal(-0.001, 1), "0.0"},
		{"English percent", en.Percent(0.125, 1), "12.5%"},
		{"Russian percent", ru.Percent(0.125, 1), "12,5\u00a0%"},
		{"Kazakh percent", kk.Percent(1, 0), "100%"},
	} {
		if x.got != x.want {
			t.Errorf("%s: got %q, want %q", x.name, x.got, x.want)
		}
	}
}
