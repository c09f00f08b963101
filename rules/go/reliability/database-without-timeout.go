package repository

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
)

func Count(db *sql.DB) *sql.Row {
	// ruleid: go-database-without-timeout
	return db.QueryRow("SELECT COUNT(*) FROM invoices")
}

func Remove(tx *sql.Tx, id int64) error {
	// ruleid: go-database-without-timeout
	_, err := tx.Exec("DELETE FROM invoices WHERE id = $1", id)
	return err
}

func Names(db *sql.DB, query string) (*sql.Rows, error) {
	// ruleid: go-database-without-timeout
	return db.Query(query)
}

func CountLimited(ctx context.Context, db *sql.DB) *sql.Row {
	// ok: go-database-without-timeout
	return db.QueryRowContext(ctx, "SELECT COUNT(*) FROM invoices")
}

func RemoveLimited(ctx context.Context, tx pgx.Tx, id int64) error {
	// ok: go-database-without-timeout
	_, err := tx.Exec(ctx, "DELETE FROM invoices WHERE id = $1", id)
	return err
}

func Close(db *sql.DB) error {
	// ok: go-database-without-timeout
	return db.Close()
}
