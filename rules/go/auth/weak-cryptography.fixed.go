package auth

import (
	"crypto/des"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"fmt"
	"time"
)

func Encrypt(key []byte) error {
	// ruleid: go-weak-cryptography
	_, err := des.NewCipher(key)
	return err
}

func Key() (*rsa.PrivateKey, error) {
	// ruleid: go-weak-cryptography-key
	return rsa.GenerateKey(rand.Reader, 2048)
}

const keyBits = 1024

func NamedKey() (*rsa.PrivateKey, error) {
	// ruleid: go-weak-cryptography-key-name
	return rsa.GenerateKey(rand.Reader, keyBits)
}

func Server() *tls.Config {
	// ruleid: go-weak-cryptography-protocol
	return &tls.Config{MinVersion: tls.VersionTLS12}
}

func generateToken(email string) string {
	// ruleid: go-weak-cryptography-signature
	sum := md5.Sum([]byte(fmt.Sprintf("%s-%d", email, time.Now().Unix())))
	return hex.EncodeToString(sum[:])
}

func StrongKey() (*rsa.PrivateKey, error) {
	// ok: go-weak-cryptography
	return rsa.GenerateKey(rand.Reader, 3072)
}

func ModernServer() *tls.Config {
	// ok: go-weak-cryptography
	return &tls.Config{MinVersion: tls.VersionTLS12}
}

func fileChecksum(content []byte) string {
	// ok: go-weak-cryptography-signature
	sum := md5.Sum(content)
	return hex.EncodeToString(sum[:])
}

func sign(key, body []byte) []byte {
	// ok: go-weak-cryptography-signature
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	return mac.Sum(nil)
}
