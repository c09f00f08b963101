package services

import (
	"context"
	"database/sql"
	"log/slog"

	"golang.org/x/crypto/bcrypt"
)

func Notify(ctx context.Context, mailer Mailer, id int64) {
	err := mailer.Send(ctx, id)
	// ruleid: go-swallowed-exception
	if err != nil {
	}
}

func Refresh(cache Cache) {
	// ruleid: go-swallowed-exception
	if err := cache.Refresh(); err != nil {
		// nothing to do
	}
}

func Hash(password string) string {
	// ruleid: go-swallowed-exception-discarded
	hash, _ := bcrypt.GenerateFromPassword([]byte(password), 12)
	return string(hash)
}

func Finish(tx *sql.Tx) {
	// ruleid: go-swallowed-exception-discarded
	_ = tx.Commit()
}

func Run(job func()) {
	// ruleid: go-swallowed-exception-recover
	defer func() { recover() }()
	job()
}

func NotifyLogged(ctx context.Context, mailer Mailer, id int64) {
	// ok: go-swallowed-exception
	if err := mailer.Send(ctx, id); err != nil {
		slog.ErrorContext(ctx, "reminder not sent", "invoice", id, "error", err)
	}
}

func Title(parse func() (string, error)) (title string) {
	found, err := parse()
	// ok: go-swallowed-exception
	if err != nil {
		// the empty title is right
	} else {
		title = found
	}
	return title
}

func HashChecked(password string) (string, error) {
	// ok: go-swallowed-exception-discarded
	hash, err := bcrypt.GenerateFromPassword([]byte(password), 12)
	return string(hash), err
}

func Abort(tx *sql.Tx) {
	// ok: go-swallowed-exception-discarded
	_ = tx.Rollback()
}

func RunLogged(job func()) {
	// ok: go-swallowed-exception-recover
	defer func() {
		if caught := recover(); caught != nil {
			slog.Error("job failed", "panic", caught)
		}
	}()
	job()
}
