package repository

import (
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"
	"gorm.io/gorm"
)

func ByName(ctx context.Context, db *sql.DB, name string) (*sql.Rows, error) {
	// ruleid: go-quoted-sql-placeholder
	return db.QueryContext(ctx, "SELECT id FROM customers WHERE name = '$1'", name)
}

func Search(orm *gorm.DB, out any, part string) error {
	// ruleid: go-quoted-sql-placeholder
	return orm.Where("name LIKE '%?%'", part).Find(out).Error
}

func Rename(db *sqlx.DB, id int64, name string) error {
	// ruleid: go-quoted-sql-placeholder
	_, err := db.Exec("UPDATE customers SET name = '?' WHERE id = ?", name, id)
	return err
}

func Bound(ctx context.Context, db *sql.DB, name string) (*sql.Rows, error) {
	// ok: go-quoted-sql-placeholder
	return db.QueryContext(ctx, "SELECT id FROM customers WHERE name = $1 AND kind = 'person'", name)
}

func Part(orm *gorm.DB, out any, part string) error {
	// ok: go-quoted-sql-placeholder
	return orm.Where("name LIKE ?", "%"+part+"%").Find(out).Error
}

func Asked(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	// ok: go-quoted-sql-placeholder
	return db.QueryContext(ctx, "SELECT id FROM questions WHERE ending = '?'")
}
