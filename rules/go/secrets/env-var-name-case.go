package config

import "os"

func Load() Config {
	return Config{
		// ruleid: go-env-var-name-case
		Host: os.Getenv("dbHost"),
		// ruleid: go-env-var-name-case
		Name: os.Getenv("Db_Name"),
		// ok: go-env-var-name-case
		Port: os.Getenv("DB_PORT"),
		// ok: go-env-var-name-case
		Proxy: os.Getenv("https_proxy"),
	}
}

func Mode() string {
	// ruleid: go-env-var-name-case
	if mode, ok := os.LookupEnv("invoices-mode"); ok {
		return mode
	}
	// ok: go-env-var-name-case
	return os.Getenv("INVOICES_MODE_2")
}
