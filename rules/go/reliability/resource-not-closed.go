package repository

import (
	"context"
	"database/sql"
)

func Totals(ctx context.Context, db *sql.DB) (totals []int64, err error) {
	// ruleid: go-resource-not-closed
	rows, err := db.QueryContext(ctx, "SELECT total FROM invoices LIMIT 100")
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var total int64
		if err := rows.Scan(&total); err != nil {
			return nil, err
		}
		totals = append(totals, total)
	}
	return totals, rows.Err()
}

func First(db *sql.DB) (id int64) {
	// ruleid: go-resource-not-closed
	rows, err := db.Query("SELECT id FROM invoices ORDER BY id")
	if err != nil {
		return 0
	}
	if rows.Next() {
		_ = rows.Scan(&id)
	}
	return id
}

func Names(db *sql.DB) (names []string) {
	var name string
	// ruleid: go-resource-not-closed
	result, _ := db.Query("SELECT name FROM customers LIMIT 100")
	for result.Next() {
		_ = result.Scan(&name)
		names = append(names, name)
	}
	return names
}

func Closed(ctx context.Context, db *sql.DB) (ids []int64, err error) {
	// ok: go-resource-not-closed
	rows, err := db.QueryContext(ctx, "SELECT id FROM invoices LIMIT 100")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		ids = append(ids, read(rows))
	}
	return ids, rows.Err()
}

func Returned(db *sql.DB) (*sql.Rows, error) {
	// ok: go-resource-not-closed
	rows, err := db.Query("SELECT id FROM invoices LIMIT 100")
	return rows, err
}

func Single(db *sql.DB, id int64) (total int64, err error) {
	// ok: go-resource-not-closed
	err = db.QueryRow("SELECT total FROM invoices WHERE id = $1", id).Scan(&total)
	return total, err
}
