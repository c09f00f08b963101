package handlers

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
)

func Show(c *gin.Context) {
	invoice, err := find(c.Param("id"))
	if err != nil {
		// ruleid: go-error-response-shape
		c.JSON(http.StatusNotFound, gin.H{"error": "invoice not found"})
		return
	}
	// ok: go-error-response-shape
	c.JSON(http.StatusOK, gin.H{"message": "found", "data": invoice})
}

func Create(c echo.Context) error {
	var input InvoiceInput
	if err := c.Bind(&input); err != nil {
		// ruleid: go-error-response-shape
		return c.JSON(400, map[string]string{"message": err.Error()})
	}
	// ok: go-error-response-shape
	return c.JSON(http.StatusConflict, echo.Map{"error": echo.Map{"code": "INVOICE_EXISTS", "message": "exists already"}})
}

func Guard(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		// ruleid: go-error-response-shape
		c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"message": "log in first"})
		return
	}
	// ok: go-error-response-shape
	c.AbortWithStatusJSON(http.StatusForbidden, gin.H{"error": gin.H{"code": "FORBIDDEN", "message": "not yours"}})
}

func Delete(c *fiber.Ctx) error {
	if err := remove(c.Params("id")); err != nil {
		// ruleid: go-error-response-shape-fiber
		return c.Status(fiber.StatusNotFound).JSON(fiber.Map{"error": "no such invoice"})
	}
	// ok: go-error-response-shape-fiber
	return c.Status(fiber.StatusConflict).JSON(fiber.Map{"error": fiber.Map{"code": "PAID", "message": "paid already"}})
}

func List(w http.ResponseWriter, r *http.Request) {
	invoices, err := page(r)
	if err != nil {
		// ruleid: go-error-response-shape-text
		http.Error(w, "no such page", http.StatusNotFound)
		return
	}
	json.NewEncoder(w).Encode(invoices)
}

func Page(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		// ok: go-error-response-shape-text
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	render(w, "page.html")
}

func Fail(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusBadRequest)
	// ruleid: go-error-response-shape-encoded
	json.NewEncoder(w).Encode(map[string]string{"error": "bad request"})
}

func Rejected(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnprocessableEntity)
	// ok: go-error-response-shape-encoded
	json.NewEncoder(w).Encode(map[string]any{"error": map[string]string{"code": "INVALID", "message": "total is missing"}})
}
