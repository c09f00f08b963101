package auth

import (
	"log"
	"log/slog"

	"go.uber.org/zap"
)

func Login(user User) {
	// ruleid: go-personal-data-in-log
	log.Printf("login of %s", user.Email)
}

func Register(input Registration, logger *zap.SugaredLogger) {
	// ruleid: go-personal-data-in-log
	logger.Infow("registered", "phone", input.PhoneNumber)
}

func Invite(email string) {
	// ruleid: go-personal-data-in-log
	slog.Info("invited", "email", email)
}

func LoginLogged(user User) {
	// ok: go-personal-data-in-log
	log.Printf("login of user %d", user.ID)
}

func InviteMasked(email string) {
	// ok: go-personal-data-in-log
	slog.Info("invited", "email", maskEmail(email))
}

func EmailSent(count int) {
	// ok: go-personal-data-in-log
	slog.Info("email sent", "count", count)
}
