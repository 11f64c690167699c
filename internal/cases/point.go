package cases

import (
	"strconv"
	"strings"
)

// Point is a place on the map, "43.238,76.945": latitude and longitude in degrees, WGS 84.
func Point(code string, p *string) Field {
	return Field{Code: code, Type: TypePoint, value: pointValue{textValue{p: p, max: MaxText}}}
}

type pointValue struct{ textValue }

func (v pointValue) read(f Field, in Input, _ *Book) Problems {
	s := strings.ReplaceAll(in.Get(f.Code), " ", "")
	if s == "" {
		*v.p = ""
		return nil
	}
	lat, lon, _ := strings.Cut(s, ",")
	y, errY := strconv.ParseFloat(lat, 64)
	x, errX := strconv.ParseFloat(lon, 64)
	if errY != nil || errX != nil || y < -90 || y > 90 || x < -180 || x > 180 || y != y || x != x {
		return wrong(f.Code, "not_a_point", "value", s)
	}
	*v.p = strconv.FormatFloat(y, 'f', -1, 64) + "," + strconv.FormatFloat(x, 'f', -1, 64)
	return nil
}
