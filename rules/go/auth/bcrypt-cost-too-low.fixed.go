package auth

import "golang.org/x/crypto/bcrypt"

const (
	weakCost   = 8
	strongCost = 13
)

func Hash(password string) ([]byte, error) {
	// ruleid: go-bcrypt-cost-too-low
	return bcrypt.GenerateFromPassword([]byte(password), 12)
}

func HashDefault(password string) ([]byte, error) {
	// ruleid: go-bcrypt-cost-too-low-standard
	return bcrypt.GenerateFromPassword([]byte(password), 12)
}

func HashConstant(password string) ([]byte, error) {
	// ruleid: go-bcrypt-cost-too-low-name
	return bcrypt.GenerateFromPassword([]byte(password), weakCost)
}

func HashStrong(password string) ([]byte, error) {
	// ok: go-bcrypt-cost-too-low
	return bcrypt.GenerateFromPassword([]byte(password), 12)
}

func HashStronger(password string) ([]byte, error) {
	// ok: go-bcrypt-cost-too-low
	return bcrypt.GenerateFromPassword([]byte(password), strongCost)
}

func HashConfigured(password string, cost int) ([]byte, error) {
	// ok: go-bcrypt-cost-too-low
	return bcrypt.GenerateFromPassword([]byte(password), cost)
}
