package store

// typed finds the people in scope who bear all of some common words in their likeliest spellings, as many as there may be
// looked up. The mask alone would let too many pass; so each row of the first word that it lets pass is looked up under
// the others.
func (s *seeker) typed(list []wanted, first, spellings int) ([]int64, error) {
	others := []clause{and()}
	for i, w := range list {
		if i == first {
			continue
		}
		w.spellings = w.spellings[:min(spellings, len(w.spellings))]
		if w.Initial {
			others = append(others, clause{"mask & ? <> 0", args(w.bits())})
		} else {
			others = append(others, clause{"mask & ? <> 0", args(bitsOf(w.spellings))})
			which := s.listed("too.word", w.spellings)
			others = append(others, clause{"EXISTS (SELECT 1 FROM name_keys AS too WHERE " + which.sql + " AND too.team = borne.team AND " +
				"too.level = borne.level AND too.creator = borne.creator AND too.record = borne.record)", which.args})
		}
	}
	words, also := list[first].spellings, and(others...)
	found, err := s.held(words[:1], also)
	if err != nil || len(found) >= candidatesAtMost || len(words) == 1 {
		return found, err
	}
	more, err := s.held(words[1:min(len(words), chunk)], also)
	return append(found, more...), err
}

// held reads who in scope bears one of some common words and meets a condition on such rows, as far as a search looks.
func (s *seeker) held(words []string, also clause) ([]int64, error) {
	which := s.listed("word", words)
	var each []clause
	for _, arm := range s.arms {
		where := and(which, arm)
		each = append(each, clause{"SELECT * FROM (SELECT record FROM (SELECT team, level, creator, record, mask FROM name_keys WHERE " + where.sql + " LIMIT ?) AS borne WHERE " +
			also.sql + " LIMIT ?) AS held", append(append(append(where.args, rowsHeld), also.args...), candidatesAtMost)})
	}
	all := sequence(each, " UNION ALL ")
	return ids(s.tx, clause{all.sql + " LIMIT ?", append(all.args, candidatesAtMost)})
}
