package auth

import (
	"log"
	"log/slog"
	"net/http"

	"go.uber.org/zap"
)

func Login(user User, password string) {
	// ruleid: go-secret-in-log
	log.Printf("login of %d with %s", user.ID, password)
}

func Issue(user User, logger *zap.Logger) {
	// ruleid: go-secret-in-log
	logger.Info("token issued", zap.String("token", user.AccessToken))
}

func Trace(r *http.Request) {
	// ruleid: go-secret-in-log
	slog.Debug("request", "headers", r.Header)
}

func LoginLogged(user User, password string) {
	// ok: go-secret-in-log
	log.Printf("login of %d, password of %d characters", user.ID, len(password))
}

func IssueLogged(user User, logger *zap.Logger) {
	// ok: go-secret-in-log
	logger.Info("access token issued", zap.Int64("user", user.ID))
}

func Rejected(err error) {
	// ok: go-secret-in-log
	slog.Warn("password rejected", "error", err)
}
