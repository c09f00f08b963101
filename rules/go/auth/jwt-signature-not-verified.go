package auth

import (
	"github.com/golang-jwt/jwt/v5"
)

func Subject(raw string) (string, error) {
	claims := jwt.RegisteredClaims{}
	// ruleid: go-jwt-signature-not-verified
	_, _, err := jwt.NewParser().ParseUnverified(raw, &claims)
	return claims.Subject, err
}

func Role(parser *jwt.Parser, raw string) (any, error) {
	claims := jwt.MapClaims{}
	// ruleid: go-jwt-signature-not-verified
	if _, _, err := parser.ParseUnverified(raw, claims); err != nil {
		return nil, err
	}
	return claims["role"], nil
}

func Unsigned(token *jwt.Token) (string, error) {
	// ruleid: go-jwt-signature-not-verified
	return token.SignedString(jwt.UnsafeAllowNoneSignatureType)
}

func Verified(raw string, key []byte) (*jwt.Token, error) {
	// ok: go-jwt-signature-not-verified
	return jwt.Parse(raw, func(*jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"HS256"}))
}

func VerifiedByIssuer(raw string, keys map[string][]byte) (*jwt.Token, error) {
	claims := jwt.RegisteredClaims{}
	// ok: go-jwt-signature-not-verified
	_, _, err := jwt.NewParser().ParseUnverified(raw, &claims)
	if err != nil {
		return nil, err
	}
	token, err := jwt.Parse(raw, func(*jwt.Token) (any, error) { return keys[claims.Issuer], nil })
	return token, err
}

func Claims(raw string, key []byte) (*jwt.RegisteredClaims, error) {
	claims := &jwt.RegisteredClaims{}
	// ok: go-jwt-signature-not-verified
	_, err := jwt.ParseWithClaims(raw, claims, func(*jwt.Token) (any, error) { return key, nil })
	return claims, err
}
