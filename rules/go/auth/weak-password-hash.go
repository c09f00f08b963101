package auth

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"

	"golang.org/x/crypto/bcrypt"
)

func Hash(password string) string {
	// ruleid: go-weak-password-hash
	sum := md5.Sum([]byte(password))
	return hex.EncodeToString(sum[:])
}

func Salted(user User, salt string) []byte {
	h := sha256.New()
	// ruleid: go-weak-password-hash
	h.Write([]byte(user.Password + salt))
	return h.Sum(nil)
}

func Check(user User, password string) bool {
	// ruleid: go-weak-password-hash
	return user.Digest == util.EncodeMD5(password)
}

func Slow(password string) ([]byte, error) {
	// ok: go-weak-password-hash
	return bcrypt.GenerateFromPassword([]byte(password), 12)
}

func ETag(body []byte) string {
	// ok: go-weak-password-hash
	sum := md5.Sum(body)
	return hex.EncodeToString(sum[:])
}

func TokenDigest(token string) []byte {
	// ok: go-weak-password-hash
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
