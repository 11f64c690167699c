package store

import (
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// order is how a list is sorted: by a key and then by id, so that every row has its place.
type order struct {
	key  string // an expression made of known columns
	desc bool
}

func (o order) direction() string {
	if o.desc {
		return " DESC"
	}
	return ""
}

func (o order) by() string {
	if o.key == "''" {
		return "records.id" + o.direction()
	}
	return o.key + o.direction() + ", records.id" + o.direction()
}

// orderOf reads a sort such as "-from". The default is newest first. A secret field sorts for those alone who see it:
// an order would give its answers away.
func (d *Desk) orderOf(k *cases.Kind, sort string) (order, error) {
	code, desc := strings.CutPrefix(sort, "-")
	switch code {
	case "":
		return order{key: "''", desc: true}, nil
	case "created":
		return order{key: "''", desc: desc}, nil
	case "from":
		return order{key: "records.from_sort", desc: desc}, nil
	case "due":
		return order{key: "records.due_sort", desc: desc}, nil
	case "name":
		if d.scope.Secrets {
			return order{key: "records.title_sort", desc: desc}, nil
		}
		return order{key: "records.title_open_sort", desc: desc}, nil
	}
	if k != nil {
		f, ok := cases.FieldOf(k.New(), code)
		if ok && f.IsSorted && !f.AtHead && (d.scope.Secrets || !f.IsSecret) {
			return order{key: sortColumn(f), desc: desc}, nil
		}
	}
	return order{}, cases.Wrong("sort", "unknown_code", "value", sort)
}

// sortColumn is the column of a field in the kind's own table. A number that was not given sorts as the least.
func sortColumn(f cases.Field) string {
	column := `own."` + f.Columns()[0].Name + `"`
	if f.Type == cases.TypeNumber {
		return "COALESCE(" + column + ", -1)"
	}
	return column
}

// cursor names the last row of a page, so that the next page goes on behind it whatever was added meanwhile. It names
// it by its number: the id inside would tell how many records there are that the reader does not see.
func cursor(last row) string {
	b, err := json.Marshal([]string{last.key, last.head.Number})
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// after finds the row that a cursor names; without a cursor, none. A record out of scope is like one that is not there:
// no cursor.
func (d *Desk) after(tx *gorm.DB, cursor string) (row, error) {
	if cursor == "" {
		return row{}, nil
	}
	var parts []string
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || json.Unmarshal(b, &parts) != nil || len(parts) != 2 {
		return row{}, cases.Wrong("after", "not_a_cursor")
	}
	r, source := row{key: parts[0]}, d.from("records")
	c := clause{"SELECT id FROM " + source.sql + " WHERE number = ?", append(source.args, parts[1])}
	err = tx.Raw(c.sql, c.args...).Row().Scan(&r.head.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, cases.Wrong("after", "not_a_cursor")
	}
	if err != nil {
		return row{}, fmt.Errorf("find where a page goes on: %w", err)
	}
	return r, nil
}

// beyond is the condition that a row lies behind another; without one, that there is a row.
func (o order) beyond(last row) clause {
	id := last.head.ID
	if id == 0 {
		return and()
	}
	sign := " > "
	if o.desc {
		sign = " < "
	}
	if o.key == "''" {
		return clause{"records.id" + sign + "?", args(id)}
	}
	if strings.HasPrefix(o.key, "COALESCE") {
		return clause{"(" + o.key + ", records.id)" + sign + "(CAST(? AS INTEGER), ?)", args(last.key, id)}
	}
	return clause{"(" + o.key + ", records.id)" + sign + "(?, ?)", args(last.key, id)}
}
