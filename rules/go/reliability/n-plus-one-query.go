package repository

import (
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"
	"gorm.io/gorm"
)

func Lines(ctx context.Context, db *sql.DB, invoices []Invoice) error {
	for _, invoice := range invoices {
		// ruleid: go-n-plus-one-query
		rows, err := db.QueryContext(ctx, "SELECT id, total FROM lines WHERE invoice_id = $1", invoice.ID)
		if err != nil {
			return err
		}
		invoice.read(rows)
	}
	return nil
}

func Customers(db *gorm.DB, ids []int64) []Customer {
	customers := make([]Customer, len(ids))
	for i, id := range ids {
		// ruleid: go-n-plus-one-query
		db.First(&customers[i], id)
	}
	return customers
}

func Totals(db *sql.DB) error {
	rows, err := db.Query("SELECT id FROM invoices LIMIT 100")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		_ = rows.Scan(&id)
		// ruleid: go-n-plus-one-query-rows
		_ = db.QueryRow("SELECT SUM(total) FROM lines WHERE invoice_id = $1", id)
	}
	return rows.Err()
}

func AllLines(db *sqlx.DB, ids []int64) error {
	query, args, err := sqlx.In("SELECT id, total FROM lines WHERE invoice_id IN (?)", ids)
	if err != nil {
		return err
	}
	var lines []Line
	// ok: go-n-plus-one-query
	if err := db.Select(&lines, query, args...); err != nil {
		return err
	}
	for _, line := range lines {
		// ok: go-n-plus-one-query
		add(line.InvoiceID, line)
	}
	return nil
}

func Chunked(db *gorm.DB, batches [][]int64) (out []Customer) {
	for _, batch := range batches {
		// ok: go-n-plus-one-query
		db.Where("id IN ?", batch).Find(&out)
	}
	return out
}

func Scan(rows *sql.Rows) (ids []int64, err error) {
	for rows.Next() {
		var id int64
		// ok: go-n-plus-one-query-rows
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
