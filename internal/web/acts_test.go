package web

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/hotp"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// deeds does one thing after another that succeeds, and holds the log to each.
type deeds struct {
	*site
	at   int64           // how many entries the log has
	done map[string]bool // the routes
}

// by posts a form as somebody and holds what was entered to want: the actions, each once.
func (d *deeds) by(b *browser, want, path string, form ...string) answer {
	d.Helper()
	got := b.post(path, form...)
	return d.holds(b, http.MethodPost, want, path, got)
}

func (d *deeds) holds(b *browser, method, want, path string, got answer) answer {
	d.Helper()
	if got.Code >= http.StatusBadRequest {
		d.Fatalf("%s is refused: %d %s", path, got.Code, excerpt(got.body))
	}
	for _, c := range got.Result().Cookies() {
		if b != nil && c.Name == d.server.cookieName() && c.Value != "" {
			b.session = c.Value
		}
	}
	d.done[d.routeOf(method, path)] = true
	wanted := strings.Fields(want)
	slices.Sort(wanted)
	entered := d.entered(len(wanted))
	slices.Sort(entered)
	if !slices.Equal(entered, wanted) {
		d.Errorf("%s entered %v, want %v", path, entered, wanted)
	}
	return got
}

// entered waits for so many entries and gives what was entered since the last time.
func (d *deeds) entered(n int) (actions []string) {
	d.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		page, err := d.store.Keeper().Entries(d.ctx(), d.at-1, 500)
		d.must(err)
		if len(page) >= n || time.Now().After(end) {
			for _, e := range page {
				d.at = e.Seq + 1
				if !strings.HasPrefix(e.Action, "host.") { // what the program does by itself once a day
					actions = append(actions, e.Action)
				}
			}
			return actions
		}
	}
}

// quiet lets go what was entered by what is no deed.
func (d *deeds) quiet() {
	d.Helper()
	head, err := d.store.Keeper().Head(d.ctx())
	d.must(err)
	d.at = head.Size
}

func (d *deeds) routeOf(method, path string) string {
	path, _, _ = strings.Cut(path, "?")
	for _, r := range d.server.routes() {
		for _, k := range cases.Kinds() {
			if r.method == method && sameShape(strings.ReplaceAll(r.path, "{path}", k.Path), path) {
				return r.method + " " + r.path
			}
		}
	}
	d.Fatalf("%s is no route", path)
	return ""
}

// notDone are the routes that change something and are not done here, with where they are.
var notDone = map[string]string{
	"POST /unlock":                             "once the records are open it only leads on; the gate has tests of its own",
	"POST /login/passkey":                      "in a browser",
	"POST /login/passkey/ask":                  "it keeps nothing",
	"POST /login/factor/ask":                   "it keeps nothing",
	"POST /login/again/ask":                    "it keeps nothing",
	"POST /account/factors/passkey":            "in a browser",
	"POST /duplicates/run/stop":                "a run here is over before it can be stopped; the store has a test of it",
	"POST /account/factors/passkey/ask":        "it keeps nothing",
	"POST /account/factors/passkey/:id/remove": "in a browser",
}

// R62: whatever can be done, done, second factors, approvals and erasure too, is what the log says was done, once.
func TestEveryDeedIsEnteredOnce(t *testing.T) {
	d := &deeds{site: siteOn(t, store.Options{NoMatching: true}, func(c *Config) { c.ExportAlone = 1 }), done: map[string]bool{}}
	d.signingIn()
	d.administering()
	d.recording()
	d.joining()
	d.bringingIn()
	d.takingAway()
	d.erasing()
	d.as("chief").get("/search?q=the+last+one")
	if got := d.entered(3); !slices.Equal(got, []string{"account.invite", "login.invitation", "search"}) {
		t.Errorf("at the end there is %v", got)
	}
	for _, r := range d.server.routes() {
		row := r.method + " " + r.path
		if _, elsewhere := notDone[row]; r.method != http.MethodGet && !elsewhere && !d.done[row] {
			t.Errorf("%s is not done", row)
		}
	}
}

func (d *deeds) signingIn() {
	d.Helper()
	token, err := d.store.Accounts().Invite(d.ctx(), "cli", d.users["aliya"].ID, store.InvitePassword, time.Hour)
	d.must(err)
	d.quiet()
	b := d.as("")
	d.by(b, "login.invitation account.password", "/invite/"+token, "password", goodPassword, "again", goodPassword)
	d.by(b, "", "/language", "lang", "kk")
	d.by(b, "account.language", "/account/language", "lang", "en")
	d.by(b, "", "/account/factors/totp")
	seed, err := d.store.Accounts().PendingTOTP(d.ctx(), d.users["aliya"])
	d.must(err)
	step := time.Now().Unix() / 30
	code := func(step int64) string {
		code, err := hotp.GenerateCode(seed, uint64(step))
		d.must(err)
		return code
	}
	d.by(b, "factor.totp.add", "/account/factors/totp/confirm", "code", code(step))
	shown := d.by(b, "factor.codes.renew", "/account/factors/codes")
	recovery := recoveryShown.FindString(shown.body)
	d.by(b, "account.notices.seen", "/account/notices", "up_to", "1000")
	d.by(b, "account.password", "/account/password", "password", goodPassword, "fresh", goodPassword+" again", "again", goodPassword+" again")
	d.by(b, "logout", "/logout")
	b = d.as("")
	d.by(b, "login", "/login", "username", "aliya", "password", goodPassword+" again")
	d.by(b, "login.factor", "/login/factor", "code", code(max(step+1, time.Now().Unix()/30)))
	d.by(b, "factor.recovery login.again", "/login/again", "password", goodPassword+" again", "recovery", recovery)
	d.by(b, "account.sessions.end", "/account/sessions/end")
	d.by(b, "factor.totp.remove", "/account/factors/totp/remove")
	own, err := d.store.Accounts().Sessions(d.ctx(), d.users["aliya"])
	d.must(err)
	d.by(b, "account.sessions.end", "/account/sessions/"+own[0].ID+"/end")
}

func (d *deeds) administering() {
	d.Helper()
	account, err := d.store.Accounts().Add(d.ctx(), "cli", "second boss", cases.Admin, nil)
	d.must(err)
	d.users["second"] = account.User
	b, second := d.as("boss"), d.as("second")
	_ = d.program("west")
	d.quiet()
	d.by(b, "team.set", "/admin/teams", "code", "north", "en", "North", "ru", "Север", "kk", "Солтүстік")
	d.by(b, "team.set", "/admin/teams/north", "en", "The north", "ru", "Север", "kk", "Солтүстік")
	d.by(b, "account.add", "/admin/users", "name", "Жаңа Адам", "role", "staff", "teams", "west", "lang", "kk")
	at := "/admin/users/" + d.users["west"].Code
	d.by(b, "account.standing", at+"/standing", "role", "staff", "teams", "north")
	d.by(b, "token.revoke_all", at+"/tokens/revoke")
	d.by(b, "account.sessions.end", at+"/sessions/end")
	d.by(b, "account.reset", at+"/reset")
	d.by(b, "account.disable", at+"/disable")
	d.by(b, "account.enable", at+"/enable")
	d.by(b, "account.standing_ask", at+"/standing", "role", "auditor")
	asks, err := d.store.Accounts().Asks(d.ctx())
	d.must(err)
	d.by(second, "account.standing_grant", "/admin/approvals/"+number(asks[0].ID), "decision", "grant")
}

func (d *deeds) recording() {
	d.Helper()
	b, west, chief := d.as("aliya"), d.as("lawyer"), d.as("chief")
	d.quiet()
	d.by(chief, "purpose.state", "/purpose", "purpose", "casework")
	made := d.by(b, "record.create", "/people/new", "names.0.value", "Вымысел Айдар", "team", "almaty", "level", "internal")
	page, _, _ := strings.Cut(made.Header().Get("Location"), "?")
	d.by(b, "record.create", "/people", "names.0.value", "Қиял Ешкімов", "team", "almaty")
	d.by(b, "record.change", page+"/edit", "version", "1", "remarks", "x")
	d.by(b, "record.change", page, "version", "2", "remarks", "y")
	d.by(b, "record.create record.create", "/new", "who", "Сапаргүл Ойданбаева", "what", "detention", "when", "today")
	d.by(b, "consent.record open", page+"/consent", "version", "3", "purpose", "un_submission", "state", "written", "taken_by", "Aliya", "on.year", "2022")
	d.by(b, "share.give", page+"/access", "account", "intake", "days", "1", "why", "a test")
	shares, err := d.desk("aliya").Shares(d.ctx(), page[len("/people/"):])
	d.must(err)
	d.by(b, "share.end", page+"/access/end", "share", number(shares[0].ID))
	d.by(west, "glass.break purpose.state", "/glass", "number", page[len("/people/"):], "purpose", "casework", "why", "A life is in danger tonight")
	alarms, err := d.desk("chief").Alarms(d.ctx())
	d.must(err)
	d.by(chief, "glass.seen", "/alarms/"+number(alarms[0].ID))
	auditor := d.as("auditor")
	api := d.program("aliya")
	d.quiet()
	d.by(auditor, "audit.verify", "/audit/verify")
	got := api.send(http.MethodPost, "/api/v1/people", `{"names":[{"value":"Басқа Біреу"}]}`).wants(d.T, http.StatusCreated)
	d.holds(nil, http.MethodPost, "record.create", "/api/v1/people", got)
	at := got.Header().Get("Location")
	got = api.send(http.MethodPut, at, `{"version":1,"remarks":"x"}`).wants(d.T, http.StatusOK)
	d.holds(nil, http.MethodPut, "record.change", at, got)
}

func (d *deeds) joining() {
	d.Helper()
	var two []cases.Saved
	for range 3 {
		two = append(two, d.person("aliya", "Ойдан Шығарылған Біреуов"))
	}
	b, chief := d.as("aliya"), d.as("chief")
	d.quiet()
	a, c := two[0].Number, two[1].Number
	d.by(b, "pair.later", "/duplicates", "pair", a+"."+c, "verdict", "later")
	d.by(b, "person.merge open open", "/duplicates/"+a+"/"+c, "verdict", "merge", "keep", "a", "a.version", "1", "b.version", "1", "why", "a test")
	d.by(b, "person.unmerge open", "/people/"+c+"/unmerge", "why", "a test")
	d.by(b, "person.merge", "/people/"+two[2].Number+"/same", "version", "1", "keep", a, "keep_version", "3")
	d.by(chief, "pair.run pair.run.end", "/duplicates/run")
}

func (d *deeds) bringingIn() {
	d.Helper()
	d.person("aliya", "Ойданбаев Қиял Ешкімұлы")
	b := d.as("aliya")
	d.quiet()
	columns := d.holds(b, http.MethodPost, "", "/lists/new", b.sends(d.T, "ФИО\nОйданбаев Қиял Ешкімұлы\nЕлес Жоқбаев\nТағы Біреу\n", "title", "A made-up list", "type", "ngo_report", "team", "almaty", "level", "internal"))
	work := d.by(b, "record.create import record.create record.create record.create", columns.Header().Get("Location"), "do", "bring")
	list := "/lists/" + b.worked(d.T, work.Header().Get("Location"))
	b.worked(d.T, d.by(b, "", list+"/compare").Header().Get("Location"))
	rows, err := d.desk("aliya").ListRows(d.ctx(), list[len("/lists/"):], "", "", 5)
	d.must(err)
	row := list + "/rows/" + rows.Rows[2].Row.Number
	d.by(b, "record.change", row, "what", cases.NotAPerson, "why", "a test", "version", "1")
	d.by(b, "record.change", row+"/undo", "version", "2")
	b.worked(d.T, d.by(b, "record.change record.change", list+"/certain", "rows", number(int64(rows.Parts[cases.RowsCertain]))).Header().Get("Location"))
	b.worked(d.T, d.by(b, "record.create record.change record.create record.change", list+"/people", "rows", number(int64(rows.Makeable))).Header().Get("Location"))
}

func (d *deeds) takingAway() {
	d.Helper()
	b, chief := d.as("aliya"), d.as("chief")
	d.quiet()
	file := []string{"of", "/people.csv", "purpose", "casework"}
	d.by(b, "approval.ask", "/approvals", file...)
	d.by(chief, "approval.grant", "/approvals/"+d.waitingCode("chief"), "decision", "yes")
	d.by(b, "export export.done", "/export", file...)
}

func (d *deeds) erasing() {
	d.Helper()
	gone := d.person("aliya", "Жасырын Көрінбес")
	b, chief := d.as("aliya"), d.as("chief")
	d.quiet()
	take := func(version string) {
		d.Helper()
		d.by(b, "consent.withdraw", "/people/"+gone.Number, "version", version, "consent.0.purpose", "internal", "consent.0.state", "withdrawn", "consent.0.taken_by", "Aliya")
	}
	take("1")
	d.by(chief, "consent.restore", "/erasures/"+gone.Number+"/back", "reason", "a mistake")
	take("3")
	d.by(chief, "record.erase", "/erasures/"+gone.Number+"/erase", "sure", "yes")
}

func number(id int64) string { return strconv.FormatInt(id, 10) }

// recoveryShown is a recovery code as the page shows it.
var recoveryShown = regexp.MustCompile(`[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}`)
