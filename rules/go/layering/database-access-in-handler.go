package handlers

import (
	"database/sql"
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
	"gorm.io/gorm"
)

type Handler struct {
	db       *sql.DB
	orm      *gorm.DB
	invoices *Invoices
}

// ruleid: go-database-access-in-handler
func (h *Handler) List(w http.ResponseWriter, r *http.Request) {
	rows, err := h.db.QueryContext(r.Context(), "SELECT id, total FROM invoices LIMIT 50")
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	defer rows.Close()
}

// ruleid: go-database-access-in-handler
func (h *Handler) Show(c *gin.Context) {
	var invoice Invoice
	if err := h.orm.First(&invoice, c.Param("id")).Error; err != nil {
		c.Status(http.StatusNotFound)
		return
	}
	h.orm.Where("seen = ?", false).Delete(&invoice)
	c.JSON(http.StatusOK, invoice)
}

// ruleid: go-database-access-in-handler
func (h *Handler) Create(c echo.Context) error {
	return h.orm.WithContext(c.Request().Context()).Create(&Invoice{}).Error
}

// ok: go-database-access-in-handler
func (h *Handler) Read(c *gin.Context) {
	invoice, err := h.invoices.Find(c.Request.Context(), c.Param("id"))
	if err != nil {
		c.Status(http.StatusNotFound)
		return
	}
	c.JSON(http.StatusOK, invoice)
}

// ok: go-database-access-in-handler
func (h *Handler) Health(w http.ResponseWriter, r *http.Request) {
	if err := h.db.QueryRowContext(r.Context(), "SELECT 1").Err(); err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// ok: go-database-access-in-handler
func (h *Handler) Encode(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	_ = json.NewEncoder(w).Encode(map[string]string{"page": query.Get("page")})
}

// ok: go-database-access-in-handler
func (i *Invoices) Newest(limit int) (*sql.Rows, error) {
	return i.db.Query("SELECT id FROM invoices ORDER BY id DESC LIMIT $1", limit)
}

func Routes(app *fiber.App, db *gorm.DB, invoices *Invoices) {
	// ruleid: go-database-access-in-handler-inline
	app.Get("/invoices/:id", func(c *fiber.Ctx) error {
		var invoice Invoice
		db.First(&invoice, c.Params("id"))
		return c.JSON(invoice)
	})
	// ok: go-database-access-in-handler-inline
	app.Get("/invoices", func(c *fiber.Ctx) error {
		return c.JSON(invoices.Page(c.QueryInt("page")))
	})
}
