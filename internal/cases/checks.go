package cases

// after refuses a date that lies before another one for certain, and names both fields.
func after(laterCode string, later Date, earlierCode string, earlier Date) Problems {
	if later.Known() && earlier.Known() && later.Earlier(earlier) {
		return wrong(laterCode, "before_"+earlierCode, "value", later.String(), "other", earlier.String())
	}
	return nil
}

// notLater refuses a day after the book's today.
// An impossible future date is refused: a typing slip in the year is by far the likeliest reason.
func (b *Book) notLater(code string, d Date) Problems {
	if b != nil && b.Today != "" && d.From != "" && d.From > b.Today {
		return wrong(code, "in_future", "value", d.String())
	}
	return nil
}

// join puts problems of several checks together.
func join(lists ...Problems) Problems {
	var out Problems
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// CheckRequired names every required field that has no answer.
func CheckRequired(r Record) Problems {
	var out Problems
	for _, f := range Fields(r) {
		if f.IsRequired && f.Empty() {
			out = append(out, wrong(f.Code, "required")...)
		}
	}
	return out
}

// CheckCitations refuses a citation of a field that the record does not have.
func CheckCitations(r Record) Problems {
	var out Problems
	for _, c := range r.Base().Citations {
		if c.Field == "" {
			continue
		}
		if _, ok := FieldOf(r, c.Field); !ok {
			out = append(out, wrong("citations", "unknown_field", "value", c.Field)...)
		}
	}
	return out
}
