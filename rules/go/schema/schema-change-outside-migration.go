package store

import (
	"context"
	"database/sql"

	"gorm.io/gorm"
)

func Open(orm *gorm.DB) error {
	// ruleid: go-schema-change-outside-migration
	return orm.AutoMigrate(&Invoice{}, &Customer{})
}

func Reset(orm *gorm.DB) error {
	// ruleid: go-schema-change-outside-migration
	return orm.Migrator().DropTable(&Invoice{})
}

func Prepare(ctx context.Context, db *sql.DB) error {
	// ruleid: go-schema-change-outside-migration-statement
	_, err := db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS invoices (id BIGINT PRIMARY KEY)")
	return err
}

func Load(orm *gorm.DB, out *[]Invoice) error {
	// ok: go-schema-change-outside-migration
	return orm.Limit(50).Find(out).Error
}

func Import(ctx context.Context, db *sql.DB) error {
	// ok: go-schema-change-outside-migration-statement
	_, err := db.ExecContext(ctx, "CREATE TEMPORARY TABLE incoming (id BIGINT)")
	return err
}

func addCurrency(tx *sql.Tx) error {
	// ok: go-schema-change-outside-migration-statement
	_, err := tx.Exec("ALTER TABLE invoices ADD COLUMN currency TEXT")
	return err
}
