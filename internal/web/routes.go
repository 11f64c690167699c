package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"aigaq/internal/cases"
	"aigaq/views"
)

// handler answers one request; what it returns as an error becomes a page or JSON in one place.
type handler func(*visit) error

// route is one address with its policy. {path} in an address stands for the path of every kind in turn.
type route struct {
	method string
	path   string
	who    policy
	do     handler
	within time.Duration // 0: as long as a page may take
	fresh  bool          // a browser's session must have been proved within the last five minutes (R22)
	body   int64         // how much may be sent, in bytes; 0: what bodyOf says
}

// How long the work behind a request may take.
const (
	pageTime   = 30 * time.Second
	exportTime = 10 * time.Minute
)

// routes is everything that the program answers to. A new address is a new line here, with its policy.
func (s *Server) routes() []route {
	get, post, put := http.MethodGet, http.MethodPost, http.MethodPut
	return []route{
		{method: get, path: "/healthz", who: anyone(), do: s.healthy},
		{method: get, path: "/favicon.ico", who: anyone(), do: s.noPicture},
		{method: get, path: "/static/:file", who: anyone(), do: s.asset},
		{method: get, path: "/unlock", who: anyone(), do: s.unlocked},
		{method: post, path: "/unlock", who: anyone(), do: s.unlocked},
		{method: get, path: "/leave", who: anyone(), do: s.leave},
		{method: post, path: "/language", who: anyone(), do: s.chooseLanguage},
		{method: get, path: "/login", who: anyone(), do: s.askSignIn},
		{method: post, path: "/login", who: anyone(), do: s.signIn},
		{method: get, path: "/login/swept.css", who: anyone(), do: s.swept},
		{method: get, path: "/login/again", who: members(), do: s.askAgain},
		{method: post, path: "/login/again", who: members(), do: s.again},
		{method: post, path: "/login/again/ask", who: members(), do: s.askPasskeyAgain},
		{method: get, path: "/login/factor", who: waiting(), do: s.askFactor},
		{method: post, path: "/login/factor", who: waiting(), do: s.passFactor},
		{method: post, path: "/login/factor/ask", who: waiting(), do: s.askPasskeyFactor},
		{method: post, path: "/login/passkey", who: anyone(), do: s.passkeySignIn},
		{method: post, path: "/login/passkey/ask", who: anyone(), do: s.askPasskeySignIn},
		{method: get, path: "/invite/:token", who: anyone(), do: s.askInvited},
		{method: post, path: "/invite/:token", who: anyone(), do: s.acceptInvited},
		{method: post, path: "/logout", who: halfway(), do: s.signOut},

		{method: get, path: "/typed/:token", who: members(), do: s.typed},
		{method: get, path: "/", who: members(), do: s.home},
		{method: get, path: "/account", who: members(), do: s.account},
		{method: post, path: "/account/language", who: members(), do: s.accountLanguage},
		{method: post, path: "/account/password", who: members(), do: s.accountPassword, fresh: true},
		{method: post, path: "/account/sessions/end", who: members(), do: s.endSessions},
		{method: post, path: "/account/sessions/:id/end", who: members(), do: s.endSession},
		{method: post, path: "/account/notices", who: members(), do: s.seenNotices},
		{method: get, path: "/account/factors", who: enrolling(), do: s.factors, fresh: true},
		{method: get, path: "/account/factors/totp", who: enrolling(), do: s.askTOTP, fresh: true},
		{method: post, path: "/account/factors/totp", who: enrolling(), do: s.beginTOTP, fresh: true},
		{method: post, path: "/account/factors/totp/confirm", who: enrolling(), do: s.confirmTOTP, fresh: true},
		{method: post, path: "/account/factors/totp/remove", who: members(), do: s.removeTOTP, fresh: true},
		{method: get, path: "/account/factors/passkey", who: enrolling(), do: s.askEnrolPasskey, fresh: true},
		{method: post, path: "/account/factors/passkey", who: enrolling(), do: s.enrolPasskey, fresh: true},
		{method: post, path: "/account/factors/passkey/ask", who: enrolling(), do: s.askNewPasskey, fresh: true},
		{method: post, path: "/account/factors/passkey/:id/remove", who: members(), do: s.removePasskey, fresh: true},
		{method: post, path: "/account/factors/codes", who: members(), do: s.renewCodes, fresh: true},

		{method: get, path: "/admin", who: admins(), do: s.admin},
		{method: get, path: "/admin/users/new", who: admins(), do: s.askNewcomer},
		{method: post, path: "/admin/users", who: admins(), do: s.addNewcomer, fresh: true},
		{method: get, path: "/admin/users/:user", who: admins(), do: s.adminAccount},
		{method: get, path: "/admin/users/:user/sees", who: admins(), do: s.sees},
		{method: post, path: "/admin/users/:user/standing", who: admins(), do: s.setStanding, fresh: true},
		{method: post, path: "/admin/users/:user/disable", who: admins(), do: s.act(disable), fresh: true},
		{method: post, path: "/admin/users/:user/enable", who: admins(), do: s.act(enable), fresh: true},
		{method: post, path: "/admin/users/:user/reset", who: admins(), do: s.resetAccount, fresh: true},
		{method: post, path: "/admin/users/:user/sessions/end", who: admins(), do: s.act(endAccountSessions), fresh: true},
		{method: post, path: "/admin/users/:user/tokens/revoke", who: admins(), do: s.act(revokeTokens), fresh: true},
		{method: get, path: "/admin/teams", who: admins(), do: s.teams},
		{method: post, path: "/admin/teams", who: admins(), do: s.addTeam, fresh: true},
		{method: post, path: "/admin/teams/:team", who: admins(), do: s.renameTeam, fresh: true},
		{method: get, path: "/admin/approvals", who: admins(), do: s.standingsAsked},
		{method: post, path: "/admin/approvals/:ask", who: admins(), do: s.decideStanding, fresh: true},

		{method: get, path: "/purpose", who: readers(), do: s.askPurpose},
		{method: post, path: "/purpose", who: readers(), do: s.statePurpose},
		{method: get, path: "/glass", who: breakers(), do: s.askGlass},
		{method: post, path: "/glass", who: breakers(), do: s.breakGlass},
		{method: post, path: "/alarms/:id", who: coordinators(), do: s.alarmSeen},

		{method: get, path: "/new", who: writers(), do: s.askQuick},
		{method: post, path: "/new", who: writers(), do: s.saveQuick},
		{method: get, path: "/search", who: readers(), do: s.search},
		{method: get, path: "/suggest", who: readers(), do: s.suggest},
		{method: get, path: "/hints", who: writers(), do: s.hints},
		{method: get, path: "/counts", who: readers(), do: s.counts},
		{method: get, path: "/counts.csv", who: readers(), do: s.file},
		{method: get, path: "/counts.json", who: readers(), do: s.file},
		{method: get, path: "/audit", who: auditors(), do: s.audit},
		{method: get, path: "/audit.csv", who: auditors(), do: s.auditCSV, within: exportTime},
		{method: post, path: "/audit/verify", who: auditors(), do: s.verifyAudit},
		{method: get, path: "/audit/checkpoint", who: members(), do: s.checkpoint},

		{method: get, path: "/export", who: readers(), do: s.askExport},
		{method: post, path: "/export", who: readers(), do: s.takeExport, within: exportTime},
		{method: get, path: "/approvals", who: readers(), do: s.approvals},
		{method: post, path: "/approvals", who: readers(), do: s.askApproval},
		{method: post, path: "/approvals/:code", who: deciders(), do: s.decideApproval, fresh: true},

		{method: get, path: "/people/:number/consent", who: writers(), do: s.askConsent},
		{method: post, path: "/people/:number/consent", who: writers(), do: s.saveConsent},
		{method: post, path: "/people/:number/same", who: writers(), do: s.joinSimilar},
		{method: get, path: "/people/:number/unmerge", who: writers(), do: s.askUnmerge},
		{method: post, path: "/people/:number/unmerge", who: writers(), do: s.unmerge},
		{method: get, path: "/erasures", who: writers(), do: s.erasures},
		{method: get, path: "/erasures/:number", who: writers(), do: s.erasure},
		{method: post, path: "/erasures/:number/back", who: deciders(), do: s.takeBack},
		{method: post, path: "/erasures/:number/erase", who: deciders(), do: s.erase, fresh: true},

		{method: get, path: "/lists", who: readers(), do: s.lists},
		{method: get, path: "/lists.csv", who: readers(), do: s.file, within: exportTime},
		{method: get, path: "/lists.zip", who: readers(), do: s.file, within: exportTime},
		{method: get, path: "/lists.json", who: readers(), do: s.file, within: exportTime},
		{method: get, path: "/lists/new", who: writers(), do: s.askList},
		{method: post, path: "/lists/new", who: writers(), do: s.takeList, body: listBody},
		{method: get, path: "/lists/in/:token", who: writers(), do: s.askColumns},
		{method: post, path: "/lists/in/:token", who: writers(), do: s.takeColumns},
		{method: get, path: "/lists/:number", who: readers(), do: s.listRows},
		{method: get, path: "/lists/:number/work", who: writers(), do: s.listWork},
		{method: post, path: "/lists/:number/compare", who: writers(), do: s.compareList},
		{method: post, path: "/lists/:number/certain", who: writers(), do: s.decideCertain},
		{method: get, path: "/lists/:number/people", who: writers(), do: s.askPeople},
		{method: post, path: "/lists/:number/people", who: writers(), do: s.makePeople},
		{method: get, path: "/lists/:number/rows/:row", who: readers(), do: s.listRow},
		{method: post, path: "/lists/:number/rows/:row", who: writers(), do: s.decideRow},
		{method: post, path: "/lists/:number/rows/:row/undo", who: writers(), do: s.undoRow},

		{method: get, path: "/duplicates", who: writers(), do: s.duplicates},
		{method: post, path: "/duplicates", who: writers(), do: s.decideDuplicates},
		{method: get, path: "/duplicates/run", who: coordinators(), do: s.run},
		{method: post, path: "/duplicates/run", who: coordinators(), do: s.beginRun},
		{method: post, path: "/duplicates/run/stop", who: coordinators(), do: s.stopRun},
		{method: get, path: "/duplicates/:number/:other", who: writers(), do: s.duplicate},
		{method: post, path: "/duplicates/:number/:other", who: writers(), do: s.decideDuplicate},

		{method: get, path: "/records", who: readers(), do: s.list},
		{method: get, path: "/records.csv", who: readers(), do: s.file, within: exportTime},
		{method: get, path: "/records.json", who: readers(), do: s.file, within: exportTime},
		{method: get, path: "/{path}", who: readers(), do: s.list},
		{method: get, path: "/{path}.csv", who: readers(), do: s.file, within: exportTime},
		{method: get, path: "/{path}.json", who: readers(), do: s.file, within: exportTime},
		{method: get, path: "/{path}/new", who: writers(), do: s.askNew},
		{method: post, path: "/{path}", who: writers(), do: s.saveNew},
		{method: post, path: "/{path}/new", who: writers(), do: s.saveNew},
		{method: get, path: "/{path}/:number", who: readers(), do: s.record},
		{method: get, path: "/{path}/:number/edit", who: writers(), do: s.askEdit},
		{method: post, path: "/{path}/:number", who: writers(), do: s.saveEdit},
		{method: post, path: "/{path}/:number/edit", who: writers(), do: s.saveEdit},
		{method: get, path: "/{path}/:number/history", who: readers(), do: s.history},
		{method: get, path: "/{path}/:number/access", who: writers(), do: s.access},
		{method: post, path: "/{path}/:number/access", who: writers(), do: s.share},
		{method: post, path: "/{path}/:number/access/end", who: writers(), do: s.endShare},
		{method: get, path: "/{path}/:number/proof", who: readers(), do: s.recordProof},

		{method: get, path: "/api/v1/alike", who: readers(), do: s.apiAlike},
		{method: get, path: "/api/v1/counts", who: readers(), do: s.apiCounts},
		{method: get, path: "/api/v1/audit", who: auditors(), do: s.apiAudit},
		{method: get, path: "/api/v1/audit/head", who: members(), do: s.apiHead},
		{method: get, path: "/api/v1/audit/checkpoint", who: members(), do: s.checkpoint},
		{method: get, path: "/api/v1/{path}", who: readers(), do: s.apiList},
		{method: post, path: "/api/v1/{path}", who: writers(), do: s.apiCreate},
		{method: get, path: "/api/v1/{path}/:number", who: readers(), do: s.apiGet},
		{method: put, path: "/api/v1/{path}/:number", who: writers(), do: s.apiPut},
	}
}

// mountAll puts the routes into the framework. One that declares no policy is refused.
func (s *Server) mountAll(routes []route) error {
	for _, r := range routes {
		if r.who.admits == nil {
			return fmt.Errorf("route %s %s declares no policy", r.method, r.path)
		}
		s.mount(r)
	}
	return nil
}

// mount puts a route into the framework, once for every kind where its address says so.
func (s *Server) mount(r route) {
	if !strings.Contains(r.path, "{path}") {
		s.add(r.method, r.path, s.pass(r, nil))
		return
	}
	for _, k := range cases.Kinds() {
		s.add(r.method, strings.ReplaceAll(r.path, "{path}", k.Path), s.pass(r, k))
	}
}

// add puts one address into the framework. What can be read can be asked about with HEAD.
func (s *Server) add(method, path string, do echo.HandlerFunc) {
	s.echo.Add(method, path, do)
	if method == http.MethodGet {
		s.echo.Add(http.MethodHead, path, do)
	}
}

// pass lets a request through to its handler where the policy admits whoever asks.
func (s *Server) pass(r route, k *cases.Kind) echo.HandlerFunc {
	within := r.within
	if within == 0 {
		within = pageTime
	}
	return func(c echo.Context) error {
		v := visitOf(c, s)
		v.kind = k
		if err := v.atMost(r.bodyOf()); err != nil {
			return err
		}
		if !v.signedIn && !r.who.open && !r.who.lets(v.session) {
			if r.keeps() {
				return s.askWhoTyped(v)
			}
			return s.askWho(v)
		}
		if v.signedIn && !r.who.admits(v.user) {
			v.desk.Noted(c.Request().Context(), "refused", r.path)
			return cases.ErrForbidden
		}
		if r.fresh && v.signedIn && !v.fresh() {
			if r.keeps() {
				return s.askFreshTyped(v)
			}
			return errNotFresh
		}
		ctx, cancel := context.WithTimeout(c.Request().Context(), within)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		do := r.do
		if r.keeps() {
			do = func(v *visit) error { return s.withTyped(v, r.do) }
		}
		err := do(v)
		v.noteRefusal(r, err)
		return err
	}
}

// noteRefusal enters that somebody asked for what is not there or not for them. It is one answer to them, and so it is
// one entry, with the record's number where the address has one.
func (v *visit) noteRefusal(r route, err error) {
	if !v.signedIn || !errors.Is(err, cases.ErrForbidden) && !errors.Is(err, cases.ErrNotFound) {
		return
	}
	what := r.path
	if number, _ := v.number(); cases.LooksLikeNumber(number) {
		what = number
	}
	v.desk.Noted(context.WithoutCancel(v.ctx()), "refused", what)
}

// errNoToken answers an API request that names no valid token.
var errNoToken = errors.New("no valid token")

// askWho sends a reader to the sign-in page, and from there back to where they wanted to go. Session cookies do not
// come along when somebody follows a link from another site; a page that opens itself again brings them.
func (s *Server) askWho(v *visit) error {
	if v.api() {
		return errNoToken
	}
	next := ""
	if v.reads() {
		next = v.here()
	}
	if next != "" && v.Request().Header.Get("Sec-Fetch-Site") == "cross-site" {
		v.Response().Header().Set("Refresh", "0")
		return s.drawSignIn(v, http.StatusOK, views.SignInForm{Next: next})
	}
	if v.session.ID != "" {
		return v.Redirect(http.StatusSeeOther, afterwards(v.session, local(next)))
	}
	if next == "" || next == "/" {
		return v.Redirect(http.StatusSeeOther, "/login")
	}
	return v.Redirect(http.StatusSeeOther, "/login?next="+url.QueryEscape(next))
}
