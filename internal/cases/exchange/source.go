// Package exchange carries records in and out of files. It reads through a small interface that the store's desk
// satisfies, so whatever it writes is what one user may see.
package exchange

import (
	"context"

	"aigaq/internal/cases"
)

// Source gives the records of a query one after another, already in the scope of a reader and redacted for them.
type Source interface {
	Each(ctx context.Context, q cases.Query, yield func(cases.Record) error) error
}
