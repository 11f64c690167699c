package names

import "testing"

// Region, event and sex agree with whoever was born in another year, and are not known of the other one.
func TestTheSameYearIsAlwaysAboveAnotherAndNoOtherIsCertain(t *testing.T) {
	bare := func(written, from, to string) Person {
		return Person{Names: []Form{Parse(written)}, Born: Span{From: from, To: to}}
	}
	for _, written := range [][2]string{
		{"Вымыслов Пример Примерович", "Вымыслов Пример Примерович"}, {"Ахметов Серик", "Akhmetov Serik"}, {"Жанболат Ертегіұлы", "Zhanbolat Yertegiuly"},
		{"Ким Виктор", "Ким Виктор"}, {"Ли А.", "Ли А."}, {"Ахметов С.", "Ахметов С."}, {"Иванов", "Иванов"}, {"Асан", "Асан"}, {"Асан", "Asan"},
	} {
		sought := bare(written[0], "1990-05-06", "1990-05-06")
		sought.Region, sought.Event, sought.Sex = "KZ-75", "EVT-1", "male"
		for _, same := range []Person{bare(written[1], "1990-01-01", "1990-12-31"), bare(written[1], "1990-05-06", "1990-05-06")} {
			for _, year := range []string{"1991", "1989", "1995", "1971", "2001"} {
				for _, other := range []Person{bare(written[0], year+"-01-01", year+"-12-31"), bare(written[0], year+"-05-06", year+"-05-06")} {
					other.Region, other.Event, other.Sex = sought.Region, sought.Event, sought.Sex
					a, b := Compare(sought, same), Compare(sought, other)
					if b.Score >= CertainAt {
						t.Errorf("%v: born in %s instead of 1990 is certain: %.4f", written, year, b.Score)
					}
					if a.Score <= b.Score {
						t.Errorf("%v: born %v has %.4f, born %v has %.4f", written, same.Born, a.Score, other.Born, b.Score)
					}
				}
			}
		}
	}
}
