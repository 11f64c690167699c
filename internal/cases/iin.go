package cases

import "regexp"

// iinForm is the form of an individual identification number (ЖСН, ИИН): twelve digits.
var iinForm = regexp.MustCompile(`^[0-9]{12}$`)
