package repository

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	"gorm.io/gorm"
)

const activeStatus = "active"

type Customers struct {
	db   *sql.DB
	x    *sqlx.DB
	pool *pgxpool.Pool
	orm  *gorm.DB
}

func (c *Customers) ByName(ctx context.Context, name string) (*sql.Rows, error) {
	// ruleid: go-sql-string-concatenation
	return c.db.QueryContext(ctx, fmt.Sprintf("SELECT id, name FROM customers WHERE name = '%s'", name))
}

func (c *Customers) ByEmail(email string) *sql.Row {
	query := "SELECT id, name FROM customers WHERE email = '" + email + "'"
	// ruleid: go-sql-string-concatenation
	return c.db.QueryRow(query)
}

func (c *Customers) Search(ctx context.Context, city, like string) error {
	query := "SELECT id FROM customers WHERE city = 'Oslo'"
	if like != "" {
		query += " AND name LIKE '%" + like + "%'"
	}
	var ids []int64
	// ruleid: go-sql-string-concatenation
	return c.x.SelectContext(ctx, &ids, query)
}

func (c *Customers) Filter(ctx context.Context, status, city string) error {
	var b strings.Builder
	b.WriteString("SELECT id FROM customers WHERE 1 = 1")
	if city != "" {
		b.WriteString(" AND city = '" + city + "'")
	}
	// ruleid: go-sql-string-concatenation
	_, err := c.pool.Query(ctx, b.String())
	return err
}

func (c *Customers) Export(ctx context.Context, since string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "SELECT id FROM customers WHERE created_at > '%s'", since)
	// ruleid: go-sql-string-concatenation
	_, err := c.pool.Exec(ctx, b.String())
	return err
}

func (c *Customers) Rename(id, name string) error {
	// ruleid: go-sql-string-concatenation
	return c.orm.Exec(fmt.Sprintf("UPDATE customers SET name = '%s' WHERE id = %s", name, id)).Error
}

func (c *Customers) Parts(name string) (*sql.Rows, error) {
	parts := []string{"SELECT id FROM customers WHERE deleted_at IS NULL"}
	parts = append(parts, fmt.Sprintf("AND name = '%s'", name))
	// ruleid: go-sql-string-concatenation
	return c.db.Query(strings.Join(parts, " "))
}

func (c *Customers) Bound(ctx context.Context, name string) (*sql.Rows, error) {
	// ok: go-sql-string-concatenation
	return c.db.QueryContext(ctx, "SELECT id, name FROM customers WHERE name = $1", name)
}

func (c *Customers) Active() (*sql.Rows, error) {
	// ok: go-sql-string-concatenation
	return c.db.Query("SELECT id FROM customers WHERE status = '" + activeStatus + "'")
}

func (c *Customers) Many(ctx context.Context, ids []any) (*sql.Rows, error) {
	placeholders := strings.TrimSuffix(strings.Repeat("?,", len(ids)), ",")
	// ok: go-sql-string-concatenation
	return c.db.QueryContext(ctx, fmt.Sprintf("SELECT id FROM customers WHERE id IN (%s)", placeholders), ids...)
}

func (c *Customers) Conditions(ctx context.Context, where []string, args []any) (*sql.Rows, error) {
	// ok: go-sql-string-concatenation
	return c.db.QueryContext(ctx, "SELECT id FROM customers WHERE "+strings.Join(where, " AND "), args...)
}

func (c *Customers) Page(limit int) (*sql.Rows, error) {
	query := "SELECT id FROM customers"
	query += " LIMIT " + strconv.Itoa(limit)
	// ok: go-sql-string-concatenation
	return c.db.Query(query)
}

func (c *Customers) Builder(name string, args []any) (*sql.Rows, error) {
	query := "SELECT id FROM customers WHERE 1 = 1"
	if name != "" {
		args = append(args, name)
		query += fmt.Sprintf(" AND name = $%d", len(args))
	}
	// ok: go-sql-string-concatenation
	return c.db.Query(query, args...)
}

func (c *Customers) Missing(name string) error {
	err := fmt.Errorf("no customer with name = '%s'", name)
	// ok: go-sql-string-concatenation
	_, _ = c.db.Exec("INSERT INTO misses (reason) VALUES ($1)", err.Error())
	return err
}
