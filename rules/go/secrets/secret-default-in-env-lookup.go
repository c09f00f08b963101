package config

import (
	"cmp"
	"os"

	"github.com/spf13/viper"
)

// ruleid: go-secret-default-in-env-lookup
var jwtSecret = getEnv("JWT_SECRET", "plum-Otter-9052")

// ok: go-secret-default-in-env-lookup
var port = getEnv("PORT", "8080")

// ok: go-secret-default-in-env-lookup
var apiToken = getEnv("API_TOKEN", "")

func Secret() string {
	secret := os.Getenv("SESSION_SECRET")
	if secret == "" {
		// ruleid: go-secret-default-in-env-lookup
		secret = "gravel-Heron"
	}
	return secret
}

func Password() string {
	// ruleid: go-secret-default-in-env-lookup
	return cmp.Or(os.Getenv("DB_PASSWORD"), "walnut")
}

func Defaults() {
	// ruleid: go-secret-default-in-env-lookup
	viper.SetDefault("database.password", "postgres")
	// ok: go-secret-default-in-env-lookup
	viper.SetDefault("token.ttl", "15m")
}

func Required() string {
	secret := os.Getenv("SESSION_SECRET")
	if secret == "" {
		// ok: go-secret-default-in-env-lookup
		panic("SESSION_SECRET is not set")
	}
	return secret
}

func getEnv(name, fallback string) string {
	if value, ok := os.LookupEnv(name); ok {
		return value
	}
	return fallback
}
