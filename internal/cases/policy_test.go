package cases

import (
	"strings"
	"testing"
)

func TestWhoSeesWhat(t *testing.T) { // R23 R26
	heads := []Head{
		{Team: "", Level: Public}, {Team: "", Level: Internal}, {Team: "", Level: Restricted},
		{Team: "almaty", Level: Public}, {Team: "almaty", Level: Restricted},
		{Team: "west", Level: Public}, {Team: "west", Level: Partner}, {Team: "west", Level: Restricted},
		{Team: "west", Level: Restricted, Creator: 7},
		{Team: "", Level: ""}, {Team: "almaty", Level: "nonsense"},
	}
	for _, c := range []struct {
		user User
		want string // one letter a head: y sees it
	}{
		{User{ID: 7, Role: "nonsense"}, "-----------"},
		{User{ID: 7}, "-----------"},
		{User{ID: 7, Role: Admin, Teams: []string{"almaty"}}, "-----------"},
		{User{ID: 7, Role: Auditor}, "-----------"},
		{User{ID: 7, Role: Intake, Teams: []string{"almaty"}}, "y-------y--"},
		{User{ID: 8, Role: Researcher}, "yy-y-yy----"},
		{User{ID: 7, Role: Staff}, "yy------y--"},
		{User{ID: 8, Role: Staff, Teams: []string{"almaty"}}, "yy-yy------"},
		{User{ID: 8, Role: Staff, Teams: []string{""}}, "yy---------"},
		{User{ID: 7, Role: Lawyer, Teams: []string{"almaty", "west"}}, "yy-yyyyyy--"},
		{User{ID: 8, Role: Coordinator}, "yyyyyyyyy--"},
	} {
		got := ""
		scope := ScopeOf(c.user)
		for _, h := range heads {
			if scope.Sees(&h) {
				got += "y"
			} else {
				got += "-"
			}
		}
		if got != c.want {
			t.Errorf("%+v sees %s, want %s", c.user, got, c.want)
		}
	}
}

func TestWhoSeesSecretsAndWrites(t *testing.T) { // R23 R31
	for role, want := range map[Role]string{Coordinator: "secrets writes", Staff: "secrets writes", Lawyer: "secrets writes",
		Intake: "secrets writes", Researcher: "", Auditor: "nothing", Admin: "nothing", "nonsense": "nothing"} {
		s := ScopeOf(User{ID: 1, Role: role, Shares: []int64{5}, Edits: []int64{5}})
		var got []string
		if s.Nothing() {
			got = append(got, "nothing")
		}
		if s.Secrets {
			got = append(got, "secrets")
		}
		if s.Writes && s.MayWrite(&Head{Level: Public}) {
			got = append(got, "writes")
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", role, got, want)
		}
		if !s.Writes && (s.MayWrite(&Head{Level: Public}) || s.MayWrite(&Head{ID: 5})) {
			t.Errorf("%s may change a record", role)
		}
	}
}

func TestWhoSeesWhatIsSharedPrivilegedOrWithdrawn(t *testing.T) { // R23 R24 R99
	shared := User{ID: 8, Shares: []int64{5, 6}, Edits: []int64{6}, Counsel: []int64{9}}
	heads := []Head{ // shared to read, shared to change, a note of one's case, another's note, a shared note of another's case, withdrawn
		{ID: 5, Team: "west", Level: Restricted}, {ID: 6, Team: "west", Level: Restricted}, {ID: 7, Level: Privileged, Under: 9},
		{ID: 8, Level: Privileged, Under: 10, Creator: 8}, {ID: 5, Level: Privileged, Under: 10}, {ID: 6, Level: Public, Withdrawn: true, Creator: 8},
	}
	for role, want := range map[Role]string{ // w changes it and decides who sees it, c changes it alone, r reads it
		Coordinator: "ww----", Staff: "rc----", Lawyer: "rcw---", Intake: "rc----", Researcher: "rr----", Auditor: "------", Admin: "------",
	} {
		shared.Role = role
		s, got := ScopeOf(shared), ""
		for _, h := range heads {
			switch {
			case !s.Sees(&h):
				got += "-"
			case !s.MayWrite(&h):
				got += "r"
			case !s.Places(&h):
				got += "c"
			default:
				got += "w"
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", role, got, want)
		}
	}
}

func TestAScopeIsNothingWhereNoPartAdmitsARecord(t *testing.T) { // R23
	for _, c := range []struct {
		name  string
		scope Scope
		want  bool
	}{
		{"no part", Scope{}, true},
		{"teams without levels", Scope{Teams: []string{"almaty"}, AllTeams: true, Secrets: true, Writes: true}, true},
		{"levels of no team", Scope{Shared: []string{Public}}, false},
		{"levels of teams", Scope{Levels: []string{Public}, Teams: []string{"almaty"}}, false},
		{"one's own entries", Scope{Creator: 7}, false},
		{"the store's own sight", Scope{Everything: true}, false},
	} {
		if got := c.scope.Nothing(); got != c.want {
			t.Errorf("%s: %t, want %t", c.name, got, c.want)
		}
	}
}

// coveredBy tells whether everybody of some teams who sees one record sees another, as the roles say.
func coveredBy(h, other *Head) bool {
	for _, role := range []Role{Coordinator, Staff, Lawyer, Intake} { // the others read no names
		for _, teams := range [][]string{nil, {"almaty"}, {"west"}, {"almaty", "west"}} {
			if s := ScopeOf(User{ID: 1, Role: role, Teams: teams}); s.Sees(h) && !s.Sees(other) {
				return false
			}
		}
	}
	return true
}

func TestATitleNamesWhomAllItsReadersSee(t *testing.T) { // R26
	for _, team := range []string{"", "almaty", "west"} {
		for _, level := range Levels() {
			for _, otherTeam := range []string{"", "almaty", "west"} {
				for _, otherLevel := range Levels() {
					h, other := &Head{Team: team, Level: level}, &Head{Team: otherTeam, Level: otherLevel}
					want := coveredBy(h, other)
					if got := h.covers(Ref{ID: 1, Team: otherTeam, Level: otherLevel}); got && !want {
						t.Errorf("what is %s of %q names who is %s of %q", level, team, otherLevel, otherTeam)
					}
				}
			}
			if h := (&Head{Team: team, Level: level}); !h.covers(Ref{ID: 1, Team: team, Level: level}) {
				t.Errorf("what is %s of %q does not name who is the same", level, team)
			}
		}
	}
}

func TestEveryRoleAndLevelIsListed(t *testing.T) {
	if len(Roles()) != 7 || len(Levels()) != 4 || Levels()[0] != Public || Levels()[3] != Restricted {
		t.Errorf("roles %v, levels %v", Roles(), Levels())
	}
}

func TestTheRegionNow(t *testing.T) {
	b := smallBook()
	for _, c := range []struct{ name, region, district, day, want string }{
		{"a split region before the split, district unknown", "KZ-63", "", "2022-01-05", ""},
		{"a split region without a day", "KZ-63", "", "", ""},
		{"a split region, the day before the split", "KZ-63", "", "2022-06-07", ""},
		{"a split region on the day of the split", "KZ-63", "", "2022-06-08", "KZ-63"},
		{"a split region with the district", "KZ-63", "semey", "2022-01-05", "KZ-10"},
		{"a district of no list", "KZ-63", "nonsense", "2022-01-05", ""},
		{"a region that did not change", "KZ-75", "", "2022-01-05", "KZ-75"},
		{"no region", "", "", "2022-01-05", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := b.RegionNow(c.region, c.district, c.day); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// one is a place that whoever looks finds.
type one struct{ head *Head }

func (o one) HeadOf(r Ref) *Head {
	if r.ID == 0 {
		return nil
	}
	return o.head
}

func TestAnActTakesItsRegionFromItsPlace(t *testing.T) {
	place := &Head{Region: "KZ-63", RegionNow: "KZ-10"}
	d := &Detention{}
	d.From, d.Where = Date{From: "2022-01-05", To: "2022-01-05", Precision: Day}, Ref{ID: 1}
	d.Derive(one{place}, smallBook())
	if d.Region != "KZ-63" || d.RegionNow != "KZ-10" {
		t.Errorf("taken %q, now %q", d.Region, d.RegionNow)
	}
	d.Region = "KZ-75"
	d.Derive(one{place}, smallBook())
	if d.Region != "KZ-75" || d.RegionNow != "KZ-75" {
		t.Errorf("what was given is replaced: %q, now %q", d.Region, d.RegionNow)
	}
	d.Region, d.Where = "", Ref{}
	d.Derive(one{place}, smallBook())
	if d.Region != "" || d.RegionNow != "" {
		t.Errorf("without a place: %q, now %q", d.Region, d.RegionNow)
	}
}

func TestAStepFollowsItsCase(t *testing.T) {
	head := &Head{Event: Ref{ID: 9}, Region: "KZ-75", RegionNow: "KZ-75", Owner: "aliya"}
	s := &Step{Case: Ref{ID: 1, Title: Title{Full: "A. Somebody"}}}
	s.Derive(one{head}, smallBook())
	if s.Event.ID != 9 || s.Region != "KZ-75" || s.RegionNow != "KZ-75" || s.Owner != "aliya" || s.Name().Full != "A. Somebody" {
		t.Errorf("%+v", s.Head)
	}
}
func TestATitleNamesNobodyWhomItsReadersDoNotSee(t *testing.T) { // R26
	var users []User
	for _, role := range Roles() {
		for _, teams := range [][]string{nil, {"almaty"}, {"west"}, {"almaty", "west"}} {
			users = append(users, User{ID: 7, Role: role, Teams: teams})
		}
	}
	name := Title{Full: "Құпия", Open: "Құпия", Ru: "Құпия", Kk: "Құпия"}
	named := 0
	for _, team := range []string{"", "almaty", "west"} {
		for _, level := range Levels() {
			for _, hers := range []string{"", "almaty", "west"} {
				for _, whose := range Levels() {
					h, other := &Head{Team: team, Level: level}, &Head{Team: hers, Level: whose}
					got := h.nameOf(Ref{Title: name, Team: hers, Level: whose})
					if got.Full != "" {
						named++
					}
					for _, u := range users {
						s := ScopeOf(u)
						if !s.Sees(h) || s.Sees(other) {
							continue
						}
						if got.Open+got.Ru+got.Kk != "" || s.Secrets && got.Full != "" {
							t.Errorf("%+v sees %s/%s, which names %s/%s, out of their sight", u, team, level, hers, whose)
						}
					}
				}
			}
		}
	}
	if named < 40 {
		t.Errorf("only %d of all titles name anybody", named)
	}
}
