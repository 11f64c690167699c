package web

import (
	"net/http"
	"slices"

	"aigaq/internal/cases/i18n"
)

const languageCookie = "lang"

// chooseWords picks the language: the one just asked for in the address, the one chosen in this browser, the
// account's, the browser's own. The first is kept in a cookie, so that a page in another language is one link away
// and stays so. Programs say what they want in Accept-Language alone; those that do not are answered as the account.
func (v *visit) chooseWords() {
	accepted := v.Request().Header.Get("Accept-Language")
	lang := i18n.Match(accepted)
	if v.api() {
		if accepted == "" && isLanguage(v.user.Lang) {
			lang = v.user.Lang
		}
		v.words = v.s.Catalogues.Words(lang)
		return
	}
	asked := v.QueryParam("lang")
	if isLanguage(asked) {
		v.keepLanguage(asked)
	}
	for _, wanted := range []string{asked, v.languageInBrowser(), v.user.Lang} {
		if isLanguage(wanted) {
			lang = wanted
			break
		}
	}
	v.words = v.s.Catalogues.Words(lang)
}

func (v *visit) languageInBrowser() string {
	c, err := v.Cookie(languageCookie)
	if err != nil {
		return ""
	}
	return c.Value
}

func (v *visit) keepLanguage(lang string) {
	v.SetCookie(&http.Cookie{
		Name: languageCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 60 * 60,
		Secure: v.s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func isLanguage(code string) bool {
	return slices.ContainsFunc(i18n.Languages(), func(l i18n.Language) bool { return l.Code == code })
}

// chooseLanguage takes the language switch as a form: lang, and next to go back to.
func (s *Server) chooseLanguage(v *visit) error {
	form, err := v.form()
	if err != nil {
		return err
	}
	if lang := form.Get("lang"); isLanguage(lang) {
		v.keepLanguage(lang)
	}
	return v.to(local(form.Get("next")))
}
