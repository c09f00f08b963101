package auth

import (
	"database/sql"

	"golang.org/x/crypto/bcrypt"
	"gorm.io/gorm"
)

func Login(user User, password string) bool {
	// ruleid: go-plaintext-password-compared
	return user.Password == password
}

func Denied(user *User, input Credentials) bool {
	// ruleid: go-plaintext-password-compared
	return user.Password != input.Password
}

func Find(db *sql.DB, email, password string) *sql.Row {
	// ruleid: go-plaintext-password-compared-query
	return db.QueryRow("SELECT id FROM users WHERE email = $1 AND password = $2", email, password)
}

func FindUser(db *gorm.DB, user *User, name, password string) error {
	// ruleid: go-plaintext-password-compared-struct
	return db.Where(User{Name: name, Password: password}).First(user).Error
}

func Check(user User, password string) bool {
	// ok: go-plaintext-password-compared
	return bcrypt.CompareHashAndPassword([]byte(user.Password), []byte(password)) == nil
}

func Same(form SignUp) bool {
	// ok: go-plaintext-password-compared
	return form.Password == form.PasswordRepeat
}

func Missing(user User) bool {
	// ok: go-plaintext-password-compared
	return user.Password == ""
}

func Rename(db *sql.DB, id int64, hash string) error {
	// ok: go-plaintext-password-compared-query
	_, err := db.Exec("UPDATE users SET password = $1 WHERE id = $2", hash, id)
	return err
}

func ByName(db *gorm.DB, user *User, name string) error {
	// ok: go-plaintext-password-compared-struct
	return db.Where(User{Name: name}).First(user).Error
}
