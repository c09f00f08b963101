package config

import (
	"net/http"
	"os"

	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/sessions"
)

// ruleid: go-hardcoded-secret
const jwtSecret = "plum-Otter-9052-gravel"

// ruleid: go-hardcoded-secret
var signingKey = []byte("wharf-Quill-3391")

// ok: go-hardcoded-secret
const apiKeyHeader = "X-API-Key"

// ok: go-hardcoded-secret
const cookieAccessToken = "access_token"

// ok: go-hardcoded-secret
const errWrongPassword = "wrong password: 3 attempts left"

type Mail struct {
	Host     string
	Password string
}

func Load() Mail {
	// ok: go-hardcoded-secret
	password := os.Getenv("MAIL_PASSWORD")
	return Mail{Host: "mail.invoices.example", Password: password}
}

func Development() Mail {
	// ruleid: go-hardcoded-secret-field
	return Mail{Host: "mail.invoices.example", Password: "walnut-Heron-6093"}
}

func Placeholder() Mail {
	// ok: go-hardcoded-secret-field
	return Mail{Host: "mail.invoices.example", Password: "your-password-1"}
}

func Sign(token *jwt.Token) (string, error) {
	// ruleid: go-hardcoded-secret-key-argument
	return token.SignedString([]byte("copper-Finch"))
}

// ruleid: go-hardcoded-secret-key-argument
var store = sessions.NewCookieStore([]byte("harbor-Lynx"))

func SignWith(token *jwt.Token, key []byte) (string, error) {
	// ok: go-hardcoded-secret-key-argument
	return token.SignedString(key)
}

// ok: go-hardcoded-secret-key-argument
var sessionStore = sessions.NewCookieStore([]byte(os.Getenv("SESSION_KEY")))

func header(r *http.Request) string {
	return r.Header.Get(apiKeyHeader)
}
