package services

import (
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

type Mailer struct{ host string }

func (m *Mailer) Send(to string) error {
	// ruleid: go-env-read-outside-config
	key := os.Getenv("MAIL_API_KEY")
	return m.post(key, to)
}

func (m *Mailer) Sender() string {
	// ruleid: go-env-read-outside-config
	if sender, ok := os.LookupEnv("MAIL_SENDER"); ok {
		return sender
	}
	// ok: go-env-read-outside-config
	return "noreply@" + os.Getenv("HOSTNAME")
}

// ok: go-env-read-outside-config
func (m *Mailer) Host() string { return m.host }

func NewMailer() *Mailer {
	// ok: go-env-read-outside-config
	return &Mailer{host: os.Getenv("MAIL_HOST")}
}

func Version(c *gin.Context) {
	// ruleid: go-env-read-outside-config-handler
	c.String(http.StatusOK, os.Getenv("INVOICES_VERSION"))
}
