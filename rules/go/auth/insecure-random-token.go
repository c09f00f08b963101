package auth

import (
	crand "crypto/rand"
	"encoding/hex"
	"fmt"
	"math/rand"
	"time"
)

const letters = "abcdefghijklmnopqrstuvwxyz0123456789"

func GenerateToken(length int) string {
	token := make([]byte, length)
	for i := range token {
		// ruleid: go-insecure-random-token
		token[i] = letters[rand.Intn(len(letters))]
	}
	return string(token)
}

func SendCode(phone string) {
	// ruleid: go-insecure-random-token
	otp := fmt.Sprintf("%06d", rand.Intn(1000000))
	send(phone, otp)
}

func newSessionID() string {
	source := rand.New(rand.NewSource(time.Now().UnixNano()))
	// ruleid: go-insecure-random-token
	return fmt.Sprintf("%x", source.Int63())
}

func NewToken() (string, error) {
	raw := make([]byte, 32)
	// ok: go-insecure-random-token
	if _, err := crand.Read(raw); err != nil {
		return "", err
	}
	return hex.EncodeToString(raw), nil
}

func backoff(attempt int) time.Duration {
	// ok: go-insecure-random-token
	return time.Duration(attempt)*time.Second + time.Duration(rand.Intn(250))*time.Millisecond
}

func sample(rows []string) string {
	// ok: go-insecure-random-token
	return rows[rand.Intn(len(rows))]
}
