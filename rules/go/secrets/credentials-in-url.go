package config

import (
	"database/sql"
	"fmt"
	"os"
)

// ruleid: go-credentials-in-url
const dsn = "postgres://billing:Rk7-amber-Lagoon@db.invoices.internal:5432/invoices"

// ok: go-credentials-in-url
const local = "postgres://db.invoices.internal:5432/invoices?sslmode=verify-full"

// ok: go-credentials-in-url
const usage = "postgres://user:password@host:5432/name"

func Open() (*sql.DB, error) {
	// ruleid: go-credentials-in-url
	return sql.Open("mysql", "root:granite5507@tcp(127.0.0.1:3306)/invoices?parseTime=true")
}

func OpenPostgres() (*sql.DB, error) {
	// ruleid: go-credentials-in-url
	return sql.Open("postgres", "host=localhost user=billing password=walnut6093 dbname=invoices sslmode=disable")
}

func OpenConfigured() (*sql.DB, error) {
	// ok: go-credentials-in-url
	address := fmt.Sprintf("postgres://%s:%s@db.invoices.internal/invoices", os.Getenv("DB_USER"), os.Getenv("DB_PASSWORD"))
	return sql.Open("postgres", address)
}
