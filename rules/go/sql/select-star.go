package repository

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm"
)

// ruleid: go-select-star
const byID = "SELECT * FROM invoices WHERE id = $1"

// ok: go-select-star
const countAll = "SELECT COUNT(*) FROM invoices"

func Invoice(ctx context.Context, db *sql.DB, id int64) *sql.Row {
	// ok: go-select-star
	return db.QueryRowContext(ctx, byID, id)
}

func Lines(ctx context.Context, db *sql.DB, id int64) (*sql.Rows, error) {
	// ruleid: go-select-star
	return db.QueryContext(ctx, `
		SELECT l.*
		FROM invoice_lines l
		WHERE l.invoice_id = $1`, id)
}

func Customers(orm *gorm.DB, out any) error {
	// ruleid: go-select-star
	return orm.Raw("select * from customers where active = ?", true).Scan(out).Error
}

func Has(ctx context.Context, db *sql.DB, id int64) *sql.Row {
	// ok: go-select-star
	return db.QueryRowContext(ctx, "SELECT EXISTS (SELECT * FROM invoices WHERE id = $1)", id)
}

func Latest(ctx context.Context, db *sql.DB) *sql.Row {
	// ok: go-select-star
	return db.QueryRowContext(ctx, "SELECT * FROM (SELECT id, total FROM invoices ORDER BY id DESC) newest LIMIT 1")
}

func Tables(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	// ok: go-select-star
	return db.QueryContext(ctx, "SELECT * FROM information_schema.tables")
}

func Activity(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	// ok: go-select-star
	return db.QueryContext(ctx, "SELECT * FROM reports.activity_of('week')")
}

// ok: go-select-star
var errNothing = errors.New("select * to export every column")
