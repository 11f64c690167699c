package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// What the account door answers besides success.
var (
	// ErrRefused is the one answer to a sign-in or session that does not hold, whatever the cause.
	ErrRefused = errors.New("not signed in")
	// ErrTaken means that an account of that name exists.
	ErrTaken = errors.New("the name is taken")
)

// Account is somebody who may sign in.
type Account struct {
	cases.User
	Disabled    bool
	HasPassword bool
	Created     time.Time
	LastSeen    time.Time // zero: never
}

// Accounts is the door to users, sessions, invitations and tokens. It returns no record.
type Accounts struct {
	store   *Store
	network string
	factors bool
}

// Accounts gives the door.
func (s *Store) Accounts() *Accounts { return &Accounts{store: s} }

// From gives the same door for somebody who comes from a network, which new sessions keep, and where a second factor
// is required of everybody or not.
func (a *Accounts) From(network string, factors bool) *Accounts {
	return &Accounts{store: a.store, network: network, factors: factors}
}

// Add makes an account without a password; an invitation lets its owner in. by is the code of who adds it, for the
// log.
func (a *Accounts) Add(ctx context.Context, by, name string, role cases.Role, teams []string) (Account, error) {
	if err := checkAccount(name, role); err != nil {
		return Account{}, err
	}
	uid, err := uuid.NewRandom()
	if err != nil {
		return Account{}, fmt.Errorf("add account: %w", err)
	}
	account := Account{User: cases.User{Code: "u-" + uid.String()[:13], Name: name, Role: role, Teams: teams}, Created: a.store.now().UTC()}
	err = a.store.writer.do(func(tx *gorm.DB) error { return a.insert(tx, by, "account.add", &account) })
	if err != nil {
		return Account{}, err
	}
	return account, a.store.refreshBook(ctx)
}

func checkAccount(name string, role cases.Role) error {
	if names.Fold(name) == "" || len(name) > 100 || strings.ContainsAny(name, "\n\t") {
		return cases.Wrong("name", "required")
	}
	for _, r := range cases.Roles() {
		if r == role {
			return nil
		}
	}
	return cases.Wrong("role", "unknown_code", "value", string(role))
}

func (a *Accounts) insert(tx *gorm.DB, by, action string, account *Account) error {
	err := tx.Raw("INSERT INTO users (code, name, name_key, role, created) VALUES (?,?,?,?,?) RETURNING id",
		account.Code, account.Name, nameKey(account.Name), account.Role, account.Created.UnixMicro()).Row().Scan(&account.ID)
	if err != nil {
		if isDuplicate(tx, err) {
			return ErrTaken
		}
		return fmt.Errorf("add account: %w", err)
	}
	for _, team := range account.Teams {
		var n int
		if err := tx.Raw("SELECT COUNT(*) FROM teams WHERE code = ?", team).Row().Scan(&n); err != nil {
			return fmt.Errorf("add account: %w", err)
		}
		if n == 0 {
			return cases.Wrong("team", "unknown_code", "value", team)
		}
		if err := tx.Exec("INSERT INTO user_teams (account, team) VALUES (?,?)", account.ID, team).Error; err != nil {
			return fmt.Errorf("add account: %w", err)
		}
	}
	_, err = a.store.enter(tx, by, action, account.Code, detail{What: account.Name + " " + string(account.Role)})
	return err
}

// isDuplicate tells whether an error is a broken unique constraint; raw queries are not translated by gorm.
func isDuplicate(tx *gorm.DB, err error) bool {
	if t, ok := tx.Dialector.(gorm.ErrorTranslator); ok {
		err = t.Translate(err)
	}
	return errors.Is(err, gorm.ErrDuplicatedKey)
}

// nameKey is the form in which names of accounts are unique: case and white space do not matter.
func nameKey(name string) string { return strings.Join(strings.Fields(strings.ToLower(name)), " ") }

// one reads the account that a condition is true of.
func (a *Accounts) one(tx *gorm.DB, where string, values ...any) (Account, string, error) {
	var x Account
	var role, password string
	var disabled int64
	var seen int64
	if strings.Contains(fmt.Sprint(values...), "\x00") {
		return Account{}, "", cases.ErrNotFound // PostgreSQL has no text with a zero byte
	}
	row := tx.Raw("SELECT id, code, name, role, password, lang, disabled, created, seen FROM users WHERE "+where, values...).Row()
	err := row.Scan(&x.ID, &x.Code, &x.Name, &role, &password, &x.Lang, &disabled, moment{&x.Created}, &seen)
	if errors.Is(err, sql.ErrNoRows) {
		return Account{}, "", cases.ErrNotFound
	}
	if err != nil {
		return Account{}, "", fmt.Errorf("read an account: %w", err)
	}
	x.Role, x.Disabled, x.HasPassword = cases.Role(role), disabled != 0, password != ""
	if seen != 0 {
		x.LastSeen = time.UnixMicro(seen).UTC()
	}
	if x.Teams, err = teamsOf(tx, x.ID); err != nil {
		return Account{}, "", fmt.Errorf("read the teams of an account: %w", err)
	}
	return x, password, a.sight(tx, &x.User)
}

func teamsOf(tx *gorm.DB, id int64) ([]string, error) {
	var teams []string
	err := query(tx, clause{"SELECT team FROM user_teams WHERE account = ? ORDER BY team", args(id)}, func(rows *sql.Rows) error {
		var t string
		err := rows.Scan(&t)
		teams = append(teams, t)
		return err
	})
	return teams, err
}

// ByName finds an account; cases.ErrNotFound where there is none.
func (a *Accounts) ByName(ctx context.Context, name string) (Account, error) {
	account, _, err := a.one(a.store.read.WithContext(ctx), "name_key = ?", nameKey(name))
	return account, err
}

// List gives all accounts in the order in which they were made.
func (a *Accounts) List(ctx context.Context) ([]Account, error) {
	tx := a.store.read.WithContext(ctx)
	var ids []int64
	err := query(tx, clause{sql: "SELECT id FROM users ORDER BY id"}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	out := make([]Account, len(ids))
	for i, id := range ids {
		if out[i], _, err = a.one(tx, "id = ?", id); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Disable shuts an account out from the next request on: its sessions, tokens and links end for good. Only Enable opens
// it again (R13). An administrator disables neither their own account nor the last one that administers.
func (a *Accounts) Disable(ctx context.Context, by, name string) error {
	account, err := a.ByName(ctx, name)
	if err != nil {
		return err
	}
	err = a.store.writer.do(func(tx *gorm.DB) error {
		x, err := a.target(tx, by, account.Code)
		if err != nil || x.Disabled {
			return err
		}
		return a.disable(tx, by, x)
	})
	if err != nil {
		return fmt.Errorf("disable an account: %w", err)
	}
	return a.store.refreshBook(ctx)
}

func (a *Accounts) disable(tx *gorm.DB, by string, x Account) error {
	if err := tx.Exec("UPDATE users SET disabled = 1 WHERE id = ?", x.ID).Error; err != nil {
		return err
	}
	if err := tx.Exec("UPDATE tokens SET revoked = 1 WHERE account = ?", x.ID).Error; err != nil {
		return err
	}
	if err := a.cut(tx, x.ID); err != nil {
		return err
	}
	if _, err := a.store.enter(tx, by, "account.disable", x.Code, detail{What: x.Name}); err != nil {
		return err
	}
	if x.Role == cases.Admin {
		if err := a.tellCoordinators(tx, "administrator_out"); err != nil {
			return err
		}
	}
	return a.oneAdminStays(tx, x)
}

// SetLanguage keeps the language in which an account reads.
func (a *Accounts) SetLanguage(_ context.Context, u cases.User, lang string) error {
	return a.store.writer.do(func(tx *gorm.DB) error {
		if err := tx.Exec("UPDATE users SET lang = ? WHERE id = ?", lang, u.ID).Error; err != nil {
			return fmt.Errorf("keep a language: %w", err)
		}
		_, err := a.store.enter(tx, u.Code, "account.language", u.Code, detail{What: lang})
		return err
	})
}

// noRow gives another error for an answer without rows.
func noRow(err, instead error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return instead
	}
	return fmt.Errorf("read accounts: %w", err)
}
