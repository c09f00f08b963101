package auth

import (
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func Issue(id string, key []byte) (string, error) {
	// ruleid: go-jwt-without-expiry
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": id, "iat": time.Now().Unix()})
	return token.SignedString(key)
}

func IssueRegistered(id string, key []byte) (string, error) {
	// ruleid: go-jwt-without-expiry
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{Subject: id})
	return token.SignedString(key)
}

func IssueNamed(id string, key []byte) (string, error) {
	claims := jwt.MapClaims{"sub": id}
	// ruleid: go-jwt-without-expiry
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key)
}

func IssueShort(id string, key []byte) (string, error) {
	// ok: go-jwt-without-expiry
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": id, "exp": time.Now().Add(15 * time.Minute).Unix()})
	return token.SignedString(key)
}

func IssueLater(id string, key []byte) (string, error) {
	claims := jwt.MapClaims{"sub": id}
	claims["exp"] = time.Now().Add(15 * time.Minute).Unix()
	// ok: go-jwt-without-expiry
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key)
}

func IssueGiven(claims jwt.Claims, key []byte) (string, error) {
	// ok: go-jwt-without-expiry
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key)
}
