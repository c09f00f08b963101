package handlers

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

func Show(c *gin.Context) {
	// ruleid: go-print-instead-of-logger
	fmt.Println("show", c.Param("id"))
	c.Status(http.StatusOK)
}

func List(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-print-instead-of-logger
	fmt.Printf("list %s\n", r.URL.Path)
}

func (s *Service) Store(invoice Invoice) error {
	// ruleid: go-print-instead-of-logger
	fmt.Println("stored", invoice.ID)
	return nil
}

func (s *Service) Remove(id int64) error {
	// ok: go-print-instead-of-logger
	slog.Info("removed", "invoice", id)
	return nil
}

func (s *Service) Name(id int64) string {
	// ok: go-print-instead-of-logger
	return fmt.Sprintf("invoice-%d", id)
}

func version() {
	// ok: go-print-instead-of-logger
	fmt.Println("invoices", os.Args[0])
}
