package repository

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const archiveTable = "orders_archive"

type Orders struct {
	db   *sql.DB
	pool *pgxpool.Pool
}

func (o *Orders) Sorted(ctx context.Context, column string) (*sql.Rows, error) {
	// ruleid: go-sql-dynamic-identifier
	return o.db.QueryContext(ctx, fmt.Sprintf("SELECT id, total FROM orders ORDER BY %s LIMIT 50", column))
}

func (o *Orders) Count(table string) *sql.Row {
	query := "SELECT COUNT(*) FROM " + table
	// ruleid: go-sql-dynamic-identifier
	return o.db.QueryRow(query)
}

func (o *Orders) Truncate(ctx context.Context, tenant string) error {
	// ruleid: go-sql-dynamic-identifier
	_, err := o.pool.Exec(ctx, fmt.Sprintf("SET search_path TO %s", tenant))
	return err
}

func (o *Orders) SortedByKnown(sort string) (*sql.Rows, error) {
	columns := map[string]string{"created": "created_at", "total": "total"}
	column, ok := columns[sort]
	if !ok {
		column = "id"
	}
	// ok: go-sql-dynamic-identifier
	return o.db.Query(fmt.Sprintf("SELECT id, total FROM orders ORDER BY %s LIMIT 50", column))
}

func (o *Orders) Directed(descending bool) (*sql.Rows, error) {
	order := "created_at ASC"
	if descending {
		order = "created_at DESC"
	}
	// ok: go-sql-dynamic-identifier
	return o.db.Query("SELECT id, total FROM orders ORDER BY " + order)
}

func (o *Orders) Archived() *sql.Row {
	// ok: go-sql-dynamic-identifier
	return o.db.QueryRow(fmt.Sprintf("SELECT COUNT(*) FROM %s", archiveTable))
}

func (o *Orders) Quoted(ctx context.Context, table string) error {
	// ok: go-sql-dynamic-identifier
	_, err := o.pool.Exec(ctx, fmt.Sprintf("TRUNCATE TABLE %s", pgx.Identifier{table}.Sanitize()))
	return err
}

func (o *Orders) Clear(ctx context.Context) error {
	for _, table := range []string{"order_lines", "orders"} {
		// ok: go-sql-dynamic-identifier
		if _, err := o.db.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return err
		}
	}
	return nil
}
