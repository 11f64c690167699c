package cases

// Kinds lists every kind of record, in the order in which menus show them. A new kind is one more line here, its
// own file, a table in a new migration and its labels in the catalogues.
func Kinds() []*Kind { return kinds[:] }

var kinds = [...]*Kind{
	{Code: "event", Path: "events", Prefix: "EVT", New: func() Record { return &Event{} }},
	{Code: "person", Path: "people", Prefix: "PER", New: func() Record { return &Person{} }},
	{Code: "detention", Path: "detentions", Prefix: "DET", Subject: "victim", Act: true, New: func() Record { return &Detention{} }},
	{Code: "case", Path: "cases", Prefix: "CAS", Subject: "accused", New: func() Record { return &Case{} }},
	{Code: "step", Path: "steps", Prefix: "STP", Under: "case", New: func() Record { return &Step{} }},
	{Code: "note", Path: "notes", Prefix: "NTE", Under: "case", Privileged: true, New: func() Record { return &Note{} }},
	{Code: "death", Path: "deaths", Prefix: "DTH", Subject: "victim", Act: true, New: func() Record { return &Death{} }},
	{Code: "ill_treatment", Path: "ill-treatment", Prefix: "ILL", Subject: "victim", Act: true, New: func() Record { return &IllTreatment{} }},
	{Code: "harassment", Path: "harassment", Prefix: "HAR", Subject: "victim", Act: true, New: func() Record { return &Harassment{} }},
	{Code: "assembly", Path: "assemblies", Prefix: "ASM", New: func() Record { return &Assembly{} }},
	{Code: "organisation", Path: "organisations", Prefix: "ORG", New: func() Record { return &Organisation{} }},
	{Code: "place", Path: "places", Prefix: "PLC", New: func() Record { return &Place{} }},
	{Code: "source", Path: "sources", Prefix: "SRC", New: func() Record { return &Source{} }},
	{Code: "listing", Path: "listings", Prefix: "LST", Subject: "person", Under: "list", Mention: true, New: func() Record { return &Listing{} }},
	{Code: "figure", Path: "figures", Prefix: "FIG", New: func() Record { return &Figure{} }},
}
